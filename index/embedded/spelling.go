package embedded

import (
	"cmp"
	"context"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
)

// Rules of spelling suggestions.
const (
	shortestSpelling = 4 // letters: a letter more or less makes another word of a shorter one
	longSpelling     = 8 // letters from which two mistakes are likely
	longestSpelling  = 32
	// clearlyCommoner is how many times more documents must have a word than the one it is offered for.
	clearlyCommoner = 10
	// secondMistake is how many times rarer a second mistake is than a first.
	secondMistake = 10
	// muchLikelier is how many times likelier the best spelling is than one that is not worth a look beside it.
	muchLikelier = 20
)

// shape is what a word can be told from others by at a glance.
type shape struct {
	letters uint64 // a bit for each letter
	sound   uint32 // hash of analysis.Sound.Key; 0 for no sound
	length  uint8  // letters, at most 255
}

func shapeOf(term string) shape {
	s := shape{length: uint8(min(utf8.RuneCountInString(term), 255))}
	for _, r := range term {
		s.letters |= 1 << (uint32(r) * 2654435761 >> 26) // Knuth's multiplicative hash
	}
	if sound, ok := analysis.PhoneticKeyOf(term); ok {
		s.sound = hash(sound.Consonants())
	}
	return s
}

func hash(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32() | 1
}

// shapes returns the shapes of the words: 16 bytes and about 0.4 µs each, made when a
// generation that is followed is opened, or else when the first spelling is asked for.
func (l *lexis) shapes() []shape {
	if l == nil {
		return nil
	}
	all := make([]shape, len(l.Words.keys))
	for i, key := range l.Words.keys {
		all[i] = shapeOf(key)
	}
	return all
}

// Spellings implements index.Searcher.
func (s *Searcher) Spellings(ctx context.Context, word string, n int) ([]index.Suggestion, error) {
	return s.suggestions(ctx, func(x *execution) ([]index.Suggestion, error) { return x.meant(word, min(n, maxSuggestions)) })
}

func (x *execution) meant(word string, n int) ([]index.Suggestion, error) {
	words, joined := split(analysis.Tokens(word, ""))
	if len(words) > 1 && len(joined) == 1 && joined[0].PositionLength == len(words) {
		words = joined
	}
	if len(words) != 1 {
		return nil, nil
	}
	term := words[0].Term
	letters := utf8.RuneCountInString(term)
	if letters > longestSpelling || strings.ContainsFunc(term, unicode.IsNumber) {
		return nil, nil
	}
	have, err := x.holding([]string{term})
	if err != nil {
		return nil, err
	}
	var out []index.Suggestion
	found := x.spellings(term, letters, 2*n, max(have*clearlyCommoner, 1))
	if err := x.confirm(&out, &x.snapshot.lexis.Words, found, index.SuggestSpelling, n); err != nil {
		return nil, err
	}
	var alike []index.Suggestion
	for _, i := range x.soundingAlike(term, 2*n) {
		if err := x.confirm(&alike, &x.snapshot.lexis.Words, []int{i}, index.SuggestScript, 1); err != nil {
			return nil, err
		}
	}
	return append(out, alike[:min(len(alike), n)]...), nil
}

// candidate is a word and how well it suits, higher is better.
type candidate struct {
	at    int
	score float64
}

// best returns the n best.
func best(all []candidate, n int) []int {
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at)) })
	var out []int
	for _, c := range all[:min(len(all), n)] {
		out = append(out, c.at)
	}
	return out
}

// spellings returns the words at a distance of 1, or 2 from longSpelling letters on, that at least so many documents use:
// the commonest first, those with two mistakes counted as that much rarer.
func (x *execution) spellings(term string, letters, n, least int) []int {
	if letters < shortestSpelling {
		return nil
	}
	most := 1
	if letters >= longSpelling {
		most = 2
	}
	want, typed := shapeOf(term), []rune(term)
	words := &x.snapshot.lexis.Words
	var found []candidate
	top := 0.0
	for i, s := range x.snapshot.shapes() {
		if bits.OnesCount64(s.letters^want.letters) > 2*most || int(s.length) > letters+most || int(s.length) < letters-most ||
			int(words.Documents[i]) < least {
			continue
		}
		distance := mistakes(typed, []rune(words.keys[i]), most)
		if distance == 0 || distance > most {
			continue
		}
		score := float64(words.Documents[i])
		if distance == 2 {
			score /= secondMistake
		}
		found, top = append(found, candidate{i, score}), max(top, score)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.score < top/muchLikelier })
	return best(found, n)
}

// mistakes returns the Damerau-Levenshtein distance of two words (letters left out, added, mistaken, or two neighbours
// swapped; no letter twice: Boytsov, Indexing methods for approximate dictionary searching, 2011), or more than most.
func mistakes(a, b []rune, most int) int {
	var rows [3][longestSpelling + 3]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(above[j-1]+same, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most+1 {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

// soundingAlike returns the words of other scripts that sound like a term, the likest first.
func (x *execution) soundingAlike(term string, n int) []int {
	sound, ok := analysis.PhoneticKeyOf(term)
	if !ok {
		return nil
	}
	key := sound.Consonants()
	want := hash(key)
	words := &x.snapshot.lexis.Words
	var found []candidate
	for i, s := range x.snapshot.shapes() {
		if s.sound != want {
			continue
		}
		other, ok := analysis.PhoneticKeyOf(words.keys[i])
		if !ok || other.Consonants() != key {
			continue
		}
		if distance, ok := sound.Distance(other); ok {
			found = append(found, candidate{i, 1 - 1/float64(1+words.Documents[i]) - float64(distance)})
		}
	}
	return best(found, n)
}

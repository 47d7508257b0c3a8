package analysis

// part is a word of a compound that may continue after a hyphen.
type part struct {
	form       form
	start, end int
	skipped    bool // not in the term set: only its place and its capitals are known
}

// maxParts bounds a compound: text with more hyphens is a line of a table, not a word.
const maxParts = 4

// word reads a word, or the pieces of one that is cut at its full stops.
func (t *tokenizer) word(start, end int) {
	t.endRun()
	f := t.form(t.text[start:end])
	if f.cut {
		t.pieces(start, end)
		return
	}
	t.splitCompound(start)
	if f.term != "" {
		t.addPart(part{form: f, start: start, end: end})
	}
}

// pieces reads the words inside one such as "end.Next" or "www.example.org".
func (t *tokenizer) pieces(start, end int) {
	from := start
	for i := start; i <= end; i++ {
		if i < end && t.text[i] != '.' && t.text[i] != ':' && t.text[i] != ';' && t.text[i] != '_' {
			continue
		}
		if i > from {
			t.word(from, i)
		}
		from = i + 1
	}
}

// skip reads a word that is not in the term set. It takes a position, may be a part of a compound, and may keep its
// neighbours from being acronyms.
func (t *tokenizer) skip(start, end int) {
	t.endRun()
	t.splitCompound(start)
	p := part{start: start, end: end, skipped: true}
	if t.text[start] < 'a' { // a capital or a digit
		_, p.form.capitals = capitals(t.text[start:end])
	}
	p.form.letters = true // joined looks at the word again
	t.addPart(p)
}

// splitCompound ends the compound unless the word that starts at an offset continues it.
func (t *tokenizer) splitCompound(start int) {
	if n := len(t.parts); n > 0 && (t.hyphen != start || n == maxParts) {
		t.endCompound()
	}
}

func (t *tokenizer) addPart(p part) {
	t.parts = append(t.parts, p)
	t.hyphen = 0
}

// separator reads text between words. Only a single hyphen keeps a compound open.
func (t *tokenizer) separator(start, end int) {
	t.endRun()
	if n := len(t.parts); n > 0 && t.parts[n-1].end == start && isHyphen(t.text[start:end]) {
		t.hyphen = end
		return
	}
	t.endCompound()
}

func isHyphen(s string) bool { return s == "-" || s == "‐" || s == "‑" }

// endCompound emits the parts read so far and, if there are several, their joined form.
func (t *tokenizer) endCompound() {
	if len(t.parts) == 0 {
		return
	}
	first := t.position
	joinable := len(t.parts) > 1
	for _, p := range t.parts {
		t.emit(p)
		joinable = joinable && p.form.letters
	}
	if joinable && !t.parts[0].skipped {
		t.emitJoined(first)
	}
	t.parts, t.hyphen = t.parts[:0], 0
}

func (t *tokenizer) emitJoined(position int) {
	word := ""
	for _, p := range t.parts {
		if p.skipped && !t.form(t.text[p.start:p.end]).letters {
			return
		}
		word += t.text[p.start:p.end]
	}
	f := t.form(word)
	t.tokens = append(t.tokens, Token{
		Term: f.term, Stem: f.stem, Position: position, PositionLength: len(t.parts),
		Start: t.parts[0].start, End: t.parts[len(t.parts)-1].end,
	})
}

// emit adds the token of one word. A word in capitals is an acronym, which has no stem, unless a neighbour is in capitals
// too; so a token that was taken for one gets its stem when the next word is in capitals.
func (t *tokenizer) emit(p part) {
	f := p.form
	if f.capitals && t.acronym > 0 {
		previous := &t.tokens[t.acronym-1]
		previous.Stem = t.form(t.text[previous.Start:previous.End]).stem
	}
	t.acronym = 0
	if !p.skipped {
		token := Token{Term: f.term, Stem: f.stem, Start: p.start, End: p.end, Position: t.position, PositionLength: 1}
		if f.acronym && !t.afterCapitals {
			token.Stem = f.term
			t.acronym = len(t.tokens) + 1
		}
		t.tokens = append(t.tokens, token)
	}
	t.afterCapitals = f.capitals
	t.position++
}

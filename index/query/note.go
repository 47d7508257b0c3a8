package query

import "slices"

// notes collects what is to be said about a question.
type notes struct {
	speaker Speaker
	said    []string
	groups  []group
}

// group is words of which the same is to be said.
type group struct {
	key   string
	words []string
}

// Limits of notes: more than a screen of them is not read.
const (
	maxNotes = 12
	maxNamed = 10 // words named in one note
)

// What is said of words that were not searched as typed: keys of texts about a list of words.
const (
	sayStop    = "query.note-stop"
	sayBlank   = "query.note-blank"
	sayPrefix  = "query.note-prefix"
	sayFuzzy   = "query.note-fuzzy"
	sayAnyCase = "query.note-any-case"
	sayStray   = "query.note-stray"
)

func (n *notes) say(key string, args ...any) {
	if line := n.speaker.Say(key, args...); !slices.Contains(n.said, line) {
		n.said = append(n.said, line)
	}
}

// of adds a word to the note of a kind.
func (n *notes) of(key, word string) {
	for i := range n.groups {
		if n.groups[i].key == key {
			n.groups[i].add(word)
			return
		}
	}
	n.groups = append(n.groups, group{key, []string{word}})
}

func (g *group) add(word string) {
	if !slices.Contains(g.words, word) {
		g.words = append(g.words, word)
	}
}

func (n *notes) lines() []string {
	lines := n.said
	for _, g := range n.groups {
		lines = append(lines, n.speaker.Say(g.key, n.enumerate(g.words)))
	}
	if len(lines) > maxNotes {
		more := len(lines) - maxNotes
		lines = append(lines[:maxNotes:maxNotes], n.speaker.Say("query.note-more", more))
	}
	return lines
}

// enumerate lists words, the first of them if they are many.
func (n *notes) enumerate(words []string) string {
	if len(words) > maxNamed {
		return n.speaker.Say("query.more", commas(words[:maxNamed]), len(words)-maxNamed)
	}
	return commas(words)
}

package query

import (
	"reflect"
	"slices"

	"daftar/index/message"
)

// Limits of notes: nobody reads more.
const (
	maxNotes     = 12
	maxNoteWords = 10 // words listed in one note
)

// Keys of the notes about words that are not searched as typed. The argument is a list of words.
const (
	noteStop    = "query.note-stop"
	noteBlank   = "query.note-blank"
	notePrefix  = "query.note-prefix"
	noteFuzzy   = "query.note-fuzzy"
	noteAnyCase = "query.note-any-case"
	noteStray   = "query.note-stray"
)

// notes collects the notes about a query.
type notes struct {
	single []message.Message
	lists  []wordList
}

// wordList is the words that one note is about.
type wordList struct {
	key   string
	words []string
}

// add adds a note, once.
func (n *notes) add(key string, args ...any) {
	m := message.New(key, args...)
	if !slices.ContainsFunc(n.single, func(other message.Message) bool { return reflect.DeepEqual(other, m) }) {
		n.single = append(n.single, m)
	}
}

// addWord adds a word to the note of a key.
func (n *notes) addWord(key, word string) {
	i := slices.IndexFunc(n.lists, func(l wordList) bool { return l.key == key })
	if i < 0 {
		n.lists = append(n.lists, wordList{key, []string{word}})
	} else if !slices.Contains(n.lists[i].words, word) {
		n.lists[i].words = append(n.lists[i].words, word)
	}
}

func (n *notes) messages() []message.Message {
	all := n.single
	for _, l := range n.lists {
		all = append(all, message.New(l.key, enumeration(l.words)))
	}
	if len(all) > maxNotes {
		more := len(all) - maxNotes
		all = append(all[:maxNotes:maxNotes], message.New("query.note-more", more))
	}
	return all
}

// enumeration returns a list of words as an argument of a message; of a long list the first words and the number of
// others.
func enumeration(words []string) any {
	if more := len(words) - maxNoteWords; more > 0 {
		return message.New("query.more", words[:maxNoteWords], more)
	}
	return words
}

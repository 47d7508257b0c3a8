package query

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis"
)

// sort is what a lexeme is.
type sort uint8

const (
	leaf  sort = iota // a word, a phrase, a filter; an And of words that were typed without a space between
	open              // an opening bracket, of a field if it stands right after title:
	shut              // a closing bracket
	and               // AND
	or                // OR
	not               // NOT
	minus             // a minus right before what it leaves out
)

// lexeme is a piece of the text that means something.
type lexeme struct {
	sort  sort
	node  Node   // of a leaf
	field string // of an opening bracket
	typed string // of an operator
}

// operators are the words that mean something between words, in capitals only.
var operators = map[string]sort{"AND": and, "OR": or, "NOT": not}

// lexer cuts a text into lexemes.
type lexer struct {
	text     string
	at       int
	options  Options
	capitals capitals
	notes    *notes
	found    []lexeme
}

func (l *lexer) all() []lexeme {
	for l.at < len(l.text) {
		if l.options.Plain {
			l.words(l.until(func(r rune) bool { return r == ' ' }), "")
			l.take(" ")
			continue
		}
		l.next()
	}
	return l.found
}

// next reads what begins at l.at.
func (l *lexer) next() {
	r, size := l.peek()
	switch {
	case r == ' ':
		l.at += size
	case isOpen(r):
		l.add(lexeme{sort: open})
		l.at += size
	case isClose(r):
		l.add(lexeme{sort: shut})
		l.at += size
	case closers(r) != "":
		l.phrase("")
	case isQuote(r):
		l.at += size
	case isMinus(r) && l.negates(size):
		l.add(lexeme{sort: minus, typed: string(r)})
		l.at += size
	default:
		l.chunk()
	}
}

func (l *lexer) add(x lexeme) { l.found = append(l.found, x) }

func (l *lexer) leaf(n Node) { l.add(lexeme{sort: leaf, node: n}) }

func (l *lexer) peek() (rune, int) { return utf8.DecodeRuneInString(l.text[l.at:]) }

// take moves past a prefix if it stands here.
func (l *lexer) take(prefix string) bool {
	if !strings.HasPrefix(l.text[l.at:], prefix) {
		return false
	}
	l.at += len(prefix)
	return true
}

// until moves to the first character that ends the piece and returns what was passed.
func (l *lexer) until(ends func(rune) bool) string {
	rest := l.text[l.at:]
	if n := strings.IndexFunc(rest, ends); n >= 0 {
		rest = rest[:n]
	}
	l.at += len(rest)
	return rest
}

// negates reports whether the minus here leaves out what follows: it stands alone, after a space or an opening bracket.
func (l *lexer) negates(size int) bool {
	before, _ := utf8.DecodeLastRuneInString(l.text[:l.at])
	after, _ := utf8.DecodeRuneInString(l.text[l.at+size:])
	starts := l.at == 0 || before == ' ' || isOpen(before)
	return starts && (isWord(after) || closers(after) != "" || isOpen(after))
}

// ends reports whether a character ends a chunk.
func ends(r rune) bool { return r == ' ' || isOpen(r) || isClose(r) || isQuote(r) }

// chunk reads up to a space, a bracket or a quotation mark: an operator, a filter, a field or words.
func (l *lexer) chunk() {
	chunk := l.until(ends)
	if sort, ok := operators[chunk]; ok {
		l.add(lexeme{sort: sort, typed: chunk})
		return
	}
	if name, rest, ok := named(chunk); ok {
		l.named(name, rest, chunk)
		return
	}
	l.words(chunk, "")
}

// phrase reads words in quotation marks, which begin here, and the ~n behind them.
func (l *lexer) phrase(field string) {
	_, size := l.peek()
	text, ok := l.quoted()
	if !ok {
		l.notes.say("query.note-quote")
		l.at += size
		return
	}
	near, narrow := l.near()
	words := count(text)
	switch {
	case words == 0:
		l.notes.of(sayBlank, `"`+text+`"`)
	case !narrow:
		l.words(text, field)
	case near > 0 && words < 2:
		l.notes.say("query.note-alone", text, near)
		l.leaf(Phrase{Field: field, Text: text})
	default:
		l.leaf(Phrase{Field: field, Text: text, Near: near})
	}
}

// quoted returns what stands between the quotation mark here and the one that closes it, with single spaces and
// without further quotation marks, and moves past it; without a closing mark it stays and is false.
func (l *lexer) quoted() (string, bool) {
	r, size := l.peek()
	rest := l.text[l.at+size:]
	end := strings.IndexAny(rest, closers(r))
	if end < 0 {
		return "", false
	}
	_, last := utf8.DecodeRuneInString(rest[end:])
	l.at += size + end + last
	inside := strings.Map(func(r rune) rune {
		if isQuote(r) {
			return ' '
		}
		return r
	}, rest[:end])
	return strings.Join(strings.Fields(inside), " "), true
}

// near reads ~n behind a phrase: 0 if there is none, false if n is not a distance.
func (l *lexer) near() (int, bool) {
	r, size := l.peek()
	if !isTilde(r) {
		return 0, true
	}
	l.at += size
	number := l.until(func(r rune) bool { _, ok := digit(r); return !ok })
	n, ok := digits(number)
	if number == "" {
		l.notes.say("query.note-distance", MaxNear)
		return 0, true
	}
	if !ok || n < 1 || n > MaxNear {
		l.notes.say("query.note-far", number, MaxNear)
		return 0, false
	}
	return n, true
}

// count returns the number of words that the analysis finds in a text.
func count(text string) int {
	n := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength == 1 {
			n++
		}
	}
	return n
}

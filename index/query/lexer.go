package query

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// token is a lexical unit of the query language.
type token struct {
	kind  kind
	node  Node   // of an operand
	field string // of an opening parenthesis
	typed string // of an operator
}

type kind uint8

const (
	operand       kind = iota // a word, phrase or filter, or an And of words typed without a space between them
	openParen                 // of a field if it follows title:
	closeParen                //
	andOperator               // AND
	orOperator                // OR
	notOperator               // NOT
	minusOperator             // a minus right before its operand
)

var operators = map[string]kind{"AND": andOperator, "OR": orOperator, "NOT": notOperator}

// lexer splits a text into tokens.
type lexer struct {
	text     string
	offset   int
	options  Options
	caseInfo caseInfo
	notes    *notes
	tokens   []token
}

func (l *lexer) all() []token {
	for l.offset < len(l.text) {
		if l.options.Plain {
			l.words(l.until(func(r rune) bool { return r == ' ' }), "")
			l.offset += len(" ")
			continue
		}
		l.next()
	}
	return l.tokens
}

// next reads the token at the offset.
func (l *lexer) next() {
	r, size := l.peek()
	switch {
	case r == ' ':
		l.offset += size
	case isOpenParen(r):
		l.add(token{kind: openParen})
		l.offset += size
	case isCloseParen(r):
		l.add(token{kind: closeParen})
		l.offset += size
	case closingQuotes(r) != "":
		l.phrase("")
	case isQuote(r):
		l.offset += size
	case isMinus(r) && l.negates(size):
		l.add(token{kind: minusOperator, typed: string(r)})
		l.offset += size
	default:
		l.atom()
	}
}

func (l *lexer) add(t token) { l.tokens = append(l.tokens, t) }

func (l *lexer) addOperand(n Node) { l.add(token{kind: operand, node: n}) }

func (l *lexer) peek() (r rune, size int) { return utf8.DecodeRuneInString(l.text[l.offset:]) }

// until moves to the first character for which end is true and returns the text before it.
func (l *lexer) until(end func(rune) bool) string {
	rest := l.text[l.offset:]
	if n := strings.IndexFunc(rest, end); n >= 0 {
		rest = rest[:n]
	}
	l.offset += len(rest)
	return rest
}

// negates reports whether the minus at the offset is an operator: it begins a word, quote or group.
func (l *lexer) negates(size int) bool {
	before, _ := utf8.DecodeLastRuneInString(l.text[:l.offset])
	after, _ := utf8.DecodeRuneInString(l.text[l.offset+size:])
	begins := l.offset == 0 || before == ' ' || isOpenParen(before)
	return begins && (isWord(after) || closingQuotes(after) != "" || isOpenParen(after))
}

func endsAtom(r rune) bool { return r == ' ' || isOpenParen(r) || isCloseParen(r) || isQuote(r) }

// atom reads text up to a space, parenthesis or quote: an operator, a filter or words.
func (l *lexer) atom() {
	atom := l.until(endsAtom)
	if kind, ok := operators[atom]; ok {
		l.add(token{kind: kind, typed: atom})
		return
	}
	if name, rest, ok := splitFilter(atom); ok {
		l.filterOrWords(name, rest, atom)
		return
	}
	l.words(atom, "")
}

// words adds the words of a text as one operand, so that an operator before "India/Pakistan" applies to both.
func (l *lexer) words(text, field string) {
	s := splitter{field: field, plain: l.options.Plain, caseInfo: l.caseInfo, vocabulary: l.options.Vocabulary, notes: l.notes}
	switch words := s.words(text); len(words) {
	case 0:
	case 1:
		l.addOperand(words[0])
	default:
		l.addOperand(And(words))
	}
}

// phrase reads the quoted text at the offset and the ~n behind it.
func (l *lexer) phrase(field string) {
	_, size := l.peek()
	text, ok := l.quoted()
	if !ok {
		l.notes.add("query.note-quote")
		l.offset += size
		return
	}
	near, ok := l.distance()
	words := countWords(text)
	switch {
	case words == 0:
		l.notes.addWord(noteBlank, `"`+text+`"`)
	case !ok:
		l.words(text, field)
	case near > 0 && words < 2:
		l.notes.add("query.note-distance-one-word", text, near)
		l.addOperand(Phrase{Field: field, Text: text})
	default:
		l.addOperand(Phrase{Field: field, Text: text, Near: near})
	}
}

// quoted returns the text between the quote at the offset and its closing quote, with single spaces and without other
// quotes, and moves past it. Without a closing quote it is false and the offset stays.
func (l *lexer) quoted() (text string, ok bool) {
	r, size := l.peek()
	rest := l.text[l.offset+size:]
	end := strings.IndexAny(rest, closingQuotes(r))
	if end < 0 {
		return "", false
	}
	_, closing := utf8.DecodeRuneInString(rest[end:])
	l.offset += size + end + closing
	inside := strings.Map(func(r rune) rune {
		if isQuote(r) {
			return ' '
		}
		return r
	}, rest[:end])
	return strings.Join(strings.Fields(inside), " "), true
}

// distance reads ~n behind a phrase. It is 0 if there is none, and false if n is out of range.
func (l *lexer) distance() (n int, ok bool) {
	r, size := l.peek()
	if !isTilde(r) {
		return 0, true
	}
	l.offset += size
	number := l.until(isNoDigit)
	if number == "" {
		l.notes.add("query.note-distance-missing", MaxNear)
		return 0, true
	}
	n, ok = parseNumber(number)
	if !ok || n < 1 || n > MaxNear {
		l.notes.add("query.note-distance-range", number, MaxNear)
		return 0, false
	}
	return n, true
}

func isNoDigit(r rune) bool {
	_, ok := fold.Digit(r)
	return !ok
}

// filterOrWords reads an atom that is a name, a colon and the rest.
func (l *lexer) filterOrWords(name, rest, atom string) {
	next, _ := l.peek()
	quoted := rest == "" && closingQuotes(next) != ""
	switch {
	case !isFilterName(name):
		if quoted || rest != "" && !strings.HasPrefix(rest, "//") {
			l.notes.add("query.note-filter", name, filterNames())
		}
		l.words(atom, "")
	case name == fieldTitle:
		l.title(rest)
	case quoted:
		l.quotedFilter(name, atom)
	default:
		l.filter(name, strings.TrimRight(rest, ",;.!?،؛؟、，。；！？"), atom)
	}
}

// title reads the word, phrase or group that follows title:
func (l *lexer) title(rest string) {
	next, size := l.peek()
	switch {
	case rest != "":
		l.words(rest, fieldTitle)
	case closingQuotes(next) != "":
		l.phrase(fieldTitle)
	case isOpenParen(next):
		l.add(token{kind: openParen, field: fieldTitle})
		l.offset += size
	default:
		l.missingValue(fieldTitle)
	}
}

func (l *lexer) quotedFilter(name, atom string) {
	value, ok := l.quoted()
	if !ok { // next reads the quote again and adds a note
		l.words(atom, "")
		return
	}
	l.filter(name, value, atom+value)
}

func (l *lexer) missingValue(name string) {
	l.notes.add("query.note-value-missing", name, filterExample(name))
	l.words(name, "")
}

// filter adds a filter, or the words as typed if its value is not allowed.
func (l *lexer) filter(name, value, typed string) {
	if value == "" {
		l.missingValue(name)
		return
	}
	if utf8.RuneCountInString(value) > MaxValueLength {
		l.notes.add("query.note-value-length", name, MaxValueLength)
		l.words(typed, "")
		return
	}
	resolved, ok := resolveValue(name, value, l.options.Vocabulary)
	if !ok {
		l.notes.add("query.note-value-unknown", name, value, allowedValues(name, l.options.Vocabulary))
		l.words(typed, "")
		return
	}
	l.addOperand(Filter{Name: name, Value: resolved})
}

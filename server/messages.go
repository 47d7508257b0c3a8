package server

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"daftar/index/query"
)

//go:embed messages/*.yaml
var messageFiles embed.FS

// pageLanguage is a language that the pages speak.
type pageLanguage struct {
	Code, Own, Dir string
	forms          []string      // of a text about a number, by the categories of CLDR
	plural         func(int) int // which of the forms a number takes
}

// pageLanguages are listed in the foot of every page in this order; the first speaks where none is asked for.
var pageLanguages = []pageLanguage{
	{"en", "English", "ltr", []string{"one", "other"}, oneOrOther},
	{"ru", "Русский", "ltr", []string{"one", "few", "many"}, slavic},
	{"fa", "فارسی", "rtl", []string{"one", "other"}, zeroOneOrOther},
	{"ur", "اردو", "rtl", []string{"one", "other"}, oneOrOther},
}

// The plural rules of CLDR for whole numbers (unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html).
func oneOrOther(n int) int {
	if n == 1 {
		return 0
	}
	return 1
}

func zeroOneOrOther(n int) int {
	if n == 0 || n == 1 {
		return 0
	}
	return 1
}

func slavic(n int) int {
	n = max(n, -n)
	switch tens := n / 10 % 10; {
	case n%10 == 1 && tens != 1:
		return 0
	case n%10 >= 2 && n%10 <= 4 && tens != 1:
		return 1
	}
	return 2
}

// message is a text, or its forms for numbers in the order of its language.
type message []string

// messages are the texts of one language by key.
type messages map[string]message

// builtInMessages are the texts of every language by its code, read once; cmd and the API speak English through them too.
var builtInMessages = sync.OnceValues(loadMessages)

func loadMessages() (map[string]messages, error) {
	all := map[string]messages{}
	var wrong []error
	for _, l := range pageLanguages {
		texts, err := readMessages(l)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("messages/%s.yaml: %w", l.Code, err))
		}
		all[l.Code] = texts
	}
	for _, l := range pageLanguages[1:] {
		wrong = append(wrong, compareMessages(l, all[pageLanguages[0].Code], all[l.Code])...)
	}
	return all, errors.Join(wrong...)
}

func readMessages(l pageLanguage) (messages, error) {
	data, err := messageFiles.ReadFile("messages/" + l.Code + ".yaml")
	if err != nil {
		return nil, err
	}
	var file map[string]yaml.Node
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	texts := messages{}
	if l.Code == pageLanguages[0].Code {
		for key, text := range query.English() {
			texts[key] = message{text}
		}
	}
	var wrong []error
	for key, node := range file {
		text, err := readMessage(l, &node)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("line %d: %s: %w", node.Line, key, err))
		}
		texts[key] = text
	}
	return texts, errors.Join(wrong...)
}

func readMessage(l pageLanguage, node *yaml.Node) (message, error) {
	if node.Kind == yaml.ScalarNode {
		return message{node.Value}, nil
	}
	var forms map[string]string
	if err := node.Decode(&forms); err != nil {
		return nil, err
	}
	if got := slices.Sorted(maps.Keys(forms)); !slices.Equal(got, slices.Sorted(slices.Values(l.forms))) {
		return nil, fmt.Errorf("forms %q, want %q", got, l.forms)
	}
	text := message{}
	for _, form := range l.forms {
		text = append(text, forms[form])
	}
	return text, nil
}

// compareMessages complains of keys that one language has and another has not, and of placeholders that differ.
func compareMessages(l pageLanguage, english, texts messages) (wrong []error) {
	complain := func(key, what string) {
		wrong = append(wrong, fmt.Errorf("messages/%s.yaml: %s: %s", l.Code, key, what))
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		text, there := texts[key]
		if !there {
			complain(key, "is missing")
			continue
		}
		if strings.Join(text, "") == "" {
			complain(key, "is empty")
		}
		if got, want := text.placeholders(), english[key].placeholders(); !slices.Equal(got, want) {
			complain(key, fmt.Sprintf("has the placeholders %q, English has %q", got, want))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if _, there := english[key]; !there {
			complain(key, "is not in English")
		}
	}
	return wrong
}

var placeholder = regexp.MustCompile(`\{[0-9]+\}`)

// placeholders are those that any form of the text has: "one document" need not name its number.
func (m message) placeholders() []string {
	found := slices.Sorted(slices.Values(placeholder.FindAllString(strings.Join(m, " "), -1)))
	return slices.Compact(found)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"daftar/server"
)

var searchManual = manual{
	command:  "search",
	summary:  "answer one question here",
	synopsis: "[QUERY] [flags]",
	description: `Asks the same question as the page and the API, and gives the same answer:
the documents that match, best first, each with its best passages. The words
of QUERY are all required; see /help of a running server for "phrases", OR,
-word and country:PK. Several values of one flag mean any of them.`,
	examples: `
  daftar search 'joint exercise' --country PK
  daftar search '"border security"' --region central-asia --from 2020 --to 2025-06
  daftar search --theme cyber-security --sort oldest --limit 50
  daftar search drone --country-all PK --country-all AF --together --json`,
}

// searchConfig is what the flags of search say that is no parameter of the question.
type searchConfig struct {
	index    string
	any      bool
	together bool
	undated  bool
	unfolded bool
	limit    int
	page     int
	json     bool

	vocabulary string
}

// askFlag is a flag that stands for a parameter of the API.
type askFlag struct {
	name, param string
	repeat      bool
	usage       string
}

var askFlags = []askFlag{
	{"country", "country", true, "about `CODE` (ISO 3166-1, such as PK); repeat for any of several, _missing for none"},
	{"country-all", "country_all", true, "about all of these countries, by `CODE`"},
	{"country-not", "country_not", true, "without the country of `CODE` in any role"},
	{"theme", "theme", true, "about `THEME` (its id, such as cyber-security)"},
	{"theme-all", "theme_all", true, "about all of these themes, by `THEME`"},
	{"theme-not", "theme_not", true, "without `THEME` in any role"},
	{"theme-group", "theme_group", true, "about a theme of `GROUP`"},
	{"source", "source", true, "from `SOURCE`"},
	{"source-not", "source_not", true, "not from `SOURCE`"},
	{"lang", "lang", true, "in the language of `CODE` (such as fa)"},
	{"format", "format", true, "read from files of `FORMAT`"},
	{"region", "region", true, "about any member of `REGION` (its id, such as central-asia)"},
	{"on", "on", false, "the members of the region on `DAY` (YYYY-MM-DD) instead of today's"},
	{"mentions", "mentions", false, "count tags by `ROLE`: main (default) or any"},
	{"from", "date_from", false, "not before `DATE` (YYYY, YYYY-MM or YYYY-MM-DD)"},
	{"to", "date_to", false, "not after `DATE`, inclusive"},
	{"date-field", "date_field", false, "which date: `FIELD` is document (default), published, event or added"},
	{"sort", "sort", false, "`ORDER`: relevance (default with words), newest (default without), oldest or added (last added first)"},
	{"facets", "facets", false, "with --json: `NAMES` of facets to count, or none"},
}

// search is the verb: flags become the parameters of the API, and the answer is the API's.
func search(ctx context.Context, env Env, args []string) error {
	var c searchConfig
	flags := searchManual.flags()
	flags.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(flags, &c.vocabulary)
	values := bindQuestion(flags)
	flags.BoolVar(&c.any, "any", false, "rank by as many of the words as possible instead of requiring all")
	flags.BoolVar(&c.together, "together", false, "the countries of --country-all in one passage")
	flags.BoolVar(&c.undated, "undated", false, "documents without a date")
	flags.BoolVar(&c.unfolded, "no-fold", false, "list near copies one by one instead of under the best of them")
	flags.IntVar(&c.limit, "limit", 10, "at most `N` documents, 0 to 100")
	flags.IntVar(&c.page, "page", 1, "the `N`th page of them")
	flags.BoolVar(&c.json, "json", false, "print the answer of the API")
	words, err := searchManual.parse(flags, env, args)
	if err != nil {
		return err
	}
	answer, err := askHere(ctx, c, env.Stderr, c.question(words, values()))
	if err != nil {
		return inFlags(err)
	}
	return printAnswer(env, c, answer)
}

// bindQuestion adds the flags that are parameters and returns a function that gathers what they were given.
func bindQuestion(flags *pflag.FlagSet) func() url.Values {
	many, single := map[string]*[]string{}, map[string]*string{}
	for _, f := range askFlags {
		if f.repeat {
			many[f.param] = flags.StringArray(f.name, nil, f.usage)
		} else {
			single[f.param] = flags.String(f.name, "", f.usage)
		}
	}
	return func() url.Values {
		values := url.Values{}
		for name, list := range many {
			values[name] = *list
		}
		for name, value := range single {
			values.Set(name, *value)
		}
		return values
	}
}

func (c searchConfig) question(words []string, values url.Values) url.Values {
	values.Set("q", strings.Join(words, " "))
	values.Set("limit", strconv.Itoa(c.limit))
	values.Set("page", strconv.Itoa(c.page))
	for name, set := range map[string]struct {
		on    bool
		value string
	}{"match": {c.any, "any"}, "together": {c.together, "1"}, "date": {c.undated, "_missing"}, "fold": {c.unfolded, "0"}} {
		if set.on {
			values.Set(name, set.value)
		}
	}
	if !c.json {
		values.Set("facets", "none")
	}
	return values
}

func askHere(ctx context.Context, c searchConfig, stderr io.Writer, question url.Values) (*server.Answer, error) {
	words, err := libraryVocabulary(c.index, c.vocabulary, stderr)
	if err != nil {
		return nil, err
	}
	searcher, err := openCurrent(c.index)
	if err != nil {
		return nil, err
	}
	defer searcher.Close()
	return server.Library{Searcher: searcher, Vocabulary: words}.Answer(ctx, question)
}

// inFlags says what is wrong with a parameter in the words of the command line.
func inFlags(err error) error {
	var wrong *server.ParamsError
	if !errors.As(err, &wrong) {
		return err
	}
	for _, w := range wrong.Wrong {
		for _, f := range askFlags {
			if w.Name == f.param {
				w.Name = "--" + f.name
			}
		}
		if w.Name == "limit" || w.Name == "page" {
			w.Name = "--" + w.Name
		}
	}
	return usageError{"search", err}
}

// bold is how a terminal shows marked words; elsewhere they stand between guillemets.
var bold, guillemets = server.Marker{Open: "\x1b[1m", Close: "\x1b[0m"}, server.Marker{Open: "«", Close: "»"}

func printAnswer(env Env, c searchConfig, answer *server.Answer) error {
	if c.json {
		data, err := server.EncodeJSON(answer)
		if err != nil {
			return err
		}
		_, err = env.Stdout.Write(data)
		return err
	}
	marker := guillemets
	if env.Terminal {
		marker = bold
	}
	if _, err := fmt.Fprint(env.Stdout, answer.Plain(marker)); err != nil {
		return err
	}
	for _, note := range answer.Query.Notes {
		fmt.Fprintf(env.Stderr, "daftar: note: %s\n", note)
	}
	fmt.Fprintf(env.Stderr, "daftar: %s\n", answer.Summary())
	for _, line := range answer.Further() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", line)
	}
	return nil
}

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

	"daftar/server/request"
)

var searchManual = manual{
	command:  "search",
	summary:  "search from the command line",
	synopsis: "[QUERY] [flags]",
	description: `Searches like the page and the API and prints the same results: the documents
that match, best first, each with its best passages. All words of QUERY must
match; see /help of a running server for "phrases", OR, -word and country:PK.
Several values of one flag mean any of them.`,
	examples: `
  daftar search 'joint exercise' --country PK
  daftar search '"border security"' --region central-asia --from 2020 --to 2025-06
  daftar search --theme cyber-security --sort oldest --limit 50
  daftar search drone --country-all PK --country-all AF --same-passage --json`,
}

// searchConfig has the flags of search that are no parameters of the API.
type searchConfig struct {
	index       string
	any         bool
	samePassage bool
	undated     bool
	noCollapse  bool
	limit       int
	page        int
	json        bool

	vocabulary string
}

// paramFlag is a flag that stands for a parameter of the API.
type paramFlag struct {
	name, param string
	repeat      bool
	usage       string
}

var paramFlags = []paramFlag{
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
	{"on", "on", false, "members of the region on `DAY` (YYYY-MM-DD); default today"},
	{"mentions", "mentions", false, "count tags by `ROLE`: main (default) or any"},
	{"from", "date_from", false, "not before `DATE` (YYYY, YYYY-MM or YYYY-MM-DD)"},
	{"to", "date_to", false, "not after `DATE`, inclusive"},
	{"date-field", "date_field", false, "which date: `FIELD` is document (default), published, event or added"},
	{"sort", "sort", false, "`ORDER`: relevance (default with words), newest (default without), oldest or added (recently added first)"},
	{"facets", "facets", false, "with --json: `NAMES` of facets to count, or none"},
}

// search is the command: it converts flags to the parameters of the API and prints the response.
func search(ctx context.Context, env Env, args []string) error {
	var c searchConfig
	flags := searchManual.flags()
	flags.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(flags, &c.vocabulary)
	values := bindParams(flags)
	flags.BoolVar(&c.any, "any", false, "rank by as many of the words as possible instead of requiring all")
	flags.BoolVar(&c.samePassage, "same-passage", false, "the countries of --country-all in one passage")
	flags.BoolVar(&c.undated, "undated", false, "documents without a date")
	flags.BoolVar(&c.noCollapse, "no-collapse", false, "list near-duplicates one by one instead of grouped")
	flags.IntVar(&c.limit, "limit", 10, "at most `N` documents, 0 to 100")
	flags.IntVar(&c.page, "page", 1, "page `N`")
	flags.BoolVar(&c.json, "json", false, "print the response of the API")
	words, err := searchManual.parse(flags, env, args)
	if err != nil {
		return err
	}
	response, err := c.run(ctx, env.Stderr, c.params(words, values()))
	if err != nil {
		return nameFlags(err)
	}
	return printResponse(env, c, response)
}

// bindParams adds the flags of parameters and returns a function that collects their values.
func bindParams(flags *pflag.FlagSet) func() url.Values {
	lists, singles := map[string]*[]string{}, map[string]*string{}
	for _, f := range paramFlags {
		if f.repeat {
			lists[f.param] = flags.StringArray(f.name, nil, f.usage)
		} else {
			singles[f.param] = flags.String(f.name, "", f.usage)
		}
	}
	return func() url.Values {
		values := url.Values{}
		for name, list := range lists {
			values[name] = *list
		}
		for name, value := range singles {
			values.Set(name, *value)
		}
		return values
	}
}

func (c searchConfig) params(words []string, values url.Values) url.Values {
	values.Set("q", strings.Join(words, " "))
	values.Set("limit", strconv.Itoa(c.limit))
	values.Set("page", strconv.Itoa(c.page))
	for name, set := range map[string]struct {
		on    bool
		value string
	}{"match": {c.any, "any"}, "same_passage": {c.samePassage, "1"}, "date": {c.undated, "_missing"}, "collapse": {c.noCollapse, "0"}} {
		if set.on {
			values.Set(name, set.value)
		}
	}
	if !c.json {
		values.Set("facets", "none")
	}
	return values
}

func (c searchConfig) run(ctx context.Context, stderr io.Writer, params url.Values) (*request.SearchResponse, error) {
	words, err := libraryVocabulary(ctx, c.index, c.vocabulary, stderr)
	if err != nil {
		return nil, err
	}
	engine, err := openCurrent(ctx, c.index)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	return request.NewSearcher(engine, words).Search(ctx, params)
}

// nameFlags replaces the names of parameters in an error by those of flags.
func nameFlags(err error) error {
	var invalid *request.ParamsError
	if !errors.As(err, &invalid) {
		return err
	}
	for i := range invalid.Invalid {
		p := &invalid.Invalid[i]
		for _, f := range paramFlags {
			if p.Name == f.param {
				p.Name = "--" + f.name
			}
		}
		if p.Name == "limit" || p.Name == "page" {
			p.Name = "--" + p.Name
		}
	}
	return usageError{"search", err}
}

// Highlighted words are bold on a terminal and between guillemets elsewhere.
var bold, guillemets = request.HighlightStyle{Open: "\x1b[1m", Close: "\x1b[0m"}, request.HighlightStyle{Open: "«", Close: "»"}

func printResponse(env Env, c searchConfig, response *request.SearchResponse) error {
	if c.json {
		data, err := request.EncodeJSON(response)
		if err != nil {
			return err
		}
		_, err = env.Stdout.Write(data)
		return err
	}
	style := guillemets
	if env.Terminal {
		style = bold
	}
	if err := response.WriteText(env.Stdout, style); err != nil {
		return err
	}
	for _, note := range response.Query.Notes {
		fmt.Fprintf(env.Stderr, "daftar: note: %s\n", note)
	}
	fmt.Fprintf(env.Stderr, "daftar: %s\n", response.Summary())
	for _, hint := range response.Hints() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", hint)
	}
	return nil
}

package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

const usage = `daftar - a full-text search engine over regional security documents

usage: daftar VERB [flags]

Drop documents into a folder, index them, search them in a browser:

  daftar serve                        search the documents in seeds on http://127.0.0.1:8080/
  daftar reindex --docs ~/reports     read a folder and make a new generation of the index
  daftar reindex                      the same folders again: only what has changed is read
  daftar search 'joint exercise' --country PK

verbs:
  serve      answer questions in a browser and over JSON
  reindex    read the documents and make a new generation of the index
  retag      tag the documents of the index anew, by the vocabulary as it is now
  search     answer one question here
  eval       measure the ranking against people's judgements
  tag        say which countries, themes and dates a text is about
  check      find mistakes in the vocabulary and in the metadata beside documents
  status     say what the index holds and what could not be read
  verify     read the index and compare every checksum
  version    say which version this is

Each verb explains itself: daftar VERB --help
Results go to standard output, everything else to standard error.
Exit status: 0 done, 1 failed, 2 wrong usage.
`

// usageError says that a verb was called in a way it does not know.
type usageError struct {
	command string
	err     error
}

func (e usageError) Error() string { return e.command + ": " + e.err.Error() }

func (e usageError) Unwrap() error { return e.err }

// usageErrorf is a usageError in words.
func usageErrorf(verb, format string, args ...any) error {
	return usageError{verb, fmt.Errorf(format, args...)}
}

// errHelpShown says that --help was asked and has been answered.
var errHelpShown = errors.New("help was asked for")

// manual is what a verb says of itself: --help prints it with the flags and their defaults.
type manual struct {
	command     string
	summary     string // one line
	synopsis    string // after "daftar VERB"
	description string // paragraphs
	examples    string // lines
}

// flags returns an empty flag set for the verb: bind it, then call parse.
func (m manual) flags() *pflag.FlagSet {
	fs := pflag.NewFlagSet(m.command, pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	return fs
}

// parse reads the arguments into the flag set and returns those that are no flags. A wrong flag is a usageError;
// --help prints the manual and returns errHelped.
func (m manual) parse(fs *pflag.FlagSet, env Env, args []string) ([]string, error) {
	fs.SetOutput(env.Stderr)
	err := fs.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(env.Stdout, m.text(fs))
		return nil, errHelpShown
	}
	if err != nil {
		return nil, usageError{m.command, err}
	}
	return fs.Args(), nil
}

// parseNone is parse for a verb that takes flags only.
func (m manual) parseNone(fs *pflag.FlagSet, env Env, args []string) error {
	rest, err := m.parse(fs, env, args)
	if err == nil && len(rest) > 0 {
		return usageErrorf(m.command, "unexpected argument %q", rest[0])
	}
	return err
}

// text is the manual page.
func (m manual) text(fs *pflag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "daftar %s - %s\n\nusage: %s\n\n%s\n", m.command, m.summary, strings.TrimSpace("daftar "+m.command+" "+m.synopsis), strings.Trim(m.description, "\n"))
	if fs.HasFlags() {
		fmt.Fprintf(&b, "\nflags:\n%s", flagLines(fs))
	}
	fmt.Fprintf(&b, "\nexamples:\n%s\n", strings.Trim(m.examples, "\n"))
	return b.String()
}

// flagLines lists the flags as they are written on the command line, each with what it is for and its default.
func flagLines(fs *pflag.FlagSet) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	fs.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, about := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " " + strings.ToUpper(value)
		}
		switch f.DefValue {
		case "", "false", "0", "0s", "[]":
		default:
			about += fmt.Sprintf(" (default: %s)", f.DefValue)
		}
		fmt.Fprintf(w, "  %s\t%s\n", name, about)
	})
	w.Flush()
	return b.String()
}

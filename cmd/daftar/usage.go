package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

const usage = `daftar - full-text search over regional security documents

usage: daftar COMMAND [flags]

Put documents into a folder, index them, search them in a browser:

  daftar serve                        search the documents of seeds/ on http://127.0.0.1:8080/
  daftar reindex --docs ~/reports     index a folder
  daftar reindex                      index the same folders again; reads only what has changed
  daftar search 'joint exercise' --country PK

commands:
  serve      serve the search page and the API
  reindex    index new and changed documents
  retag      re-tag with the current vocabulary
  search     search from the command line
  tag        print countries, themes and dates of a text, with evidence
  check      validate vocabulary and metadata files
  status     print what the index contains and which files had problems
  verify     compare every file of the index with its checksum
  eval       measure ranking against human judgements
  version    print the version, or the licences of its parts

Run "daftar COMMAND --help" for its flags, and "daftar help TOPIC" for a guide:
api, documents, evaluation, maintenance, searching, tags, untrusted-files, vocabulary.
Results go to standard output, everything else to standard error.
Exit status: 0 done, 1 failed, 2 wrong usage.
`

// usageError reports a command that was called with wrong flags or arguments.
type usageError struct {
	command string
	err     error
}

func (e usageError) Error() string { return e.command + ": " + e.err.Error() }

func (e usageError) Unwrap() error { return e.err }

func usageErrorf(command, format string, args ...any) error {
	return usageError{command, fmt.Errorf(format, args...)}
}

// errHelpShown ends a command whose --help has been printed.
var errHelpShown = errors.New("help was shown")

// manual is the text that --help prints, besides the flags and their defaults.
type manual struct {
	command     string
	summary     string // one line
	synopsis    string // after "daftar COMMAND"
	description string // paragraphs
	examples    string // lines
}

// flags returns an empty flag set of the command: bind it, then call parse.
func (m manual) flags() *pflag.FlagSet {
	fs := pflag.NewFlagSet(m.command, pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	return fs
}

// parse reads the arguments into the flag set and returns those that are not flags. A wrong flag is a usageError; --help
// prints the manual and returns errHelpShown.
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

// parseNone is parse for a command without arguments.
func (m manual) parseNone(fs *pflag.FlagSet, env Env, args []string) error {
	rest, err := m.parse(fs, env, args)
	if err == nil && len(rest) > 0 {
		return usageErrorf(m.command, "unexpected argument %q", rest[0])
	}
	return err
}

// text formats the manual page.
func (m manual) text(fs *pflag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "daftar %s - %s\n\nusage: %s\n\n%s\n", m.command, m.summary, strings.TrimSpace("daftar "+m.command+" "+m.synopsis), strings.Trim(m.description, "\n"))
	if fs.HasFlags() {
		fmt.Fprintf(&b, "\nflags:\n%s", flagLines(fs))
	}
	fmt.Fprintf(&b, "\nexamples:\n%s\n", strings.Trim(m.examples, "\n"))
	return b.String()
}

// flagLines lists the flags as they are typed, each with its usage and default.
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

// Command daftar is the one binary of Daftar: daftar COMMAND [flags].
//
// Each command has a file of its own. It parses flags, opens what it needs, calls a package and prints the result: results
// on stdout, everything else on stderr as "daftar: ...". Commands contain no logic that a package could contain, and only
// engine.go chooses an engine.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"daftar/index"
	"daftar/server/help"
)

// Env is everything outside the process that a command may use, so that tests can replace it.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       bool // Stdout is a terminal: bold and colours may be used
	ErrTerminal    bool // Stderr is a terminal: a progress line may be rewritten
}

// command runs one command of the command line. Its context ends at the first SIGINT or SIGTERM.
type command func(ctx context.Context, env Env, args []string) error

var commands = map[string]command{
	"check":   check,
	"eval":    runEval,
	"reindex": reindex,
	"retag":   retag,
	"search":  search,
	"serve":   serve,
	"status":  status,
	"tag":     tagFiles,
	"verify":  verify,
	"version": printVersion,
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal stops in order. Restoring the default handler lets a second one stop at once.
	context.AfterFunc(ctx, stop)
	env := Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Terminal: isTerminal(os.Stdout), ErrTerminal: isTerminal(os.Stderr)}
	os.Exit(run(ctx, env, os.Args[1:]))
}

// run finds and runs the command, prints its error, and returns the exit code.
func run(ctx context.Context, env Env, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(env.Stderr, usage)
		return exitUsage
	}
	switch args[0] {
	case "help", "--help", "-h":
		return printHelp(ctx, env, args[1:])
	case "--version":
		args[0] = "version"
	case workerCommand:
		return exitCode(ctx, env, extractParts(env, args[1:]))
	}
	do, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(env.Stderr, "daftar: unknown command %q; commands: %s\n", args[0], strings.Join(commandNames(), ", "))
		return exitUsage
	}
	return exitCode(ctx, env, do(ctx, env, args[1:]))
}

// printHelp answers "daftar help", "daftar help COMMAND" and "daftar help TOPIC".
func printHelp(ctx context.Context, env Env, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(env.Stdout, usage)
		return exitOK
	}
	if _, ok := commands[args[0]]; ok {
		return run(ctx, env, []string{args[0], "--help"})
	}
	if guide, ok := help.Find(args[0]); ok {
		fmt.Fprint(env.Stdout, guide.Markdown)
		return exitOK
	}
	fmt.Fprintf(env.Stderr, "daftar: no help on %q; topics: %s; commands: %s\n", args[0], strings.Join(topics(), ", "), strings.Join(commandNames(), ", "))
	return exitUsage
}

func topics() []string {
	var names []string
	for _, g := range help.Guides() {
		names = append(names, g.Topic)
	}
	return names
}

// exitCode prints an error on stderr, with a hint where one is known, and maps its meaning to the exit code.
func exitCode(ctx context.Context, env Env, err error) int {
	var misuse usageError
	switch {
	case err == nil, errors.Is(err, errHelpShown):
		return exitOK
	case errors.As(err, &misuse):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: see \"daftar %s --help\"\n", err, misuse.command)
		return exitUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintf(env.Stderr, "daftar: interrupted: %v\n", err)
	case errors.Is(err, index.ErrUnavailable):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: create it with \"daftar reindex --docs DIR\"\n", err)
	case errors.Is(err, index.ErrDamaged):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: rebuild it with \"daftar reindex --full\"\n", err)
	default:
		fmt.Fprintf(env.Stderr, "daftar: %v\n", err)
	}
	return exitFailed
}

func commandNames() []string {
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// isTerminal reports whether a file is a character device other than the null device, which is enough to tell a terminal
// from a file, a pipe or /dev/null.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// Command daftar is the one binary of Daftar: daftar VERB [flags].
//
// One verb, one file. A verb parses its flags, opens what it needs, calls a room and prints what it answers: results on
// stdout, everything else on stderr as "daftar: ...". No verb holds logic that a room could hold, and engine.go is the
// only file that chooses an engine.
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
)

// Env is the world outside that a verb may touch, so that tests can be another.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       bool // Stdout is a terminal: bold and colours may be used
	ErrTerminal    bool // Stderr is a terminal: a line may be rewritten
}

// command is one verb of the command line. Its context ends at the first SIGINT or SIGTERM.
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

// Exit codes, as DESIGN.md section 8 has them.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks to end in order, a second one must end at once: give it back its usual meaning.
	context.AfterFunc(ctx, stop)
	env := Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Terminal: isTerminal(os.Stdout), ErrTerminal: isTerminal(os.Stderr)}
	os.Exit(run(ctx, env, os.Args[1:]))
}

// run finds the verb and runs it, says what went wrong, and returns the exit code.
func run(ctx context.Context, env Env, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(env.Stderr, usage)
		return exitUsage
	}
	switch args[0] {
	case "help", "--help", "-h":
		return help(ctx, env, args[1:])
	case "--version":
		args[0] = "version"
	case workerCommand:
		return exitCode(ctx, env, extractParts(env, args[1:]))
	}
	do, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(env.Stderr, "daftar: no verb %q; verbs: %s\n", args[0], strings.Join(commandNames(), ", "))
		return exitUsage
	}
	return exitCode(ctx, env, do(ctx, env, args[1:]))
}

// help answers "daftar help" and "daftar help VERB".
func help(ctx context.Context, env Env, args []string) int {
	if len(args) > 0 {
		return run(ctx, env, []string{args[0], "--help"})
	}
	fmt.Fprint(env.Stdout, usage)
	return exitOK
}

// exitCode says on stderr what went wrong, with a hint where one is known, and maps its meaning to the exit code.
func exitCode(ctx context.Context, env Env, err error) int {
	var wrong usageError
	switch {
	case err == nil, errors.Is(err, errHelpShown):
		return exitOK
	case errors.As(err, &wrong):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: see \"daftar %s --help\"\n", err, wrong.command)
		return exitUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintf(env.Stderr, "daftar: interrupted: %v\n", err)
	case errors.Is(err, index.ErrUnavailable):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: make it with \"daftar reindex --docs DIR\"\n", err)
	case errors.Is(err, index.ErrDamaged):
		fmt.Fprintf(env.Stderr, "daftar: %v\ndaftar: make it anew with \"daftar reindex --full\"\n", err)
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

// isTerminal takes every character device but the null device for a terminal, which needs no library and is right
// wherever output is redirected to a file, a pipe or nowhere.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

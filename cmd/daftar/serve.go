package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest/extract"
	"daftar/server"
)

var serveManual = manual{
	command:  "serve",
	summary:  "answer questions in a browser and over JSON",
	synopsis: "[flags]",
	description: `Serves the library in a folder until it is interrupted. If nothing is indexed
yet, the documents of --docs are indexed first, within the limits --max-... and with --ocr (see
"daftar reindex --help"). A reindex beside it is noticed:
the new generation is served without a restart.

Only this machine can reach the server unless --public is given with another
address: then everybody who can reach the address can read every document.`,
	examples: `
  daftar serve
  daftar serve --docs ~/reports --index ~/reports.index --addr 127.0.0.1:9000
  daftar serve --addr 0.0.0.0:8080 --public --host daftar.example.org`,
}

// serveConfig is what the flags of serve say.
type serveConfig struct {
	index, addr string
	docs        []string
	hosts       []string
	public      bool
	log         string
	vocabulary  string
	limits      extract.Limits
	originals   bool
	ocr         bool
}

// stopTime is how long requests in flight may take to end when the server is asked to stop: longer than any may run.
const stopTime = 20 * time.Second

// serve is the verb: it listens, makes the first generation if there is none, and answers until ctx is done.
func serve(ctx context.Context, env Env, args []string) error {
	var c serveConfig
	flags := serveManual.flags()
	flags.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(flags, &c.vocabulary)
	flags.StringVar(&c.addr, "addr", "127.0.0.1:8080", "listen on `HOST:PORT`")
	flags.StringArrayVar(&c.docs, "docs", []string{"seeds"}, "index this `DIR|FILE` if nothing is indexed yet; repeat for several")
	flags.StringArrayVar(&c.hosts, "host", nil, "also answer to `NAME` in the Host header; repeat for several")
	flags.BoolVar(&c.public, "public", false, "allow an address that other machines can reach")
	flags.StringVar(&c.log, "log", "info", "write requests and failures from this `LEVEL` on: debug, info, warn or error")
	flags.BoolVar(&c.originals, "originals", false, "let readers download the files that documents were read from")
	bindOCR(flags, &c.ocr)
	bindLimits(flags, &c.limits)
	if err := serveManual.parseNone(flags, env, args); err != nil {
		return err
	}
	if err := checkLimits("serve", c.limits); err != nil {
		return err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.log)); err != nil {
		return usageErrorf("serve", "--log %q is not allowed; allowed: debug, info, warn, error", c.log)
	}
	if err := c.checkAddr(env); err != nil {
		return err
	}
	return c.run(ctx, env, slog.New(slog.NewTextHandler(env.Stderr, &slog.HandlerOptions{Level: level})))
}

// checkAddr refuses an address that other machines can reach unless that is said to be meant, and then warns.
func (c serveConfig) checkAddr(env Env) error {
	host, _, err := net.SplitHostPort(c.addr)
	if err != nil {
		return usageErrorf("serve", "--addr %q is not allowed; allowed: HOST:PORT such as 127.0.0.1:8080", c.addr)
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "localhost" || err == nil && ip.IsLoopback():
		return nil
	case !c.public:
		return usageErrorf("serve", "%s can be reached from other machines, which could then read every document; add --public if that is meant", c.addr)
	}
	fmt.Fprintf(env.Stderr, "daftar: warning: everybody who can reach %s can read every document\n", c.addr)
	return nil
}

// run listens first: a port in use is said before an hour of indexing, not after. So is a mistake in the vocabulary.
func (c serveConfig) run(ctx context.Context, env Env, log *slog.Logger) error {
	words, err := libraryVocabulary(ctx, c.index, c.vocabulary, env.Stderr)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use by another program (perhaps another daftar); choose another with --addr", c.addr)
	}
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.addr, err)
	}
	defer listener.Close()
	searcher, err := c.open(ctx, env, words, log)
	if err != nil {
		return err
	}
	defer searcher.Close()
	name, _, _ := net.SplitHostPort(c.addr)
	options := server.Options{
		Searcher: searcher, Vocabulary: words, Log: log, Addr: listener.Addr().String(), Hosts: append(c.hosts, name),
	}
	if c.originals {
		options.Originals = originals{c.index}
	}
	web, err := server.New(options)
	if err != nil {
		return err
	}
	status, err := searcher.Status(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Stderr, "daftar: serving %d documents on http://%s/\n", status.Generation.Documents, listener.Addr())
	return serveUntil(ctx, env, web.HTTP(), listener)
}

// open opens the library, after making its first generation if there is none.
func (c serveConfig) open(ctx context.Context, env Env, words *vocabulary.Vocabulary, log *slog.Logger) (*embedded.Searcher, error) {
	searcher, err := openSearcher(ctx, c.index, words, log)
	if err != nil {
		return nil, err
	}
	_, err = searcher.Status(ctx)
	if err == nil {
		return searcher, nil
	}
	// Opened anew afterwards: when a follower notices a generation is up to the system.
	if err := errors.Join(notUnavailable(err), searcher.Close()); err != nil {
		return nil, err
	}
	fmt.Fprintf(env.Stderr, "daftar: nothing is indexed in %s yet, so %s comes first\n", c.index, strings.Join(c.docs, ", "))
	report, err := reindexOnce(ctx, env, reindexConfig{docs: c.docs, index: c.index, vocabulary: c.vocabulary, limits: c.limits, ocr: c.ocr})
	if err != nil {
		return nil, err
	}
	printProblems(env, report.Problems)
	return openSearcher(ctx, c.index, words, log)
}

// notUnavailable passes every error on but the one that says that there is no generation yet.
func notUnavailable(err error) error {
	if errors.Is(err, index.ErrUnavailable) {
		return nil
	}
	return err
}

// serveUntil answers requests until ctx is done, then lets those in flight end.
func serveUntil(ctx context.Context, env Env, web *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	fmt.Fprintln(env.Stderr, "daftar: stopping; once more to stop at once")
	// The context of the verb is done: the farewell needs one of its own.
	farewell, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := web.Shutdown(farewell)
	if err != nil {
		err = fmt.Errorf("requests were still running after %v: %w", stopTime, errors.Join(err, web.Close()))
	}
	<-failed
	return err
}

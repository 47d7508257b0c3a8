package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
)

// The rivals.
const (
	rivalBleve      = "bleve"
	rivalBleveExact = "bleve-exact"
	rivalNone       = "none"
)

var rivals = []string{rivalBleve, rivalBleveExact, rivalNone}

const (
	// warmUp is the number of queries of each class that run before the measured ones.
	warmUp = 20
	// queriesPerTurn is the number of queries an engine runs before the next one's turn, so that other load on the machine
	// affects all engines alike.
	queriesPerTurn = 50
	// clients of the throughput measurement.
	clients = 2
)

// namedEngine is an engine with the name of its row in the report.
type namedEngine struct {
	name string
	engine
}

type bench struct {
	config
	stderr io.Writer
	report Report
}

func (b *bench) progress(format string, args ...any) {
	fmt.Fprintf(b.stderr, "bench: "+format+"\n", args...)
}

// run builds, draws queries and measures. It removes everything it wrote, except the index named by --index.
func (b *bench) run(ctx context.Context) (r Report, err error) {
	work, err := os.MkdirTemp("", "daftar-bench-")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	b.report.Seed, b.report.Queries = b.seed, b.queries
	b.report.Machine = fmt.Sprintf("%s/%s, GOMAXPROCS %d, %s", runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), runtime.Version())
	if b.office > 0 {
		if err := b.offices(ctx, work); err != nil {
			return r, fmt.Errorf("read office files: %w", err)
		}
	}
	if b.onlyOffice {
		return b.report, nil
	}
	searcher, err := b.library(ctx, work)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, searcher.Close()) }()
	b.progress("reading documents")
	d, err := makeDump(ctx, searcher, filepath.Join(work, "documents.gob"))
	if err != nil {
		return r, err
	}
	b.report.Library.Documents, b.report.Library.TextBytes = d.documents, d.textBytes
	if err := b.tagging(d); err != nil {
		return r, err
	}
	drawn, err := b.draw(d)
	if err != nil {
		return r, err
	}
	engines, closeRival, err := b.engines(ctx, searcher, d, work)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, closeRival()) }()
	if err := b.measure(ctx, engines, drawn); err != nil {
		return b.report, err
	}
	return b.report, b.measureTyping(ctx, searcher, drawn)
}

// load returns the load average of the last minute on Linux (proc(5), loadavg), "" elsewhere.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	minute, _, _ := strings.Cut(string(text), " ")
	return minute
}

// library opens the index of --index or builds one.
func (b *bench) library(ctx context.Context, work string) (*embedded.Searcher, error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return nil, err
	}
	options := embedded.OpenOptions{Phrases: v.AllSynonyms()} // as daftar serve does
	dir := b.index
	if dir == "" {
		dir = filepath.Join(work, "daftar")
	} else if s, err := embedded.Open(ctx, dir, options); !errors.Is(err, index.ErrUnavailable) {
		b.report.Library.Name, b.report.Library.Reused = dir, true
		return s, err
	}
	src, err := openSource(b.config, work)
	if err != nil {
		return nil, err
	}
	b.report.Library.Name, b.report.Library.Synthetic = src.name, src.synthetic
	if err := b.build(ctx, stageFiles, src.path, dir); err != nil {
		return nil, err
	}
	return embedded.Open(ctx, dir, options)
}

func (b *bench) build(ctx context.Context, stage, from, to string) error {
	b.progress("building: %s", stage)
	built, err := startStage(ctx, stage, from, to, b.stderr)
	b.report.Builds = append(b.report.Builds, built)
	return err
}

// queryClass holds the queries of a class.
type queryClass struct {
	class          string
	warm, measured []benchQuery
}

// newQueryClass splits queries into warm-up and measured ones. If there are too few, the measured ones also warm up.
func newQueryClass(class string, queries []benchQuery, wanted int) queryClass {
	if len(queries) <= wanted {
		return queryClass{class, queries[:min(warmUp, len(queries))], queries}
	}
	n := len(queries) - wanted
	return queryClass{class, queries[:n], queries[n:]}
}

func (b *bench) draw(d dump) ([]queryClass, error) {
	b.progress("drawing queries")
	content, err := searchable()
	if err != nil {
		return nil, err
	}
	s, err := readSample(d, b.seed, content)
	if err != nil {
		return nil, err
	}
	var out []queryClass
	for _, c := range queryClasses() {
		queries := s.draw(c, warmUp+b.queries, b.seed)
		if len(queries) < b.queries {
			b.report.Notes = append(b.report.Notes, fmt.Sprintf("%s: the documents yield only %d such queries.", c.name, len(queries)))
		}
		if len(queries) > 0 {
			out = append(out, newQueryClass(c.name, queries, b.queries))
		}
	}
	return out, nil
}

// engines returns Daftar and then the rival without and with highlighting, and a function that closes the rival.
func (b *bench) engines(ctx context.Context, s *embedded.Searcher, d dump, work string) ([]namedEngine, func() error, error) {
	all := []namedEngine{{"daftar", daftar{s}}}
	if b.rival == rivalNone {
		return all, func() error { return nil }, nil
	}
	if err := b.build(ctx, stageDocuments, d.path, filepath.Join(work, "documents")); err != nil {
		return nil, nil, err
	}
	dir := filepath.Join(work, "bleve")
	if err := b.build(ctx, b.rival, d.path, dir); err != nil {
		return nil, nil, err
	}
	in, err := openBleve(dir)
	if err != nil {
		return nil, nil, err
	}
	status, err := s.Status(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, in.Close())
	}
	plain := rival{index: in, phrases: textField, years: yearRanges(status.Oldest, status.Newest)}
	b.report.Notes = append(b.report.Notes, bleveNotes...)
	if b.rival == rivalBleveExact {
		plain.phrases = exactField
		b.report.Notes = append(b.report.Notes, exactPhraseNote)
	} else {
		b.report.Notes = append(b.report.Notes, stemmedPhraseNote)
	}
	marking := plain
	marking.highlight = true
	return append(all, namedEngine{b.rival, plain}, namedEngine{b.rival + " + highlighting", marking}), in.Close, nil
}

// measure runs every class on every engine, then a mix of all classes with several clients.
func (b *bench) measure(ctx context.Context, engines []namedEngine, classes []queryClass) error {
	overall := make([]timing, len(engines))
	for _, c := range classes {
		b.progress("measuring: %s", c.class)
		timings, err := measureClass(ctx, engines, c)
		if err != nil {
			return fmt.Errorf("run class %q: %w", c.class, err)
		}
		for i, t := range timings {
			overall[i].merge(t)
		}
		b.report.add(c.class, engines, timings)
	}
	b.report.add("all classes", engines, overall)
	b.report.Load = load()
	b.progress("measuring: %d clients", clients)
	mixed := mix(classes, b.queries, b.seed)
	if len(mixed) == 0 {
		return errors.New("the library has no words to draw queries from")
	}
	for _, c := range engines {
		perSecond, err := throughput(ctx, c, mixed, clients)
		if err != nil {
			return fmt.Errorf("run %s with %d clients: %w", c.name, clients, err)
		}
		b.report.Throughput = append(b.report.Throughput, Throughput{c.name, clients, perSecond})
	}
	return nil
}

// measureClass runs the queries of a class on all engines, in turns.
func measureClass(ctx context.Context, engines []namedEngine, c queryClass) ([]timing, error) {
	timings := make([]timing, len(engines))
	for _, e := range engines {
		if err := new(timing).add(ctx, e, c.warm); err != nil {
			return nil, fmt.Errorf("%s: %w", e.name, err)
		}
	}
	for measured := c.measured; len(measured) > 0; {
		n := min(queriesPerTurn, len(measured))
		for i, e := range engines {
			if err := timings[i].add(ctx, e, measured[:n]); err != nil {
				return nil, fmt.Errorf("%s: %w", e.name, err)
			}
		}
		measured = measured[n:]
	}
	return timings, nil
}

// mix takes n queries of all classes in turn and shuffles them.
func mix(classes []queryClass, n int, seed uint64) []benchQuery {
	var out []benchQuery
	for i := 0; len(out) < n && len(classes) > 0; i++ {
		queries := classes[i%len(classes)].measured
		out = append(out, queries[i/len(classes)%len(queries)])
	}
	r := rand.New(rand.NewPCG(seed, 2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

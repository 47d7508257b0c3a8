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
	// warmUp questions of each class are asked before the measured ones.
	warmUp = 20
	// turn is how many questions an engine is asked before it is the next one's turn: what else goes on in the machine
	// meets all of them.
	turn = 50
	// clients of the throughput.
	clients = 2
)

// contender is an engine with the name of its row.
type contender struct {
	name string
	engine
}

type bench struct {
	config
	stderr io.Writer
	report Report
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.stderr, "bench: "+format+"\n", args...)
}

// run does everything: builds, questions, searches. What it writes is gone when it returns, but for the library that
// --index names.
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
	if b.only {
		return b.report, nil
	}
	searcher, err := b.library(ctx, work)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, searcher.Close()) }()
	b.say("reading the documents")
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
	contenders, closeRival, err := b.contenders(ctx, searcher, d, work)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, closeRival()) }()
	if err := b.measure(ctx, contenders, drawn); err != nil {
		return b.report, err
	}
	return b.report, b.measureTyping(ctx, searcher, drawn)
}

// load is the mean number of running processes in the last minute as Linux tells it (proc(5), loadavg), "" elsewhere.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	minute, _, _ := strings.Cut(string(text), " ")
	return minute
}

// library opens the library of --index or makes one.
func (b *bench) library(ctx context.Context, work string) (*embedded.Searcher, error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return nil, err
	}
	options := embedded.OpenOptions{Phrases: v.AllSynonyms()} // as daftar serve does
	dir := b.index
	if dir == "" {
		dir = filepath.Join(work, "daftar")
	} else if s, err := embedded.Open(dir, options); !errors.Is(err, index.ErrUnavailable) {
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
	return embedded.Open(dir, options)
}

func (b *bench) build(ctx context.Context, stage, from, to string) error {
	b.say("building: %s", stage)
	built, err := startStage(ctx, stage, from, to, b.stderr)
	b.report.Builds = append(b.report.Builds, built)
	return err
}

// drawn is the questions of a class.
type drawn struct {
	class          string
	warm, measured []question
}

// newDrawn divides the questions that were made for a class. If they are too few, the measured ones warm up as well.
func newDrawn(class string, questions []question, wanted int) drawn {
	if len(questions) <= wanted {
		return drawn{class, questions[:min(warmUp, len(questions))], questions}
	}
	n := len(questions) - wanted
	return drawn{class, questions[:n], questions[n:]}
}

func (b *bench) draw(d dump) ([]drawn, error) {
	b.say("drawing questions")
	content, err := searchable()
	if err != nil {
		return nil, err
	}
	s, err := readSample(d, b.seed, content)
	if err != nil {
		return nil, err
	}
	var out []drawn
	for _, c := range classes() {
		questions := s.draw(c, warmUp+b.queries, b.seed)
		if len(questions) < b.queries {
			b.report.Notes = append(b.report.Notes, fmt.Sprintf("%s: the documents have only %d such questions.", c.name, len(questions)))
		}
		if len(questions) > 0 {
			out = append(out, newDrawn(c.name, questions, b.queries))
		}
	}
	return out, nil
}

// contenders are Daftar and, after it, the rival without and with highlighting. The function closes the rival.
func (b *bench) contenders(ctx context.Context, s *embedded.Searcher, d dump, work string) ([]contender, func() error, error) {
	all := []contender{{"daftar", daftar{s}}}
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
	return append(all, contender{b.rival, plain}, contender{b.rival + " + highlighting", marking}), in.Close, nil
}

// measure asks every contender every class, then a mix of all classes by several clients.
func (b *bench) measure(ctx context.Context, contenders []contender, classes []drawn) error {
	overall := make([]timing, len(contenders))
	for _, c := range classes {
		b.say("asking: %s", c.class)
		timings, err := ask(ctx, contenders, c)
		if err != nil {
			return fmt.Errorf("ask %q: %w", c.class, err)
		}
		for i, t := range timings {
			overall[i].merge(t)
		}
		b.report.add(c.class, contenders, timings)
	}
	b.report.add("all classes", contenders, overall)
	b.report.Load = load()
	b.say("asking: %d clients", clients)
	mixed := mix(classes, b.queries, b.seed)
	if len(mixed) == 0 {
		return errors.New("the library has no words to draw questions from")
	}
	for _, c := range contenders {
		perSecond, err := throughput(ctx, c, mixed, clients)
		if err != nil {
			return fmt.Errorf("ask %s by %d clients: %w", c.name, clients, err)
		}
		b.report.Throughput = append(b.report.Throughput, Throughput{c.name, clients, perSecond})
	}
	return nil
}

// ask asks all contenders the questions of a class, in turns.
func ask(ctx context.Context, contenders []contender, c drawn) ([]timing, error) {
	timings := make([]timing, len(contenders))
	for _, e := range contenders {
		if err := new(timing).add(ctx, e, c.warm); err != nil {
			return nil, fmt.Errorf("%s: %w", e.name, err)
		}
	}
	for measured := c.measured; len(measured) > 0; {
		n := min(turn, len(measured))
		for i, e := range contenders {
			if err := timings[i].add(ctx, e, measured[:n]); err != nil {
				return nil, fmt.Errorf("%s: %w", e.name, err)
			}
		}
		measured = measured[n:]
	}
	return timings, nil
}

// mix draws n questions of all classes in turn and shuffles them.
func mix(classes []drawn, n int, seed uint64) []question {
	var out []question
	for i := 0; len(out) < n && len(classes) > 0; i++ {
		questions := classes[i%len(classes)].measured
		out = append(out, questions[i/len(classes)%len(questions)])
	}
	r := rand.New(rand.NewPCG(seed, 2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

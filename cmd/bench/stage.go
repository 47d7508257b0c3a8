package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// stageCommand runs a build in a subprocess, "bench build-stage STAGE FROM TO", so that its peak memory is separate and the
// searches start with a clean heap. It prints a Build as JSON.
const stageCommand = "build-stage"

// workerCommand starts a worker of the sandbox, which a stage may need.
const workerCommand = "extract"

// Stages. A stage fills a folder from a source (stageFiles) or from a dump (the others).
const (
	stageFiles     = "daftar, from files"
	stageDocuments = "daftar, from documents"
)

// chunkDocuments is the number of documents that are read at a time, outside the measured time: some megabytes.
const chunkDocuments = 512

// Build measures building an index.
type Build struct {
	Name      string  `json:"name"`
	Documents int     `json:"documents"`
	Seconds   float64 `json:"seconds"`
	CPU       float64 `json:"cpu_seconds,omitempty"`
	DiskBytes int64   `json:"disk_bytes"`
	PeakBytes int64   `json:"peak_bytes,omitempty"`       // peak resident memory; 0 if unknown
	ChildPeak int64   `json:"child_peak_bytes,omitempty"` // of the largest child process

	Outcomes *index.Outcomes `json:"outcomes,omitempty"` // of office files
}

// withClock returns the build with the measured times.
func (b Build) withClock(documents int, clock stopwatch) Build {
	b.Documents, b.Seconds, b.CPU = documents, clock.total.Seconds(), clock.cpu.Seconds()
	return b
}

// startStage runs a stage in a subprocess.
func startStage(ctx context.Context, stage, from, to string, stderr io.Writer) (Build, error) {
	var b Build
	self, err := os.Executable()
	if err != nil {
		return b, err
	}
	cmd := exec.CommandContext(ctx, self, stageCommand, stage, from, to)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, stderr
	if err := cmd.Run(); err != nil {
		return b, fmt.Errorf("build %q: %w", stage, err)
	}
	if err := json.Unmarshal(out.Bytes(), &b); err != nil {
		return b, fmt.Errorf("build %q: %w", stage, err)
	}
	if b.DiskBytes == 0 {
		b.DiskBytes, err = size(to)
	}
	return b, err
}

// runStage is the entry point of the subprocess of startStage.
func runStage(ctx context.Context, args []string, stdout io.Writer) error {
	if len(args) != 3 {
		return fmt.Errorf("%w: %s STAGE FROM TO is for internal use", errUsage, stageCommand)
	}
	b, err := fill(ctx, args[0], args[1], args[2])
	if err != nil {
		return err
	}
	b.Name, b.PeakBytes, b.ChildPeak = args[0], peakBytes(), childPeakBytes()
	return json.NewEncoder(stdout).Encode(b)
}

func fill(ctx context.Context, stage, from, to string) (Build, error) {
	switch stage {
	case stageFiles:
		return fillFromFiles(ctx, from, to)
	case stageDocuments:
		return fillFromDocuments(ctx, from, to)
	case officeStage:
		return fillFromOffices(ctx, from, to)
	case rivalBleve, rivalBleveExact:
		return fillBleve(ctx, from, to, stage == rivalBleveExact)
	}
	return Build{}, fmt.Errorf("%w: unknown stage %q", errUsage, stage)
}

// fillFromFiles does the same as "daftar reindex".
func fillFromFiles(ctx context.Context, from, to string) (b Build, err error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return b, err
	}
	reader, err := openSandbox(to)
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	var clock stopwatch
	clock.start()
	sources, versions := []string{from}, ingest.Versions(v)
	into, err := embedded.Begin(ctx, to, embedded.BuildOptions{Sources: sources, Versions: versions})
	if err != nil {
		return b, err
	}
	defer into.Abort()
	if _, err := ingest.Run(ctx, into, ingest.Options{Sources: sources, Vocabulary: v, Versions: versions, Reader: reader}); err != nil {
		return b, err
	}
	g, err := into.Publish(ctx)
	clock.stop()
	return b.withClock(g.Documents, clock), err
}

// fillFromDocuments measures the engine without reading and tagging, as for a rival.
func fillFromDocuments(ctx context.Context, from, to string) (Build, error) {
	var b Build
	var clock stopwatch
	clock.start()
	into, err := embedded.Begin(ctx, to, embedded.BuildOptions{})
	if err != nil {
		return b, err
	}
	defer into.Abort()
	clock.stop()
	for chunk, err := range chunks(from) {
		if err != nil {
			return b, err
		}
		clock.start()
		if err := putAll(ctx, into, chunk); err != nil {
			return b, err
		}
		clock.stop()
	}
	clock.start()
	g, err := into.Publish(ctx)
	clock.stop()
	return b.withClock(g.Documents, clock), err
}

// putAll puts documents with one goroutine per processor, as ingest does.
func putAll(ctx context.Context, into index.Build, docs []*index.Document) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan *index.Document)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for d := range next {
				if ctx.Err() != nil {
					continue
				}
				if err := into.Put(ctx, d); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, d := range docs {
		next <- d
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}

// chunks yields the documents of a dump in chunks.
func chunks(path string) func(func([]*index.Document, error) bool) {
	return func(yield func([]*index.Document, error) bool) {
		var chunk []*index.Document
		for d, err := range readDump(path) {
			if err != nil {
				yield(nil, err)
				return
			}
			chunk = append(chunk, d)
			if len(chunk) == chunkDocuments {
				if !yield(chunk, nil) {
					return
				}
				chunk = nil
			}
		}
		if len(chunk) > 0 {
			yield(chunk, nil)
		}
	}
}

// stopwatch sums wall and processor time between start and stop.
type stopwatch struct {
	since      time.Time
	cpuSince   time.Duration
	total, cpu time.Duration
}

func (w *stopwatch) start() { w.since, w.cpuSince = time.Now(), cpuTime() }

func (w *stopwatch) stop() {
	w.total += time.Since(w.since)
	w.cpu += cpuTime() - w.cpuSince
}

// peakBytes returns the peak resident memory on Linux (proc(5), VmHWM), 0 elsewhere.
func peakBytes() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"daftar/ingest"
)

// Intervals of progress output on a terminal and in a log.
const (
	liveEvery = 100 * time.Millisecond
	logEvery  = 5 * time.Second
)

// progressBar says on stderr how far a reindex is: one line that is rewritten on a terminal, else a line now and then. Its methods
// are called one at a time.
type progressBar struct {
	out   io.Writer
	live  bool
	now   func() time.Time
	begun time.Time
	last  time.Time
	open  bool // a line on the terminal is not finished
}

func newProgressBar(env Env) *progressBar {
	b := &progressBar{out: env.Stderr, live: env.ErrTerminal, now: time.Now}
	b.begun = b.now()
	b.last = b.begun
	return b
}

func (b *progressBar) seconds() float64 { return b.now().Sub(b.begun).Seconds() }

// show prints the progress of reading files, if it is time.
func (b *progressBar) show(p ingest.Progress) {
	if b.due() {
		b.print(b.line(p))
	}
}

// due reports whether it is time to print.
func (b *progressBar) due() bool {
	every := logEvery
	if b.live {
		every = liveEvery
	}
	now := b.now()
	if now.Sub(b.last) < every {
		return false
	}
	b.last = now
	return true
}

// documents prints how many stored documents are done, if it is time.
func (b *progressBar) documents(done, all int) {
	if b.due() {
		b.print(b.documentLine(done, all))
	}
}

// documentLine returns, for example, "[######------------------]  25 %  1234 of 5000 documents, 12 s left".
func (b *progressBar) documentLine(done, all int) string {
	share := min(1, float64(done)/float64(max(all, 1)))
	full := int(share * barWidth)
	line := fmt.Sprintf("[%s%s] %3.0f %%  %d of %s", strings.Repeat("#", full), strings.Repeat("-", barWidth-full), 100*share,
		done, plural(all, "document", "documents"))
	return line + left(share, b.seconds())
}

// left estimates the remaining time, if enough is done.
func left(share, took float64) string {
	if share <= 0.01 || share >= 1 {
		return ""
	}
	return fmt.Sprintf(", %s left", (time.Duration((1/share - 1) * took * float64(time.Second))).Round(time.Second))
}

// print prints a line, over the last one on a terminal.
func (b *progressBar) print(line string) {
	if !b.live {
		if b.now().Sub(b.begun) >= logEvery {
			fmt.Fprintf(b.out, "daftar: %s\n", line)
		}
		return
	}
	fmt.Fprintf(b.out, "\r\x1b[Kdaftar: %s", line)
	b.open = true
}

// end clears the line on the terminal.
func (b *progressBar) end() {
	if b.open {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
	b.open = false
}

const barWidth = 24

// line returns, for example, "[######------------------]  25 %  12 of 50 files, 1234 documents, 8 MB/s, 12 s left".
func (b *progressBar) line(p ingest.Progress) string {
	share := 0.0
	if p.BytesTotal > 0 {
		share = min(1, float64(p.Bytes)/float64(p.BytesTotal))
	}
	full := int(share * barWidth)
	took := b.seconds()
	line := fmt.Sprintf("[%s%s] %3.0f %%  %d of %s, %s, %.1f MB/s", strings.Repeat("#", full), strings.Repeat("-", barWidth-full),
		100*share, p.Files, plural(p.FilesTotal, "file", "files"), plural(p.Documents, "document", "documents"),
		float64(p.Bytes)/1e6/max(took, 0.001))
	return line + left(share, took) + reading(p.Path)
}

// readingWidth keeps the line within 120 columns.
const readingWidth = 30

// reading returns the path of the file being read for the longest time, shortened to its end.
func reading(path string) string {
	if path == "" {
		return ""
	}
	if runes := []rune(path); len(runes) > readingWidth {
		path = "…" + string(runes[len(runes)-readingWidth+1:])
	}
	return ", reading " + path
}

package ingest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"

	"golang.org/x/sync/errgroup"
)

// TagStream reads JSONL and writes, in the same order, one line with the tags and dates of each document. Of a line it reads
// id, title, text, date and lang only. It passes problems to report; a line that cannot be read is not written. The
// error is of reading in or writing out. jobs is the number of workers.
func (a *Annotator) TagStream(ctx context.Context, in io.Reader, out io.Writer, jobs int, report func(index.Problem)) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(jobs + 2) // a reader and a writer
	// The queue keeps the order; its length bounds what waits to be written.
	queue := make(chan *streamBatch, 2*jobs)
	group.Go(func() error {
		defer close(queue)
		for batch := range streamBatches(in) {
			select {
			case queue <- batch:
			case <-groupCtx.Done():
				return context.Cause(groupCtx)
			}
			group.Go(func() error {
				defer close(batch.done)
				a.tagBatch(batch)
				return nil
			})
		}
		return nil
	})
	group.Go(func() error {
		w := bufio.NewWriter(out)
		for batch := range queue {
			<-batch.done
			for _, p := range batch.problems {
				report(p)
			}
			if _, err := w.Write(batch.output); err != nil {
				return fmt.Errorf("write tags: %w", err)
			}
		}
		return w.Flush()
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return context.Cause(ctx)
}

// streamBatch is a batch of lines and what is written about them, complete when done is closed.
type streamBatch struct {
	lines    []extract.Line
	output   []byte
	problems []index.Problem
	done     chan struct{}
}

// streamBatchBytes of lines go to a worker at a time, so that passing them costs nothing.
const streamBatchBytes = 64 << 10

func streamBatches(in io.Reader) func(yield func(*streamBatch) bool) {
	return func(yield func(*streamBatch) bool) {
		batch, bytes := &streamBatch{done: make(chan struct{})}, 0
		for line, problem := range extract.Lines(bufio.NewReader(in)) {
			if problem != nil {
				batch.problems = append(batch.problems, *problem)
				continue
			}
			line.Bytes = slices.Clone(line.Bytes)
			batch.lines = append(batch.lines, line)
			if bytes += len(line.Bytes); bytes < streamBatchBytes {
				continue
			}
			if !yield(batch) {
				return
			}
			batch, bytes = &streamBatch{done: make(chan struct{})}, 0
		}
		if len(batch.lines)+len(batch.problems) > 0 {
			yield(batch)
		}
	}
}

func (a *Annotator) tagBatch(b *streamBatch) {
	for _, line := range b.lines {
		output, problem := a.tagLine(line)
		if problem != nil {
			b.problems = append(b.problems, problem.At(index.Place{Line: line.Number}))
			continue
		}
		b.output = append(append(b.output, output...), '\n')
	}
}

// tagLine returns the output for a line. A panic becomes a problem: one text must not end the stream.
func (a *Annotator) tagLine(line extract.Line) (output []byte, problem *index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			p := tagFailed(fault)
			problem = &p
		}
	}()
	d, problem := streamDocument(line)
	if problem != nil {
		return nil, problem
	}
	a.Annotate(d)
	output, err := json.Marshal(newTaggedDocument(d))
	if err != nil {
		p := tagFailed(err)
		return nil, &p
	}
	return output, nil
}

// streamDocument reads what TagStream reads of a line. Unlike Line.Read it changes neither title nor text, since the
// offsets of evidence count their characters, and ignores other keys, which may be the labels of a data set.
func streamDocument(line extract.Line) (*index.Document, *index.Problem) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line.Bytes, &keys); err != nil {
		p := index.NewProblem(index.ProblemBadJSON, "not an object")
		return nil, &p
	}
	values := map[string]string{}
	for _, key := range []string{"title", "text", "date", "lang"} {
		var text *string
		if raw, ok := keys[key]; ok && json.Unmarshal(raw, &text) != nil {
			p := index.NewProblem(index.ProblemBadMetadata, key, "a string", extract.OneLine(string(raw), maxValueBytes))
			return nil, &p
		}
		if text != nil {
			values[key] = *text
		}
	}
	fields, _ := extract.ParseFields(map[string]string{"date": values["date"], "lang": values["lang"]})
	return &index.Document{
		ID: line.Name, Title: values["title"], Text: values["text"], Published: fields.Published, Lang: fields.Lang,
	}, nil
}

// maxValueBytes of a wrong value are shown.
const maxValueBytes = 40

type taggedDocument struct {
	ID        string       `json:"id"`
	Lang      string       `json:"lang"`
	Countries []taggedTag  `json:"countries"`
	Themes    []taggedTag  `json:"themes"`
	Dates     []taggedDate `json:"dates"`
}

type taggedTag struct {
	ID       string       `json:"id"`
	Role     index.Role   `json:"role"`
	Evidence []taggedSpan `json:"evidence"`

	Part         index.EventRole `json:"part,omitempty"` // of a country
	PartEvidence []taggedSpan    `json:"part_evidence,omitempty"`
}

type taggedDate struct {
	From      date.Day       `json:"from"`
	To        date.Day       `json:"to"`
	Precision date.Precision `json:"precision"`
	Kind      string         `json:"kind"`
	Main      bool           `json:"main,omitempty"`
	Evidence  []taggedSpan   `json:"evidence"`
}

// taggedSpan is evidence. Start and End count code points of the text, or of the title.
type taggedSpan struct {
	In    string `json:"in,omitempty"` // "title" or absent
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Rule  string `json:"rule"`
}

func newTaggedDocument(d *index.Document) taggedDocument {
	line := taggedDocument{ID: d.ID, Lang: d.Lang, Countries: []taggedTag{}, Themes: []taggedTag{}, Dates: []taggedDate{}}
	points := pointCounter{text: d.Text}
	for _, t := range d.Tags {
		out := taggedTag{ID: t.ID, Role: t.Role, Evidence: points.spans(d, t.Evidence), Part: t.EventRole, PartEvidence: points.spans(d, t.EventRoleEvidence)}
		if t.Kind == index.KindCountry {
			line.Countries = append(line.Countries, out)
		} else {
			line.Themes = append(line.Themes, out)
		}
	}
	for _, m := range d.DateMentions {
		line.Dates = append(line.Dates, taggedDate{m.Date.From, m.Date.To, m.Date.Precision, string(index.DateEvent), m.Main, points.spans(d, m.Evidence)})
	}
	return line
}

// pointCounter converts byte offsets of a text to code points. It continues where it was: evidence is mostly in order, and
// counting from the beginning each time would be quadratic.
type pointCounter struct {
	text          string
	bytes, points int
}

func (c *pointCounter) at(offset int) int {
	if offset < c.bytes {
		c.bytes, c.points = 0, 0
	}
	c.points += utf8.RuneCountInString(c.text[c.bytes:offset])
	c.bytes = offset
	return c.points
}

func (c *pointCounter) spans(d *index.Document, evidence []index.Evidence) []taggedSpan {
	spans := make([]taggedSpan, 0, len(evidence))
	for _, e := range evidence {
		s := taggedSpan{Text: e.Words(d), Rule: e.Rule}
		if e.Title {
			title := pointCounter{text: d.Title}
			s.In, s.Start, s.End = "title", title.at(e.Start), title.at(e.End)
		} else {
			s.Start, s.End = c.at(e.Start), c.at(e.End)
		}
		spans = append(spans, s)
	}
	return spans
}

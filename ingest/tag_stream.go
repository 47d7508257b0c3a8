package ingest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"
)

// TagStream reads JSONL and writes for each line what the tagger finds, in the same order, one line a document. Of a line
// it reads id, title, text, date and lang and nothing else. A line that cannot be read is said to complain, and written
// as nothing. It uses so many workers as jobs says. The error is of reading in or writing out.
func (m *Annotator) TagStream(ctx context.Context, in io.Reader, out io.Writer, jobs int, complain func(index.Problem)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan *streamBatch)
	// The order is that of this queue; its length bounds what waits to be written.
	order := make(chan *streamBatch, 2*jobs)
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			for b := range work {
				m.tagBatch(b)
				close(b.done)
			}
		})
	}
	wg.Go(func() {
		defer close(order)
		defer close(work)
		readBatches(ctx, in, work, order)
	})
	w := bufio.NewWriter(out)
	for b := range order {
		<-b.done
		for _, p := range b.problems {
			complain(p)
		}
		if _, err := w.Write(b.written); err != nil {
			cancel(fmt.Errorf("write tags: %w", err))
		}
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return w.Flush()
}

// streamBatch is some lines on their way from reader to worker to writer.
type streamBatch struct {
	lines    []extract.Line
	written  []byte
	problems []index.Problem
	done     chan struct{}
}

// readBatches hands every batch first to the writer's queue, then to a worker, until the input ends or ctx does.
func readBatches(ctx context.Context, in io.Reader, work, order chan<- *streamBatch) {
	source := bufio.NewReader(in)
	batch, bytes := &streamBatch{}, 0
	send := func() bool {
		batch.done = make(chan struct{})
		select {
		case order <- batch:
		case <-ctx.Done():
			return false
		}
		work <- batch
		batch, bytes = &streamBatch{}, 0
		return true
	}
	for line, problem := range extract.Lines(source) {
		if problem != nil {
			batch.problems = append(batch.problems, *problem)
			continue
		}
		line.Bytes = append([]byte(nil), line.Bytes...)
		batch.lines = append(batch.lines, line)
		if bytes += len(line.Bytes); bytes >= tagBatchBytes && !send() {
			return
		}
	}
	if len(batch.lines)+len(batch.problems) > 0 {
		send()
	}
}

// tagBatchBytes of lines go to a worker at a time: enough that handing them over costs nothing.
const tagBatchBytes = 64 << 10

func (m *Annotator) tagBatch(b *streamBatch) {
	for _, line := range b.lines {
		d, problem := taggable(line)
		if problem == nil {
			problem = m.tagSafely(d, line.Number)
		}
		if problem != nil {
			b.problems = append(b.problems, *problem)
			continue
		}
		written, err := json.Marshal(tagged(d))
		if err != nil {
			b.problems = append(b.problems, index.Problem{Where: where(line.Number), Reason: err.Error()})
			continue
		}
		b.written = append(append(b.written, written...), '\n')
	}
}

func where(line int) string { return fmt.Sprintf("line %d", line) }

// tagSafely tags a document; a fault of ours on one text must not end the stream.
func (m *Annotator) tagSafely(d *index.Document, line int) (problem *index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			problem = &index.Problem{Where: where(line), Reason: fmt.Sprintf("a fault in daftar, please report it: %v", fault)}
		}
	}()
	m.Annotate(d)
	return nil
}

// taggable reads what the tagger may see of a line. Title and text stay as they are: evidence counts their characters.
func taggable(line extract.Line) (*index.Document, *index.Problem) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line.Bytes, &keys); err != nil {
		return nil, &index.Problem{Where: where(line.Number), Reason: "no JSON object" + extract.LeftOut}
	}
	values := map[string]string{"title": "", "text": "", "date": "", "lang": ""}
	for key := range values {
		var text *string
		if raw, ok := keys[key]; ok && json.Unmarshal(raw, &text) != nil {
			return nil, &index.Problem{Where: where(line.Number), Reason: key + ": allowed is a text" + extract.LeftOut}
		}
		if text != nil {
			values[key] = *text
		}
	}
	known, _ := extract.ParseFields(map[string]string{"date": values["date"], "lang": values["lang"]})
	return &index.Document{
		ID: line.Name, Title: values["title"], Text: values["text"], Published: known.Published, Lang: known.Lang,
	}, nil
}

// The lines that TagLines writes, as DESIGN.md section 8 has them: start and end count code points of the text, or of
// the title if in says so.
type tagLine struct {
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

type taggedSpan struct {
	In    string `json:"in,omitempty"` // "title", or absent
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Rule  string `json:"rule"`
}

func tagged(d *index.Document) tagLine {
	line := tagLine{ID: d.ID, Lang: d.Lang, Countries: []taggedTag{}, Themes: []taggedTag{}, Dates: []taggedDate{}}
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

// pointCounter turns byte offsets of a text into code points. It remembers where it was: evidence comes mostly in order,
// and counting from the start each time would make a long text slow.
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

package ingest

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"
)

// inProcessReader is a Reader without a sandbox: it reads HTML, and of every other format a script with one line per item:
//
//	NAME | PARENT | FORMAT | TEXT          "-" for no name; an item may have no text
//	! REASON                               an error of reading
//
// A text may begin with "title: T;", "date: D;" and "handling: H;", or be "problem: CODE, ARG, ...".
type inProcessReader struct {
	limits []index.Problem // of every item
	opened func(name string)
	wait   func(context.Context)
}

func (r inProcessReader) Read(ctx context.Context, f extract.Format, name string, in io.Reader, _ int64, each func(extract.Item) error) error {
	if r.opened != nil {
		r.opened(name)
	}
	if r.wait != nil {
		r.wait(ctx)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	if f == extract.HTML {
		reading, problems := extract.Read(f, strings.NewReader(string(data)))
		return each(extract.Item{Format: f, Extracted: reading, Problems: problems})
	}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "%PDF-script\n")) {
		if reason, ok := strings.CutPrefix(line, "!"); ok {
			return fmt.Errorf("%s", strings.TrimSpace(reason))
		}
		part, err := r.part(line)
		if err == nil {
			err = each(part)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r inProcessReader) part(line string) (extract.Item, error) {
	cells := strings.SplitN(line, "|", 4)
	if len(cells) != 4 {
		return extract.Item{}, fmt.Errorf("no script: %q", line)
	}
	for i, c := range cells {
		if cells[i] = strings.TrimSpace(c); cells[i] == "-" {
			cells[i] = ""
		}
	}
	part := extract.Item{Name: cells[0], Parent: cells[1], Format: extract.Format{Name: cells[2], Label: cells[2]}}
	for _, f := range extract.Formats() {
		if f.Name == cells[2] {
			part.Format = f
			part.Format.Supported = true
		}
	}
	text := cells[3]
	if problem, ok := strings.CutPrefix(text, "problem: "); ok {
		part.Problems = []index.Problem{scriptedProblem(problem)}
		text = ""
	}
	if text == "" {
		return part, nil
	}
	reading := &extract.Extracted{Format: part.Format.Name, Limits: r.limits}
	for _, key := range []string{"title", "date", "handling"} {
		if rest, ok := strings.CutPrefix(text, key+": "); ok {
			value, rest, _ := strings.Cut(rest, ";")
			switch key {
			case "title":
				reading.Title = value
			case "date":
				reading.Published, _ = date.Parse(value)
			case "handling":
				reading.Handling = value
			}
			text = strings.TrimSpace(rest)
		}
	}
	reading.Text = text
	part.Extracted = reading
	part.Problems = append(part.Problems, r.limits...)
	return part, nil
}

// scriptedProblem reads a code and its arguments. Numbers become ints.
func scriptedProblem(text string) index.Problem {
	fields := strings.Split(text, ", ")
	p := index.Problem{Code: index.ProblemCode(fields[0])}
	for _, arg := range fields[1:] {
		if n, err := strconv.Atoi(arg); err == nil {
			p.Args = append(p.Args, n)
			continue
		}
		p.Args = append(p.Args, arg)
	}
	return p
}

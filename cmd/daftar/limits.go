package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"daftar/ingest/extract"

	"github.com/spf13/pflag"
)

// bindLimits adds the flags of limits, with the usual limits as defaults.
func bindLimits(fs *pflag.FlagSet, l *extract.Limits) {
	*l = extract.DefaultLimits()
	text := size(l.Text)
	fs.Var((*size)(&l.File), "max-file", "do not read files larger than this `SIZE`")
	fs.Var((*size)(&l.Memory), "max-memory", "memory of a sandboxed process (`SIZE`)")
	fs.DurationVar(&l.Time, "max-time", l.Time, "`TIME` for parsing each document of a file")
	fs.IntVar(&l.Pages, "max-pages", l.Pages, "read the first `N` pages or slides of a document")
	fs.IntVar(&l.Rows, "max-rows", l.Rows, "read the first `N` rows of a spreadsheet")
	fs.Var(&textSize{&l.Text, text}, "max-text", "read the text of a document up to this `SIZE`")
	fs.IntVar(&l.Depth, "max-depth", l.Depth, "open archives and messages nested `N` levels deep")
	fs.IntVar(&l.Embedded, "max-held", l.Embedded, "read the first `N` documents in a file")
	fs.Var((*size)(&l.Unpacked), "max-opened", "unpack at most this `SIZE` of a file")
	fs.Int64Var(&l.Ratio, "max-ratio", l.Ratio, "unpack at most `N` bytes per byte of an archive")
}

// minMemory is what a worker needs for PDFium and a page.
const minMemory = 256 << 20

// checkLimits returns an error for limits that no file would pass.
func checkLimits(command string, l extract.Limits) error {
	for _, f := range []struct {
		name  string
		value int64
	}{
		{"max-file", l.File}, {"max-time", int64(l.Time)}, {"max-pages", int64(l.Pages)}, {"max-rows", int64(l.Rows)},
		{"max-depth", int64(l.Depth)}, {"max-held", int64(l.Embedded)}, {"max-opened", l.Unpacked}, {"max-ratio", l.Ratio},
	} {
		if f.value < 1 {
			return usageErrorf(command, "--%s must be > 0", f.name)
		}
	}
	if l.Memory < minMemory {
		return usageErrorf(command, "--max-memory must be >= %v, got %v", size(minMemory), size(l.Memory))
	}
	if l.Text < 1 || l.Text > extract.MaxTextBytes {
		return usageErrorf(command, "--max-text must be > 0 and <= %v, got %v", size(extract.MaxTextBytes), size(l.Text))
	}
	return nil
}

// size is a number of bytes, written as 512MB or 2GB. A kilobyte has 1,024 bytes.
type size int64

var sizeUnits = []struct {
	name  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}}

// String implements pflag.Value with the largest unit that gives a whole number.
func (s size) String() string {
	for _, u := range sizeUnits {
		if int64(s) >= u.bytes && int64(s)%u.bytes == 0 {
			return fmt.Sprintf("%d%s", int64(s)/u.bytes, u.name)
		}
	}
	return "0"
}

// Set implements pflag.Value.
func (s *size) Set(text string) error {
	number, unit := strings.ToUpper(strings.TrimSpace(text)), int64(1)
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(number, u.name); ok {
			number, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || !(value >= 0) || value*float64(unit) >= math.MaxInt64 {
		return errors.New("must be a size such as 512MB or 2GB")
	}
	*s = size(value * float64(unit))
	return nil
}

// Type implements pflag.Value.
func (s *size) Type() string { return "size" }

// textSize is a size stored in an int.
type textSize struct {
	dst *int
	size
}

// Set implements pflag.Value.
func (t *textSize) Set(text string) error {
	if err := t.size.Set(text); err != nil {
		return err
	}
	*t.dst = int(min(t.size, math.MaxInt))
	return nil
}

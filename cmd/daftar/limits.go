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

// bindLimits adds the flags of what taking a file apart may cost, with the usual limits as defaults.
func bindLimits(fs *pflag.FlagSet, l *extract.Limits) {
	*l = extract.DefaultLimits()
	text := size(l.Text)
	fs.Var((*size)(&l.File), "max-file", "files above this `SIZE` are not read")
	fs.Var((*size)(&l.Memory), "max-memory", "memory of a process that takes a file apart (`SIZE`)")
	fs.DurationVar(&l.Time, "max-time", l.Time, "`TIME` that each document of a file may take to be taken apart")
	fs.IntVar(&l.Pages, "max-pages", l.Pages, "read the first `N` pages or slides of a document")
	fs.IntVar(&l.Rows, "max-rows", l.Rows, "read the first `N` rows of a spreadsheet")
	fs.Var(&textSize{&l.Text, text}, "max-text", "read the text of a document up to this `SIZE`")
	fs.IntVar(&l.Depth, "max-depth", l.Depth, "open archives and messages in one another `N` deep")
	fs.IntVar(&l.Embedded, "max-held", l.Embedded, "read the first `N` documents that a file holds")
	fs.Var((*size)(&l.Unpacked), "max-opened", "all that a file holds may unpack to this `SIZE`")
	fs.Int64Var(&l.Ratio, "max-ratio", l.Ratio, "a byte of an archive may unpack to `N`")
}

// minMemory is what a worker needs for the compiled reader of PDF and a page.
const minMemory = 256 << 20

// checkLimits refuses limits that no file would pass.
func checkLimits(verb string, l extract.Limits) error {
	for _, f := range []struct {
		name         string
		value, least int64
	}{
		{"max-file", l.File, 1}, {"max-time", int64(l.Time), 1}, {"max-pages", int64(l.Pages), 1}, {"max-rows", int64(l.Rows), 1},
		{"max-depth", int64(l.Depth), 1}, {"max-held", int64(l.Embedded), 1}, {"max-opened", l.Unpacked, 1}, {"max-ratio", l.Ratio, 1},
	} {
		if f.value < f.least {
			return usageErrorf(verb, "--%s: allowed is more than 0", f.name)
		}
	}
	if l.Memory < minMemory {
		return usageErrorf(verb, "--max-memory %v: allowed is %v or more", size(l.Memory), size(minMemory))
	}
	if l.Text < 1 || l.Text > extract.MaxTextBytes {
		return usageErrorf(verb, "--max-text %v: allowed is more than 0, up to %v", size(l.Text), size(extract.MaxTextBytes))
	}
	return nil
}

// size is a number of bytes, written as 512MB or 2GB; a kilobyte has 1,024 bytes.
type size int64

var sizeUnits = []struct {
	name  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}}

// String implements pflag.Value by the largest unit that makes a whole number.
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
		return errors.New("allowed is a size such as 512MB or 2GB")
	}
	*s = size(value * float64(unit))
	return nil
}

// Type implements pflag.Value.
func (s *size) Type() string { return "size" }

// textSize is a size that is kept as an int.
type textSize struct {
	into *int
	size
}

// Set implements pflag.Value.
func (t *textSize) Set(text string) error {
	if err := t.size.Set(text); err != nil {
		return err
	}
	*t.into = int(min(t.size, math.MaxInt))
	return nil
}

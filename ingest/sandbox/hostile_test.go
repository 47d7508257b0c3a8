package sandbox

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// readers are readers that a file has got the better of. What they do stands in the name of the file's parts.
var readers = map[string]readerFunc{"script": script}

// script does what the lines of the file say, each a part: a word that is done, or text.
func script(j job) iter.Seq[extract.Item] {
	return func(yield func(extract.Item) bool) {
		for n, line := range strings.Split(string(j.data), "\n") {
			if n < j.Done {
				continue
			}
			p := extract.Item{Name: fmt.Sprint(n, "/", line), Format: extract.Text}
			if n == 0 {
				p.Name = ""
			}
			j.begin(p)
			do(line)
			p.Extracted = &extract.Extracted{Format: "txt", Text: line}
			if !yield(p) {
				return
			}
		}
	}
}

func do(what string) {
	switch what {
	case "hang":
		select {}
	case "spin":
		for n := 0; n >= 0; n = (n + 1) % 1000 {
		}
	case "eat":
		all := "x"
		for len(all) > 0 {
			all += all
		}
	case "sink":
		panic(sink(1))
	case "exit":
		os.Exit(0)
	case "panic":
		panic("a table without end")
	case "shout":
		for range 100 {
			os.Stderr.WriteString(strings.Repeat("noise ", 10_000))
		}
		os.Exit(3)
	case "garbage":
		os.Stdout.WriteString("HTTP/1.1 200 OK\r\n\r\n")
		select {}
	}
}

// sink comes to an end after its stack has.
func sink(n int) int {
	if n == 0 {
		return 0
	}
	return sink(n+1) + n
}

func TestHostileReaders(t *testing.T) {
	limits := extract.Limits{Time: 20 * time.Second, Memory: 400 << 20}
	if raceDetector {
		limits.Memory = 1200 << 20
	}
	memory := "needed more than " + size(limits.Memory) + " of memory"
	for _, test := range []struct{ name, file, want string }{
		{"hang", "a\nhang\nb", ": a\n1/hang: (took more than 1 s)\n2/b: b\n"},
		{"spin", "a\nspin\nb", ": a\n1/spin: (took more than 1 s)\n2/b: b\n"},
		{"eat", "a\neat\nb", ": a\n1/eat: (" + memory + ")\n2/b: b\n"},
		{"sink", "a\nsink\nb", ": a\n1/sink: (nested too deeply to be taken apart)\n2/b: b\n"},
		{"exit", "a\nexit\nb", ": a\n1/exit: (could not be taken apart (the reader failed))\n2/b: b\n"},
		{"panic", "a\npanic\nb", ": a\n1/panic: (could not be taken apart (the reader failed: a table without end))\n2/b: b\n"},
		{"shout", "a\nshout\nb", ": a\n1/shout: (could not be taken apart (the reader failed))\n2/b: b\n"},
		{"garbage", "a\ngarbage\nb", ": a\n1/garbage: (could not be taken apart (the reader's answer made no sense))\n2/b: b\n"},
		{"at once", "exit\nb", ": (could not be taken apart (the reader failed))\n1/b: b\n"},
		{"twice", "a\nexit\nb\nexit\nc", ": a\n1/exit: (could not be taken apart (the reader failed))\n2/b: b\n" +
			"3/exit: (could not be taken apart (the reader failed))\n4/c: c\n"},
		{"for ever", "a" + strings.Repeat("\nexit", 100), ": a\n" +
			"1/exit: (could not be taken apart (the reader failed))\n2/exit: (could not be taken apart (the reader failed))\n" +
			"3/exit: (could not be taken apart (the reader failed))\n4/exit: (could not be taken apart (the reader failed))\n" +
			"5/exit: (could not be taken apart (the reader failed))\n: (the rest of the file was not read: the reader failed 5 times)\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			limits := limits
			if strings.Contains(test.want, "took more") {
				limits.Time = time.Second
			}
			c := openSandbox(t, Options{Limits: limits}, "script")
			if got := describeParts(readAll(t, c, extract.ZIP, "x", test.file)); got != test.want {
				t.Errorf("got\n%s want\n%s", got, test.want)
			}
			if got := describeParts(readAll(t, c, extract.ZIP, "y", "fine")); got != ": fine\n" {
				t.Errorf("the next file: %s", got)
			}
		})
	}
}

// TestNoSeeker: a stream cannot be read again, and the rest is said to be missing.
func TestNoSeeker(t *testing.T) {
	c := openSandbox(t, Options{}, "script")
	var all []extract.Item
	err := c.Read(t.Context(), extract.ZIP, "x", io.MultiReader(strings.NewReader("a\nexit\nb")), 8, func(p extract.Item) error {
		all = append(all, p)
		return nil
	})
	want := ": a\n1/exit: (could not be taken apart (the reader failed))\n: (the rest of the file was not read: the reader failed once)\n"
	if got := describeParts(all); err != nil || got != want {
		t.Errorf("%v, got\n%s want\n%s", err, got, want)
	}
}

// TestNotBlamed: a worker that has read other files may have died of them; a new one tries the file again.
func TestNotBlamed(t *testing.T) {
	c := openSandbox(t, Options{}, "script")
	readAll(t, c, extract.ZIP, "x", "a")
	w := <-c.slots
	w.kill()
	c.slots <- w
	if got := describeParts(readAll(t, c, extract.ZIP, "y", "b")); got != ": b\n" {
		t.Errorf("got %s", got)
	}
}

// pretenders are workers that were taken over altogether: they say what they like to the parent.
var pretenders = map[string]func() error{
	"deaf":       func() error { return pretend(func(*frameWriter) { time.Sleep(time.Hour) }) },
	"babble":     func() error { return pretend(func(*frameWriter) { babble(os.Stdout) }) },
	"huge frame": func() error { return answer(func(*frameWriter) { os.Stdout.Write([]byte("T\xff\xff\xff\xff")) }) },
	"early end":  func() error { return answer(func(out *frameWriter) { out.write(frameEnd, nil) }) },
	"no begin":   func() error { return answer(func(out *frameWriter) { out.writeJSON(framePart, partHead{}) }) },
	"no json":    func() error { return answer(func(out *frameWriter) { out.write(frameBegin, []byte("{{{")) }) },
	"deep json": func() error {
		return answer(func(out *frameWriter) { out.write(frameBegin, slices.Repeat([]byte("["), maxFrameBytes)) })
	},
	"two beginnings": func() error { return answer(begin, begin) },
	"long text":      text(reading{Text: 1 << 40}, ""),
	"minus text":     text(reading{Text: -1}, ""),
	"short text":     text(reading{Text: 10}, "abc"),
	"more text":      text(reading{Text: 3}, "abcdef"),
	"no utf-8":       text(reading{Text: 3}, "a\xffb"),
	"many breaks":    text(reading{Text: 3, Breaks: maxBreaks + 1}, "abc"),
	"no breaks":      text(reading{Text: 3, Breaks: 2}, "abc"),
	"wrong breaks": func() error {
		return answer(begin, headOfReading(reading{Text: 3, Breaks: 1}), func(out *frameWriter) {
			out.write(frameBreak, binary.AppendUvarint(nil, 1<<60))
		})
	},
	"endless empty": func() error {
		return answer(begin, headOfReading(reading{Text: 3}), func(out *frameWriter) {
			for out.write(frameText, nil) == nil {
			}
		})
	},
	"endless parts": func() error {
		return answer(func(out *frameWriter) {
			for n := 0; ; n++ {
				if out.writeJSON(frameBegin, partBegin{Name: fmt.Sprint(n)}) != nil || out.writeJSON(framePart, partHead{}) != nil {
					return
				}
			}
		})
	},
	"endless text": func() error {
		return answer(func(out *frameWriter) {
			for n := 0; ; n++ {
				begin(out)
				headOfReading(reading{Text: extract.MaxTextBytes})(out)
				for range extract.MaxTextBytes / maxFrameBytes {
					if out.write(frameText, slices.Repeat([]byte("x"), maxFrameBytes)) != nil {
						return
					}
				}
			}
		})
	},
	"endless headings": func() error {
		return answer(func(out *frameWriter) {
			body := appendBreak(nil, extract.Break{Heading: strings.Repeat("h", 10_000)})
			begin(out)
			headOfReading(reading{Text: 1, Breaks: maxBreaks})(out)
			for out.write(frameBreak, body) == nil {
			}
		})
	},
	"many words": func() error {
		return answer(begin, func(out *frameWriter) {
			out.writeJSON(framePart, partHead{Problems: slices.Repeat([]index.Problem{{Reason: "why"}}, 20_000)})
		}, func(out *frameWriter) { out.write(frameEnd, nil) })
	},
	"same names": func() error {
		return answer(begin, empty, begin, empty, begin, empty, func(out *frameWriter) { out.write(frameEnd, nil) })
	},
	"slow": func() error {
		return answer(begin, headOfReading(reading{Text: extract.MaxTextBytes}), func(out *frameWriter) {
			for out.write(frameText, []byte("x")) == nil && out.flush() == nil {
				time.Sleep(10 * time.Millisecond)
			}
		})
	},
}

func begin(out *frameWriter) { out.writeJSON(frameBegin, partBegin{Name: "../a"}) }

func empty(out *frameWriter) {
	out.writeJSON(framePart, partHead{Problems: []index.Problem{{Reason: "none"}}})
}

func headOfReading(r reading) func(*frameWriter) {
	return func(out *frameWriter) { out.writeJSON(framePart, partHead{Reading: &r}) }
}

func text(r reading, body string) func() error {
	return func() error {
		return answer(begin, headOfReading(r), func(out *frameWriter) { out.writeText(frameText, body); out.write(frameEnd, nil) })
	}
}

func babble(out io.Writer) {
	for {
		if _, err := io.WriteString(out, strings.Repeat("bla", 1000)); err != nil {
			return
		}
	}
}

// pretend says that it is ready.
func pretend(then func(*frameWriter)) error {
	in, out := newFrameReader(os.Stdin), newFrameWriter(os.Stdout)
	if err := in.expect(frameInit, nil); err != nil {
		return err
	}
	out.writeJSON(frameReady, Protections{})
	out.flush()
	then(out)
	return nil
}

// answer waits for each file and gives this answer.
func answer(steps ...func(*frameWriter)) error {
	return pretend(func(out *frameWriter) {
		in := newFrameReader(os.Stdin)
		for {
			kind, _, err := in.next()
			if err != nil {
				return
			}
			if kind == frameEnd {
				for _, step := range steps {
					step(out)
				}
				out.flush()
			}
		}
	})
}

func TestPretenders(t *testing.T) {
	const noSense = ": (could not be taken apart (the reader's answer made no sense))\n"
	const late = ": (took more than 1 s)\n"
	for _, test := range []struct{ kind, want string }{
		{"deaf", late},
		{"babble", late},
		{"huge frame", noSense},
		{"no begin", noSense},
		{"no json", noSense},
		{"deep json", noSense},
		{"two beginnings", noSense},
		{"long text", noSense},
		{"minus text", noSense},
		{"short text", noSense},
		{"more text", noSense},
		{"no utf-8", noSense},
		{"many breaks", noSense},
		{"no breaks", noSense},
		{"wrong breaks", noSense},
		{"endless empty", noSense},
		{"slow", late},
		{"same names", ": (none)\na: (none)\na~2: (none)\n"},
		{"many words", ":" + strings.Repeat(" (why)", maxProblems) + " (and 19800 problems more)\n"},
		{"early end", ": (could not be taken apart (the reader's answer made no sense))\n"},
	} {
		t.Run(test.kind, func(t *testing.T) {
			c := openSandbox(t, Options{Limits: extract.Limits{Time: time.Second}}, test.kind)
			if got := describeParts(readAll(t, c, extract.HTML, "x", strings.Repeat("x", 1<<20))); got != test.want {
				t.Errorf("got\n%s want\n%s", got, test.want)
			}
		})
	}
}

// TestParentStaysSmall: workers that never stop sending are stopped, and what they send does not pile up.
func TestParentStaysSmall(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector needs memory of its own")
	}
	for _, test := range []struct {
		kind   string
		limits extract.Limits
		parts  int
		last   string
	}{
		{"endless parts", extract.Limits{Embedded: 5000}, partsPerFile*(5000+1) + 2, "made no sense"},
		{"endless text", extract.Limits{Unpacked: 10 * extract.MaxTextBytes}, 10 + maxWorkersPerFile + 1, "failed 5 times"},
		{"endless headings", extract.Limits{}, maxWorkersPerFile + 1, "failed 5 times"},
	} {
		t.Run(test.kind, func(t *testing.T) {
			c := openSandbox(t, Options{Workers: 2, Limits: test.limits}, test.kind)
			before := rest(t)
			var crew sync.WaitGroup
			for range 2 {
				crew.Go(func() {
					parts, last := 0, ""
					err := c.Read(t.Context(), extract.ZIP, "x", strings.NewReader("x"), 1, func(p extract.Item) error {
						parts++
						if p.Extracted == nil {
							last = describeParts([]extract.Item{p})
						}
						return nil
					})
					if err != nil || parts != test.parts || !strings.Contains(last, test.last) {
						t.Errorf("%d parts, want %d; last %.200q, %v", parts, test.parts, last, err)
					}
				})
			}
			crew.Wait()
			above := peak(t) - before
			t.Logf("parent %s above rest", size(above))
			if above > peakOfParent {
				t.Errorf("the parent took %s more than at rest", size(above))
			}
		})
	}
}

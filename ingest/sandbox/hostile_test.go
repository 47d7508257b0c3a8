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

// readers are parsers that a file has taken over.
var readers = map[string]readerFunc{"script": script}

// script returns one item for each line of the file: its text, after doing what do knows by that name.
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

// sink recurses until the stack is exhausted.
func sink(n int) int {
	if n == 0 {
		return 0
	}
	return sink(n+1) + n
}

func TestCrashedWorkerLosesOneItem(t *testing.T) {
	limits := extract.Limits{Time: 20 * time.Second, Memory: 400 << 20}
	if raceDetector {
		limits.Memory = 1200 << 20
	}
	memory := fmt.Sprint("out_of_memory ", megabytes(limits.Memory))
	for _, test := range []struct{ name, file, want string }{
		{"hang", "a\nhang\nb", ": a\n1/hang: (timed_out 1)\n2/b: b\n"},
		{"spin", "a\nspin\nb", ": a\n1/spin: (timed_out 1)\n2/b: b\n"},
		{"eat", "a\neat\nb", ": a\n1/eat: (" + memory + ")\n2/b: b\n"},
		{"sink", "a\nsink\nb", ": a\n1/sink: (too_deep)\n2/b: b\n"},
		{"exit", "a\nexit\nb", ": a\n1/exit: (parser_failed)\n2/b: b\n"},
		{"panic", "a\npanic\nb", ": a\n1/panic: (parser_failed a table without end)\n2/b: b\n"},
		{"shout", "a\nshout\nb", ": a\n1/shout: (parser_failed)\n2/b: b\n"},
		{"garbage", "a\ngarbage\nb", ": a\n1/garbage: (parser_failed worker broke the protocol)\n2/b: b\n"},
		{"at once", "exit\nb", ": (parser_failed)\n1/b: b\n"},
		{"twice", "a\nexit\nb\nexit\nc", ": a\n1/exit: (parser_failed)\n2/b: b\n" +
			"3/exit: (parser_failed)\n4/c: c\n"},
		{"for ever", "a" + strings.Repeat("\nexit", 100), ": a\n" +
			"1/exit: (parser_failed)\n2/exit: (parser_failed)\n" +
			"3/exit: (parser_failed)\n4/exit: (parser_failed)\n" +
			"5/exit: (parser_failed)\n: (rest_missing 5)\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			limits := limits
			if strings.Contains(test.want, "timed_out") {
				limits.Time = time.Second
			}
			c := openSandbox(t, Options{Limits: limits}, "script")
			if got := describeItems(readAll(t, c, extract.ZIP, "x", test.file)); got != test.want {
				t.Errorf("got\n%s want\n%s", got, test.want)
			}
			if got := describeItems(readAll(t, c, extract.ZIP, "y", "fine")); got != ": fine\n" {
				t.Errorf("the next file: %s", got)
			}
		})
	}
}

func TestRestOfStreamIsMissingAfterCrash(t *testing.T) {
	c := openSandbox(t, Options{}, "script")
	var all []extract.Item
	err := c.Read(t.Context(), extract.ZIP, "x", io.MultiReader(strings.NewReader("a\nexit\nb")), 8, func(p extract.Item) error {
		all = append(all, p)
		return nil
	})
	want := ": a\n1/exit: (parser_failed)\n: (rest_missing 1)\n"
	if got := describeItems(all); err != nil || got != want {
		t.Errorf("%v, got\n%s want\n%s", err, got, want)
	}
}

// TestFileIsTriedAgainByNewWorker: a worker that has read other files may have died of them.
func TestFileIsTriedAgainByNewWorker(t *testing.T) {
	c := openSandbox(t, Options{}, "script")
	readAll(t, c, extract.ZIP, "x", "a")
	w := <-c.slots
	w.kill()
	c.slots <- w
	if got := describeItems(readAll(t, c, extract.ZIP, "y", "b")); got != ": b\n" {
		t.Errorf("got %s", got)
	}
}

// pretenders are workers that were taken over: they send the parent what they like.
var pretenders = map[string]func() error{
	"deaf":       func() error { return pretend(func(*frameWriter) { time.Sleep(time.Hour) }) },
	"babble":     func() error { return pretend(func(*frameWriter) { babble(os.Stdout) }) },
	"huge frame": func() error { return answer(func(*frameWriter) { os.Stdout.Write([]byte("T\xff\xff\xff\xff")) }) },
	"early end":  func() error { return answer(func(out *frameWriter) { out.write(frameEnd, nil) }) },
	"no begin":   func() error { return answer(func(out *frameWriter) { out.writeJSON(frameItem, itemHead{}) }) },
	"no json":    func() error { return answer(func(out *frameWriter) { out.write(frameBegin, []byte("{{{")) }) },
	"deep json": func() error {
		return answer(func(out *frameWriter) { out.write(frameBegin, slices.Repeat([]byte("["), maxFrameBytes)) })
	},
	"two beginnings": func() error { return answer(begin, begin) },
	"long text":      text(extractedHead{Text: 1 << 40}, ""),
	"minus text":     text(extractedHead{Text: -1}, ""),
	"short text":     text(extractedHead{Text: 10}, "abc"),
	"more text":      text(extractedHead{Text: 3}, "abcdef"),
	"no utf-8":       text(extractedHead{Text: 3}, "a\xffb"),
	"many breaks":    text(extractedHead{Text: 3, Breaks: maxBreaks + 1}, "abc"),
	"no breaks":      text(extractedHead{Text: 3, Breaks: 2}, "abc"),
	"wrong breaks": func() error {
		return answer(begin, headOfReading(extractedHead{Text: 3, Breaks: 1}), func(out *frameWriter) {
			out.write(frameBreak, binary.AppendUvarint(nil, 1<<60))
		})
	},
	"endless empty": func() error {
		return answer(begin, headOfReading(extractedHead{Text: 3}), func(out *frameWriter) {
			for out.write(frameText, nil) == nil {
			}
		})
	},
	"endless parts": func() error {
		return answer(func(out *frameWriter) {
			for n := 0; ; n++ {
				if out.writeJSON(frameBegin, itemBegin{Name: fmt.Sprint(n)}) != nil || out.writeJSON(frameItem, itemHead{}) != nil {
					return
				}
			}
		})
	},
	"endless text": func() error {
		return answer(func(out *frameWriter) {
			for n := 0; ; n++ {
				begin(out)
				headOfReading(extractedHead{Text: extract.MaxTextBytes})(out)
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
			headOfReading(extractedHead{Text: 1, Breaks: maxBreaks})(out)
			for out.write(frameBreak, body) == nil {
			}
		})
	},
	"many words": func() error {
		return answer(begin, func(out *frameWriter) {
			out.writeJSON(frameItem, itemHead{Problems: slices.Repeat([]index.Problem{index.NewProblem(index.ProblemEmpty)}, 20_000)})
		}, func(out *frameWriter) { out.write(frameEnd, nil) })
	},
	"same names": func() error {
		return answer(begin, empty, begin, empty, begin, empty, func(out *frameWriter) { out.write(frameEnd, nil) })
	},
	"slow": func() error {
		return answer(begin, headOfReading(extractedHead{Text: extract.MaxTextBytes}), func(out *frameWriter) {
			for out.write(frameText, []byte("x")) == nil && out.flush() == nil {
				time.Sleep(10 * time.Millisecond)
			}
		})
	},
}

func begin(out *frameWriter) { out.writeJSON(frameBegin, itemBegin{Name: "../a"}) }

func empty(out *frameWriter) {
	out.writeJSON(frameItem, itemHead{Problems: []index.Problem{index.NewProblem(index.ProblemEmpty)}})
}

func headOfReading(r extractedHead) func(*frameWriter) {
	return func(out *frameWriter) { out.writeJSON(frameItem, itemHead{Extracted: &r}) }
}

func text(r extractedHead, body string) func() error {
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

// pretend is a worker that reports itself ready.
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

// answer is a worker that answers every file by steps.
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

func TestAnswersAgainstTheProtocol(t *testing.T) {
	const broken = ": (parser_failed worker broke the protocol)\n"
	const late = ": (timed_out 1)\n"
	for _, test := range []struct{ kind, want string }{
		{"deaf", late},
		{"babble", late},
		{"huge frame", broken},
		{"no begin", broken},
		{"no json", broken},
		{"deep json", broken},
		{"two beginnings", broken},
		{"long text", broken},
		{"minus text", broken},
		{"short text", broken},
		{"more text", broken},
		{"no utf-8", broken},
		{"many breaks", broken},
		{"no breaks", broken},
		{"wrong breaks", broken},
		{"endless empty", broken},
		{"slow", late},
		{"same names", ": (empty)\na: (empty)\na~2: (empty)\n"},
		{"many words", ":" + strings.Repeat(" (empty)", maxProblems) + " (more_problems 19800)\n"},
		{"early end", ": (parser_failed worker broke the protocol)\n"},
	} {
		t.Run(test.kind, func(t *testing.T) {
			c := openSandbox(t, Options{Limits: extract.Limits{Time: time.Second}}, test.kind)
			if got := describeItems(readAll(t, c, extract.HTML, "x", strings.Repeat("x", 1<<20))); got != test.want {
				t.Errorf("got\n%s want\n%s", got, test.want)
			}
		})
	}
}

// TestParentBoundsItsMemory: workers that never stop sending are ended, and what they send does not pile up.
func TestParentBoundsItsMemory(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector needs memory of its own")
	}
	for _, test := range []struct {
		kind   string
		limits extract.Limits
		parts  int
		last   string
	}{
		{"endless parts", extract.Limits{Embedded: 5000}, itemsPerEmbedded*(5000+1) + 2, "parser_failed worker broke the protocol"},
		{"endless text", extract.Limits{Unpacked: 10 * extract.MaxTextBytes}, 10 + maxWorkersPerFile + 1, "rest_missing 5"},
		{"endless headings", extract.Limits{}, maxWorkersPerFile + 1, "rest_missing 5"},
	} {
		t.Run(test.kind, func(t *testing.T) {
			c := openSandbox(t, Options{Workers: 2, Limits: test.limits}, test.kind)
			before := resetPeak(t)
			var group sync.WaitGroup
			for range 2 {
				group.Go(func() {
					parts, last := 0, ""
					err := c.Read(t.Context(), extract.ZIP, "x", strings.NewReader("x"), 1, func(p extract.Item) error {
						parts++
						if p.Extracted == nil {
							last = describeItems([]extract.Item{p})
						}
						return nil
					})
					if err != nil || parts != test.parts || !strings.Contains(last, test.last) {
						t.Errorf("%d parts, want %d; last %.200q, %v", parts, test.parts, last, err)
					}
				})
			}
			group.Wait()
			above := peak(t) - before
			t.Logf("parent %s above rest", mb(above))
			if above > peakOfParent {
				t.Errorf("the parent took %s more than at rest", mb(above))
			}
		})
	}
}

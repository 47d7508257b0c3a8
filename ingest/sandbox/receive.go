package sandbox

import (
	"context"
	"runtime"
	"strings"
	"unicode/utf8"

	"daftar/ingest/extract"
)

const (
	// largeTextBytes: only one text of this size is received at a time, so that the memory for texts that nobody has
	// accepted yet does not grow with the number of workers.
	largeTextBytes = 4 << 20
	// hugeTextBytes: before a text of this size the garbage collector runs, which otherwise lets as much garbage pile up
	// as there is memory in use.
	hugeTextBytes = 16 << 20
)

// receive receives the items of the file.
func (r *readRun) receive(ctx context.Context, w *worker) error {
	for {
		kind, body, err := w.next()
		if err != nil {
			return err
		}
		switch {
		case kind == frameBegin && r.current == nil:
			err = r.beginItem(w, body)
		case kind == frameImage && r.current != nil:
			err = r.recognizeImage(ctx, w, body)
		case kind == frameItem && r.current != nil:
			err = r.receiveItem(w, body)
		case kind == frameEnd && r.current == nil && r.done > 0:
			return r.checkEmpty()
		default:
			err = protocolError("unexpected frame %q", kind)
		}
		if err != nil {
			return err
		}
	}
}

// beginItem notes which item comes next.
func (r *readRun) beginItem(w *worker, body []byte) error {
	if r.done > itemsPerEmbedded*(r.sandbox.limits.Embedded+1) {
		return protocolError("more than %d items", r.done)
	}
	var b itemBegin
	if err := decodeJSON(body, &b); err != nil {
		return err
	}
	w.watchdog.nextItem()
	item := extract.Item{Name: r.uniqueName(b.Name), Parent: r.names[b.Parent], Format: sanitizeFormat(b.Format)}
	r.names[b.Name] = item.Name
	r.current = &item
	return nil
}

// receiveItem receives the announced item and passes it to the caller.
func (r *readRun) receiveItem(w *worker, body []byte) error {
	var h itemHead
	if err := decodeJSON(body, &h); err != nil {
		return err
	}
	item := h.item()
	if item.Extracted != nil {
		if h.Extracted.Text >= largeTextBytes {
			r.sandbox.large.Lock()
			defer r.sandbox.large.Unlock()
		}
		if err := r.receiveBody(w, h.Extracted, item.Extracted); err != nil {
			return err
		}
	}
	item.Name, item.Parent = r.current.Name, r.current.Parent
	sanitize(&item)
	r.current = nil
	r.done++
	r.reported = r.reported || item.Extracted != nil || len(item.Problems) > 0
	return callerErr(r.each(item))
}

// receiveBody receives breaks and text of an item.
func (r *readRun) receiveBody(w *worker, announced *extractedHead, dst *extract.Extracted) error {
	r.text += int64(announced.Text)
	switch {
	case announced.Text < 0 || announced.Text > r.sandbox.limits.Text:
		return protocolError("text of %d bytes", announced.Text)
	case announced.Breaks < 0 || announced.Breaks > maxBreaks:
		return protocolError("%d breaks", announced.Breaks)
	case r.text > r.sandbox.limits.Unpacked:
		return protocolError("more text than a file may unpack to")
	}
	breaks, err := receiveBreaks(w, announced.Breaks)
	if err != nil {
		return err
	}
	text, err := receiveText(w, announced.Text)
	dst.Breaks, dst.Text = breaks, text
	return err
}

func receiveBreaks(w *worker, n int) ([]extract.Break, error) {
	var breaks []extract.Break
	for left := maxHeadingBytes; len(breaks) < n; {
		kind, body, err := w.next()
		if err != nil {
			return nil, err
		}
		if kind != frameBreak || len(body) == 0 {
			return nil, protocolError("got frame %q, want breaks", kind)
		}
		for len(body) > 0 {
			var b extract.Break
			if b, body, err = decodeBreak(body); err != nil {
				return nil, err
			}
			if left -= len(b.Heading); left < 0 || len(breaks) == n {
				return nil, protocolError("more or longer headings than announced")
			}
			breaks = append(breaks, b)
		}
	}
	return breaks, nil
}

// receiveText receives a text of n bytes. It reserves the memory at once, which costs nothing before it is written to.
func receiveText(w *worker, n int) (string, error) {
	if n >= hugeTextBytes {
		runtime.GC()
	}
	var b strings.Builder
	b.Grow(n)
	for b.Len() < n {
		kind, body, err := w.next()
		if err != nil {
			return "", err
		}
		if kind != frameText || len(body) == 0 || len(body) > n-b.Len() {
			return "", protocolError("got frame %q of %d bytes, want %d of text", kind, len(body), n-b.Len())
		}
		b.Write(body)
	}
	if !utf8.ValidString(b.String()) {
		return "", protocolError("text is not UTF-8")
	}
	return b.String(), nil
}

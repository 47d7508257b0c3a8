package blockfile

import (
	"errors"
	"fmt"
	"sort"

	"github.com/klauspost/compress/zstd"
)

// maxFrame is the maximum size of a frame after decompression. A frame has one record above frameSize at most.
const maxFrame = 1 << 30

// Records reads records. It is safe for concurrent use.
type Records struct {
	section    *Section
	dictionary []byte
	frames     []uint64
	first      []uint32
	decoder    *zstd.Decoder
}

// LoadRecords returns the records of a section. The caller must call Close.
func LoadRecords(l *Loader, name string) *Records {
	r := &Records{frames: LoadNumbers[uint64](l, name+framesSuffix), first: LoadNumbers[uint32](l, name+firstSuffix)}
	options := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxFrame), zstd.WithDecoderLowmem(true)}
	if _, ok := l.file.sections[name+dictionarySuffix]; ok {
		if r.dictionary = l.Bytes(name + dictionarySuffix); len(r.dictionary) > 0 {
			options = append(options, zstd.WithDecoderDicts(r.dictionary))
		}
	}
	if l.err != nil {
		return r
	}
	if r.section, l.err = l.file.Section(name); l.err != nil {
		return r
	}
	l.Fail(inSection(name, r.check()))
	if l.err != nil {
		return r
	}
	decoder, err := zstd.NewReader(nil, options...)
	l.Fail(inSection(name, err))
	r.decoder = decoder
	return r
}

// check returns an error unless frames and first describe the section.
func (r *Records) check() error {
	n := len(r.frames)
	if n == 0 || len(r.first) != n || r.frames[0] != 0 || r.first[0] != 0 || r.frames[n-1] != uint64(r.section.length) {
		return errors.New("frames must start at 0 and end where the section ends")
	}
	for i := range n - 1 {
		if r.frames[i] >= r.frames[i+1] || r.first[i] >= r.first[i+1] {
			return fmt.Errorf("frame %d does not start after the one before", i+1)
		}
	}
	return nil
}

// Close releases memory of the decoder.
func (r *Records) Close() {
	if r.decoder != nil {
		r.decoder.Close()
	}
}

// Dictionary returns the dictionary, which is part of the file, or nil.
func (r *Records) Dictionary() []byte { return r.dictionary }

// Len returns the number of records.
func (r *Records) Len() int {
	if len(r.first) == 0 {
		return 0
	}
	return int(r.first[len(r.first)-1])
}

// At returns a record. It is memory of the caller.
func (r *Records) At(i int) ([]byte, error) {
	if i < 0 || i >= r.Len() {
		return nil, r.section.file.damaged(r.section.start, "there is no record %d, only %d records", i, r.Len())
	}
	frame := sort.Search(len(r.first), func(f int) bool { return int(r.first[f]) > i }) - 1
	content, err := r.frame(frame)
	if err != nil {
		return nil, err
	}
	record, err := recordOf(content, int(r.first[frame+1]-r.first[frame]), i-int(r.first[frame]))
	if err != nil {
		return nil, r.damaged(frame, err)
	}
	return record, nil
}

// frame decompresses a frame.
func (r *Records) frame(i int) ([]byte, error) {
	compressed, err := r.section.Range(int64(r.frames[i]), int64(r.frames[i+1]))
	if err != nil {
		return nil, err
	}
	content, err := r.decoder.DecodeAll(compressed, nil)
	if err != nil {
		return nil, r.damaged(i, err)
	}
	return content, nil
}

// Each calls visit with all records in order, until it returns an error. Every frame is decompressed once.
func (r *Records) Each(visit func(record []byte) error) error {
	for f := range max(len(r.frames)-1, 0) {
		content, err := r.frame(f)
		if err != nil {
			return err
		}
		for i := range int(r.first[f+1] - r.first[f]) {
			record, err := recordOf(content, int(r.first[f+1]-r.first[f]), i)
			if err != nil {
				return r.damaged(f, err)
			}
			if err := visit(record); err != nil {
				return err
			}
		}
	}
	return nil
}

// damaged returns an index.ErrDamaged for a frame.
func (r *Records) damaged(frame int, err error) error {
	return r.section.file.damaged(r.section.start+int64(r.frames[frame]), "%v", err)
}

var errFrame = errors.New("lengths of records do not fit the frame")

// recordOf returns record i of the n records of a frame.
func recordOf(frame []byte, n, i int) ([]byte, error) {
	from, length, end := int64(0), int64(0), int64(0)
	for j := range n {
		next, rest, err := uvarint(frame, maxFrame)
		if err != nil {
			return nil, errFrame
		}
		frame = rest
		if j == i {
			from, length = end, next
		}
		end += next
	}
	if end != int64(len(frame)) || i >= n {
		return nil, errFrame
	}
	return frame[from : from+length : from+length], nil
}

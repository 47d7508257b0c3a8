package blockfile

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/zstd"
)

// frameSize is the number of bytes of records after which a frame is complete: larger frames compress better, but reading
// one record decompresses all of its frame. With a dictionary, 16 KB instead of 4 KB would save a twentieth.
const frameSize = 4 << 10

// Names of the sections of records, after their own.
const (
	framesSuffix     = ".frames"
	firstSuffix      = ".first"
	dictionarySuffix = ".dictionary"
)

// RecordWriter writes records into a section. No other section may be written before End.
type RecordWriter struct {
	writer  *Writer
	name    string
	encoder *zstd.Encoder
	lengths []byte // of the records of the frame, as uvarints
	content []byte
	count   uint32
	frames  []uint64
	first   []uint32
	offset  uint64
}

// Records starts a section of records. A dictionary from Train makes short records smaller; it may be nil.
func (w *Writer) Records(name string, dictionary []byte) *RecordWriter {
	options := []zstd.EOption{
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithSingleSegment(true),
		zstd.WithEncoderLevel(zstd.SpeedBetterCompression), // a twentieth smaller than the default
	}
	if len(dictionary) > 0 {
		w.Section(name + dictionarySuffix)
		_, _ = w.Write(dictionary) // Close returns the error
		options = append(options, zstd.WithEncoderDict(dictionary))
	}
	encoder, err := zstd.NewWriter(nil, options...)
	if err != nil {
		w.fail(fmt.Errorf("compress records of %s: %w", name, err))
	}
	w.Section(name)
	return &RecordWriter{writer: w, name: name, encoder: encoder}
}

// Add appends a record.
func (r *RecordWriter) Add(record []byte) {
	if r.writer.err != nil {
		return
	}
	if r.count == math.MaxUint32 {
		r.writer.fail(fmt.Errorf("section %q: more than %d records", r.name, r.count))
		return
	}
	if len(r.lengths) == 0 {
		r.first = append(r.first, r.count)
	}
	r.count++
	r.lengths = binary.AppendUvarint(r.lengths, uint64(len(record)))
	r.content = append(r.content, record...)
	if len(r.content) >= frameSize {
		r.endFrame()
	}
}

func (r *RecordWriter) endFrame() {
	if len(r.lengths) == 0 {
		return
	}
	frame := r.encoder.EncodeAll(append(r.lengths, r.content...), nil)
	r.frames = append(r.frames, r.offset)
	r.offset += uint64(len(frame))
	_, _ = r.writer.Write(frame) // Close returns the error
	r.lengths, r.content = r.lengths[:0], r.content[:0]
}

// End writes what is left.
func (r *RecordWriter) End() {
	if r.writer.err != nil {
		return
	}
	r.endFrame()
	WriteNumbers(r.writer, r.name+framesSuffix, append(r.frames, r.offset))
	WriteNumbers(r.writer, r.name+firstSuffix, append(r.first, r.count))
}

// Training a dictionary needs samples that are together several times its size.
const (
	dictionarySize = 64 << 10
	minSamples     = 64
	minSampleBytes = 4 * dictionarySize
)

// Train returns a dictionary for records from a sample of them, or nil if the sample is too small for one to be worth it.
func Train(samples [][]byte) []byte {
	size := 0
	for _, s := range samples {
		size += len(s)
	}
	if len(samples) < minSamples || size < minSampleBytes {
		return nil
	}
	trained, err := dict.BuildZstdDict(samples, dict.Options{
		MaxDictSize: dictionarySize, HashBytes: 6, ZstdDictID: 1, ZstdLevel: zstd.SpeedDefault,
	})
	if err != nil { // samples that have nothing in common
		return nil
	}
	return trained
}

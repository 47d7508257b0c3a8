package language

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sync"
	"unicode/utf8"
)

// Format of profile.gz, uncompressed, for each model:
//
//	script, number of languages, number of rows    three unsigned varints
//	languages                                      each: length byte, code, one weight for each n-gram length
//	rows                                           each: length byte, n-gram in UTF-8, one weight for each language
//
// A weight is a byte: the negative natural logarithm of the probability of the n-gram in the language, times
// weightScale. In a row, 0 marks an n-gram that was not seen in the language; it has the weight that the language gives
// to all unseen n-grams of that length.

// maxGram is the number of letters of the longest n-gram.
const maxGram = 4

// weightScale is the number of weight units in a factor of e.
const weightScale = 8

//go:embed profile.gz
var profileData []byte

// model has the n-gram weights of the languages of one script.
type model struct {
	languages []string
	rows      map[uint64]uint32 // row number by n-gram, see gramKey
	weights   []byte            // rows, one after the other
}

// profile decompresses the embedded file once, which takes about as long as detecting ten documents.
var profile = sync.OnceValue(func() map[script]*model {
	models, err := unpack(profileData)
	if err != nil {
		panic(fmt.Sprintf("embedded profile.gz is damaged: %v", err))
	}
	return models
})

func unpack(packed []byte) (map[script]*model, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	models := map[script]*model{}
	r := &profileReader{Reader: bytes.NewReader(raw)}
	for r.Len() > 0 && r.err == nil {
		s, m := r.model()
		models[s] = m
	}
	return models, r.err
}

// profileReader keeps the first error.
type profileReader struct {
	*bytes.Reader
	err error
}

func (r *profileReader) uvarint() int {
	n, err := binary.ReadUvarint(r)
	if err != nil || n > math.MaxInt32 {
		r.err = io.ErrUnexpectedEOF
		return 0
	}
	return int(n)
}

func (r *profileReader) bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		r.err = io.ErrUnexpectedEOF
	}
	return b
}

func (r *profileReader) model() (script, *model) {
	s, languages, rows := script(r.uvarint()), r.uvarint(), r.uvarint()
	m := &model{rows: make(map[uint64]uint32, rows)}
	var unseen [][]byte
	for range languages {
		m.languages = append(m.languages, string(r.bytes(r.uvarint())))
		unseen = append(unseen, r.bytes(maxGram))
	}
	for row := range rows {
		gram := r.bytes(r.uvarint())
		weights := r.bytes(languages)
		length := utf8.RuneCount(gram)
		if r.err != nil || length < 1 || length > maxGram {
			r.err = io.ErrUnexpectedEOF
			break
		}
		for i := range weights {
			if weights[i] == 0 {
				weights[i] = unseen[i][length-1]
			}
		}
		m.rows[gramKey(gram)] = uint32(row)
		m.weights = append(m.weights, weights...)
	}
	return s, m
}

// gramKey packs an n-gram of up to four letters of the Basic Multilingual Plane into a number.
func gramKey(gram []byte) uint64 {
	var key uint64
	for len(gram) > 0 {
		r, size := utf8.DecodeRune(gram)
		key = key<<16 | uint64(uint16(r))
		gram = gram[size:]
	}
	return key
}

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

// profile.gz, unpacked: for each model
//
//	script, number of languages, number of rows        three unsigned varints
//	languages                                           each a length byte, the code, and a byte a length of pieces
//	rows                                                each a length byte, a piece in UTF-8, a byte a language
//
// The byte is the negative logarithm of the probability of the piece in the language, in units of 1/scale: a larger byte
// is a rarer piece. 0 is a piece that the language was not seen to have: its byte is that of the language for all such
// pieces of this length.

// maxGram is the number of letters of the longest piece.
const maxGram = 4

// weightScale is how many steps of the byte make a factor of e.
const weightScale = 8

//go:embed profile.gz
var profileData []byte

// model is what is known of the languages of one script.
type model struct {
	languages []string
	rows      map[uint64]uint32
	weights   []byte // a row after the other
}

// profile unpacks the embedded file once: about as long as reading ten documents.
var profile = sync.OnceValue(func() map[script]*model {
	models, err := unpack(profileData)
	if err != nil {
		panic(fmt.Sprintf("the embedded profile is broken: %v", err))
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

// profileReader remembers the first error.
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
		piece := r.bytes(r.uvarint())
		weights := r.bytes(languages)
		length := utf8.RuneCount(piece)
		if r.err != nil || length < 1 || length > maxGram {
			r.err = io.ErrUnexpectedEOF
			break
		}
		for i := range weights {
			if weights[i] == 0 {
				weights[i] = unseen[i][length-1]
			}
		}
		m.rows[gramKey(piece)] = uint32(row)
		m.weights = append(m.weights, weights...)
	}
	return s, m
}

// gramKey packs a piece of up to four letters into a number.
func gramKey(piece []byte) uint64 {
	var key uint64
	for len(piece) > 0 {
		r, size := utf8.DecodeRune(piece)
		key = key<<16 | uint64(uint16(r))
		piece = piece[size:]
	}
	return key
}

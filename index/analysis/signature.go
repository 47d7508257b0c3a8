package analysis

// A signature estimates the Jaccard similarity of two documents without their texts. The elements compared are shingles:
// every five words in a row (Broder, On the resemblance and containment of documents, 1997).
//
// Each slot holds 8 bits of the shingle with the lowest hash in that slot (b-bit minwise hashing: Li and König 2010). Two
// documents agree in a slot with the probability of their similarity, or by chance in one of 256. The slots are filled as
// in Dahlgaard, Knudsen and Thorup, Fast Similarity Sketching (2017): in each round every shingle falls into one slot,
// and rounds follow until no slot is empty. This takes two or three hashes for a shingle instead of 240, and is as exact
// for short texts as for long ones.
//
// Near-duplicates agree in at least minEqualSlots slots, an estimated similarity of 0.8 or more, where the standard error
// of the estimate is 0.026: about 98 of 100 pairs with a similarity of 0.85 are near-duplicates, and 4 of 100 with 0.75.
// Two near-duplicates differ in fewer slots than there are bands, so all slots of at least one band are equal: an engine
// that compares the documents with an equal band finds every near-duplicate.
const (
	signatureSlots = SignatureBands * bandSlots
	bandSlots      = 5
	// SignatureBands is the number of bands of a signature.
	SignatureBands = 48
	// minEqualSlots is the least n with (n/240 - 1/256) / (1 - 1/256) >= 0.8: agreement by chance is deducted.
	minEqualSlots = 193
	// shingleWords is the length of a shingle: long enough to tell a copied sentence from common words.
	shingleWords = 5
)

// Signature is the signature of a document. The zero Signature is that of a document without words, which is a
// near-duplicate of none.
type Signature [signatureSlots]byte

// NewSignature returns the signature of a document from the tokens of its fields. A shingle does not cross fields; a
// field of fewer words than a shingle is one shingle. Only tokens of position length 1 count, and only their terms, so
// copies in other spellings, cases and marks have the same signature.
func NewSignature(fields ...[]Token) Signature {
	var shingles []uint64
	for _, tokens := range fields {
		shingles = appendShingles(shingles, tokens)
	}
	return sketch(shingles)
}

func appendShingles(dst []uint64, tokens []Token) []uint64 {
	var last [shingleWords]uint64
	n := 0
	for i := range tokens {
		if tokens[i].PositionLength != 1 {
			continue
		}
		last[n%shingleWords] = hashTerm(tokens[i].Term)
		if n++; n >= shingleWords {
			dst = append(dst, shingle(&last, n))
		}
	}
	if n > 0 && n < shingleWords {
		dst = append(dst, shingle(&last, n))
	}
	return dst
}

// shingle hashes the last words, in order, after n words were read into the ring.
func shingle(last *[shingleWords]uint64, n int) uint64 {
	const odd = 0x9e3779b97f4a7c15
	h := uint64(0)
	for i := max(0, n-shingleWords); i < n; i++ {
		h = (h ^ last[i%shingleWords]) * odd
		h ^= h >> 32
	}
	return h
}

// hashTerm is FNV-1a. Signatures are stored, so the hash must never change.
func hashTerm(term string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 0x100000001b3
	}
	return h
}

// mix is the finaliser of MurmurHash3: every bit of x affects every bit of the result.
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// sketch fills the slots of a signature.
func sketch(shingles []uint64) (s Signature) {
	if len(shingles) == 0 {
		return s
	}
	var lowest [signatureSlots]uint32
	var filledIn [signatureSlots]uint32 // the round, from 1
	empty := signatureSlots
	for round := uint32(1); empty > 0; round++ {
		for _, h := range shingles {
			v := mix(h + uint64(round)*0xd6e8feb86659fd93)
			// From round signatureSlots+1 on each round fills the next slot, so that one shingle is enough.
			slot := v >> 32 * signatureSlots >> 32
			if round > signatureSlots {
				slot = uint64(round-signatureSlots-1) % signatureSlots
			}
			low := uint32(v)
			switch {
			case filledIn[slot] == 0:
				filledIn[slot], lowest[slot] = round, low
				empty--
			case filledIn[slot] == round && low < lowest[slot]:
				lowest[slot] = low
			}
		}
	}
	for i, low := range lowest {
		s[i] = byte(low)
	}
	return s
}

// IsZero reports whether the document has no words.
func (s *Signature) IsZero() bool { return *s == Signature{} }

// IsNearDuplicate reports whether two documents are near-duplicates.
func (s *Signature) IsNearDuplicate(other *Signature) bool {
	const maxDifferent = signatureSlots - minEqualSlots
	different := 0
	for i := range s {
		if s[i] != other[i] {
			if different++; different > maxDifferent {
				return false
			}
		}
	}
	return !s.IsZero()
}

// Band returns band n of the signature, n from 0 to SignatureBands-1. Near-duplicates have at least one equal band.
func (s *Signature) Band(n int) uint64 {
	key := uint64(0)
	for _, slot := range s[n*bandSlots : (n+1)*bandSlots] {
		key = key<<8 | uint64(slot)
	}
	return key
}

package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// bulletin returns an invented report of some two hundred words.
func bulletin() string {
	var b strings.Builder
	for day := range 14 {
		fmt.Fprintf(&b, "On day %d the border guards of the northern district counted %d crossings at post %c, where a patrol met travellers. ", day+1, 40+day*7, 'a'+rune(day))
	}
	return b.String()
}

func TestNearDuplicatesOfEditedCopies(t *testing.T) {
	text := bulletin()
	half := strings.LastIndex(text[:len(text)/2], "On day")
	persian := strings.Repeat("یک گروه از مرزبانان کشور در شمال با مسافران دیدار کردند و به پایگاه بازگشتند. ", 3) + "پایان گزارش کوتاه امروز."
	tests := []struct {
		name, a, b string
		duplicate  bool
	}{
		{"the same", text, text, true},
		{"capitals and marks", text, strings.ToUpper(strings.ReplaceAll(text, ",", " -")), true},
		{"line ends", text, strings.ReplaceAll(text, ". ", ".\r\n\r\n"), true},
		{"a header and a footer", text, "Agency wire, for release at once. " + text + "End of the bulletin.", true},
		{"another header", "Agency wire, for release at once. " + text, "Ministry of the interior: daily paper. " + text, true},
		{"one word changed", text, strings.Replace(text, "counted 61 crossings", "counted 16 crossings", 1), true},
		{"a sentence added", text, text[:half] + "A storm closed the pass for some hours that night. " + text[half:], true},
		{"a sentence removed", text, strings.Replace(text, text[:strings.Index(text, "On day 2")], "", 1), true},
		{"half of it", text, text[:half], false},
		{"twice as much", text, text + strings.ReplaceAll(text, "the", "another"), false},
		{"every number changed", text, strings.NewReplacer("1", "90", "4", "93", "6", "95", "8", "97").Replace(text), false},
		{"other words", text, "Nothing of this was said in the capital, where ministers spoke of water and of trade.", false},
		{"Arabic letters for Persian ones", persian, strings.NewReplacer("ی", "ي", "ک", "ك").Replace(persian), true},
		{"ё and е", "Самолёт вылетел рано утром ещё до рассвета", "Самолет вылетел рано утром еще до рассвета", true},
		{"Chinese", "上海合作组织举行联合反恐演习。", "上海合作组织举行联合反恐演习", true},
		{"a few words", "Only these words", "only these words!", true},
		{"a few other words", "Only these words", "Only those words", false},
		{"no words", "", "", false},
		{"marks alone", "!!!", "!!!", false},
	}
	for _, test := range tests {
		a, b := NewSignature(Tokens(test.a, "")), NewSignature(Tokens(test.b, ""))
		if got := a.IsNearDuplicate(&b); got != test.duplicate {
			t.Errorf("%s: got %t, want %t", test.name, got, test.duplicate)
		}
		if a.IsNearDuplicate(&b) != b.IsNearDuplicate(&a) {
			t.Errorf("%s: near-duplicates in one direction only", test.name)
		}
	}
}

func TestShinglesDoNotCrossFields(t *testing.T) {
	title, text := Tokens("Daily report", "en"), Tokens("of the border guards", "en")
	separate, joined := NewSignature(title, text), NewSignature(Tokens("Daily report of the border guards", "en"))
	if separate == joined {
		t.Error("a shingle crosses from one field into the next")
	}
	if one := NewSignature(title); one == separate {
		t.Error("the second field does not count")
	}
}

// sets returns the shingles of two documents that have n shingles together, a share of them in common.
func sets(r *rand.Rand, n int, share float64) (a, b []uint64, jaccard float64) {
	common := int(math.Round(share * float64(n)))
	for i := range n {
		h := r.Uint64()
		if i < common || i%2 == 0 {
			a = append(a, h)
		}
		if i < common || i%2 == 1 {
			b = append(b, h)
		}
	}
	return a, b, float64(common) / float64(n)
}

func equalSlots(a, b *Signature) (n int) {
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

// The error bounds are those of 240 slots: five standard errors for one pair, and the bias over 60 pairs.
func TestSignatureEstimatesSimilarityOfAnySize(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{5, 40, 250, 3000} {
		for _, share := range []float64{0, 0.2, 0.6, 0.8, 1} {
			const pairs = 60
			sum, want := 0.0, 0.0
			for range pairs {
				one, two, jaccard := sets(r, n, share)
				a, b := sketch(one), sketch(two)
				estimate := (float64(equalSlots(&a, &b))/signatureSlots - 1.0/256) / (1 - 1.0/256)
				sum, want = sum+estimate/pairs, jaccard
				if math.Abs(estimate-jaccard) > 5*0.033 {
					t.Errorf("%d shingles: estimate %.3f of %.3f", n, estimate, jaccard)
				}
			}
			if math.Abs(sum-want) > 0.015 {
				t.Errorf("%d shingles: mean estimate %.3f of %.3f", n, sum, want)
			}
		}
	}
}

// The pairs differ in as many slots as near-duplicates can, at the slots that are worst for the bands.
func TestNearDuplicatesHaveAnEqualBand(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var a Signature
		for i := range a {
			a[i] = byte(r.UintN(256))
		}
		b := a
		slots := r.Perm(signatureSlots)
		if r.IntN(2) == 0 { // one in each band
			for i := range slots[:SignatureBands] {
				slots[i] = i*bandSlots + r.IntN(bandSlots)
			}
		}
		for _, i := range slots[:signatureSlots-minEqualSlots] {
			b[i]++
		}
		if !a.IsNearDuplicate(&b) {
			t.Fatalf("%d different slots are too many", signatureSlots-minEqualSlots)
		}
		equal := false
		for n := range SignatureBands {
			equal = equal || a.Band(n) == b.Band(n)
		}
		if !equal {
			t.Fatal("near-duplicates without an equal band")
		}
		last := slots[signatureSlots-minEqualSlots]
		if b[last] == a[last] {
			b[last]++
		}
		if a.IsNearDuplicate(&b) && equalSlots(&a, &b) < minEqualSlots {
			t.Fatal("near-duplicates with one different slot too many")
		}
	}
}

func BenchmarkNewSignature(b *testing.B) {
	tokens := Tokens(strings.Repeat(bulletin(), 3), "en")
	for b.Loop() {
		NewSignature(tokens)
	}
}

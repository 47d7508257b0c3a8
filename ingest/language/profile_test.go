package language

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"flag"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write profile.gz")

const trainingCorpus = "../../../shared/corpora/udhr.jsonl.gz"

// trainingTexts maps translations of the declaration, by id without "udhr_", to the language that each trains.
var trainingTexts = map[script]map[string]string{
	latin: {
		"eng": "en", "fra": "fr", "deu_1996": "de", "spa": "es", "por_PT": "pt", "por_BR": "pt", "ita": "it", "nld": "nl", "tur": "tr", "azj_latn": "az",
		"uzn_latn": "uz", "tuk_latn": "tk", "ind": "id", "pol": "pl", "ron_2006": "ro", "swe": "sv", "dan": "da", "nob": "no", "fin": "fi", "hun": "hu",
		"ces": "cs", "slk": "sk", "hrv": "hr", "als": "sq", "kmr": "ku", "swh": "sw",
		"crh": "crh", "vie": "vi", "uig_latn": "ug",
	},
	cyrillic: {
		"rus": "ru", "ukr": "uk", "bel": "be", "bul": "bg", "mkd": "mk", "srp_cyrl": "sr", "kaz": "kk", "kir": "ky", "tgk": "tg", "uzn_cyrl": "uz",
		"tuk_cyrl": "tk", "azj_cyrl": "az", "tat": "tt", "khk": "mn", "sah": "sah", "oss": "os", "abk": "ab", "tyv": "tyv", "alt": "alt",
	},
	arabic: {
		"arb": "ar", "pes_1": "fa", "pes_2": "fa", "urd": "ur", "urd_2": "ur", "pbu": "ps", "pnb": "pnb", "skr": "skr", "uig_arab": "ug",
	},
	devanagari: {"hin": "hi", "mar": "mr", "nep": "ne"},
}

// smoothing is added to the count of every n-gram, by its length: an n-gram missing in twelve pages of law may occur in
// a newspaper, but a letter hardly. Tuned on sentences of other texts (TestAccuracyOnSentences).
var smoothing = [maxGram + 1]float64{0, 1e-4, 0.01, 0.05, 0.05}

// maxGrams are the n-grams kept for each language: more where languages are close.
var maxGrams = map[script]int{latin: 900, cyrillic: 1500, arabic: 2200, devanagari: 1500}

// readCorpus calls do for each line of a corpus; it skips the test if the corpus is missing.
func readCorpus[T any](t *testing.T, name string, do func(T)) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Skipf("%s is not here", name)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(z); dec.More(); {
		var line T
		if err := dec.Decode(&line); err != nil {
			t.Fatal(err)
		}
		do(line)
	}
}

type declaration struct{ ID, Title, Text string }

func TestUpdateProfile(t *testing.T) {
	if !*update {
		t.Skip("only with -update")
	}
	texts := map[string]string{}
	readCorpus(t, trainingCorpus, func(d declaration) { texts[strings.TrimPrefix(d.ID, "udhr_")] = d.Text })
	var raw bytes.Buffer
	for _, s := range slices.Sorted(maps.Keys(trainingTexts)) {
		writeModel(t, &raw, s, texts)
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	z.Write(raw.Bytes())
	z.Close()
	if err := os.WriteFile("profile.gz", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("profile.gz: %d KB", out.Len()>>10)
}

// gramCounts are the n-gram counts of a language.
type gramCounts struct {
	count map[string]int
	total [maxGram + 1]int // by length
}

func writeModel(t *testing.T, out *bytes.Buffer, s script, texts map[string]string) {
	counts := map[string]*gramCounts{}
	for _, id := range slices.Sorted(maps.Keys(trainingTexts[s])) {
		if texts[id] == "" {
			t.Logf("no declaration %q", id)
			continue
		}
		code := trainingTexts[s][id]
		if counts[code] == nil {
			counts[code] = &gramCounts{count: map[string]int{}}
		}
		counts[code].learn(texts[id])
	}
	languages := slices.Sorted(maps.Keys(counts))
	rows := map[string]bool{}
	for _, code := range languages {
		for _, gram := range counts[code].frequent(maxGrams[s]) {
			rows[gram] = true
		}
	}
	for _, n := range []int{int(s), len(languages), len(rows)} {
		out.Write(binary.AppendUvarint(nil, uint64(n)))
	}
	for _, code := range languages {
		out.WriteByte(byte(len(code)))
		out.WriteString(code)
		for n := 1; n <= maxGram; n++ {
			out.WriteByte(counts[code].weight(0, n))
		}
	}
	for _, gram := range slices.Sorted(maps.Keys(rows)) {
		out.WriteByte(byte(len(gram)))
		out.WriteString(gram)
		for _, code := range languages {
			p := counts[code]
			if p.count[gram] == 0 {
				out.WriteByte(0)
				continue
			}
			out.WriteByte(p.weight(p.count[gram], len([]rune(gram))))
		}
	}
}

func (p *gramCounts) learn(text string) {
	for len(text) > 0 {
		s := &sample{}
		s.endWord()
		part := text[:min(len(text), 300)]
		if at := strings.LastIndexAny(part, " \n"); at > 0 && len(part) < len(text) {
			part = part[:at]
		}
		text = text[len(part):]
		s.addSpan(part, sampleLetters)
		p.learnLetters(s.text[:s.size])
		if len(part) == 1 && strings.TrimSpace(part) == "" {
			continue
		}
	}
}

func (p *gramCounts) learnLetters(letters []uint16) {
	for at := range letters {
		var gram []rune
		for n := 0; n < maxGram && at+n < len(letters); n++ {
			if n > 1 && letters[at+n-1] == wordBoundary {
				break
			}
			gram = append(gram, rune(letters[at+n]))
			if strings.TrimSpace(string(gram)) != "" {
				p.count[string(gram)]++
				p.total[len(gram)]++
			}
		}
	}
}

func (p *gramCounts) frequent(n int) []string {
	all := slices.SortedFunc(maps.Keys(p.count), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.count[b], p.count[a]), cmp.Compare(a, b))
	})
	return all[:min(len(all), n)]
}

// distinctGrams is the approximate number of distinct n-grams of each length in a language.
var distinctGrams = [maxGram + 1]float64{0, 40, 700, 4000, 12000}

// weight returns the weight of an n-gram of n letters that occurs count times.
func (p *gramCounts) weight(count, n int) byte {
	probability := (float64(count) + smoothing[n]) / (float64(p.total[n]) + smoothing[n]*distinctGrams[n])
	return byte(min(255, math.Round(-math.Log(probability)*weightScale)))
}

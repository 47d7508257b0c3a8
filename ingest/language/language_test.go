package language

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const testCorpus = "../../../shared/corpora/sib200-train.jsonl.gz"

type sentence struct{ Text, Lang string }

// TestAccuracyOnSentences measures on sentences that the model has not been trained on.
func TestAccuracyOnSentences(t *testing.T) {
	one, ten := map[string][2]int{}, map[string][2]int{}
	wrong := map[string]int{}
	joined := map[string][]string{}
	readCorpus(t, testCorpus, func(s sentence) {
		lang, known := map[string]string{"prs": "fa", "zh-Hant": "zh"}[s.Lang]
		if !known {
			lang = s.Lang
		}
		got, _ := Detect(s.Text)
		one[lang] = count(one[lang], got == lang)
		if got != lang {
			wrong[lang+" as "+got]++
		}
		joined[s.Lang] = append(joined[s.Lang], s.Text)
		if len(joined[s.Lang]) == 10 {
			got, _ := Detect(strings.Join(joined[s.Lang], " "))
			ten[lang] = count(ten[lang], got == lang)
			joined[s.Lang] = nil
		}
	})
	for _, lang := range slices.Sorted(maps.Keys(one)) {
		t.Logf("%-4s %6.2f %% of %d sentences, %6.2f %% of ten joined", lang, share(one[lang]), one[lang][1], share(ten[lang]))
	}
	for _, pair := range slices.SortedFunc(maps.Keys(wrong), func(a, b string) int { return wrong[b] - wrong[a] })[:20] {
		t.Logf("%s: %d", pair, wrong[pair])
	}
	for _, lang := range strings.Fields("en ru fa ur ps ar tr uz kk ky tg zh tk") {
		if share(one[lang]) < 98 || share(ten[lang]) < 99.5 {
			t.Errorf("%s: %.2f %% of sentences, want >= 98; %.2f %% of ten joined, want >= 99.5", lang, share(one[lang]), share(ten[lang]))
		}
	}
}

func count(c [2]int, right bool) [2]int {
	if right {
		c[0]++
	}
	return [2]int{c[0], c[1] + 1}
}

func share(c [2]int) float64 { return 100 * float64(c[0]) / float64(max(c[1], 1)) }

func TestDetect(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"English", "The ministers spoke about the border and about trade.", "en"},
		{"Russian", "Министры обсудили границу и торговлю между странами.", "ru"},
		{"Persian", "وزیران درباره مرز و بازرگانی میان دو کشور گفتگو کردند.", "fa"},
		{"Persian from an Arabic keyboard", "وزيران درباره مرز و بازرگاني ميان دو كشور گفتگو كردند.", "fa"},
		{"Dari", "وزیران دربارهٔ سرحد و تجارت میان هر دو کشور صحبت نمودند.", "fa"},
		{"Urdu", "وزراء نے سرحد اور تجارت کے بارے میں بات کی ہے۔", "ur"},
		{"Pashto", "وزیرانو د پولې او سوداګرۍ په اړه خبرې وکړې.", "ps"},
		{"Arabic", "تحدث الوزراء عن الحدود والتجارة بين البلدين.", "ar"},
		{"Turkish", "Bakanlar sınır ve ticaret hakkında görüştüler.", "tr"},
		{"Uzbek", "Vazirlar chegara va savdo haqida so‘zlashdilar.", "uz"},
		{"Uzbek in Cyrillic", "Вазирлар чегара ва савдо ҳақида сўзлашдилар.", "uz"},
		{"Kazakh", "Министрлер шекара мен сауда туралы сөйлесті.", "kk"},
		{"Kyrgyz", "Министрлер чек ара жана соода жөнүндө сүйлөшүштү.", "ky"},
		{"Tajik", "Вазирон дар бораи сарҳад ва савдо суҳбат карданд.", "tg"},
		{"Turkmen", "Ministrler serhet we söwda barada gürleşdiler.", "tk"},
		{"Chinese", "部长们谈到了边界和贸易。", "zh"},
		{"Japanese", "大臣たちは国境と貿易について話した。", "ja"},
		{"Hindi", "मंत्रियों ने सीमा और व्यापार के बारे में बात की।", "hi"},
		{"Korean", "장관들은 국경과 무역에 대해 이야기했다.", "ko"},
		{"empty text", "", ""},
		{"no letters", "12 345, 67!", ""},
		{"too short to decide", "Kabul", ""},
		{"invalid UTF-8", "\xff\xfe\xfd", ""},
		{"emoji", strings.Repeat("\U0001F600", 100), ""},
		{"two scripts in equal shares", "words and texts слово и текст и т", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, c := Detect(tt.in); got != tt.want {
				t.Errorf("Detect(%q) = %q (%.2f), want %q", tt.in, got, c, tt.want)
			}
		})
	}
}

func TestTitleInAnotherLanguageDoesNotDecide(t *testing.T) {
	text := "Press release of the ministry of foreign affairs, for immediate publication and broadcast\n\n" +
		strings.Repeat("Министры обсудили границу и торговлю между странами. ", 100)
	if got, _ := Detect(text); got != "ru" {
		t.Errorf("Detect = %q, want ru", got)
	}
}

func TestUnpackRejectsDamagedProfile(t *testing.T) {
	if _, err := unpack([]byte("no gzip")); err == nil {
		t.Error("no error")
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("The ministers spoke.")
	f.Add("\u200cو\u0640'’ʼ")
	f.Fuzz(func(t *testing.T, text string) {
		code, confidence := Detect(text)
		if confidence < 0 || confidence > 1 || !utf8.ValidString(code) {
			t.Fatalf("Detect = %q, %v", code, confidence)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := strings.Repeat("The ministers spoke about the border and about trade, said a spokesman. ", 500)
	for b.Loop() {
		if code, _ := Detect(text); code != "en" {
			b.Fatal(fmt.Sprint(code))
		}
	}
}

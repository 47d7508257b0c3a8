package page

import (
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/message"
	"daftar/server/i18n"
)

func TestProblemsOfFilesAreInTheLanguageOfThePage(t *testing.T) {
	all, err := i18n.All(builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	status := &index.Status{}
	status.Outcomes.Formats = []index.FormatCount{{Format: "pdf", Files: 1, Empty: 1}}
	status.Outcomes.Reasons = []index.ReasonCount{{Outcome: index.OutcomeEmpty, Code: index.ProblemScanned, Args: message.Args{12, 20}, Count: 1}}
	for code, want := range map[string]string{"en": "12 of 20 pages", "fa": "۱۲ از ۲۰ صفحه", "ru": "12 из 20"} {
		w := english(t)
		w.Localizer = all[code]
		if got := w.newFiles(status).Reasons[0].Reason; !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", code, got, want)
		}
	}
}

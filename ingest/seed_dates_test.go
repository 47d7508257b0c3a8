package ingest

import (
	"os"
	"path/filepath"
	"testing"

	"daftar/index/vocabulary"
)

// TestSeedDates holds the main date of every document that comes with Daftar against what it is about.
func TestSeedDates(t *testing.T) {
	want := map[string]string{
		"000_c7613fe8b663d772.txt":                          "2025-07-26",
		"afghan-returns-from-pakistan-and-iran-2025-fa.md":  "2025-05-14",
		"afghanistan-invasion-carter-gulf-warning-1980.md":  "1980-01-23",
		"afghanistan-pakistan-october-2025-ceasefire-ps.md": "2025-10-19",
		"armenia-azerbaijan-peace-corridor-2025.md":         "2025-08-08",
		"baghdad-pact-iraq-withdrawal-1959.md":              "1959-03-24",
		"central-asia-nuclear-weapon-free-zone-2006.md":     "2006-09-08",
		"china-india-border-war-1962.md":                    "1962-10-01/1962-11-30",
		"climate-security-south-central-asia-2022.md":       "2022",
		"cyberspace-rules-un-2018.md":                       "2018-12",
		"india-joint-air-defence-exercises-1963.md":         "1963-07-09",
		"iran-israel-war-june-2025.md":                      "2025-06-13",
		"iran-opium-smuggling-1971.md":                      "1971-07-07",
		"iran-snapback-sanctions-2025-fa.md":                "2025-09-27",
		"jaffar-express-hijacking-2025-ur.md":               "2025-03-11",
		"kabul-embassy-attack-pushtunistan-1955.md":         "1955-03-30",
		"kashmir-ceasefire-talks-1948.md":                   "1948-12",
		"kazakhstan-semey-test-site-kk.md":                  "1991-08-29",
		"kyrgyzstan-tajikistan-border-2025-ru.md":           "2025-03-13",
		"kyrgyzstan-tajikistan-border-clashes-2022.md":      "2022-09-14/2022-09-16",
		"nepal-social-media-ban-protests-2025.md":           "2025-09-08",
		"pakistan-afghanistan-break-1961-ur.md":             "1961-09-06",
		"red-sea-eternity-c-sinking-2025.html":              "2025-07-07",
		"red-sea-shipping-attacks-2025-ar.md":               "2025-07-07",
		"sanctions-evasion-grey-list-2025.md":               "2025-08-20",
		"sco-counter-terrorism-central-asia-2001.md":        "2001",
		"soviet-iranian-arms-deal-1967-ru.md":               "1967-01-24",
		"sri-lanka-ltte-defeat-2009.txt":                    "2009-05",
		"tajikistan-afghanistan-border-2025-tg.md":          "2025-11-27",
		"tajikistan-peace-accord-1997.md":                   "1997",
		"tibet-uprising-refugees-1959.md":                   "1959-03",
		"turkey-pkk-dissolution-2025-tr.md":                 "2025-05-12",
		"uzbekistan-afghanistan-tashkent-conferences-uz.md": "2022-07",
	}
	const seeds = "../seeds"
	if _, err := os.Stat(seeds); err != nil {
		t.Skipf("the seeds are not here: %v", err)
	}
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for found, err := range NewAnnotator(v).Documents(t.Context(), []string{seeds}, inProcessReader{}) {
		if err != nil {
			t.Fatal(err)
		}
		if found.Document == nil {
			continue
		}
		name := filepath.Base(found.Document.Path)
		day, known := want[name]
		if !known {
			t.Errorf("%s has no main date in the table", name)
		}
		if got := found.Document.Event.String(); got != day {
			t.Errorf("%s: got %q, want %q", name, got, day)
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d seeds, want %d", seen, len(want))
	}
}

package dates_test

import "testing"

func TestDatelineGivesPublishedDate(t *testing.T) {
	tests := []struct{ name, in, published, want string }{
		{"with its year", "ISLAMABAD, July 26, 2025 (Reuters) - Ministers met on Friday.", "2025-07-26", "2025-07-26 2025-07-25"},
		{"year from another date", "ISLAMABAD, July 26 (AP) — Ministers met yesterday; they had met in March 2025.", "2025-07-26", "2025-07-26 2025-07-25 2025-03"},
		{"no year at all", "ISLAMABAD, July 26 (AP) — Ministers met yesterday.", "", ""},
		{"year of another date alone does not complete it", "ISLAMABAD, July 26 (AP) — The treaty of 1893, they said yesterday, stands.", "", "1893"},
		{"Russian", "Москва. 26 июля 2025 года. Интерфакс - Министры встретились вчера.", "2025-07-26", "2025-07-26 2025-07-25"},
		{"Russian, place and agency", "БИШКЕК, 26 июля 2025 /Кабар/. Министры встретились вчера.", "2025-07-26", "2025-07-26 2025-07-25"},
		{"Chinese", "新华社北京2025年7月26日电", "", "2025-07-26"},
		{"telegram", "BOGOTA, 8 FEB 89 -- [TEXT] THE MINISTERS MET TODAY.", "1989-02-08", "1989-02-08"},
		{"no year of a telegram", "They found by 8 Feb 20 men and at 8 Feb. 20 men; it was 1930 hours.", "", ""},
		{"sentence is not a dateline", "On July 26, 2025 (a Saturday) - as it was - they met yesterday.", "", "2025-07-26"},
		{"too deep in the text", "The ministers met again in the old town on July 26, 2025 (AP) - and yesterday too.", "", "2025-07-26"},
	}
	tagger := newTagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			r := tagger.Tag(d)
			if got := r.Published.String(); got != tt.published {
				t.Errorf("published: got %q, want %q", got, tt.published)
			}
			if got := datesOf(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.published != "" && r.DatelineEvidence.Words(d) == "" {
				t.Error("dateline has no words")
			}
			d.Published = publishedDay
			if r := tagger.Tag(d); !r.Published.IsZero() {
				t.Errorf("dateline replaces the published date: %v", r.Published)
			}
		})
	}
}

package tag

import (
	"slices"
	"strings"
	"testing"
)

// eventRoles returns the event roles of the countries of a result: PK=host.
func eventRoles(r Result) string {
	var all []string
	for _, tag := range r.Tags {
		if tag.EventRole != "" {
			all = append(all, tag.ID+"="+string(tag.EventRole))
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestEventRoles(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"held in", "The summit was held in Islamabad. Nothing was said of Peru.", "PK=host"},
		{"hosted by", "A seminar hosted by Kazakhstan drew a crowd.", "KZ=host"},
		{"hosts", "Uzbekistan will host the forum in spring.", "UZ=host"},
		{"visit to", "He paid a visit to Turkmenistan.", "TM=host"},
		{"talks between", "Talks between Iran and Iraq went on.", "IQ=participant IR=participant"},
		{"delegations from", "Delegations from China, Russia and the Kyrgyz Republic came.", "CN=participant KG=participant RU=participant"},
		{"they signed", "India and Nepal signed a treaty.", "IN=participant NP=participant"},
		{"officials", "The Afghan foreign minister spoke of Japan.", "AF=participant"},
		{"government by its seat", "Tehran rejected the plan.", "IR=participant"},
		{"host beats participant", "Pakistan signed the accord at a meeting in Pakistan.", "PK=host"},
		{"attack in", "A bomb exploded near the market in Kabul.", "AF=host"},
		{"mentioned only", "Like Brazil, they have no coast on that sea.", ""},
		{"other sentence", "The summit was held. In Peru it rained.", ""},
		{"adjective is no place", "It was held in Chinese silk.", ""},
		{"product of", "They met. Tea from Kenya is dear.", ""},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			r := tagger.Tag(d)
			if got := eventRoles(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for _, tag := range r.Tags {
				for _, e := range tag.EventRoleEvidence {
					if words := e.Words(d); words == "" || e.Rule != "role:"+string(tag.EventRole) {
						t.Errorf("%s: evidence %+v is %q", tag.ID, e, words)
					}
				}
				if (tag.EventRole == "") != (len(tag.EventRoleEvidence) == 0) {
					t.Errorf("%s: event role %q with %d words of evidence", tag.ID, tag.EventRole, len(tag.EventRoleEvidence))
				}
			}
			check(t, d, r)
		})
	}
}

func TestEventRoleOfPlaceInsideCountry(t *testing.T) {
	tagger := tagger(t)
	for in, want := range map[string]string{
		"At least nine people are killed in a fire in Uttara, Dhaka, Bangladesh.": "BD=host",
		"Australia imposes sanctions on them.":                                    "AU=participant",
		"They left Paris, France.":                                                "",
		"Troops from Mali were seen.":                                             "",
	} {
		if got := eventRoles(tagger.Tag(document("", in))); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

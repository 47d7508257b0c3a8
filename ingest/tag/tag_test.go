package tag

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest/chunk"
)

func tagger(t testing.TB) *Tagger {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return New(v)
}

func document(title, text string) *index.Document {
	return &index.Document{Title: title, TitleDerived: title == "", Text: text, Passages: chunk.Split(text, nil)}
}

// ids returns the tags of a kind and role.
func ids(r Result, kind index.Kind, role index.Role) string {
	var all []string
	for _, tag := range r.Tags {
		if tag.Kind == kind && tag.Role == role {
			all = append(all, tag.ID)
		}
	}
	return strings.Join(all, " ")
}

// countries returns all countries of a text, sorted.
func countries(r Result) string {
	var all []string
	for _, tag := range r.Tags {
		if tag.Kind == index.KindCountry {
			all = append(all, tag.ID)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestSeedDocumentIsTagged(t *testing.T) {
	data, err := os.ReadFile("../../seeds/000_c7613fe8b663d772.txt")
	if err != nil {
		t.Skipf("the seed document is not here: %v", err)
	}
	d := document("", string(data))
	r := tagger(t).Tag(d)
	for _, tt := range []struct {
		kind index.Kind
		role index.Role
		want string
	}{
		{index.KindCountry, index.RoleMain, "KG KZ PK TJ US UZ"},
		{index.KindCountry, index.RoleMentioned, "AF CN RU"},
		{index.KindTheme, index.RoleMain, "counterterrorism great-power-competition joint-exercises military-diplomacy"},
	} {
		if got := ids(r, tt.kind, tt.role); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.kind, tt.role, got, tt.want)
		}
	}
	if got := fmt.Sprint(r.EventDate, " ", r.EventDate.Precision); got != "2025-07-26 day" {
		t.Errorf("event: got %s", got)
	}
	check(t, d, r)
}

func TestCountriesOfText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"longest wins", "Guinea-Bissau, South Sudan and New Mexico.", "GW SS US"},
		{"never inside words", "The Omani delegate from Chadwick and Nigerians, not Indianapolis.", "NG OM"},
		{"four Guineas", "Guinea; Equatorial Guinea; Papua New Guinea; the Gulf of Guinea.", "GN GQ PG"},
		{"two Congos", "The Democratic Republic of the Congo and the Republic of the Congo.", "CD CG"},
		{"shared word goes to the one that is named", "Brazzaville is calm. In the Congo nothing moved.", "CG"},
		{"Northern Ireland", "Talks in Northern Ireland went on.", "GB"},
		{"acronym by case", "He told us that us and US forces differ.", "US"},
		{"dotted acronym", "The U.S. Army and U.K.-led troops.", "GB US"},
		{"currency is no country", "It cost US$ 5 million.", ""},
		{"capitals text", "THE PAKISTANI ARMY TOLD US THAT IRAN HAD AGREED AT ONCE.", "IR PK"},
		{"small letters are no names", "fine china with turkey and polish chad", ""},
		{"possessive, hyphen, en dash", "Pakistan’s border, the China-Pakistan corridor, the India–Nepal road", "CN IN NP PK"},
		{"former names", "Kirghizia, Burma, Ceylon, the Kyrgyz Republic", "KG LK MM"},
		{"historical state", "The Soviet Union met Yugoslavia and the German Democratic Republic.", "DD SU YU"},
		{"states that only changed their names", "Zaire, Upper Volta, Rhodesia, Tanganyika and East Pakistan.", "BD BF CD TZ ZW"},
		{"other historical states", "Czechoslovakia, South Yemen, South Vietnam, Serbia and Montenegro, the Netherlands Antilles.", "AN CS VD YD YU"},
		{"West and East Germany", "West Germany and East Germany.", "DD DE"},
		{"republics of the Soviet Union", "The Turkmen SSR in the USSR.", "SU TM"},
		{"former Soviet is not the state", "a former Soviet republic", ""},
		{"given name before", "On Monday Michael Jordan spoke.", ""},
		{"title before", "Then Senator England and Mr. Chad spoke.", ""},
		{"unknown name behind", "They asked Chad Miller again.", ""},
		{"country all the same", "He flew to Jordan and then to Chad.", "JO TD"},
		{"Georgia of the United States", "The plant in Georgia ships to Atlanta.", ""},
		{"Georgia of the Caucasus", "Armenia and Georgia signed the treaty.", "AM GE"},
		{"apostrophes", "From Côte d'Ivoire and N’Djamena and Sana'a.", "CI TD YE"},
		{"accents tell", "The best Male Performance. They flew to Malé.", "MV"},
		{"Niger, Nigeria, Nigerien, Nigerian", "Niger; the Nigerien army.", "NE"},
		{"Nigerian is not of Niger", "The Nigerian army on the Niger River and in the Niger Delta.", "NG"},
		{"Mali and Malawi", "Mali is far from Malawi.", "ML MW"},
		{"two Koreas", "North Korea and the South Korean army.", "KP KR"},
		{"Korean War is neither", "Veterans of the Korean War.", ""},
		{"Dominica", "The Commonwealth of Dominica.", "DM"},
		{"Dominican goes to the one that is named", "The Dominican Republic, and a Dominican minister.", "DO"},
		{"New Jersey and Guernsey", "Guernsey cows in New Jersey; a jersey.", "US"},
		{"the Channel Islands", "Banks of Jersey and Guernsey.", "GG JE"},
		{"Indian Ocean", "Ships in the Indian Ocean.", ""},
		{"Indiana", "A farm in Indiana.", "US"},
		{"Panama hat, China Lake, Afghan hound", "With a Panama hat and an Afghan hound at China Lake.", ""},
		{"Washington, the city", "He flew to Washington and back.", "US"},
		{"the river and the basin", "The Jordan River is far from the Chad.", "TD"},
		{"Georgians of the Caucasus", "Georgian troops left Tbilisi.", "GE"},
		{"two Congos by their capitals", "Congolese troops left Kinshasa.", "CD"},
		{"four Guineas by a capital", "The Guinean army in Conakry.", "GN"},
		{"Taiwan is no China", "The Republic of China on Taiwan.", "TW"},
		{"territories analysts name", "Kosovo, Western Sahara, Hong Kong, Abkhazia.", "EH GE HK XK"},
		{"UK by case", "He said uk was fine to the UK minister.", "GB"},
		{"Washington, the state", "A farm in Washington State near Seattle.", "US"},
		{"Washington, the person", "They read George Washington and Denzel Washington.", ""},
		{"Washington, the government", "Washington rejected it.", "US"},
		{"firms", "The British Broadcasting Corporation and the Swiss Bank Corporation.", ""},
		{"newspapers", "As the Washington Post, the Jerusalem Post and the Kyiv Independent wrote.", ""},
		{"postal codes are not countries", "From Tulsa, OK, Gary, IN, Wilmington, DE and Boise, ID.", "US"},
		{"acronyms of others", "IS fighters and Dr. Khan; DR was seen, and it IS so.", ""},
		{"Turkey shoot", "It was a turkey shoot, with turkeys.", ""},
		{"shared place alone", "The fields of Punjab.", ""},
		{"shared place", "Pakistan sent it to Punjab.", "PK"},
		{"share code", "Shares of Pohang (005490.KS) and <BASF.F> rose; a.T and (X.Q) did not.", "DE KR"},
		{"broken line", "The United\nStates and Saudi\nArabia.", "SA US"},
		{"not over a blank line", "New\n\nZealand", ""},
		{"Norway", "Norway and the Norwegians", "NO"},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			r := tagger.Tag(d)
			if got := countries(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			check(t, d, r)
		})
	}
}

func TestThemesOfText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"strong", "They held joint exercises.", "joint-exercises"},
		{"hyphen, space or nothing", "Counter-terrorism, counterterrorism, counter terrorism.", "counterterrorism"},
		{"apostrophes do not count", "Da’esh held the town.", "terrorist-activity"},
		{"one letter", "The organisation of radicalization.", "violent-extremism"},
		{"capitals only with case", "The isis river and a quad bike.", ""},
		{"two weak are not enough", "The rivalry and competition went on.", ""},
		{"three weak", "The rivalry, competition and influence went on.", "great-power-competition"},
		{"one weak term three times", "Rivalry, rivalry and rivalry.", ""},
		{"unless", "After the Cold War came casualties and rebels.", ""},
		{"near", "They withdrew, slowly and late, their forces.", "force-withdrawal"},
		{"not near", "They withdrew the motion that the member had put before them because the forces objected.", ""},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			r := tagger.Tag(d)
			if got := ids(r, index.KindTheme, index.RoleMain); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			check(t, d, r)
		})
	}
}

func TestMainAndMentioned(t *testing.T) {
	filler := strings.Repeat("Nothing was said of the matter in the course of the long day. ", 12) + "\n\n"
	tests := []struct{ name, title, text, main, mentioned string }{
		{"title", "Iran and Iraq", "Talks on oil. " + filler, "IQ IR", ""},
		{"title beats lead", "Iran at the border", "Turkey closed it. " + filler, "IR", "TR"},
		{"lead where the title names none", "At the border", "Turkey closed it. " + filler + "Peru.", "TR", "PE"},
		{"repeated title is not the lead", "At the border", "At the border\n\nTurkey closed it. " + filler, "TR", ""},
		{"enough passages", "", filler + strings.Repeat("In Peru it went on. "+filler, 3), "PE", ""},
		{"a province alone", "", "A school opened in Balochistan. " + filler, "PK", ""},
		{"a province beside a name", "", "Iran spoke of Balochistan, which is in Pakistan. " + filler + "Sindh.", "IR PK", ""},
		{"a city of the title and a name", "Karachi at night", "Iran helps. " + filler + "Pakistani sailors.", "IR PK", ""},
		{"provinces of two states", "", "Helmand and Sindh trade. " + filler, "", "AF PK"},
		{"adjectives are not enough", "", filler + strings.Repeat("The Peruvian side went on. "+filler, 3), "", "PE"},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document(tt.title, tt.text)
			r := tagger.Tag(d)
			main, mentioned := ids(r, index.KindCountry, index.RoleMain), ids(r, index.KindCountry, index.RoleMentioned)
			if main != tt.main || mentioned != tt.mentioned {
				t.Errorf("got main %q mentioned %q, want %q and %q", main, mentioned, tt.main, tt.mentioned)
			}
			check(t, d, r)
		})
	}
}

func TestDerivedTitleIsNotRead(t *testing.T) {
	d := document("Iran", "Nothing here.")
	d.TitleDerived = true
	if r := tagger(t).Tag(d); len(r.Tags) > 0 {
		t.Errorf("got %v", r.Tags)
	}
}

func TestEvidenceNamesItsRule(t *testing.T) {
	d := document("", "Pakistan, the Pakistani army, Pakistanis and Islamabad; a peace process; withdrew their troops; rivalry, influence, hedging.")
	want := []string{"country:PK:name", "country:PK:adjective", "country:PK:people", "country:PK:capital", "theme:peace-processes:strong",
		"theme:force-withdrawal:near", "theme:great-power-competition:weak"}
	var got []string
	for _, tag := range tagger(t).Tag(d).Tags {
		for _, e := range tag.Evidence {
			got = append(got, e.Rule)
		}
	}
	for _, rule := range want {
		if !slices.Contains(got, rule) {
			t.Errorf("no evidence by %s in %v", rule, got)
		}
	}
}

func TestPassagesListTheirCountries(t *testing.T) {
	filler := strings.Repeat("Nothing was said of the matter in the course of the long day. ", 12) + "\n\n"
	r := tagger(t).Tag(document("", "Iran met Iraq, and Iran left. "+filler+filler+"Peru came. "+filler))
	if got, want := fmt.Sprint(r.PassageCountries), "[[IQ IR] [] [PE]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// check checks that every tag has evidence, in order, inside the document.
func check(t testing.TB, d *index.Document, r Result) {
	t.Helper()
	var all []index.Evidence
	for _, tag := range r.Tags {
		if len(tag.Evidence) == 0 || len(tag.Evidence) > maxEvidence {
			t.Errorf("%s has %d words of evidence", tag.ID, len(tag.Evidence))
		}
		all = append(all, tag.Evidence...)
	}
	for _, m := range r.DateMentions {
		all = append(all, m.Evidence...)
	}
	for _, e := range all {
		words := e.Words(d)
		if words == "" || utf8.ValidString(d.Text) && !utf8.ValidString(words) || strings.TrimSpace(words) != words {
			t.Errorf("evidence %+v is %q", e, words)
		}
	}
	if len(r.PassageCountries) != len(d.Passages) {
		t.Errorf("countries of %d passages, want %d", len(r.PassageCountries), len(d.Passages))
	}
}

func TestHostileTextsAreTagged(t *testing.T) {
	tagger := tagger(t)
	random := rand.New(rand.NewPCG(1, 2))
	parts := []string{"Pakistan", "’s ", "U.S.", " 26 July 2025", "\n\n", "1990-94", "terror", "\xff", "-", "(", "Moscow ", "Cold War"}
	for range 1000 {
		data := make([]byte, random.IntN(400))
		for i := range data {
			data[i] = byte(random.UintN(256))
		}
		text := string(data)
		for range random.IntN(8) {
			at := random.IntN(len(text) + 1)
			text = text[:at] + parts[random.IntN(len(parts))] + text[at:]
		}
		d := document(text[:len(text)/2], text)
		check(t, d, tagger.Tag(d))
	}
	for n, line := range []string{"terror withdrew troops 26 July 2025 Moscow ", "x", "Moscow ", "((((", "U.", "’", "1990-"} {
		size := 1 << 20
		switch {
		case testing.Short():
			size = 1 << 17
		case n == 0:
			size = 10 << 20
		}
		text := strings.Repeat(line, size/len(line))
		check(t, document("", text), tagger.Tag(document("", text)))
		uncut := &index.Document{Text: text}
		check(t, uncut, tagger.Tag(uncut))
	}
}

func FuzzTag(f *testing.F) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		f.Fatal(err)
	}
	tagger := New(v)
	f.Add("Iran", "From 3 to 5 May 2024 Pakistan’s army met U.S. troops (1999).")
	f.Add("", "Q1 2025, Sept. 11, 2001; 26.07.2025; 2025-07-26T10; the 1990’s; first quarter of 1987")
	f.Fuzz(func(t *testing.T, title, text string) {
		d := document(title, text)
		check(t, d, tagger.Tag(d))
	})
}

func TestTaggerIsSafeForManyGoroutines(t *testing.T) {
	tagger := tagger(t)
	want := fmt.Sprint(tagger.Tag(document("", "Iran met Iraq on 3 May 2024.")))
	done := make(chan string)
	for n := range 8 {
		go func() {
			tagger.Tag(document("", fmt.Sprintf("Peru %d and Moscow.", n)))
			done <- fmt.Sprint(tagger.Tag(document("", "Iran met Iraq on 3 May 2024.")))
		}()
	}
	for range 8 {
		if got := <-done; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	tagger := tagger(b)
	d := document("", strings.Repeat("On July 26, 2025 the chiefs of both armies met in Islamabad and spoke of the border with Iran. ", 100))
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		tagger.Tag(d)
	}
}

package vocabulary

import (
	"slices"

	"daftar/index/yamlfile"
)

// RoleCue is what a word says about the part of a country beside it in an event: a field of event_roles.yaml.
type RoleCue string

// The cues; event_roles.yaml documents them.
const (
	CueEvents       RoleCue = "events"
	CueVisits       RoleCue = "visits"
	CueHosting      RoleCue = "hosting"
	CueActions      RoleCue = "actions"
	CueAgent        RoleCue = "agent"
	CueDealings     RoleCue = "dealings"
	CueDelegates    RoleCue = "delegates"
	CueOfficials    RoleCue = "officials"
	CueAuxiliaries  RoleCue = "auxiliaries"
	CueIn           RoleCue = "in"
	CueInAfter      RoleCue = "in-after"
	CueFrom         RoleCue = "from"
	CueTo           RoleCue = "to"
	CueBy           RoleCue = "by"
	CueWith         RoleCue = "with"
	CueWithAfter    RoleCue = "with-after"
	CueBetween      RoleCue = "between"
	CueBetweenAfter RoleCue = "between-after"
	CueAnd          RoleCue = "and"
	CueArticle      RoleCue = "article"
	CueFillers      RoleCue = "fillers"
)

var roleCues = []RoleCue{CueEvents, CueVisits, CueHosting, CueActions, CueAgent, CueDealings, CueDelegates, CueOfficials, CueAuxiliaries,
	CueIn, CueInAfter, CueFrom, CueTo, CueBy, CueWith, CueWithAfter, CueBetween, CueBetweenAfter, CueAnd, CueArticle, CueFillers}

// EventRoleWords are the words of one language that say what a country does in an event, and the order of its words. A
// word that ends in "*" stands for all words that begin so.
type EventRoleWords struct {
	Lang            string
	Words           map[RoleCue][]string
	PlaceEndings    []string // endings of a name that is a place
	AndPrefix       string   // "and" written together with the next word
	InPrefix        string   // "in the" written together with the country
	VerbFirst       bool     // a verb may stand right before who acts
	VerbLast        bool     // the verb ends the sentence
	OfficialsBefore bool     // officials stand before their country
	OfficialsAfter  bool     // officials stand behind their country
}

func readEventRoles(v *Vocabulary, top yamlfile.Fields) {
	allowed := []string{"place-endings", "and-prefix", "in-prefix", "verb-first", "verb-last", "officials-before", "officials-after"}
	for _, cue := range roleCues {
		allowed = append(allowed, string(cue))
	}
	languageSections(v, top, allowed, func(lang string, f yamlfile.Fields) {
		position := slices.IndexFunc(v.eventRoles, func(w EventRoleWords) bool { return w.Lang == lang })
		if position < 0 {
			position = len(v.eventRoles)
			v.eventRoles = append(v.eventRoles, EventRoleWords{Lang: lang, Words: map[RoleCue][]string{}})
		}
		w := &v.eventRoles[position]
		for _, cue := range roleCues {
			w.Words[cue] = append(w.Words[cue], readStems(f.Get(string(cue)))...)
		}
		w.PlaceEndings = append(w.PlaceEndings, readWords(f.Get("place-endings"))...)
		w.AndPrefix += f.Get("and-prefix").Text()
		w.InPrefix += f.Get("in-prefix").Text()
		w.VerbFirst = w.VerbFirst || f.Get("verb-first").Flag()
		w.VerbLast = w.VerbLast || f.Get("verb-last").Flag()
		w.OfficialsBefore = w.OfficialsBefore || f.Get("officials-before").Flag()
		w.OfficialsAfter = w.OfficialsAfter || f.Get("officials-after").Flag()
	})
}

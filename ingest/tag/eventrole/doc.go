// Package eventrole finds what a country does in an event that a text tells of: it is host (the event happens there) or
// participant (it acts, or is acted with).
//
// The words that state a role are data (index/vocabulary/data/event_roles.yaml); each has one or more cues. The same few questions
// are answered for every language: does something happen in this place, does somebody visit it, does this country act, is
// it named with or between others, does an office or a force of it act. Each language answers them in its own order: "в
// Москве" and "در تهران" have the preposition before the place, "اسلام آباد میں" behind it, "Ankara'da" as an ending; verbs
// stand behind the country, before it, or at the end of the sentence. role_en.go reads English, and languages that have no
// rules; role_matcher.go all others.
//
// A country listed behind a participant, after a comma or "and", is participant too.
package eventrole

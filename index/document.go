// Package index says what a document, a query and a result are, and what an engine must do with them.
//
// It holds the words of Daftar and the contract between its rooms (engine.go), as plain values. Engines live below it
// (index/embedded), those who ask are handed a Searcher, those who fill are handed a Build. Nothing here does I/O.
package index

import "daftar/index/date"

// Document is one text of the library with all that is known about it. It is a plain value: whole when it crosses a
// room, unchanged after.
type Document struct {
	ID   string `json:"id"`   // opaque, URL-safe, stable under content change (DocumentID)
	Path string `json:"path"` // in the collection, with slashes; a record of a JSONL file is file.jsonl#ID

	Title        string `json:"title"`
	TitleDerived bool   `json:"title_derived,omitempty"` // made from the first sentence, nobody gave it
	Text         string `json:"-"`                       // the whole text, UTF-8; passages and evidence are spans of it

	Source string `json:"source,omitempty"` // who published it
	URL    string `json:"url,omitempty"`
	Author string `json:"author,omitempty"`
	Lang   string `json:"lang,omitempty"`   // BCP 47 primary language, "" if unknown
	Format string `json:"format,omitempty"` // txt, md, html, jsonl, ...

	Published date.Date `json:"published,omitzero"` // from metadata, never from file times
	Event     date.Date `json:"event,omitzero"`     // the main date found in the text
	Added     date.Day  `json:"added,omitempty"`    // when it entered the library; kept when it changes
	Tags      []Tag     `json:"tags,omitempty"`     // countries and themes, main before touched, then by id

	Parent          Link   `json:"parent,omitzero"`            // what it is attached to, or lies in; none for a file of its own
	Attachments     []Link `json:"attachments,omitempty"`      // what is attached to it, in the file's order, at most MaxHolds
	MoreAttachments int    `json:"more_attachments,omitempty"` // further ones
	Origin          Origin `json:"origin,omitzero"`            // the file it was read from; none for a line of JSONL

	Overrides Overrides `json:"decided,omitzero"` // what a person decided; Tags, Event and Mentions follow it already

	DateMentions []DateMention `json:"-"` // every date found in the text, in its order
	Passages     []Passage     `json:"-"` // every byte of Text belongs to exactly one

	Reliability string            `json:"reliability,omitempty"` // of the source, Admiralty code A to F
	Credibility string            `json:"credibility,omitempty"` // of the information, Admiralty code 1 to 6
	Handling    string            `json:"handling,omitempty"`    // a marking such as TLP:AMBER
	Meta        map[string]string `json:"meta,omitempty"`        // other metadata; decides nothing
	Limits      []string          `json:"limits,omitempty"`      // limits reached while reading it, in words

	Hash        string      `json:"hash,omitempty"`        // SHA-256 of title and text, hex: what a citation can name
	Fingerprint Fingerprint `json:"fingerprint,omitempty"` // of what it was made from
}

// MaxAttachments is the most attachments that a document names: an archive of thousands is looked through by searching.
const MaxAttachments = 200

// Link names another document. Without an ID it is a file that holds documents and has no text of its own, such as an
// archive.
type Link struct {
	ID     string `json:"id,omitempty"`
	Path   string `json:"path"`
	Title  string `json:"title,omitempty"`
	Format string `json:"format,omitempty"`
}

// Origin is the file that a document was read from, as it lay on the disk; of an attachment the file that holds it.
type Origin struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Date returns the date that a document is filed under: published when known, else the main event date, which is then
// inferred, unless a person decided it.
func (d *Document) Date() (filed date.Date, inferred bool) {
	if !d.Published.IsZero() {
		return d.Published, false
	}
	return d.Event, !d.Event.IsZero() && d.Overrides.Event.IsZero()
}

// Passage is a stored piece of a document, cut by chunk.
type Passage struct {
	Start     int      `json:"start"`               // byte offset in Text
	End       int      `json:"end"`                 // byte offset past the last byte
	Page      int      `json:"page,omitempty"`      // from 1; 0 if the document has no pages
	Heading   string   `json:"heading,omitempty"`   // the heading it stands under
	Countries []string `json:"countries,omitempty"` // ids named in it, whatever their role, sorted
}

// Kind is what a tag is about.
type Kind string

// The kinds of tags.
const (
	KindCountry Kind = "country"
	KindTheme   Kind = "theme"
)

// Role says how much a document is about a tag.
type Role string

// The roles: a main tag is what the document is about, a touched one comes up in at least one passage.
const (
	RoleMain      Role = "main"
	RoleMentioned Role = "mentioned"
)

// EventRole says what a country does in what a document tells, where the text says so.
type EventRole string

// The parts: where it happens, or who takes part. A country without a part is mentioned only.
const (
	EventRoleHost        EventRole = "host"
	EventRoleParticipant EventRole = "participant"
)

// Tag says that a document is about a country or a theme, and which words say so.
type Tag struct {
	Kind     Kind       `json:"kind"`
	ID       string     `json:"id"`
	Group    string     `json:"group,omitempty"` // the theme's group
	Role     Role       `json:"role"`
	Manual   bool       `json:"manual,omitempty"` // a person's decision: no rule, no evidence
	Evidence []Evidence `json:"evidence,omitempty"`

	EventRole         EventRole  `json:"event_role,omitempty"`          // of a country; "" if the text only mentions it
	EventRoleEvidence []Evidence `json:"event_role_evidence,omitempty"` // the words that say so, by the rules role:host and role:participant
}

// Overrides are what a person decided about a document. They beat every rule and survive every reindex and retag.
type Overrides struct {
	Countries TagOverrides `json:"countries,omitzero"`
	Themes    TagOverrides `json:"themes,omitzero"`
	Event     date.Date    `json:"event,omitzero"`
}

// TagOverrides adds tags and removes tags, by id. What the vocabulary does not know stands there as the person wrote it, and
// changes nothing until a vocabulary knows it.
type TagOverrides struct {
	Add    []string `json:"add,omitempty"`
	Remove []string `json:"remove,omitempty"`
}

// IsZero reports whether nothing was decided.
func (d Overrides) IsZero() bool {
	return d.Countries.IsZero() && d.Themes.IsZero() && d.Event.IsZero()
}

// IsZero reports whether nothing is added and nothing removed.
func (c TagOverrides) IsZero() bool { return len(c.Add) == 0 && len(c.Remove) == 0 }

// Evidence is the words that a tag rests on.
type Evidence struct {
	Rule  string `json:"rule"`               // such as country:PK:name or theme:nuclear:strong
	Title bool   `json:"in_title,omitempty"` // the span is of Title, not of Text
	Start int    `json:"start"`              // byte offset
	End   int    `json:"end"`
}

// DateMention is a date found in the text.
type DateMention struct {
	Date     date.Date  `json:"date"`
	Main     bool       `json:"main,omitempty"`   // the document's event date
	Manual   bool       `json:"manual,omitempty"` // set by a person
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Words returns the words that the evidence points at.
func (e Evidence) Words(d *Document) string {
	text := d.Text
	if e.Title {
		text = d.Title
	}
	if e.Start < 0 || e.End > len(text) || e.Start > e.End {
		return ""
	}
	return text[e.Start:e.End]
}

// PassageAt returns the number of the passage, from 0, that holds the byte offset of Text, or -1.
func (d *Document) PassageAt(offset int) int {
	for n, p := range d.Passages {
		if offset >= p.Start && offset < p.End {
			return n
		}
	}
	return -1
}

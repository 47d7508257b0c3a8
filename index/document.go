package index

import "daftar/index/date"

// Document is one text of the library with its metadata, tags and dates.
type Document struct {
	ID   string `json:"id"`   // opaque, URL-safe, the same when the content changes (see DocumentID)
	Path string `json:"path"` // in the collection, with slashes; FILE.jsonl#ID for a line of JSONL

	Title        string `json:"title"`
	TitleDerived bool   `json:"title_derived,omitempty"` // the title is the first sentence of the text
	Text         string `json:"-"`                       // UTF-8; passages and evidence are spans of it

	Source string `json:"source,omitempty"` // publisher
	URL    string `json:"url,omitempty"`
	Author string `json:"author,omitempty"`
	Lang   string `json:"lang,omitempty"`   // BCP 47 primary language, "" if unknown
	Format string `json:"format,omitempty"` // txt, md, html, jsonl, ...

	Published date.Date `json:"published,omitzero"` // from metadata, never from file times
	Event     date.Date `json:"event,omitzero"`     // main date found in the text
	Added     date.Day  `json:"added,omitempty"`    // first day in the library; changes of the content keep it
	Tags      []Tag     `json:"tags,omitempty"`     // countries and themes, main before mentioned, then by ID

	Parent          Link   `json:"parent,omitzero"`            // container of an attachment; zero for a file
	Attachments     []Link `json:"attachments,omitempty"`      // in the order of the file, at most MaxAttachments
	MoreAttachments int    `json:"more_attachments,omitempty"` // attachments that are not listed
	Origin          Origin `json:"origin,omitzero"`            // zero for a line of JSONL

	Overrides Overrides `json:"overrides,omitzero"` // already applied to Tags, Event and DateMentions

	DateMentions []DateMention `json:"-"` // every date found in the text, in the order of the text
	Passages     []Passage     `json:"-"` // every byte of Text belongs to exactly one

	Reliability string            `json:"reliability,omitempty"` // of the source, Admiralty code A to F
	Credibility string            `json:"credibility,omitempty"` // of the information, Admiralty code 1 to 6
	Handling    string            `json:"handling,omitempty"`    // handling marking such as TLP:AMBER
	Meta        map[string]string `json:"meta,omitempty"`        // other metadata, shown only
	Limits      []Problem         `json:"limits,omitempty"`      // what a limit cut, or OCR read, of its text

	Hash        string      `json:"hash,omitempty"`        // SHA-256 of title and text in hex, for citations
	Fingerprint Fingerprint `json:"fingerprint,omitempty"` // of the input it was made from
}

// MaxAttachments is the number of attachments that a document lists. The rest can be found by searching.
const MaxAttachments = 200

// Link names another document. A link without ID names a file that has no text of its own, such as an archive.
type Link struct {
	ID     string `json:"id,omitempty"`
	Path   string `json:"path"`
	Title  string `json:"title,omitempty"`
	Format string `json:"format,omitempty"`
}

// Origin identifies the file on disk that a document was read from; for an attachment, the file that contains it.
type Origin struct {
	Size   int64  `json:"size"`   // bytes
	SHA256 string `json:"sha256"` // hex
}

// Date returns the date of the document in filters, facets and sorting: the publication date, or else the main event
// date. The date is inferred if it is an event date that no person set.
func (d *Document) Date() (filed date.Date, inferred bool) {
	if !d.Published.IsZero() {
		return d.Published, false
	}
	return d.Event, !d.Event.IsZero() && d.Overrides.Event.IsZero()
}

// PassageAt returns the number, from 0, of the passage that contains a byte offset of Text, or -1.
func (d *Document) PassageAt(offset int) int {
	for n, p := range d.Passages {
		if offset >= p.Start && offset < p.End {
			return n
		}
	}
	return -1
}

// Passage is a span of the text of a document, about 100 to 200 words long.
type Passage struct {
	Start     int      `json:"start"`               // byte offset in Text
	End       int      `json:"end"`                 // byte offset after the last byte
	Page      int      `json:"page,omitempty"`      // from 1; 0 if the document has no pages
	Heading   string   `json:"heading,omitempty"`   // heading of the section that contains it
	Countries []string `json:"countries,omitempty"` // IDs of the countries named in it, in any role, sorted
}

// Kind is the kind of a tag.
type Kind string

// The kinds of tags.
const (
	KindCountry Kind = "country"
	KindTheme   Kind = "theme"
)

// Role tells main subjects from tags that are only mentioned.
type Role string

// The roles. A mentioned tag occurs in at least one passage.
const (
	RoleMain      Role = "main"
	RoleMentioned Role = "mentioned"
)

// EventRole is the role of a country in the event that a document reports.
type EventRole string

// The event roles. A country whose role the text does not state has none.
const (
	EventRoleHost        EventRole = "host"
	EventRoleParticipant EventRole = "participant"
)

// Tag is a country or a theme of a document, with its evidence.
type Tag struct {
	Kind     Kind       `json:"kind"`
	ID       string     `json:"id"`
	Group    string     `json:"group,omitempty"` // of a theme
	Role     Role       `json:"role"`
	Manual   bool       `json:"manual,omitempty"` // set by a person, hence without evidence
	Evidence []Evidence `json:"evidence,omitempty"`

	EventRole         EventRole  `json:"event_role,omitempty"`          // of a country
	EventRoleEvidence []Evidence `json:"event_role_evidence,omitempty"` // of the rules role:host and role:participant
}

// Overrides are manual decisions about a document. They take precedence over all rules, and every reindex and retag keeps
// them.
type Overrides struct {
	Countries TagOverrides `json:"countries,omitzero"`
	Themes    TagOverrides `json:"themes,omitzero"`
	Event     date.Date    `json:"event,omitzero"`
}

// IsZero reports whether there is no decision.
func (d Overrides) IsZero() bool {
	return d.Countries.IsZero() && d.Themes.IsZero() && d.Event.IsZero()
}

// TagOverrides adds and removes tags by ID. An ID that the vocabulary does not know is kept as written and has no effect
// until a vocabulary knows it.
type TagOverrides struct {
	Add    []string `json:"add,omitempty"`
	Remove []string `json:"remove,omitempty"`
}

// IsZero reports whether no tag is added or removed.
func (c TagOverrides) IsZero() bool { return len(c.Add) == 0 && len(c.Remove) == 0 }

// Evidence is a span of words that a rule matched.
type Evidence struct {
	Rule  string `json:"rule"`               // such as country:PK:name or theme:nuclear:strong
	Title bool   `json:"in_title,omitempty"` // the span is in Title instead of Text
	Start int    `json:"start"`              // byte offset
	End   int    `json:"end"`                // byte offset after the last byte
}

// Words returns the text of the span, or "" if the document does not contain it.
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

// DateMention is a date found in the text.
type DateMention struct {
	Date     date.Date  `json:"date"`
	Main     bool       `json:"main,omitempty"`   // this is the event date of the document
	Manual   bool       `json:"manual,omitempty"` // set by a person
	Evidence []Evidence `json:"evidence,omitempty"`
}

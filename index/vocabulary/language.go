package vocabulary

import "regexp"

// Direction says which way a language is written.
type Direction string

// The directions, as in the dir attribute of HTML.
const (
	LeftToRight Direction = "ltr"
	RightToLeft Direction = "rtl"
)

// Language is a language that documents come in.
type Language struct {
	Code       string // BCP 47 primary language
	Label      string // in English
	NativeName string // its name in itself
	Script     string // ISO 15924, the usual one
	Direction  Direction
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

func (v *Vocabulary) readLanguages(p *page) {
	v.language = map[string]int{}
	for _, n := range p.list(p.top["languages"]) {
		f := p.fields(n, "code", "label", "own", "script", "direction")
		l := Language{
			Code: p.required(f, "code", n), Label: p.required(f, "label", n), NativeName: p.required(f, "own", n),
			Script: p.required(f, "script", n), Direction: Direction(p.required(f, "direction", n)),
		}
		if !languageCode.MatchString(l.Code) {
			p.complain(n.Line, "code %q is not two or three small letters (BCP 47 primary language)", l.Code)
		}
		if l.Direction != LeftToRight && l.Direction != RightToLeft {
			p.complain(n.Line, "direction %q is not allowed; allowed: ltr, rtl", l.Direction)
		}
		p.add(v.language, l.Code, len(v.languages), n.Line)
		v.languages = append(v.languages, l)
	}
}

package i18n

import "daftar/index"

// Problem returns the text of a problem of a file after its place: "page 3: …".
func (l *Localizer) Problem(p index.Problem) string {
	text := l.problemText(p)
	if p.Place.Line > 0 {
		text = l.T("problem.at-line", p.Place.Line, text)
	}
	if p.Place.Page > 0 {
		text = l.T("problem.at-page", p.Place.Page, text)
	}
	if p.Place.Part != "" {
		text = l.T("problem.at-part", p.Place.Part, text)
	}
	return text
}

func (l *Localizer) problemText(p index.Problem) string {
	m := p.Message()
	if n := len(m.Args); n > 1 && m.Args[n-1] == "" { // no detail
		if plain := m.Key + "-plain"; l.texts[plain] != nil {
			return l.T(plain, m.Args[:n-1]...)
		}
	}
	return l.Message(m)
}

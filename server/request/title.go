package request

import (
	"strings"

	"daftar/index"
	"daftar/server/i18n"
)

// Title returns the title of a search: "counterterrorism, Pakistan - 23 documents (page 2 of 3)".
func Title(l *i18n.Localizer, search Search, r *index.Result) string {
	var parts []string
	if search.Params.Text != "" {
		parts = append(parts, Abbreviate(search.Params.Text))
	}
	for _, f := range ActiveFilters(l, search.Params) {
		parts = append(parts, f.Label)
	}
	if len(parts) == 0 {
		parts = append(parts, l.T("all-documents"))
	}
	title := Abbreviate(strings.Join(parts, l.T("comma"))) + " - " + l.T("documents", r.Total)
	if pages := PageCount(search.Params.HitCount(r), search.Params.Limit); pages > 1 {
		title += " (" + l.T("page-of", search.Params.Page, pages) + ")"
	}
	return title
}

var statusKeys = map[index.Sort]string{
	index.SortRelevance: "status.relevance", index.SortNewest: "status.newest", index.SortOldest: "status.oldest", index.SortAdded: "status.added",
}

// Status returns the number of documents and their order: "3 documents, newest first".
func Status(l *i18n.Localizer, total int, by index.Sort) string {
	if total == 0 {
		return l.T("status.none")
	}
	return l.T(statusKeys[by], l.T("documents", total))
}

// Problems returns the texts of problems.
func Problems(l *i18n.Localizer, problems []index.Problem) (texts []string) {
	for _, p := range problems {
		texts = append(texts, l.Problem(p))
	}
	return texts
}

// Notes returns what the engine did with parts of the query that the query does not say.
func Notes(l *i18n.Localizer, notes []index.Note) (lines []string) {
	for _, n := range notes {
		switch {
		case n.Kind == index.NoteNoMatch:
			lines = append(lines, l.T("note.none", n.Text))
		case n.Kind == index.NoteIgnored:
			lines = append(lines, l.T("note.blank", n.Text))
		case n.More > 0:
			lines = append(lines, l.T("note.forms-more", n.Text, n.Words, n.More))
		default:
			lines = append(lines, l.T("note.forms", n.Text, n.Words))
		}
	}
	return lines
}

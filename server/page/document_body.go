package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/cite"
	"daftar/server/highlight"
	"daftar/server/request"
)

// passages returns the passages of the shown section with highlights.
func (v documentView) passages(evidence []index.Evidence) (blocks []passageBlock) {
	from := (v.section - 1) * request.SectionPassages
	to := min(from+request.SectionPassages, len(v.doc.Passages))
	stops := v.hitPassages()
	if len(stops) == 0 {
		stops = v.evidencePassages(evidence)
	}
	before, after := neighbours(stops)
	heading, page := "", 0
	for n := from; n < to; n++ {
		p := v.doc.Passages[n]
		text := strings.TrimRightFunc(v.text(p), unicode.IsSpace)
		b := passageBlock{ID: request.PassageAnchor(n), Name: v.w.where(n, 0, ""), HTML: highlight.HTML(text, append(highlight.Matches(v.marks[n]), evidenceMarks(p, evidence)...))}
		if p.Heading != heading && !startsWithHeading(text, p.Heading) {
			b.Heading = p.Heading
		}
		if p.Page != page {
			b.Page, b.PageUnit = v.w.PlainNumber(p.Page), cite.PageUnit(v.doc.Format)
		}
		heading, page = p.Heading, p.Page
		b.Hit = len(v.marks[n]) > 0
		b.Prev, b.Next = v.linkTo(before, n), v.linkTo(after, n)
		b.PrevPart, b.NextPart = b.Prev != "" && before[n] < from, b.Next != "" && after[n] >= to
		b.CiteURL = request.PassageURL(v.doc.ID, n, append(v.pairs(v.tag), request.Pair{Name: "cite", Value: strconv.Itoa(n + 1)})...)
		if n == v.cite {
			b.Cite = v.newCite(n)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// evidencePassages returns the numbers of the passages with evidence, in order.
func (v documentView) evidencePassages(evidence []index.Evidence) (all []int) {
	for _, e := range evidence {
		if n := v.doc.PassageAt(e.Start); !e.Title && n >= 0 {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// startsWithHeading reports whether a passage begins with its heading, which is then not shown again.
func startsWithHeading(text, heading string) bool {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '#' })
	return strings.HasPrefix(text, strings.TrimSpace(heading))
}

func (v documentView) text(p index.Passage) string {
	if p.Start < 0 || p.End > len(v.doc.Text) || p.Start > p.End {
		return ""
	}
	return v.doc.Text[p.Start:p.End]
}

// neighbours returns for each of the passages the previous and the next one.
func neighbours(hits []int) (before, after map[int]int) {
	before, after = map[int]int{}, map[int]int{}
	for i := 1; i < len(hits); i++ {
		before[hits[i]], after[hits[i-1]] = hits[i-1], hits[i]
	}
	return before, after
}

func (v documentView) linkTo(next map[int]int, n int) string {
	if to, ok := next[n]; ok {
		return v.link(to)
	}
	return ""
}

// evidenceMarks returns the evidence in a passage as marks of its text.
func evidenceMarks(p index.Passage, evidence []index.Evidence) (marks []highlight.Mark) {
	for _, e := range evidence {
		if !e.Title && e.Start < p.End && e.End > p.Start {
			marks = append(marks, highlight.Mark{Span: index.Span{Start: max(e.Start, p.Start) - p.Start, End: min(e.End, p.End) - p.Start}, Kind: highlight.Evidence})
		}
	}
	return marks
}

func titleMarks(evidence []index.Evidence) (marks []highlight.Mark) {
	for _, e := range evidence {
		if e.Title {
			marks = append(marks, highlight.Mark{Span: index.Span{Start: e.Start, End: e.End}, Kind: highlight.Evidence})
		}
	}
	return marks
}

// evidence returns the evidence and the label of the tag that the URL names; none if the document does not have the tag.
func (v documentView) evidence() ([]index.Evidence, string) {
	for _, t := range v.doc.Tags {
		if v.tag == request.TagName(t) {
			return t.Evidence, v.w.Label(index.Field(t.Kind), t.ID)
		}
		if v.tag == request.EventRoleName(t) && t.EventRole != "" {
			return t.EventRoleEvidence, v.w.T("part.of", v.w.Label(index.Field(t.Kind), t.ID), v.w.eventRoleText(t.EventRole))
		}
	}
	for _, m := range v.doc.DateMentions {
		if v.tag == request.DateName(m) {
			return v.mentioned(m), v.w.Date(m.Date)
		}
	}
	return nil, ""
}

// mentioned returns the evidence of every mention of a date.
func (v documentView) mentioned(date index.DateMention) (all []index.Evidence) {
	for _, m := range v.doc.DateMentions {
		if m.Date == date.Date {
			all = append(all, m.Evidence...)
		}
	}
	return all
}

func (v documentView) tags(kind index.Kind) (views []tagView) {
	for _, t := range v.doc.Tags {
		if t.Kind != kind {
			continue
		}
		f := index.Field(kind)
		search := v.w.allDocuments().Only(f, t.ID)
		if t.Role != index.RoleMain {
			search.Mentions = index.MentionsAny
		}
		view := tagView{
			Label: v.w.Label(f, t.ID), Role: v.w.role(t.Role), Main: t.Role == index.RoleMain, URL: search.URL(request.PathSearch), All: v.w.T("all-about", v.w.Label(f, t.ID)),
			Decided: t.Manual, Open: v.tag == request.TagName(t), Note: v.historical(t),
		}
		if t.Manual {
			view.Note = v.w.T(tagManual)
		}
		v.quotes(&view, request.TagName(t), t.Evidence)
		if t.EventRole != "" {
			view.EventRole, view.Open = v.w.eventRoleText(t.EventRole), view.Open || v.tag == request.EventRoleName(t)
			if key := eventRoleTips[t.EventRole]; key != "" {
				view.EventRoleTip = v.w.T(key)
			}
			for _, e := range t.EventRoleEvidence[:min(len(t.EventRoleEvidence), maxQuotes)] {
				view.EventRoleQuotes = append(view.EventRoleQuotes, v.quote(request.EventRoleName(t), e))
			}
		}
		views = append(views, view)
	}
	return views
}

var eventRoleTips = map[index.EventRole]string{index.EventRoleHost: "part.host-tip", index.EventRoleParticipant: "part.participant-tip"}

var eventRoleKeys = map[index.EventRole]string{index.EventRoleHost: "part.host", index.EventRoleParticipant: "part.participant"}

// eventRoleText returns the text of an event role, the role itself if it has none.
func (w pageContext) eventRoleText(p index.EventRole) string {
	if eventRoleKeys[p] == "" {
		return string(p)
	}
	return w.T(eventRoleKeys[p])
}

var roleKeys = map[index.Role]string{index.RoleMain: "role.main", index.RoleMentioned: "role.mentioned"}

// role returns the text of the role of a tag, "" if it has none.
func (w pageContext) role(r index.Role) string {
	if roleKeys[r] == "" {
		return ""
	}
	return w.T(roleKeys[r])
}

// events returns the search for all documents by date of the event.
func (v documentView) events() request.Params {
	p := v.w.allDocuments()
	p.DateField = index.DateEvent
	return p
}

// dates returns each date once: the main date, then those of the text in order.
func (v documentView) dates() (views []tagView) {
	seen := map[date.Date]bool{}
	for _, main := range []bool{true, false} {
		for _, m := range v.doc.DateMentions {
			if m.Main != main || seen[m.Date] {
				continue
			}
			seen[m.Date] = true
			from := v.events().Between(m.Date.From.String(), m.Date.To.String())
			view := tagView{
				Label: v.w.Date(m.Date), URL: from.URL(request.PathSearch), All: v.w.T("all-then"),
				Decided: m.Manual, Open: v.tag == request.DateName(m),
			}
			if m.Main {
				view.Role, view.Main = v.w.T("role.main-date"), true
			}
			v.quotes(&view, request.DateName(m), v.mentioned(m))
			if m.Manual {
				view.Note = v.w.T(dateManual)
			}
			views = append(views, view)
		}
	}
	return views
}

func (v documentView) quotes(view *tagView, name string, evidence []index.Evidence) {
	view.Count = v.w.Number(len(evidence))
	for _, e := range evidence[:min(len(evidence), maxQuotes)] {
		view.Quotes = append(view.Quotes, v.quote(name, e))
	}
	if rest := len(evidence) - len(view.Quotes); rest > 0 {
		view.More = v.w.T("more-marked", rest)
	}
}

func (v documentView) quote(name string, e index.Evidence) quote {
	text := v.doc.Text
	if e.Title {
		text = v.doc.Title
	}
	q := quote{Words: e.Words(v.doc), Rule: e.Rule, Means: v.w.Rule(e.Rule), URL: request.EvidenceURL(v.doc, e, v.pairs(name)...)}
	if q.Words != "" {
		q.Before = tail(text[:e.Start])
		q.After = head(text[e.End:])
	}
	if e.Title {
		q.Where = v.w.T("where.title")
		return q
	}
	n, page := v.doc.PassageAt(e.Start), 0
	if n >= 0 {
		page = v.doc.Passages[n].Page
	}
	q.Where = v.w.where(n, page, v.doc.Format)
	return q
}

// tail returns the end of a text, about quoteReach bytes cut at a line or between words; head returns its beginning.
func tail(text string) string {
	cut := highlight.RuneStart(text, max(0, len(text)-quoteReach))
	text, whole := text[cut:], cut == 0
	if at := strings.LastIndexByte(text, '\n'); at >= 0 {
		return text[at+1:]
	}
	if whole {
		return text
	}
	if at := strings.IndexByte(text, ' '); at >= 0 {
		text = text[at:]
	}
	return "…" + text
}

func head(text string) string {
	cut := highlight.RuneStart(text, min(len(text), quoteReach))
	text, whole := text[:cut], cut == len(text)
	if at := strings.IndexByte(text, '\n'); at >= 0 {
		return text[:at]
	}
	if whole {
		return text
	}
	if at := strings.LastIndexByte(text, ' '); at >= 0 {
		text = text[:at+1]
	}
	return text + "…"
}

// parts returns the pager of a document with several sections, else nil.
func (v documentView) parts() *pager {
	last := request.SectionOf(len(v.doc.Passages) - 1)
	if last < 2 {
		return nil
	}
	link := func(part int) string { return strings.SplitN(v.link((part-1)*request.SectionPassages), "#", 2)[0] }
	out := &pager{}
	if v.section > 1 {
		out.Prev = link(v.section - 1)
	}
	if v.section < last {
		out.Next = link(v.section + 1)
	}
	shown := 0
	for _, n := range pagesAround(v.section, last) {
		if n != shown+1 {
			out.Pages = append(out.Pages, pageLink{})
		}
		out.Pages = append(out.Pages, pageLink{v.w.Number(n), link(n), n == v.section})
		shown = n
	}
	return out
}

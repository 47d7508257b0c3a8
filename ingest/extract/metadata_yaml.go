package extract

import (
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/yamlfile"
)

// maxYAMLDepth bounds the nesting of front matter and sidecars: a value may hold lists eight levels deep.
const maxYAMLDepth = 10

// ParseMetadata reads a YAML mapping: the fields of index.Metadata, "decided" with the decisions of a person, and any
// other key, which goes to Meta. Lists are joined by "; ".
//
//	decided:
//	  countries: {add: [PK], remove: [US]}
//	  themes:    {add: [nuclear], remove: []}
//	  event:     2025-07-26
//
// A wrong value is left out and reported with its line, counted from firstLine; the rest is kept. Values are text as
// written: NO stays Norway and 2025-07 a month.
func ParseMetadata(data []byte, firstLine int) (Metadata, []index.Problem) {
	if len(data) > MaxMetadataBytes {
		return Metadata{}, []index.Problem{index.NewProblem(index.ProblemLimitMetadata, MaxMetadataBytes>>10)}
	}
	text, err := decode(data, false)
	if err != nil {
		return Metadata{}, []index.Problem{ProblemOf(err).At(index.Place{Line: firstLine})}
	}
	file := yamlfile.Parse([]byte(text), yamlfile.Options{FirstLine: firstLine, MaxDepth: maxYAMLDepth})
	p := metadataParser{}
	for key, value := range file.Root().Fields().All() {
		p.field(key, value)
	}
	var problems []index.Problem
	for _, d := range file.Diagnostics() {
		problems = append(problems, index.NewProblem(index.ProblemBadYAML, d.Message).At(index.Place{Line: d.Line}))
	}
	problems = append(problems, p.problems...)
	slices.SortStableFunc(problems, func(a, b index.Problem) int { return a.Place.Line - b.Place.Line })
	return p.Metadata, problems
}

type metadataParser struct {
	Metadata
	problems []index.Problem
}

func (p *metadataParser) report(problem *index.Problem, n yamlfile.Node) {
	if problem != nil {
		p.problems = append(p.problems, problem.At(index.Place{Line: n.Line()}))
	}
}

func (p *metadataParser) field(key string, value yamlfile.Node) {
	if key == "decided" {
		p.overrides(value)
		return
	}
	text := flatYAML(value)
	known, problem := setField(&p.Metadata.Metadata, key, text)
	p.report(problem, value)
	if known || text == "" {
		return
	}
	if p.Meta == nil {
		p.Meta = map[string]string{}
	}
	p.Meta[OneLine(key, MaxFieldBytes)] = text
}

func (p *metadataParser) overrides(n yamlfile.Node) {
	fields := n.Fields("countries", "themes", "event")
	p.Overrides.Countries = tagChanges(fields.Get("countries"))
	p.Overrides.Themes = tagChanges(fields.Get("themes"))
	if event := fields.Get("event"); event.Exists() {
		var problem *index.Problem
		p.Overrides.Event, problem = parseDate("decided.event", flatYAML(event))
		p.report(problem, event)
	}
}

func tagChanges(n yamlfile.Node) TagChanges {
	fields := n.Fields("add", "remove")
	return TagChanges{Add: tagRefs(fields.Get("add")), Remove: tagRefs(fields.Get("remove"))}
}

// tagRefs reads a list of ids, or a single one.
func tagRefs(n yamlfile.Node) (refs []TagRef) {
	list := []yamlfile.Node{n}
	if n.IsList() {
		list = n.List()
	}
	for _, v := range list {
		if id := v.Text(); id != "" {
			refs = append(refs, TagRef{ID: OneLine(id, MaxFieldBytes), Line: v.Line()})
		}
	}
	return refs
}

// flatYAML writes any value in one line.
func flatYAML(n yamlfile.Node) string {
	var parts []string
	switch {
	case n.IsList():
		for _, item := range n.List() {
			parts = append(parts, flatYAML(item))
		}
	case n.IsMapping():
		fields := n.Fields()
		for key, value := range fields.All() {
			parts = append(parts, key+": "+flatYAML(value))
		}
	default:
		return n.Text()
	}
	return strings.Join(parts, "; ")
}

package office

import "strings"

// odfList is an open list. Nested lists start from its counts.
type odfList struct {
	style  string
	counts [maxListDepth]int
}

// list reads the items of a list, which may contain lists.
func (t *odfText) list() {
	l := &odfList{style: t.attr("text:style-name")}
	if len(t.lists) > 0 {
		outer := t.lists[len(t.lists)-1]
		if l.style == "" {
			l.style = outer.style
		}
		l.counts = outer.counts
	}
	depth := len(t.lists)
	if before := t.last[l.style]; before != nil && (t.attr("text:continue-numbering") == "true" || t.attr("text:continue-list") != "") {
		l.counts = before.counts
	} else if depth < maxListDepth {
		l.counts[depth] = 0
	}
	t.lists = append(t.lists, l)
	t.children(func(name string) {
		switch name {
		case "text:list-item":
			t.point(l, depth)
		case "text:list-header":
			t.children(t.node, nil)
		}
	}, nil)
	t.lists = t.lists[:depth]
	if t.last == nil {
		t.last = make(map[string]*odfList)
	}
	t.last[l.style] = l
}

// point reads a list item. Only its first paragraph gets the label.
func (t *odfText) point(l *odfList, depth int) {
	if depth < maxListDepth {
		level := t.levelOf(l.style, depth)
		switch start := number(t.attr("text:start-value"), -1); {
		case start >= 0:
			l.counts[depth] = start
		case l.counts[depth] == 0 && level.start > 0:
			l.counts[depth] = level.start
		default:
			l.counts[depth]++
		}
	}
	first := true
	t.children(func(name string) {
		if !first && (name == "text:p" || name == "text:h") {
			lists := t.lists
			t.lists = nil
			t.node(name)
			t.lists = lists
			return
		}
		if name == "text:p" || name == "text:h" {
			first = false
		}
		t.node(name)
	}, nil)
}

func (t *odfText) levelOf(style string, depth int) odfLevel {
	if s := t.styles["list "+style]; s != nil && depth < len(s.lists) {
		return s.lists[depth]
	}
	return odfLevel{format: bullet}
}

// mark counts a list item or heading and returns its label.
func (t *odfText) mark(heading bool, level int) string {
	if n := len(t.lists); n > 0 && t.current == nil {
		l := t.lists[n-1]
		return t.write(l.style, n-1, l.counts, heading)
	}
	if !heading || level < 0 || level >= maxListDepth || t.styles["list "+outlineStyle] == nil {
		return ""
	}
	t.counts[level]++
	clear(t.counts[level+1:])
	return t.write(outlineStyle, level, t.counts, true)
}

func (t *odfText) write(style string, depth int, counts [maxListDepth]int, heading bool) string {
	if depth >= maxListDepth {
		return "-"
	}
	level := t.levelOf(style, depth)
	switch {
	case level.format == bullet && heading, level.format == "" && heading:
		return ""
	case level.format == bullet, level.format == "":
		return "-"
	}
	var numbers []string
	for n := max(0, depth+1-max(level.shown, 1)); n <= depth; n++ {
		numbers = append(numbers, numeral(max(counts[n], 1), t.levelOf(style, n).format))
	}
	return level.before + strings.Join(numbers, ".") + level.after
}

package e2e

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// results is the state that a result page shows.
type results struct {
	URL     string
	Box     string
	Heading string
	Hits    []string // titles
	Active  []string // labels of the links that remove active filters
	Ticked  []string // name=value
	Filled  []string // name=value of the other controls
}

func (w walk) results() results {
	w.Helper()
	return read[results](w.tab, `(() => {
		const all = (css, f) => [...document.querySelectorAll(css)].map(f);
		return {
			URL: location.pathname + location.search,
			Box: document.querySelector("input[type=search]").value,
			Heading: document.querySelector("h1").textContent,
			Hits: all("ol.hits > li h2", e => e.textContent),
			Active: all(".chosen a[aria-label]", e => e.getAttribute("aria-label")),
			Ticked: all("aside input[type=checkbox]:checked", e => e.name + "=" + e.value),
			Filled: all("aside input:not([type]), aside select", e => e.name + "=" + e.value),
		};
	})()`)
}

// total is the number of documents in the heading: "1,234 documents for ...".
func (w walk) total() int {
	w.Helper()
	return w.number(w.results().Heading)
}

func (w walk) number(text string) int {
	w.Helper()
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(strings.ReplaceAll(first, ",", ""))
	if err != nil {
		w.Fatalf("%q does not begin with a number", text)
	}
	return n
}

// parameter returns the values of a parameter of the address.
func (w walk) parameter(name string) []string {
	w.Helper()
	u, err := url.Parse(read[string](w.tab, "location.href"))
	if err != nil {
		w.Fatal(err)
	}
	return u.Query()[name]
}

func (w walk) wantParameter(name, want string) {
	w.Helper()
	if got := w.parameter(name); !reflect.DeepEqual(got, []string{want}) {
		w.Errorf("the address has %s %q, want %q", name, got, want)
	}
}

func (w walk) wantTotal(want int, from string) {
	w.Helper()
	if got := w.total(); got != want {
		w.Errorf("%s: %d documents, want %d as shown beside the link", from, got, want)
	}
	if hits := len(w.results().Hits); hits != min(want, 10) {
		w.Errorf("%s: %d hits on the page, want %d", from, hits, min(want, 10))
	}
}

// value is a row of a facet.
type value struct {
	Name, Value, Label string
	Count              string
	Visible, Checked   bool
}

func (w walk) values(facet string) []value {
	w.Helper()
	return read[[]value](w.tab, `[...document.querySelectorAll(%s)].map(row => ({
		Name: row.querySelector("input").name,
		Value: row.querySelector("input").value,
		Label: row.querySelector("bdi").textContent,
		Count: row.querySelector(".n").textContent,
		Visible: row.checkVisibility(),
		Checked: row.querySelector("input").checked,
	}))`, "#facet-"+facet+" .row")
}

// value returns the value of a facet by its name.
func (w walk) value(facet, label string) value {
	w.Helper()
	values := w.values(facet)
	n := slices.IndexFunc(values, func(v value) bool { return v.Name == facet && v.Label == label })
	if n < 0 {
		w.Fatalf("facet %s has no value %s\n%s", facet, label, w.describe())
	}
	return values[n]
}

// narrowingValue returns the visible value that keeps the most documents without keeping all.
func (w walk) narrowingValue(facet string) (best value) {
	w.Helper()
	total, largest := w.total(), 0
	for _, v := range w.values(facet) {
		if n := w.number(v.Count); v.Name == facet && v.Visible && !v.Checked && n < total && n > largest {
			best, largest = v, n
		}
	}
	if largest == 0 {
		w.Fatalf("no value of %s narrows %d documents\n%s", facet, total, w.describe())
	}
	return best
}

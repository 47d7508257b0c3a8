package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Report holds all measurements.
type Report struct {
	Library    Library       `json:"library"`
	Machine    string        `json:"machine"`
	Load       string        `json:"load,omitempty"` // load average of the last minute
	Seed       uint64        `json:"seed"`
	Queries    int           `json:"queries"` // of each class
	Office     *Office       `json:"office,omitempty"`
	Builds     []Build       `json:"builds,omitempty"`
	Tagging    []Tagging     `json:"tagging,omitempty"`
	Classes    []ClassReport `json:"classes"`
	Throughput []Throughput  `json:"throughput"`
	Notes      []string      `json:"notes,omitempty"`
}

// Office measures parsing of office files and PDFs.
type Office struct {
	Build
	Synthetic bool    `json:"synthetic"` // generated files, since the corpora are absent
	Files     int     `json:"files"`
	PerSecond float64 `json:"files_per_second"`
}

// Library describes the documents.
type Library struct {
	Name      string `json:"name"`
	Synthetic bool   `json:"synthetic"`
	Reused    bool   `json:"reused"`
	Documents int    `json:"documents"`
	TextBytes int64  `json:"text_bytes"`
}

// ClassReport has a row per engine for a query class; the first row is Daftar.
type ClassReport struct {
	Class string `json:"class"`
	Rows  []Row  `json:"rows"`
}

// Row measures one engine. Processor time, allocations and bytes are means per query; ratios are Daftar's time divided by
// this engine's.
type Row struct {
	Engine   string   `json:"engine"`
	Queries  int      `json:"queries"`
	P50      float64  `json:"p50_ms"`
	P95      float64  `json:"p95_ms"`
	P99      float64  `json:"p99_ms"`
	CPU      float64  `json:"cpu_ms,omitempty"` // 0 if unknown
	Allocs   float64  `json:"allocations"`
	Bytes    float64  `json:"bytes"`
	Found    float64  `json:"found"` // mean number of documents
	Same     *float64 `json:"same,omitempty"`
	RatioP50 *float64 `json:"ratio_p50,omitempty"`
	RatioP95 *float64 `json:"ratio_p95,omitempty"`
	RatioCPU *float64 `json:"ratio_cpu,omitempty"`
}

// Throughput is queries of all classes per second.
type Throughput struct {
	Engine    string  `json:"engine"`
	Clients   int     `json:"clients"`
	PerSecond float64 `json:"per_second"`
}

// add adds the rows of a class.
func (r *Report) add(class string, engines []namedEngine, timings []timing) {
	c := ClassReport{Class: class}
	for i, t := range timings {
		row := newRow(engines[i].name, t)
		if i > 0 {
			equal := sameShare(timings[0].found, t.found)
			row.Same = &equal
			row.RatioP50 = ratio(c.Rows[0].P50, row.P50)
			row.RatioP95 = ratio(c.Rows[0].P95, row.P95)
			row.RatioCPU = ratio(c.Rows[0].CPU, row.CPU)
		}
		c.Rows = append(c.Rows, row)
	}
	r.Classes = append(r.Classes, c)
}

func newRow(name string, t timing) Row {
	row := Row{Engine: name, Queries: len(t.durations), Found: mean(t.found)}
	row.P50 = milliseconds(percentile(t.durations, 0.50))
	row.P95 = milliseconds(percentile(t.durations, 0.95))
	row.P99 = milliseconds(percentile(t.durations, 0.99))
	if n := float64(len(t.durations)); n > 0 {
		row.CPU = milliseconds(t.cpu) / n
		row.Allocs, row.Bytes = float64(t.mallocs)/n, float64(t.bytes)/n
	}
	return row
}

// ratio returns nil if the divisor is 0.
func ratio(a, b float64) *float64 {
	if b == 0 {
		return nil
	}
	q := a / b
	return &q
}

func (r Report) writeJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}

// write prints the report as tables.
func (r Report) write(w io.Writer) error {
	var b strings.Builder
	if r.Office != nil {
		r.office(&b)
	}
	if len(r.Classes) == 0 {
		_, err := io.WriteString(w, b.String())
		return err
	}
	fmt.Fprintf(&b, "library  %s\nmachine  %s\n", r.Library, r.Machine)
	if r.Load != "" {
		fmt.Fprintf(&b, "load     %s at the end of the single-client measurement: above 1 is other work on this machine\n", r.Load)
	}
	fmt.Fprintf(&b, "queries  %d of each class, seed %d\n", r.Queries, r.Seed)
	r.builds(&b)
	r.tagging(&b)
	r.classes(&b)
	r.throughput(&b)
	fmt.Fprint(&b, "\ncpu: mean processor time, garbage collection included. found: mean number of documents.\nsame: queries that find as many documents as daftar. ratio: daftar's time divided by the row's. Allocations and KB of tagging are per MB of text.\n")
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "- %s\n", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// tableRow prints a name and cells without trailing blanks.
func tableRow(b *strings.Builder, name string, cells ...string) {
	line := fmt.Sprintf("%-30s", name)
	for _, c := range cells {
		line += fmt.Sprintf("%9s", c)
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// String describes the library and its origin.
func (l Library) String() string {
	s := fmt.Sprintf("%s, %d documents, %d MB of text", l.Name, l.Documents, l.TextBytes/1e6)
	switch {
	case l.Synthetic:
		s += " of invented words: the corpus is absent, and ratios may differ on real text"
	case l.Reused:
		s += " (existing index: --library and --documents are ignored)"
	}
	return s
}

func (r Report) office(b *strings.Builder) {
	o := r.Office
	fmt.Fprintf(b, "machine  %s\n\n", r.Machine)
	tableRow(b, "OFFICE FILES AND PDFS", "files", "seconds", "per s", "cpu", "MB peak", "worker")
	name := "formats-sample, CRS"
	if o.Synthetic {
		name = "generated, the corpora are absent"
	}
	tableRow(b, name, fmt.Sprint(o.Files), fmt.Sprintf("%.1f", o.Seconds), fmt.Sprintf("%.1f", o.PerSecond), fmt.Sprintf("%.1f", o.CPU),
		fmt.Sprint(o.PeakBytes/1e6), fmt.Sprint(o.ChildPeak/1e6))
	fmt.Fprintf(b, "target: %d files per second on two cores. cpu: of the parent. worker: peak MB of the largest worker.\n", officeTarget)
	for _, f := range o.Outcomes.Formats {
		fmt.Fprintf(b, "  %-6s %4d files, %4d documents, %d read, %d empty, %d limited, %d unsupported, %d failed\n",
			f.Format, f.Files, f.Documents, f.Read, f.Empty, f.Limited, f.Unsupported, f.Failed)
	}
	b.WriteString("\n")
}

func (r Report) builds(b *strings.Builder) {
	if len(r.Builds) == 0 {
		return
	}
	b.WriteString("\n")
	tableRow(b, "BUILD", "seconds", "cpu", "MB disk", "MB peak")
	for _, built := range r.Builds {
		peak := "?"
		if built.PeakBytes > 0 {
			peak = fmt.Sprint(built.PeakBytes / 1e6)
		}
		tableRow(b, built.Name, fmt.Sprintf("%.1f", built.Seconds), fmt.Sprintf("%.1f", built.CPU), fmt.Sprint(built.DiskBytes/1e6), peak)
	}
}

func (r Report) classes(b *strings.Builder) {
	b.WriteString("\n")
	tableRow(b, "MS PER QUERY, ONE CLIENT", "p50", "p95", "p99", "cpu", "allocs", "KB", "found", "same",
		"ratio:", "p50", "p95", "cpu")
	for _, c := range r.Classes {
		tableRow(b, c.Class)
		for _, row := range c.Rows {
			tableRow(b, "  "+row.Engine, fmt.Sprintf("%.2f", row.P50), fmt.Sprintf("%.2f", row.P95), fmt.Sprintf("%.2f", row.P99),
				fmt.Sprintf("%.2f", row.CPU), fmt.Sprintf("%.0f", row.Allocs), fmt.Sprintf("%.0f", row.Bytes/1024), fmt.Sprintf("%.1f", row.Found),
				share(row.Same), "", number(row.RatioP50), number(row.RatioP95), number(row.RatioCPU))
		}
	}
}

func (r Report) throughput(b *strings.Builder) {
	b.WriteString("\n")
	tableRow(b, "ALL CLASSES MIXED", "clients", "per s", "ratio")
	for i, p := range r.Throughput {
		by := ""
		if i > 0 {
			by = number(ratio(p.PerSecond, r.Throughput[0].PerSecond))
		}
		tableRow(b, p.Engine, fmt.Sprint(p.Clients), fmt.Sprintf("%.0f", p.PerSecond), by)
	}
}

// number formats a value that may be absent.
func number(n *float64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf("%.3f", *n)
}

func share(n *float64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf("%.0f%%", 100**n)
}

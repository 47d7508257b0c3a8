//go:build ignore

// gen_licenses writes licenses.txt: the licence texts of every Go module linked into daftar on any supported system, of
// the Go standard library, and of the data that daftar carries (licenses_data.txt). Run it with "go generate ./cmd/daftar"
// after a change of go.mod.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are the targets whose modules are collected: build constraints make them differ.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"}

var licenseFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)(\.(txt|md))?$`)

func main() {
	log.SetFlags(0)
	modules := map[string]string{} // "path version" -> folder
	for _, system := range systems {
		goos, arch, _ := strings.Cut(system, "/")
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			log.Fatalf("list the packages for %s: %v", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				modules[name] = dir
			}
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	texts := map[string][]string{} // licence text -> names
	add := func(name, dir string) {
		text := licenseOf(name, dir)
		texts[text] = append(texts[text], name)
	}
	add("The Go standard library", strings.TrimSpace(string(root)))
	for name, dir := range modules {
		add(name, dir)
	}
	var b bytes.Buffer
	b.WriteString("Daftar contains the following software and data.\n")
	for _, text := range byFirstName(texts) {
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n\n%s\n", rule, strings.Join(texts[text], "\n"), rule, text)
	}
	data, err := os.ReadFile("licenses_data.txt")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(&b, "\n%s\n", rule)
	b.Write(data)
	if err := os.WriteFile("licenses.txt", b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

var rule = strings.Repeat("=", 80)

// byFirstName sorts the names under each text, and returns the texts by the first of them.
func byFirstName(texts map[string][]string) []string {
	order := make([]string, 0, len(texts))
	for text := range texts {
		slices.Sort(texts[text])
		order = append(order, text)
	}
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(texts[a][0], texts[b][0]) })
	return order
}

// licenseOf returns the licence files of a module's top folder.
func licenseOf(name, dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if e.IsDir() || !licenseFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			log.Fatal(err)
		}
		all = append(all, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	if len(all) == 0 {
		log.Fatalf("%s has no licence file in %s", name, dir)
	}
	return strings.Join(all, "\n\n")
}

package vocabulary

import (
	"strings"

	"daftar/index/yamlfile"
)

// labels are names for readers of one language, by kind and id.
type labels map[string]map[string]string

// The kinds of things that a file of labels names.
const (
	labelCountries = "countries"
	labelGroups    = "groups"
	labelThemes    = "themes"
	labelRegions   = "regions"
	labelLanguages = "languages"
)

var labelKinds = []string{labelCountries, labelGroups, labelThemes, labelRegions, labelLanguages}

// isLabelFile reports whether a file holds labels in one language: labels.ru.yaml.
func isLabelFile(name string) bool {
	middle, ok := strings.CutPrefix(name, "labels.")
	return ok && strings.HasSuffix(middle, ".yaml") && middle != "yaml"
}

// readLabelFile reads labels by id. An unknown id is no mistake: a folder may replace the themes and leave the labels.
func readLabelFile(v *Vocabulary, top yamlfile.Fields) {
	if top.Len() == 0 {
		return
	}
	lang := readLanguageCode(v, top)
	if v.labels[lang] == nil {
		v.labels[lang] = labels{}
	}
	for _, kind := range labelKinds {
		for id, n := range top.Get(kind).Fields().All() {
			if v.labels[lang][kind] == nil {
				v.labels[lang][kind] = map[string]string{}
			}
			if v.labels[lang][kind][id] = n.Text(); v.labels[lang][kind][id] == "" {
				n.Report(yamlfile.KindMissing, "%q has no label", id)
			}
		}
	}
}

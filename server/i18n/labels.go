package i18n

import (
	"strings"

	"daftar/index"
)

// Label returns the label of a value of a field: the vocabulary's for a country, theme, group of themes or language, the
// value itself where there is none.
func (l *Localizer) Label(f index.Field, value string) string {
	switch {
	case value == index.Missing:
		return l.T(missingLabels[f])
	case f == index.FieldFormat:
		return strings.ToUpper(value)
	}
	if label := l.vocabularyLabel(f, value); label != "" {
		return label
	}
	return value
}

func (l *Localizer) vocabularyLabel(f index.Field, value string) string {
	if l.vocabulary == nil {
		return ""
	}
	switch f {
	case index.FieldCountry:
		return l.vocabulary.CountryLabel(value, l.Language.Code)
	case index.FieldTheme:
		return l.vocabulary.ThemeLabel(value, l.Language.Code)
	case index.FieldThemeGroup:
		return l.vocabulary.GroupLabel(value, l.Language.Code)
	case index.FieldLang:
		return l.vocabulary.LanguageLabel(value, l.Language.Code)
	}
	return ""
}

// missingLabels are the keys of "has none" by field.
var missingLabels = map[index.Field]string{
	index.FieldCountry: "missing.country", index.FieldTheme: "missing.theme", index.FieldThemeGroup: "missing.theme",
	index.FieldSource: "missing.source", index.FieldLang: "missing.language", index.FieldFormat: "missing.format",
	index.FieldDate: "missing.date",
}

// RegionLabel returns the label of a region, its id if the vocabulary has none.
func (l *Localizer) RegionLabel(id string) string {
	if label := l.vocabulary.RegionLabel(id, l.Language.Code); label != "" {
		return label
	}
	return id
}

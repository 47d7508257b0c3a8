// Package vocabulary holds the data that documents are tagged with and queries are expanded by: countries, regions, themes,
// languages and synonyms, and the word lists of each language that the tagger reads.
//
// The data are YAML files (data/*.yaml, embedded in the binary), written by librarians and linguists, not by programmers.
// The head of each file documents its fields. Load reads and checks all of them; every mistake of every file is reported at
// once, with file, line and a suggestion (yamlfile.Diagnostics). LoadOverlay puts the files of a folder over the built-in
// ones: a file replaces the built-in one of its name, and a file with a further name, such as themes.NAME.yaml, adds to it.
//
// Version is a hash of the files that tags depend on, so an edit of any of them changes it. A generation of an index keeps
// the files it was made by (GenerationFiles); FromGeneration reads them again.
//
// The package decides nothing: how terms match is the business of ingest/tag, what a filter finds that of the engines.
package vocabulary

// Package ingest turns files into indexed documents.
//
//	source -> file -> items -> document -> passages -> tags -> overrides -> index.Build          (Run)
//	stored document -> tags -> overrides -> index.Build                                          (Retag, Compare)
//
// # Flow
//
// Run lists the files of the sources in a stable order (source.go, file.go). A file gives items: text, Markdown and JSON
// lines are read here, every other format by a Reader, which is a sandbox (fileReader in read.go). An item with text
// becomes a document: the Annotator derives a title, detects the language, splits passages, finds tags and dates, and then
// applies what editors decided (annotate.go, overrides.go). The documents go into a Build. Workers do this in parallel, by
// file or by batches of lines, within a budget of memory (workers.go).
//
// The metadata of an item come, in this order, from the sidecar FILE.yaml, from the file itself (front matter, document
// properties), and for an embedded file from its container (read.go, container.go).
//
// # Fingerprints
//
// A file or line that has not changed is kept without being read: its fingerprint sums its bytes, its sidecar and the
// versions of everything that reads it (fingerprint.go). The last part of a fingerprint is the annotation version, of what
// works on the stored text. Retag repeats that work and replaces this part only, so that the next Run finds changed only
// what has changed on disk.
//
// # Deletion
//
// A document disappears when a run has read its file, or looked for it in a complete list of its source, and did not find
// it. A file that cannot be read today keeps its documents; one that ends too early keeps those that were not reached; a
// source that is missing, or suddenly without files, is an error unless Options.AllowMissing.
//
// # Failures
//
// A bad file is a problem in the report and never stops a run; a panic on one text is a problem of that text. Only a
// missing source, an error of the Build and a cancelled context end a run. A run that was killed leaves the last generation
// as it was: nothing is visible before the caller publishes the Build.
//
// The package neither searches nor knows an engine.
package ingest

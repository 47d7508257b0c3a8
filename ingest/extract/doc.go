// Package extract turns the bytes of a file into text: the text itself with its headings and pages, and the metadata that
// the file, its front matter and its sidecar state.
//
// Read reads a file that holds one document (text, Markdown, HTML), Lines the documents of a JSONL file. The subpackages
// read the other formats; package dispatch detects formats and calls them, also for files inside files. The package does
// not walk folders or open files, knows no engine, and does not guess: a document without a stated language or title has
// none here.
//
// Files are untrusted. Every input is bounded by the limits below and by Limits. A limit that cut something is a problem in
// Extracted.Limits, which is stored with the document, and in the problems of the file. Problems are codes with a place
// (index.Problem); nothing decides by the text of an error.
//
// # Adding a format
//
//  1. Add a Format to the list in format.go, its extension to byName and its signature to signatures in sniff.go, with a
//     case in the tests of Sniff.
//  2. Write a reader with the signature func(data []byte, l Limits) (*Extracted, []index.Problem) in a package of its own.
//     It writes text with a TextBuilder, which notes headings and pages, and ends with Extracted.Finish, which applies the
//     limit of text and reports documents without text. An error that means something to a user is made with NewError.
//  3. Call it from package dispatch (a case in formatReader.read), which runs it in the sandbox if Format.Sandboxed is set.
//  4. Raise Format.Version whenever the same file may give another text: documents of that format are then read again.
//
// A reader of a container yields its files as Embedded; dispatch detects and reads them in turn.
package extract

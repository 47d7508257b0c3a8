// Package office reads Office Open XML (Word, PowerPoint, Excel), OpenDocument, EPUB and CSV.
//
// It extracts the visible text in reading order: insertions but not deletions, the results of fields but not their codes,
// one of several alternative drawings, notes after the paragraph that refers to them, comments at the end, then each
// distinct header and footer. It reads XML as a stream, without building a tree. The unpacked size is bounded over all
// members together. From a damaged file it extracts as much as possible. It does not run macros, follow links or open
// embedded files. Page numbers are the page breaks stored in the file; it does not lay out pages.
package office

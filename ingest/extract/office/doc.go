// Package office reads Office Open XML (Word, PowerPoint, Excel), OpenDocument, EPUB and CSV.
//
// It reads what a reader would see, in that order: insertions but not deletions, the results of fields but not their codes,
// one of several alternative drawings, notes after the paragraph that refers to them, headers and footers once, comments at
// the end. XML is read as a stream and never held as a tree; what a file unpacks to is bounded over all its members; of a
// damaged file everything is read that can be. Macros are not run, links not followed, embedded files not opened. Pages are
// those that the program which wrote the file noted; none are computed.
package office

// Package pdf extracts the text of a PDF in reading order, with page numbers, headings and metadata (ISO 32000).
//
// PDFium, compiled to WebAssembly, decodes the file and reports which character stands where on a page. A PDF has neither
// lines nor words, only characters at positions in any order, so this package reconstructs the layout:
//
//   - Glyphs of one line become segments, separated where a gap could be a column gap (segment.go). Superscripts, vowel
//     signs and other small segments join the segment that they belong to.
//   - Segments are cut recursively along white gutters into columns, tables and blocks (layout.go), an X-Y cut after Nagy
//     and Seth (1984). A gutter counts if enough rows have text on both sides of it.
//   - Lines become paragraphs by indentation, spacing and font size, also across columns and pages (paragraph.go).
//     Larger or bold lines become headings.
//   - Lines that repeat on several pages at the same height are headers and footers, and are kept once (header_footer.go).
//   - A hyphen at a line end stays if the document writes the word with it elsewhere (hyphen.go).
//
// Right-to-left text. Positions are in display order. Rows are converted to logical order by the reversal rule L2 of the
// Unicode Bidirectional Algorithm (UAX 9), which is its own inverse; brackets are mirrored, and presentation forms are
// replaced by their letters (bidi.go).
//
// Drawing order. Some programs place vowel signs of Nastaliq far from their letters but draw each word in order. If nearly
// all text objects of a page are drawn from left to right, their order counts instead of the positions (drawing_order.go).
//
// Text that PDFium cannot decode (pages that are images) is counted and reported; Render returns the image of a page for
// OCR. Only Prepare and Open touch files, namely the cache of the compiled module, so a process can be sandboxed after
// Open. Time and memory are bounded per file by extract.Limits.
package pdf

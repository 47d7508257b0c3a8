// Package legacy extracts text from Word 97, RTF and the compound files of old Office.
//
// It reads Rich Text Format, the binary files of Word 2 to Word 2003, the XML of Word 2003, and the compound files that
// contain them and Outlook messages. It returns the text in reading order with headings, tables, notes and comments,
// without layout. Of fields it returns the result. It leaves out pictures, embedded objects, and hidden or deleted
// text.
//
// Offsets and lengths in these formats point anywhere in the file, so every one is checked: data beyond the end of the
// file counts as missing, and no loop runs longer than the file.
//
// Compound files. A compound file is a small file system: sectors of 512 or 4096 bytes, chained by a file allocation
// table (FAT), with a directory tree of storages (folders) and streams (files). Streams below 4096 bytes lie in 64-byte
// sectors of one "mini stream" with its own table. Source: [MS-CFB].
//
// Word binary files. The stream WordDocument starts with the file information block (FIB), which gives the character
// counts of eight stories (main text, footnotes, headers, macros, comments, endnotes, text boxes, header text boxes)
// and offsets into the table stream. The piece table says where in the stream each range of characters lies and whether
// it has 8 or 16 bits a character; formatted disk pages (FKP) of 512 bytes give the properties of paragraphs and
// characters as lists of changes (sprm). The style sheet gives outline levels. Source: [MS-DOC]; for Word 2 and 6 the
// headers that antiword and wvWare read.
//
// RTF. A stream of groups in braces, control words and text in 8-bit encodings that each font selects, with Unicode as
// \\u and a fallback to skip. Source: Rich Text Format Specification 1.9.1. Document properties: [MS-OLEPS].
//
// The compound-file reader is ours because it also reads files that are cut off. Measured on 2026-12-01 against
// github.com/richardlehane/mscfb v1.0.9 (the newest), on 72 Office files of the corpus of formats: both read all whole
// files with equal streams and about equal speed (mscfb 20 ms, ours 27 ms for all). With the last byte cut off, mscfb
// refused 16 of 72, ours none. A message of 10,240 bytes cut at every byte from 512 on: mscfb refused 9,216 of 9,728
// cuts, ours 640 (those without a directory). mscfb also recurses over the directory tree and copies the path at each
// level: a file of 1.3 MB with 10,000 nested storages took it 1.9 s and 798 MB, ours 27 ms.
package legacy

// Package stored keeps the documents of an index with their texts, evidence and key terms, compressed.
//
// Every build that puts documents writes three block files (internal/blockfile), whose names end in the number of the build:
//
//	head-000007      kind "head"
//	text-000007      kind "text"
//	evidence-000007  kind "evidence"
//
// All have version 1 and one section of records, "document".
//
// The files are immutable. Later generations share them by hard links, and refer to a document by the number of the build
// and that of the record (Ref, in the columns). Records of deleted documents remain until most of a file is deleted or there
// are many files; then a build copies the others.
//
// Records are compressed with a dictionary that the first build trained from its first documents; later builds use the same
// one, because a few documents are not enough to train one. There are three files, because a page of hits needs all heads
// but no evidence, and texts only for snippets.
//
// # Format of records
//
// A head record is
//
//	length of the head, uvarint; head: index.Document as JSON, with tags but without their evidence
//	length of the passages, uvarint; passages: []index.Passage as JSON
//
// A text record is the text.
//
// An evidence record is
//
//	length of the mentions, uvarint; mentions: struct mentions as JSON: the rules that the evidence names, the date mentions
//	    without evidence, and the key terms
//	for each tag of the head: its evidence, then that of its event role
//	for each date mention: its evidence
//
// and evidence is the number of spans, uvarint, and for each span
//
//	number of its rule times 2, plus 1 if the span is in the title, uvarint
//	distance of its start from the end of the span before (of the record, at first 0), varint
//	its length, varint
package stored

package index

import (
	"slices"

	"daftar/index/message"
)

// Problem is one thing that went wrong in one file, or that a limit cut. Its text is made from the code where it is shown
// (server/i18n, key "problem." + code), in the language of the reader.
type Problem struct {
	Code  ProblemCode  `json:"code"`
	Place Place        `json:"place,omitzero"`
	Args  message.Args `json:"args,omitempty"` // strings and ints, by the order that the code documents
	Lost  bool         `json:"lost,omitempty"` // its subject, a line or an attachment, gave no document

	// Deprecated: text instead of a code, until every reader reports codes.
	Where  string `json:"where,omitempty"`
	Reason string `json:"reason,omitempty"`
	Limit  bool   `json:"limit,omitempty"`
}

// Place is where in a file a problem is. The zero Place is the whole file.
type Place struct {
	Part string `json:"part,omitempty"` // file inside an archive or a message, sheet, slide, chapter
	Page int    `json:"page,omitempty"` // from 1
	Line int    `json:"line,omitempty"` // from 1
}

// NewProblem returns a problem of a whole file.
func NewProblem(code ProblemCode, args ...any) Problem { return Problem{Code: code, Args: args} }

// At returns the problem at a place.
func (p Problem) At(place Place) Problem { p.Place = place; return p }

// Equal reports whether two problems are the same.
func (p Problem) Equal(q Problem) bool {
	return slices.Equal(p.Args, q.Args) && p.Code == q.Code && p.Place == q.Place && p.Lost == q.Lost && p.Reason == q.Reason && p.Where == q.Where && p.Limit == q.Limit
}

// Message returns the text of the problem, without its place.
func (p Problem) Message() message.Message {
	return message.Message{Key: "problem." + string(p.Code), Args: p.Args}
}

// ProblemCode says what kind of thing went wrong.
type ProblemCode string

// The codes. In the comments, the arguments.
const (
	// The file cannot be read.
	ProblemUnreadable   ProblemCode = "unreadable"    // the error of the operating system
	ProblemDamaged      ProblemCode = "damaged"       // the format, the detail ("" if none)
	ProblemNotFormat    ProblemCode = "not_format"    // the format that it claims to be
	ProblemNotText      ProblemCode = "not_text"      // byte offset, from 1, of a zero byte
	ProblemBadEncoding  ProblemCode = "bad_encoding"  // the encoding, the byte offset from 1
	ProblemEncrypted    ProblemCode = "encrypted"     // by what: "password", "PGP", "S/MIME", "DRM"
	ProblemTooLarge     ProblemCode = "too_large"     // the largest size that is read, in MB
	ProblemParserFailed ProblemCode = "parser_failed" // the detail: a fault of Daftar, or of a library
	ProblemBadJSON      ProblemCode = "bad_json"      // the detail
	ProblemDuplicateID  ProblemCode = "duplicate_id"  // the id

	// The file is of a kind that Daftar does not read.
	ProblemUnsupported ProblemCode = "unsupported" // the kind

	// The file has no text.
	ProblemEmpty           ProblemCode = "empty"
	ProblemScanned         ProblemCode = "scanned"          // pages that are images without text, pages
	ProblemOCREmpty        ProblemCode = "ocr_empty"        // pages in which OCR found no text, pages
	ProblemAttachmentsOnly ProblemCode = "attachments_only" // a message without subject and text

	// Part of the file was read.
	ProblemPartDamaged   ProblemCode = "part_damaged"   // the detail; its Place names the part
	ProblemPartMissing   ProblemCode = "part_missing"   // the part
	ProblemPartEncrypted ProblemCode = "part_encrypted" // parts that are encrypted, parts
	ProblemPagesDamaged  ProblemCode = "pages_damaged"  // pages that cannot be read, pages
	ProblemMoreProblems  ProblemCode = "more_problems"  // problems that are not listed
	ProblemOCRText       ProblemCode = "ocr_text"       // pages whose text was recognised by OCR
	ProblemOCRFailed     ProblemCode = "ocr_failed"     // pages, the detail

	// A limit cut something.
	ProblemLimitText     ProblemCode = "limit_text"     // MB of text that were read
	ProblemLimitPages    ProblemCode = "limit_pages"    // pages that were read
	ProblemLimitTime     ProblemCode = "limit_time"     // seconds
	ProblemLimitMemory   ProblemCode = "limit_memory"   // MB
	ProblemLimitFiles    ProblemCode = "limit_files"    // files in it that were read
	ProblemLimitDepth    ProblemCode = "limit_depth"    // levels of nesting that are read
	ProblemLimitUnpacked ProblemCode = "limit_unpacked" // MB that are unpacked

	// The metadata is wrong; the text was read.
	ProblemBadMetadata ProblemCode = "bad_metadata" // the field, what is allowed, the value
	ProblemUnknownTag  ProblemCode = "unknown_tag"  // the field, the id
	ProblemBadDate     ProblemCode = "bad_date"     // the field
)

// problemClass is what a code means for the outcome of its file.
type problemClass struct {
	outcome Outcome // of a file that gave no document for this reason
	limit   bool    // a limit cut something
}

// problemClasses has a row for every code: a test holds it against the messages.
var problemClasses = map[ProblemCode]problemClass{
	ProblemUnreadable: {OutcomeFailed, false}, ProblemDamaged: {OutcomeFailed, false}, ProblemNotFormat: {OutcomeFailed, false},
	ProblemNotText: {OutcomeFailed, false}, ProblemBadEncoding: {OutcomeFailed, false}, ProblemEncrypted: {OutcomeFailed, false},
	ProblemTooLarge: {OutcomeFailed, false}, ProblemParserFailed: {OutcomeFailed, false}, ProblemBadJSON: {OutcomeFailed, false},
	ProblemDuplicateID: {OutcomeFailed, false}, ProblemUnsupported: {OutcomeUnsupported, false}, ProblemEmpty: {OutcomeEmpty, false},
	ProblemScanned: {OutcomeEmpty, false}, ProblemOCREmpty: {OutcomeEmpty, false}, ProblemAttachmentsOnly: {OutcomeEmpty, false},
	ProblemPartDamaged: {OutcomeFailed, true}, ProblemPartMissing: {OutcomeFailed, false}, ProblemPartEncrypted: {OutcomeFailed, false},
	ProblemPagesDamaged: {OutcomeFailed, false}, ProblemMoreProblems: {OutcomeFailed, false}, ProblemOCRText: {OutcomeFailed, false},
	ProblemOCRFailed: {OutcomeFailed, false}, ProblemLimitText: {OutcomeFailed, true}, ProblemLimitPages: {OutcomeFailed, true},
	ProblemLimitTime: {OutcomeFailed, true}, ProblemLimitMemory: {OutcomeFailed, true}, ProblemLimitFiles: {OutcomeFailed, true},
	ProblemLimitDepth: {OutcomeFailed, true}, ProblemLimitUnpacked: {OutcomeFailed, true}, ProblemBadMetadata: {OutcomeFailed, false},
	ProblemUnknownTag: {OutcomeFailed, false}, ProblemBadDate: {OutcomeFailed, false},
}

// IsLimit reports whether the problem is a limit that cut something.
func (c ProblemCode) IsLimit() bool { return problemClasses[c].limit }

// Outcome returns the outcome of a file that gave no document for this reason.
func (c ProblemCode) Outcome() Outcome { return problemClasses[c].outcome }

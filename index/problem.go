package index

import (
	"fmt"
	"slices"
	"strings"

	"daftar/index/message"
)

// Problem is something that went wrong with a file, or that a limit cut. Its text comes from the code where it is shown
// (server/i18n, key "problem." + code), in the language of the reader.
type Problem struct {
	Code  ProblemCode  `json:"code"`
	Place Place        `json:"place,omitzero"`
	Args  message.Args `json:"args,omitempty"` // strings and ints, by the order that the code documents
	Lost  bool         `json:"lost,omitempty"` // its subject, a line or an attachment, gave no document
}

// Place is the place of a problem in a file. The zero Place is the whole file.
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
	return slices.Equal(p.Args, q.Args) && p.Code == q.Code && p.Place == q.Place && p.Lost == q.Lost
}

// Message returns the text of the problem, without its place.
func (p Problem) Message() message.Message {
	return message.Message{Key: "problem." + string(p.Code), Args: p.Args}
}

// String returns place, code and arguments, for logs and tests: "line 3: bad_date(date)".
func (p Problem) String() string {
	var b strings.Builder
	if p.Place.Part != "" {
		b.WriteString(p.Place.Part + ": ")
	}
	if p.Place.Page > 0 {
		fmt.Fprintf(&b, "page %d: ", p.Place.Page)
	}
	if p.Place.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", p.Place.Line)
	}
	b.WriteString(string(p.Code))
	for i, arg := range p.Args {
		fmt.Fprintf(&b, "%c%v", "(,"[min(i, 1)], arg)
	}
	if len(p.Args) > 0 {
		b.WriteByte(')')
	}
	return b.String()
}

// ProblemCode classifies problems. Everything that the code of Daftar decides about a problem, it decides by this code.
type ProblemCode string

// The codes; the comments document their arguments. A new code needs a row in problemClasses and a text in every message
// file (problem.CODE); tests check both.
const (
	// The file cannot be read.
	ProblemUnreadable   ProblemCode = "unreadable"    // the error of the operating system
	ProblemBadSymlink   ProblemCode = "bad_symlink"   // the link leads nowhere or out of its source
	ProblemNotRegular   ProblemCode = "not_regular"   // a device, a pipe or a socket
	ProblemSamePath     ProblemCode = "same_path"     // the other source whose file has the same path in the collection
	ProblemDamaged      ProblemCode = "damaged"       // the format, the detail ("" if none)
	ProblemNotFormat    ProblemCode = "not_format"    // the format that it claims to be
	ProblemNotText      ProblemCode = "not_text"      // byte offset of a zero byte
	ProblemBadEncoding  ProblemCode = "bad_encoding"  // the encoding, the byte offset
	ProblemEncrypted    ProblemCode = "encrypted"     // by what: "password", "PGP", "S/MIME", "DRM"
	ProblemTooLarge     ProblemCode = "too_large"     // the largest size that is read, in MB
	ProblemTimedOut     ProblemCode = "timed_out"     // seconds that parsing may take
	ProblemOutOfMemory  ProblemCode = "out_of_memory" // MB that parsing may take
	ProblemTooDeep      ProblemCode = "too_deep"      // the stack of the parser is exhausted
	ProblemParserFailed ProblemCode = "parser_failed" // the detail ("" if none): a fault of Daftar, or of a library
	ProblemTagFailed    ProblemCode = "tag_failed"    // the detail: a fault of Daftar in tagging the text
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
	ProblemRestMissing   ProblemCode = "rest_missing"   // how often the parser failed before the rest was given up
	ProblemKept          ProblemCode = "kept"           // documents that an earlier run read and this one could not are kept
	ProblemMoreProblems  ProblemCode = "more_problems"  // problems that are not listed
	ProblemOCRText       ProblemCode = "ocr_text"       // pages whose text was recognised by OCR
	ProblemOCRFailed     ProblemCode = "ocr_failed"     // pages, the detail
	ProblemOCRPages      ProblemCode = "ocr_pages"      // pages that OCR tries at most

	// A limit cut something.
	ProblemLimitText       ProblemCode = "limit_text"       // MB of text that were read
	ProblemLimitTextKB     ProblemCode = "limit_text_kb"    // KB of text that were read, below 1 MB
	ProblemLimitPages      ProblemCode = "limit_pages"      // pages that were read
	ProblemLimitHeadings   ProblemCode = "limit_headings"   // headings and page numbers that were kept
	ProblemLimitCharacters ProblemCode = "limit_characters" // characters of a page that were read
	ProblemLimitTime       ProblemCode = "limit_time"       // seconds
	ProblemLimitMemory     ProblemCode = "limit_memory"     // MB
	ProblemLimitFiles      ProblemCode = "limit_files"      // files in it that were read
	ProblemLimitDepth      ProblemCode = "limit_depth"      // levels of nesting that are read
	ProblemLimitUnpacked   ProblemCode = "limit_unpacked"   // MB that are unpacked
	ProblemLimitRatio      ProblemCode = "limit_ratio"      // times its own size that a file may unpack to
	ProblemLimitSize       ProblemCode = "limit_size"       // MB of a page or chapter that were read
	ProblemLimitRows       ProblemCode = "limit_rows"       // rows that were read
	ProblemLimitCells      ProblemCode = "limit_cells"      // cells and MB of a row that were read
	ProblemLimitMetadata   ProblemCode = "limit_metadata"   // KB of metadata that are read
	ProblemPlainText       ProblemCode = "plain_text"       // the format: nested too deeply to be parsed, read without its structure

	// The metadata is wrong; the text was read.
	ProblemBadMetadata      ProblemCode = "bad_metadata"      // the field, what is allowed, the value
	ProblemBadYAML          ProblemCode = "bad_yaml"          // the detail
	ProblemBadDate          ProblemCode = "bad_date"          // the field
	ProblemUnknownTag       ProblemCode = "unknown_tag"       // the field, the id, the nearest known one ("" if none)
	ProblemOverrideConflict ProblemCode = "override_conflict" // the field, the id that is both added and removed
	ProblemSidecarUnused    ProblemCode = "sidecar_unused"    // a metadata file without a document beside it
	ProblemSidecarAmbiguous ProblemCode = "sidecar_ambiguous" // documents that it may belong to, a name that would be clear
)

// problemClass describes a code.
type problemClass struct {
	outcome Outcome // of a file that gave no document for this reason
	limit   bool    // a limit cut something; a higher one would give more
	args    int     // how many arguments the code has
}

// problemClasses has a row for every code.
var problemClasses = map[ProblemCode]problemClass{
	ProblemUnreadable:  {OutcomeFailed, false, 1},
	ProblemBadSymlink:  {OutcomeFailed, false, 0},
	ProblemNotRegular:  {OutcomeFailed, false, 0},
	ProblemSamePath:    {OutcomeFailed, false, 1},
	ProblemDamaged:     {OutcomeFailed, false, 2},
	ProblemNotFormat:   {OutcomeFailed, false, 1},
	ProblemNotText:     {OutcomeFailed, false, 1},
	ProblemBadEncoding: {OutcomeFailed, false, 2},
	ProblemEncrypted:   {OutcomeFailed, false, 1},
	ProblemTooLarge:    {OutcomeFailed, false, 1},
	ProblemTimedOut:    {OutcomeFailed, false, 1},
	ProblemOutOfMemory: {OutcomeFailed, false, 1},
	ProblemTooDeep:     {OutcomeFailed, false, 0},

	ProblemParserFailed: {OutcomeFailed, false, 1},
	ProblemTagFailed:    {OutcomeFailed, false, 1},
	ProblemBadJSON:      {OutcomeFailed, false, 1},
	ProblemDuplicateID:  {OutcomeFailed, false, 1},

	ProblemUnsupported: {OutcomeUnsupported, false, 1},

	ProblemEmpty:           {OutcomeEmpty, false, 0},
	ProblemScanned:         {OutcomeEmpty, false, 2},
	ProblemOCREmpty:        {OutcomeEmpty, false, 2},
	ProblemAttachmentsOnly: {OutcomeEmpty, false, 0},

	ProblemPartDamaged:   {OutcomeFailed, true, 1},
	ProblemPartMissing:   {OutcomeFailed, false, 1},
	ProblemPartEncrypted: {OutcomeFailed, false, 2},
	ProblemPagesDamaged:  {OutcomeFailed, false, 2},
	ProblemRestMissing:   {OutcomeFailed, false, 1},
	ProblemKept:          {OutcomeFailed, false, 0},
	ProblemMoreProblems:  {OutcomeFailed, false, 1},
	ProblemOCRText:       {OutcomeFailed, false, 1},
	ProblemOCRFailed:     {OutcomeFailed, false, 2},
	ProblemOCRPages:      {OutcomeFailed, false, 1},

	ProblemLimitText:       {OutcomeFailed, true, 1},
	ProblemLimitTextKB:     {OutcomeFailed, true, 1},
	ProblemLimitPages:      {OutcomeFailed, true, 1},
	ProblemLimitHeadings:   {OutcomeFailed, true, 1},
	ProblemLimitCharacters: {OutcomeFailed, true, 1},
	ProblemLimitTime:       {OutcomeFailed, true, 1},
	ProblemLimitMemory:     {OutcomeFailed, true, 1},
	ProblemLimitFiles:      {OutcomeFailed, true, 1},
	ProblemLimitDepth:      {OutcomeFailed, true, 1},
	ProblemLimitUnpacked:   {OutcomeFailed, true, 1},
	ProblemLimitRatio:      {OutcomeFailed, true, 1},
	ProblemLimitSize:       {OutcomeFailed, true, 1},
	ProblemLimitRows:       {OutcomeFailed, true, 1},
	ProblemLimitCells:      {OutcomeFailed, true, 2},
	ProblemLimitMetadata:   {OutcomeFailed, true, 1},
	ProblemPlainText:       {OutcomeFailed, true, 1},

	ProblemBadMetadata:      {OutcomeFailed, false, 3},
	ProblemBadYAML:          {OutcomeFailed, false, 1},
	ProblemBadDate:          {OutcomeFailed, false, 1},
	ProblemUnknownTag:       {OutcomeFailed, false, 3},
	ProblemOverrideConflict: {OutcomeFailed, false, 2},
	ProblemSidecarUnused:    {OutcomeFailed, false, 0},
	ProblemSidecarAmbiguous: {OutcomeFailed, false, 2},
}

// IsLimit reports whether a limit cut something.
func (c ProblemCode) IsLimit() bool { return problemClasses[c].limit }

// Outcome returns the outcome of a file that gave no document for this reason.
func (c ProblemCode) Outcome() Outcome { return problemClasses[c].outcome }

// Valid reports whether a problem has a known code and as many arguments as the code documents.
func (p Problem) Valid() bool {
	class, known := problemClasses[p.Code]
	return known && len(p.Args) == class.args
}

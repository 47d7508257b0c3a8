// Package sandbox parses untrusted files in child processes that can do nothing but compute.
//
// # Threat model
//
// An office document, page, message or archive may be made to crash its parser, to hang it, to fill its memory or to take
// it over. Therefore a file is parsed by a worker: the same binary in a child process (Serve), which receives the bytes
// over a pipe and answers over a pipe with the items of the file, that is the file itself and everything embedded in it.
// The worker restricts itself before it sees the first byte. The parent bounds its time, ends it when it misbehaves, and
// has the rest of the file read by a new worker. The parent checks everything that comes back as if the file had written
// it (sanitize.go): a parser that was taken over can return wrong text for its own file and do nothing else.
//
// # Protections
//
// A worker sets resource limits (memory, files, processor time), gives up privileges, and then denies itself files, sockets,
// programs, processes and signals twice: by Landlock and by a seccomp filter that allows about forty system calls
// (protections_linux.go, seccomp_linux.go). Protections reports which of them the system offers; on systems other than
// Linux only the time limit protects.
//
// OCR by tesseract, a program of others, runs in a process that keeps the file access which the program needs, and nothing
// else (ocr_linux.go).
//
// # Protocol
//
// Both pipes carry frames (frame.go): one byte for the kind, four for the length, then the body, which is JSON for messages
// (messages.go) and bytes for data, text and pixels.
//
//	parent -> worker: init; then for each file: file, data..., end
//	worker -> parent: ready; then for each file: for each item begin, item, breaks..., text..., end
//	worker -> parent, for a scanned page: image, rows...; the parent answers with the text that OCR found
//
// A worker announces an item before it opens it, so that the parent knows which one a crash belongs to. Anything that does
// not follow the protocol ends the worker.
//
// # Limits
//
// extract.Limits bound time and memory of an item and what a file may unpack to; the whole file may take fileTimeFactor
// times the time of an item. One file may end maxWorkersPerFile workers. Starting a worker costs about as much as parsing
// ten pages, so a worker reads many files; it is replaced after maxFilesPerWorker files, or when it has grown or died.
//
// The package neither walks folders nor makes documents.
package sandbox

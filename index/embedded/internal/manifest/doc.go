// Package manifest manages the folder of an index: its generations, which of them is current, and the checksums of their
// files. It does not know what the files contain.
//
//	CURRENT               one line: the name of the current generation
//	CURRENT.new           a new CURRENT before it is renamed
//	LOCK                  locked by the process that writes
//	gen-000007/           a generation, immutable once it has this name
//	    MANIFEST.json     its description, and size and SHA-256 of every other file
//	    ...               other files
//	gen-000006/           the generation before, for a rollback
//	gen-000008.building/  a build that is running, or was interrupted
//	gen-000005.removing/  a generation that is being removed
//
// Every change is a rename after the new content was synced, so that a crash at any moment leaves either the old or the new
// state. Folders are readable by their owner only, because the documents may be confidential.
package manifest

// Package manifest manages the folder of an index: its generations, which of them is current, and the checksums of their
// files. It does not know what the files contain.
//
//	CURRENT               one line: the name of the current generation
//	CURRENT.new           a new CURRENT before it is renamed
//	VERIFIED              the files that were verified on this machine
//	LOCK                  locked by the process that writes
//	gen-000007/           a generation, immutable once it has this name
//	    MANIFEST.json     its description, and size and SHA-256 of every other file
//	    RECOVERY          the description and the vocabulary again, as a ZIP archive
//	    ...               other files
//	gen-000006/           the generation before, for a rollback
//	gen-000008.building/  a build that is running, or was interrupted
//	gen-000005.removing/  a generation that is being removed
//
// The first line of MANIFEST.json, RECOVERY and VERIFIED is the SHA-256 of the rest in hex. VERIFIED is JSON: an ID of the
// folder, so that a copy on another machine or beside this one trusts nothing, and for each file inode, size, modification
// time, SHA-256, and when it was last read completely. A file that was written less than two seconds before it was read is
// not recorded, because it could change again without getting another time. VERIFIED may be lost at any time; it is not
// synced, and never inside a generation, which is immutable.
//
// Every change is a rename after the new content was synced, so that a crash at any moment leaves either the old or the new
// state. Folders are readable by their owner only, because the documents may be confidential.
package manifest

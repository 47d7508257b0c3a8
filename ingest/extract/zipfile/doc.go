// Package zipfile is the one reader of ZIP files: which files does an archive contain, and what are their bytes?
//
// Archive.Files yields every file for package dispatch, Archive.Open reads a member by its name for package office. All is
// unpacked in memory and never on a disk, so no name can lead anywhere; names are made safe all the same, because they
// become part of paths. Detecting what the files are is the task of others. Links, encrypted files and unknown compression
// methods are reported, not read.
//
// Nothing that an archive states about itself is trusted. Unpacking is bounded over all members together, by bytes and by
// the ratio to the size of the archive, and counted as it comes out. If the central directory is missing or damaged, the
// members are found by their local headers.
package zipfile

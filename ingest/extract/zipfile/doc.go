// Package zipfile reads ZIP archives: it lists their files and unpacks them within limits.
//
// Archive.Files yields every file for package dispatch, Archive.Open reads a member by its name for package office. It
// unpacks in memory, never to disk. Names are still made safe, because they become part of document paths. It does not
// detect formats. Links, encrypted files and unknown compression methods are reported, not read.
//
// It does not trust stated sizes. Unpacked bytes are counted as they are produced, and bounded over all members together, by
// number and by ratio to the size of the archive. If the central directory is missing or damaged, it finds the members by
// their local headers.
package zipfile

// Package blockfile writes and reads the files of a generation that are not bleve's: named sections of bytes, with a
// checksum for every block of them. A section can be memory-mapped and read at any offset.
//
// # Format
//
// A file is a header, sections, a directory and a footer. Integers are little-endian; uvarint is that of encoding/binary.
//
//	header     "DAFTARBF"
//	           kind, 8 bytes: what the file contains, padded with zeros
//	           version of the kind, uint32
//	           CRC of the 20 bytes before, uint32
//	sections   one after the other, each padded with zeros to a multiple of 8 bytes
//	directory  for each section, in their order:
//	               length of the name, uvarint; name
//	               length of the section without padding, uvarint
//	               CRC of each block, uint32
//	footer     offset of the directory, uint64
//	           length of the directory, uint32
//	           CRC of the directory, uint32
//	           CRC of the 16 bytes before, uint32
//
// CRC is CRC-32C (Castagnoli), which processors compute at several GB/s. A block is BlockSize bytes of a section, counted
// from its start; the last one is shorter and includes the padding. So every byte of a file is covered by a checksum, and
// a file that is cut or extended does not end with a footer that fits.
//
// Since sections start at multiples of 8 bytes, a section of numbers is used where it is mapped (Numbers). A list of
// strings is two sections: NAME, the bytes, and NAME.offsets, as in packed.Strings.
//
// Records are byte strings that are compressed together and read one by one (RecordWriter, Records). They are up to four
// sections: NAME has zstd frames one after the other, NAME.frames the offset of each frame and the end of the last one
// (uint64), NAME.first the number of the first record of each frame and the number of records (uint32), NAME.dictionary
// the zstd dictionary that the frames use, if any. A frame contains the lengths of its records as uvarints, then the
// records.
//
// # Reading
//
// Open reads header, directory and footer. A block is checked when it is read for the first time; a bitmap, which needs no
// lock, remembers the blocks that were checked. What is wrong is an index.ErrDamaged with the name of the file and the
// offset. A checked block that changes later, for example because the file is overwritten, is not noticed.
//
// On Unix, files are mapped read-only. Elsewhere, and with ReadAt, blocks are read and checked each time.
//
// A mapping whose file is truncated, or whose disk cannot be read, makes the processor fault. Guard.Run turns a fault in
// the goroutine that reads into an index.ErrDamaged.
//
// Nothing here syncs files: publishing a generation does that for all of them.
package blockfile

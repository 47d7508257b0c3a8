package extract

import "time"

// Limits bound what taking one file apart may cost. Reaching one is said with the document or as a problem of the file.
type Limits struct {
	Memory   int64         // bytes, of the child process
	Time     time.Duration // wall and processor time for one part of a file
	File     int64         // bytes of the file as it lies on the disk
	Text     int           // bytes of text of one document
	Pages    int           // pages or slides of one document
	Rows     int           // rows of all sheets of one document
	Depth    int           // archives in archives, messages in messages
	Embedded int           // files held by one file, at all depths
	Unpacked int64         // bytes that one file may unpack to, at all depths
	Ratio    int64         // bytes that a byte of a compressed file may unpack to, once RatioFrom bytes are out
}

// MinUnpackedLimit is what a compressed file may always unpack to: a small file of empty table cells packs a thousand times.
const MinUnpackedLimit = 16 << 20

// DefaultLimits are for an office: a report of a thousand pages passes, a bomb does not.
func DefaultLimits() Limits {
	return Limits{
		Memory: 1200 << 20, Time: 30 * time.Second, File: MaxFileBytes, Text: MaxTextBytes,
		Pages:    10_000,  // the longest court record in one file
		Rows:     200_000, // text of a sheet beyond this is data for another tool
		Depth:    8,       // a forwarded message in a forwarded message in an archive is 3
		Embedded: 10_000,  // a mailbox of years
		Unpacked: 2 << 30, // four times the largest file
		Ratio:    200,     // text of one letter packs 1000 times, the wordiest XML of real offices 60 times
	}
}

package extract

import "time"

// Limits bound what reading one file may cost. A limit that cut something is a problem of the document or of the file.
type Limits struct {
	Memory   int64         // bytes, of the child process
	Time     time.Duration // wall and processor time for one item of a file
	File     int64         // bytes of the file on disk
	Text     int           // bytes of text of one document
	Pages    int           // pages or slides of one document
	Rows     int           // rows of all sheets of one document
	Depth    int           // levels of files inside files
	Embedded int           // files inside one file, at all depths
	Unpacked int64         // bytes that one file may unpack to, at all depths
	Ratio    int64         // bytes that a byte of a compressed file may unpack to, beyond MinUnpackedLimit
}

// MinUnpackedLimit is what every compressed file may unpack to: a small sheet of empty cells compresses a thousand times.
const MinUnpackedLimit = 16 << 20

// DefaultLimits suit an office: a report of a thousand pages passes, a decompression bomb does not.
func DefaultLimits() Limits {
	return Limits{
		Memory: 1200 << 20, Time: 30 * time.Second, File: MaxFileBytes, Text: MaxTextBytes,
		Pages:    10_000,  // the longest court record in one file
		Rows:     200_000, // longer sheets are data for other tools
		Depth:    8,       // a forwarded message in a forwarded message in an archive is 3
		Embedded: 10_000,  // a mailbox of years
		Unpacked: 2 << 30, // four times the largest file
		Ratio:    200,     // text of one repeated letter compresses 1000 times, the wordiest XML of real offices 60 times
	}
}

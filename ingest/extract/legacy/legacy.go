// Package legacy reads the word processors of three decades: what does this Word 97 or RTF file say?
//
// It reads Rich Text Format, Word's binary files from version 2 to 2003, and the compound files that they, and Outlook's
// messages, lie in. It wants the words in the order of their reading, with headings, tables and notes, not their looks.
// Of fields it reads what they show; pictures, objects, and what is hidden or deleted it leaves out.
//
// The formats are full of offsets and lengths that point into the file. None of them is believed: what points out of the
// file is missing, and no loop is longer than the file. Sources: MS-CFB, MS-DOC, MS-OLEPS and the RTF specification 1.9.1
// of Microsoft; for Word 2 and 6 the headers of the free converters of their time.
package legacy

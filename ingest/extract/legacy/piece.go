package legacy

import "encoding/binary"

// piece is a stretch of text that lies together in the file (MS-DOC 2.9.177).
type piece struct {
	start, end int    // in characters
	fc         uint32 // where it lies, in bytes
	rawFC      uint32 // fc as it is written
	compressed bool   // 8-bit letters
}

// readPieces reads the piece table (Clx, MS-DOC 2.9.38), which a fast save leaves with many pieces in any order.
func readPieces(clx []byte) []piece {
	le := binary.LittleEndian
	for len(clx) >= 5 {
		switch clx[0] {
		case 1: // changes of looks
			size := 3 + int(le.Uint16(clx[1:]))
			if size > len(clx) {
				return nil
			}
			clx = clx[size:]
		case 2:
			return readPlcPcd(cut(clx, 5, uint64(le.Uint32(clx[1:]))))
		default:
			return nil
		}
	}
	return nil
}

func readPlcPcd(plc []byte) []piece {
	le := binary.LittleEndian
	n := min((len(plc)-4)/12, maxPieces)
	var pieces []piece
	for i := range max(n, 0) {
		p := piece{start: int(le.Uint32(plc[4*i:])), end: int(le.Uint32(plc[4*i+4:]))}
		p.rawFC = le.Uint32(plc[4*(n+1)+8*i+2:])
		p.fc = p.rawFC &^ (3 << 30)
		if p.rawFC&fcCompressed != 0 {
			p.fc, p.compressed = p.rawFC&^uint32(3<<30)/2, true
		}
		if p.end > p.start {
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// decodePieces puts the characters of all pieces together. Pieces may point to the same bytes; all together are no longer than
// the header says, and that no longer than the file.
func (d *wordFile) decodePieces() {
	_, most := d.story(storyHeaderTextboxes)
	most = min(most+1, len(d.stream))
	page := d.compressedCodePage()
	for i := range d.pieces {
		p := &d.pieces[i]
		length := max(0, min(p.end-p.start, most-len(d.units)))
		letters := d.pieceText(*p, length, page)
		p.start = len(d.units)
		d.units = append(d.units, letters...)
		p.end = len(d.units)
	}
}

// pieceText are the characters of a piece.
func (d *wordFile) pieceText(p piece, length, page int) []uint16 {
	if !p.compressed {
		raw := cut(d.stream, uint64(p.fc), 2*uint64(length))
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(raw[2*i:])
		}
		return units
	}
	raw := cut(d.stream, uint64(p.fc), uint64(length))
	units := make([]uint16, 0, len(raw))
	table := codePageTable(page)
	for _, c := range raw {
		units = append(units, table[c])
	}
	return units
}

// codePageTable are the characters of a code page of single bytes.
func codePageTable(page int) (table [256]uint16) {
	for c := range table {
		table[c] = uint16(c)
		if c >= 0x80 {
			for _, r := range DecodeCodePage([]byte{byte(c)}, page) {
				table[c] = uint16(r)
				break
			}
		}
	}
	return table
}

// compressedCodePage is the code page of pieces of 8-bit letters. Word 97 writes them for western Europe only; older versions, and
// files converted from them, have letters of their language in them. Three of them in a row tell: no western word has that.
func (d *wordFile) compressedCodePage() int {
	page := languageCodePage(d.language)
	if page == windows1252 || page == 932 || page == 936 || page == 949 || page == 950 {
		return windows1252
	}
	const inRow = 3
	for _, p := range d.pieces {
		if !p.compressed {
			continue
		}
		row := 0
		for _, c := range cut(d.stream, uint64(p.fc), uint64(max(0, p.end-p.start))) {
			if c < 0xc0 {
				row = 0
			} else if row++; row == inRow {
				return page
			}
		}
	}
	return windows1252
}

package legacy

import "encoding/binary"

// piece is a range of characters that is contiguous in the file ([MS-DOC] 2.9.177).
type piece struct {
	start, end int    // in characters
	fc         uint32 // offset of the text in bytes
	rawFC      uint32 // fc as written in the file
	compressed bool   // 8-bit characters
}

// readPieces reads the piece table (Clx, [MS-DOC] 2.9.38). After a fast save it has many pieces in any order.
func readPieces(clx []byte) []piece {
	le := binary.LittleEndian
	for len(clx) >= 5 {
		switch clx[0] {
		case 1: // property modifications
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

// decodePieces decodes the text of all pieces. Pieces may point to the same bytes; in all they have at limit the
// characters that the header declares and the bytes of the file.
func (d *wordFile) decodePieces() {
	_, limit := d.story(storyHeaderTextboxes)
	limit = min(limit+1, len(d.stream))
	page := d.compressedCodePage()
	for i := range d.pieces {
		p := &d.pieces[i]
		length := max(0, min(p.end-p.start, limit-len(d.units)))
		text := d.pieceText(*p, length, page)
		p.start = len(d.units)
		d.units = append(d.units, text...)
		p.end = len(d.units)
	}
}

// pieceText decodes up to length characters of a piece.
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

// codePageTable returns the characters of a single-byte code page.
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

// compressedCodePage returns the code page of pieces with 8-bit characters. Word 97 writes such pieces only in code
// page 1252; older versions, and files converted from them, use the code page of their language. Three bytes from 0xC0
// on in a row decide: no western word has them.
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

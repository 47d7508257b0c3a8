package mail

import (
	"encoding/binary"
	"fmt"
	"time"

	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
)

// Property identifiers and types of [MS-OXPROPS].
const (
	propClass            = 0x001a
	propSubject          = 0x0037
	propSubmitted        = 0x0039
	propFromName         = 0x0042
	propFromAddress      = 0x0065
	propFromSMTP         = 0x5d02
	propHeaders          = 0x007d
	propSenderName       = 0x0c1a
	propSender           = 0x0c1f
	propSenderSMTP       = 0x5d01
	propDelivered        = 0x0e06
	propTo               = 0x0e04
	propCc               = 0x0e03
	propBody             = 0x1000
	propRTF              = 0x1009
	propHTML             = 0x1013
	propMessageID        = 0x1035
	propInReplyTo        = 0x1042
	propDisplayName      = 0x3001
	propAttachData       = 0x3701
	propAttachShort      = 0x3704
	propAttachLong       = 0x3707
	propAttachType       = 0x370e
	propAttachID         = 0x3712
	propInternetCodePage = 0x3fde
	propMessageCodePage  = 0x3ffd
	propHidden           = 0x7ffe
	propAddress          = 0x3003
	propAddressSMTP      = 0x39fe
	propRecipient        = 0x0c15
	typeText8            = 0x001e
	typeText             = 0x001f
	typeBinary           = 0x0102
	typeStorage          = 0x000d
	propertiesStream     = "__properties_version1.0"
)

// properties are the properties of a message, attachment or recipient ([MS-OXMSG] 2.1): long values are streams named
// by identifier and type, short values lie in one stream, 16 bytes each.
type properties struct {
	storage  legacy.Storage
	fixed    map[uint16]uint64
	codePage int    // of 8-bit text
	charset  string // detected encoding of 8-bit text, if codePage is wrong
}

// Bytes before the first property in the stream of short values.
const (
	messageHeaderBytes  = 32
	embeddedHeaderBytes = 24
	otherHeaderBytes    = 8
)

func readProperties(s legacy.Storage, head int) properties {
	const size = 16
	p := properties{storage: s, fixed: map[uint16]uint64{}}
	raw, _ := s.Stream(propertiesStream)
	for at := head; at+size <= len(raw); at += size {
		p.fixed[binary.LittleEndian.Uint16(raw[at+2:])] = binary.LittleEndian.Uint64(raw[at+8:])
	}
	p.codePage = int(uint32(p.fixed[propMessageCodePage]))
	return p
}

func streamName(id, kind int) string { return fmt.Sprintf("__substg1.0_%04X%04X", id, kind) }

// text returns a text property, "" if missing.
func (p properties) text(id int) string {
	if raw, ok := p.storage.Stream(streamName(id, typeText)); ok {
		return legacy.DecodeCodePage(raw, 1200)
	}
	if raw, ok := p.storage.Stream(streamName(id, typeText8)); ok {
		if p.codePage != 0 && p.charset == "" {
			return legacy.DecodeCodePage(raw, p.codePage)
		}
		text, _ := extract.DecodeCharset(raw, p.charset)
		return text
	}
	return ""
}

// detectCharset checks the declared code page of 8-bit text: programs declare 1252 for every language. The body is the
// longest text, and the subject has the same encoding.
func (p *properties) detectCharset() {
	const western = 1252
	raw, ok := p.storage.Stream(streamName(propBody, typeText8))
	if !ok || p.codePage != 0 && p.codePage != western {
		return
	}
	if _, used := extract.DecodeCharset(raw, "windows-1252"); used != "windows-1252" && used != "utf-8" {
		p.charset = used
	}
}

// bytes returns a binary property.
func (p properties) bytes(id int) ([]byte, bool) { return p.storage.Stream(streamName(id, typeBinary)) }

// time returns a FILETIME property in UTC.
func (p properties) time(id uint16) (time.Time, bool) {
	const (
		ticks = 10_000_000  // in a second
		epoch = 11644473600 // seconds from 1601 to 1970
	)
	v, ok := p.fixed[id]
	if !ok || v == 0 || v >= 1<<63 {
		return time.Time{}, false
	}
	return time.Unix(int64(v/ticks)-epoch, 0).UTC(), true
}

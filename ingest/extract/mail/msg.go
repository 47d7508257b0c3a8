package mail

import (
	"iter"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
)

// ReadMSG takes a message of Outlook apart (MS-OXMSG). A message in it is handed over as it would have been sent.
func ReadMSG(data []byte, l extract.Limits) Message {
	c, err := legacy.OpenCompoundFile(data)
	if err != nil {
		return Message{Problems: []index.Problem{{Reason: err.Error()}}}
	}
	m := outlookMessage{properties: readProperties(c.Root(), messageHeaderBytes), limits: l}
	m.detectCharset()
	r := &extract.Reading{Format: extract.MSG.Name}
	head := m.header()
	head.fill(r)
	w := collector{limits: l, bodies: m.bodies()}
	if class := strings.ToUpper(m.text(propClass)); strings.HasSuffix(class, ".SMIME") {
		w.encrypted = "S/MIME"
	}
	if len(w.bodies) > 0 && IsPGP(w.bodies[0].text) {
		w.encrypted, w.bodies = "PGP", nil
	}
	problems := w.writeTo(r)
	reading, problems := finishMessage(r, problems, len(m.attachmentStorages()))
	return Message{Extracted: reading, Problems: problems, Embedded: m.embedded()}
}

// outlookMessage is a message of Outlook.
type outlookMessage struct {
	properties
	limits extract.Limits
	depth  int // in other messages
}

// header makes the header that the message would have had: what it came with, and what Outlook says beside.
func (m outlookMessage) header() header {
	h, _ := readHeader([]byte(m.text(propHeaders)))
	set := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" && h[name] == "" {
			h[name] = value
		}
	}
	if subject := m.text(propSubject); subject != "" {
		h["subject"] = strings.TrimLeft(subject, "\x01\x02\x03\x04\x05") // marks the length of its prefix
	}
	set("from", formatAddress(m.text(propFromName), firstOf(m.text(propFromSMTP), m.text(propFromAddress))))
	set("from", formatAddress(m.text(propSenderName), firstOf(m.text(propSenderSMTP), m.text(propSender))))
	to, cc := m.recipients()
	set("to", firstOf(to, m.text(propTo)))
	set("cc", firstOf(cc, m.text(propCc)))
	set("message-id", m.text(propMessageID))
	set("in-reply-to", m.text(propInReplyTo))
	for _, id := range []uint16{propSubmitted, propDelivered} {
		if t, ok := m.time(id); ok {
			set("date", t.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
		}
	}
	return h
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// formatAddress is a name with its address, but for those of a directory (/O=…), which say nothing to readers.
func formatAddress(name, at string) string {
	switch {
	case !strings.Contains(at, "@") && strings.Contains(name, ","):
		return `"` + strings.ReplaceAll(name, `"`, "'") + `"`
	case !strings.Contains(at, "@") || strings.EqualFold(name, at):
		return name
	case name == "":
		return at
	case strings.ContainsAny(name, `,"<>`):
		name = `"` + strings.ReplaceAll(name, `"`, "'") + `"`
	}
	return name + " <" + at + ">"
}

// maxRecipients is how many of the people that a message went to are kept: they end up in one line.
const maxRecipients = 200

func (m outlookMessage) recipients() (to, cc string) {
	var lists [3][]string
	for _, name := range m.storage.Names() {
		s, ok := m.storage.Storage(name)
		if !ok || !strings.HasPrefix(name, "__recip_version1.0_") || len(lists[1])+len(lists[2]) >= maxRecipients {
			continue
		}
		p := readProperties(s, otherHeaderBytes)
		p.codePage, p.charset = m.codePage, m.charset
		kind := p.fixed[propRecipient] & 0xf
		if one := formatAddress(p.text(propDisplayName), firstOf(p.text(propAddressSMTP), p.text(propAddress))); one != "" && kind >= 1 && kind <= 2 {
			lists[kind] = append(lists[kind], one)
		}
	}
	return strings.Join(lists[1], ", "), strings.Join(lists[2], ", ")
}

// bodies is the text of the message in the best of its forms.
func (m outlookMessage) bodies() []body {
	plain := body{text: normalizeNewlines(m.text(propBody))}
	page := body{text: m.htmlText(), html: true}
	switch {
	case plain.wordCount() > 0 && (page.text == "" || !isStub(plain.wordCount(), page.wordCount())):
		return []body{plain}
	case page.text != "":
		return []body{page}
	}
	packed, ok := m.bytes(propRTF)
	if !ok {
		return nil
	}
	text, _ := decompressRTF(packed, extract.PageBytes) // of a damaged text the beginning is better than nothing
	r, _ := legacy.ReadRTF(text, m.limits)
	if r == nil {
		return nil
	}
	return []body{{text: r.Text}}
}

// htmlText is the HTML of the message: text or bytes in the code page that the message names.
func (m outlookMessage) htmlText() string {
	raw, ok := m.bytes(propHTML)
	if !ok {
		return m.text(propHTML)
	}
	if page := int(uint32(m.fixed[propInternetCodePage])); page != 0 && page != 65001 {
		return legacy.DecodeCodePage(raw, page)
	}
	text, _ := extract.Charset(raw, "")
	return text
}

// attachmentStorages are the storages of what is attached, in their order.
func (m outlookMessage) attachmentStorages() []string {
	var all []string
	for _, name := range m.storage.Names() {
		if strings.HasPrefix(name, "__attach_version1.0_") {
			all = append(all, name)
		}
	}
	return all
}

func (m outlookMessage) embedded() iter.Seq[extract.Held] {
	return func(yield func(extract.Held) bool) {
		for _, name := range m.attachmentStorages() {
			s, ok := m.storage.Storage(name)
			if !ok {
				continue
			}
			h, ok := m.readAttachment(s)
			if ok && !yield(h) {
				return
			}
		}
	}
}

// readAttachment reads one attachment; it is false for what belongs to the text, such as a letterhead.
func (m outlookMessage) readAttachment(s legacy.Storage) (extract.Held, bool) {
	p := readProperties(s, otherHeaderBytes)
	p.codePage, p.charset = m.codePage, m.charset
	name := firstOf(p.text(propAttachLong), p.text(propAttachShort), p.text(propDisplayName))
	if inner, ok := s.Storage(streamName(propAttachData, typeStorage)); ok && inner.Has(propertiesStream) {
		return m.embeddedMessage(inner, name), true
	}
	raw, ok := p.bytes(propAttachData)
	kind := strings.ToLower(p.text(propAttachType))
	picture := strings.HasPrefix(kind, "image/") || p.fixed[propHidden]&1 == 1
	if picture && (p.text(propAttachID) != "" || p.fixed[propHidden]&1 == 1) {
		return extract.Held{}, false
	}
	h := extract.Held{Name: extract.Harmless(firstOf(name, "attachment")), Bytes: raw}
	if !ok {
		h.Problem = &index.Problem{Reason: "only a link to it, or what another program put there, is in the message"}
	}
	return h, true
}

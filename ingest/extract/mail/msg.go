package mail

import (
	"cmp"
	"iter"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
)

// ReadMSG extracts an Outlook message ([MS-OXMSG]). A message attached to it is returned in Internet format.
func ReadMSG(data []byte, l extract.Limits) Message {
	file, err := legacy.OpenCompoundFile(data)
	if err != nil {
		return Message{Problems: []index.Problem{legacy.CompoundFileProblem(err, extract.MSG)}}
	}
	m := outlookMessage{properties: readProperties(file.Root(), messageHeaderBytes), limits: l}
	m.detectCharset()
	r := &extract.Extracted{Format: extract.MSG.Name}
	head := m.header()
	head.fill(r)
	c := collector{limits: l, bodies: m.bodies()}
	if class := strings.ToUpper(m.text(propClass)); strings.HasSuffix(class, ".SMIME") {
		c.encrypted = "S/MIME"
	}
	if len(c.bodies) > 0 && IsPGP(c.bodies[0].text) {
		c.encrypted, c.bodies = "PGP", nil
	}
	problems := c.writeTo(r)
	reading, problems := finishMessage(r, problems, len(m.attachmentStorages()))
	return Message{Extracted: reading, Problems: problems, Embedded: m.embedded()}
}

// outlookMessage is an Outlook message or one attached to it.
type outlookMessage struct {
	properties
	limits extract.Limits
	depth  int // number of enclosing messages
}

// header returns the Internet header of the message, completed from its properties.
func (m outlookMessage) header() header {
	h, _ := readHeader([]byte(m.text(propHeaders)))
	set := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" && h[name] == "" {
			h[name] = value
		}
	}
	if subject := m.text(propSubject); subject != "" {
		h["subject"] = strings.TrimLeft(subject, "\x01\x02\x03\x04\x05") // control characters mark the length of the prefix
	}
	set("from", formatAddress(m.text(propFromName), cmp.Or(m.text(propFromSMTP), m.text(propFromAddress))))
	set("from", formatAddress(m.text(propSenderName), cmp.Or(m.text(propSenderSMTP), m.text(propSender))))
	to, cc := m.recipients()
	set("to", cmp.Or(to, m.text(propTo)))
	set("cc", cmp.Or(cc, m.text(propCc)))
	set("message-id", m.text(propMessageID))
	set("in-reply-to", m.text(propInReplyTo))
	for _, id := range []uint16{propSubmitted, propDelivered} {
		if t, ok := m.time(id); ok {
			set("date", t.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
		}
	}
	return h
}

// formatAddress returns a name with its address. Addresses of an Exchange directory (/O=...) are left out.
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

// maxRecipients bounds the recipients that are kept: they are shown in one line.
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
		if one := formatAddress(p.text(propDisplayName), cmp.Or(p.text(propAddressSMTP), p.text(propAddress))); one != "" && kind >= 1 && kind <= 2 {
			lists[kind] = append(lists[kind], one)
		}
	}
	return strings.Join(lists[1], ", "), strings.Join(lists[2], ", ")
}

// bodies returns the best form of the text.
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
	text, _ := decompressRTF(packed, extract.MaxPageBytes) // a damaged text keeps its beginning
	r, _ := legacy.ReadRTF(text, m.limits)
	if r == nil {
		return nil
	}
	return []body{{text: r.Text}}
}

// htmlText returns the HTML form: text, or bytes in the code page that the message declares.
func (m outlookMessage) htmlText() string {
	raw, ok := m.bytes(propHTML)
	if !ok {
		return m.text(propHTML)
	}
	if page := int(uint32(m.fixed[propInternetCodePage])); page != 0 && page != 65001 {
		return legacy.DecodeCodePage(raw, page)
	}
	text, _ := extract.DecodeCharset(raw, "")
	return text
}

// attachmentStorages returns the names of the attachment storages, in order.
func (m outlookMessage) attachmentStorages() []string {
	var all []string
	for _, name := range m.storage.Names() {
		if strings.HasPrefix(name, "__attach_version1.0_") {
			all = append(all, name)
		}
	}
	return all
}

func (m outlookMessage) embedded() iter.Seq[extract.Embedded] {
	return func(yield func(extract.Embedded) bool) {
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

// readAttachment reads one attachment. It returns false for images that belong to the text, such as a letterhead.
func (m outlookMessage) readAttachment(s legacy.Storage) (extract.Embedded, bool) {
	p := readProperties(s, otherHeaderBytes)
	p.codePage, p.charset = m.codePage, m.charset
	name := cmp.Or(p.text(propAttachLong), p.text(propAttachShort), p.text(propDisplayName))
	if inner, ok := s.Storage(streamName(propAttachData, typeStorage)); ok && inner.Has(propertiesStream) {
		return m.embeddedMessage(inner, name), true
	}
	raw, ok := p.bytes(propAttachData)
	kind := strings.ToLower(p.text(propAttachType))
	picture := strings.HasPrefix(kind, "image/") || p.fixed[propHidden]&1 == 1
	if picture && (p.text(propAttachID) != "" || p.fixed[propHidden]&1 == 1) {
		return extract.Embedded{}, false
	}
	h := extract.Embedded{Name: extract.SafePath(cmp.Or(name, "attachment")), Bytes: raw}
	if !ok {
		h.Problem = new(index.NewProblem(index.ProblemPartMissing, h.Name)) // a link, or an object of another program
	}
	return h, true
}

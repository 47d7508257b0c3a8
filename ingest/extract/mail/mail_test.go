package mail

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// describeProblems prints problems as "code args", separated by semicolons.
func describeProblems(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		if p.Code == "" { // until package extract reports codes
			p = index.NewProblem(index.ProblemEmpty)
		}
		s := strings.TrimSuffix(fmt.Sprintln(append([]any{p.Code}, p.Args...)...), "\n")
		if !p.Valid() {
			s += " (invalid)"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// describe prints the text, attachments and problems of a message.
func describe(m Message) string {
	var b strings.Builder
	if m.Extracted != nil {
		fmt.Fprintf(&b, "%q", m.Extracted.Text)
	}
	for h := range m.Embedded {
		fmt.Fprintf(&b, " + %s %q", h.Name, h.Bytes)
		if h.Problem != nil {
			fmt.Fprintf(&b, " (%s)", describeProblems([]index.Problem{*h.Problem}))
		}
	}
	if len(m.Problems) > 0 {
		fmt.Fprintf(&b, " (%s)", describeProblems(m.Problems))
	}
	return b.String()
}

const (
	mixed       = "Content-Type: multipart/mixed; boundary=x\n\n"
	alternative = "Content-Type: multipart/alternative; boundary=\"x\"\n\n"
	plainPart   = "--x\nContent-Type: text/plain; charset=utf-8\n\nplain words\n"
	pagePart    = "--x\nContent-Type: text/html\n\n<p>page <b>words</b></p>\n"
)

func TestBody(t *testing.T) {
	long := strings.Repeat("many words of a page ", 20)
	tests := []struct{ name, in, want string }{
		{"plain", "Subject: s\n\nwords\n", `"words"`},
		{"CRLF lines", "Subject: s\r\n\r\na\r\nb\r\n", `"a\nb"`},
		{"no header", "just words\nmore", `"just words\nmore"`},
		{"only a subject", "Subject: Meeting at ten\n\n", `"Meeting at ten"`},
		{"neither subject nor text", "From: a@b\n\n", ` (empty)`},
		{"plain text of two alternatives", alternative + plainPart + pagePart + "--x--\n", `"plain words"`},
		{"HTML if the plain text is a stub", alternative + plainPart + "--x\nContent-Type: text/html\n\n<p>" + long + "</p>\n--x--\n", fmt.Sprintf("%q", strings.TrimSpace(long))},
		{"only HTML", "Content-Type: text/html\n\n<h1>Head</h1><p>text</p>", `"Head\n\ntext"`},
		{"HTML with an unknown type is an attachment", "Content-Type: application/x\nContent-Disposition: inline\n\n<html>", `"s" + attachment.x "<html>"`},
		{"several texts", mixed + plainPart + "--x\n\nmore\n--x--\n", `"plain words\n\nmore"`},
		{"missing last boundary", mixed + plainPart + "--x\n\nmore", `"plain words\n\nmore"`},
		{"missing boundaries", mixed + "words", `"s"`},
		{"text before and after the boundaries", mixed + "no\n" + plainPart + "--x--\nno", `"plain words"`},
		{"boundary inside a line", mixed + "--x\n\na --x b\n--xy\n--x--", `"a --x b\n--xy"`},
		{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=koi8-r\n\n=F0=D2=C9=D7=\n=C5=D4 =ZZ=", `"Привет =ZZ"`},
		{"invalid base64", "Content-Transfer-Encoding: BASE64\n\nd29y*ZH\nM", `"words"`},
		{"concatenated base64", "Content-Transfer-Encoding: base64\n\nYQ==Yg==", `"ab"`},
		{"windows-1256", "Content-Type: text/plain; charset=windows-1256\n\n\xc7\xe1\xcd\xcf\xe6\xcf", `"الحدود"`},
		{"gb18030", "Content-Type: text/plain; charset=GB2312\n\n\xb1\xdf\xbe\xb3", `"边境"`},
		{"iso-2022-jp", "Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$B9q6-\x1b(B", `"国境"`},
		{"wrong charset", "Content-Type: text/plain; charset=us-ascii\n\n\xcf\xf0\xe8\xe2\xe5\xf2, \xe4\xee\xf0\xee\xe3\xee\xe9", `"Привет, дорогой"`},
		{"flowed", "Content-Type: text/plain; format=flowed\n\nthis goes \non here\n> quoted \n> too\n\nend\n-- \nme", `"this goes on here\n> quoted too\n\nend\n-- \nme"`},
		{"flowed with DelSp", "Content-Type: text/plain; format=flowed; delsp=yes\n\n国 \n境", `"国境"`},
		{"attachment", mixed + plainPart + "--x\nContent-Type: application/pdf; name=\"a/../b.pdf\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\naGk=\n--x--", `"plain words" + a/b.pdf "hi"`},
		{"attached text file", mixed + plainPart + "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nhi\n--x--", `"plain words" + a.txt "hi"`},
		{"file name in RFC 2231 encoding", mixed + plainPart + "--x\nContent-Disposition: attachment; filename*0*=windows-1251''%CF%F0; filename*1*=%E8.txt\n\nhi\n--x--", `"plain words" + При.txt "hi"`},
		{"file name as encoded word", mixed + plainPart + "--x\nContent-Disposition: attachment; filename=\"=?utf-8?B?0J/RgNC4LnR4dA==?=\"\n\nhi\n--x--", `"plain words" + При.txt "hi"`},
		{"forwarded message", mixed + plainPart + "--x\nContent-Type: message/rfc822\n\nSubject: Old one\n\nhi\n--x--", `"plain words" + Old one.eml "Subject: Old one\n\nhi"`},
		{"only an attachment", mixed + "--x\nContent-Disposition: attachment; filename=a\n\nhi\n--x--", `"s" + a "hi"`},
		{"uuencoded", mixed + plainPart + "--x\nContent-Type: application/x; name=a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#0V%T\n`\nend\n--x--", `"plain words" + a "Cat"`},
		{"image of the HTML text is ignored", "Content-Type: multipart/related; boundary=x\n\n" + pagePart + "--x\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n\nx\n--x--", `"page words"`},
		{"attached image", mixed + plainPart + "--x\nContent-Type: image/png; name=scan.png\nContent-Disposition: attachment\n\nx\n--x--", `"plain words" + scan.png "x"`},
		{"boundary that ends in a carriage return", "Content-Type: multipart/mixed; boundary=\"x\r\"\n\n--x\n\nwords\n--x--", `"words"`},
		{"signed message", "Content-Type: multipart/signed; boundary=x\n\n" + plainPart + "--x\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--x--", `"plain words"`},
		{"S/MIME encrypted", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx", `"s" (encrypted S/MIME)`},
		{"PGP/MIME encrypted", "Content-Type: multipart/encrypted; boundary=x; protocol=\"application/pgp-encrypted\"\n\n--x\n\nx\n--x--", `"s" (encrypted PGP)`},
		{"PGP message in the text", "\n-----BEGIN PGP MESSAGE-----\n\nhQEMA", `"s" (encrypted PGP)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := tt.in
			if strings.HasPrefix(tt.want, `"s"`) {
				in = "Subject: s\n" + in
			}
			if got := describe(Read([]byte(in), extract.DefaultLimits())); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	const in = "Received: from a by b; Tue, 5 Mar 2024 01:00:00 +0000\nFrom: =?koi8-r?B?8NLJ18XU?= <a@b.org>,\n \"Lee, Ann\" <c@d.org>\nTo: e@f.org\n" +
		"Cc: g@h.org\nSubject: =?utf-8?Q?one_?=\n =?UTF-8?Q?two_=D0?= =?utf-8?Q?=BF?= three\nDate: Mon, 4 Mar 2024 23:30:00 -0500\n" +
		"Message-ID: <1@b.org>\nbroken line\nIn-Reply-To: <0@b.org>\nSubject: no\n\nwords"
	r := Read([]byte(in), extract.DefaultLimits()).Extracted
	got := []string{r.Title, r.Author, r.Published.String(), r.Meta["from"], r.Meta["to"], r.Meta["cc"], r.Meta["message-id"], r.Meta["in-reply-to"], r.Meta["date"], r.Format, r.Source}
	want := []string{"one two п three", "Привет; Lee, Ann", "2024-03-04", `Привет <a@b.org>, "Lee, Ann" <c@d.org>`, "e@f.org", "g@h.org", "<1@b.org>", "<0@b.org>",
		"Mon, 4 Mar 2024 23:30:00 -0500", "eml", ""}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("field %d = %q, want %q", i, got[i], want[i])
		}
	}
}

func TestSentDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Mon, 4 Mar 2024 23:30:00 -0500", "2024-03-04"},
		{"4 Mar 24 01:02 GMT", "2024-03-04"},
		{"Mon Mar  4 01:02:03 2024", "2024-03-04"},
		{"Monday, 4 March 2024 10:00:00", "2024-03-04"},
		{"2024-03-04T10:00:00Z", "2024-03-04"},
		{"2024-03-04 10:00:00 +0300", "2024-03-04"},
		{"04.03.2024 10:00", "2024-03-04"},
		{"Mon, 4 Mar 2024 10:00:00 +0300 (Moscow)", "2024-03-04"},
		{"Mon, 4 Mar 3609 10:00:00 +0300", "2024-03-05"},
		{"Thu, 1 Jan 1970 00:00:00 +0000", "2024-03-05"},
		{"yesterday", "2024-03-05"}, // received by the last server
		{"", "2024-03-05"},
	}
	for _, tt := range tests {
		h := header{"date": tt.in, "received": "from a; by b; Tue, 5 Mar 2024 01:00:00 +0000"}
		if got := h.sentDate().String(); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.in, got, tt.want)
		}
	}
	if got := (header{"date": "no"}).sentDate(); !got.IsZero() {
		t.Errorf("day %v", got)
	}
}

func TestMailbox(t *testing.T) {
	const from = "From a@b Mon Mar  4 10:00:00 2024\n"
	tests := []struct {
		name, in string
		want     []string
	}{
		{"two messages", from + "Subject: a\n\none\n\n" + from + "Subject: b\n\ntwo\n", []string{"one", "two"}},
		{"quoted From lines", from + "A: b\n\n>From here\n>>From there\nFrom me\n", []string{"From here\n>From there\nFrom me"}},
		{"Content-Length", from + "A: b\nContent-Length: 61\n\nforwarded:\n" + from + "Subject: x\n\nin\n" + "\n" + from + "A: b\n\ntwo", []string{"forwarded:\n" + strings.TrimSpace(from) + "\nSubject: x\n\nin", "two"}},
		{"wrong Content-Length", from + "A: b\nContent-Length: 7\n\none\n\n" + from + "A: b\n\ntwo", []string{"one", "two"}},
		{"CRLF lines", strings.ReplaceAll(from+"A: b\n\none\n\n"+from+"A: b\n\ntwo", "\n", "\r\n"), []string{"one", "two"}},
		{"single message without From line", "A: b\n\none", []string{"one"}},
		{"empty file", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for raw := range Messages([]byte(tt.in)) {
				if m := Read(raw, extract.DefaultLimits()); m.Extracted != nil {
					got = append(got, m.Extracted.Text)
				}
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := MessageName([]byte("Message-ID: <a/../b@c>\n\nx")); got != "a_b@c" {
		t.Errorf("name %q", got)
	}
}

func TestHostile(t *testing.T) {
	var nested strings.Builder
	nested.WriteString("Subject: deep\nContent-Type: multipart/mixed; boundary=b0\n\n")
	for i := range 10_000 {
		fmt.Fprintf(&nested, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	tests := []struct{ name, in, problem string }{
		{"nested multiparts", nested.String(), "limit_depth 32"},
		{"many parts", "Subject: s\n" + mixed + strings.Repeat("--x\n\na\n", 200_000), "limit_files 10000"},
		{"many header fields", "Subject: s\n" + strings.Repeat("X: y\n", 300_000) + "\nwords", ""},
		{"header without end", "Subject: " + strings.Repeat("a", 5_000_000), ""},
		{"field with many folded lines", "Subject: s\n" + strings.Repeat(" a\n", 300_000) + "\nwords", ""},
		{"encoded words", "Subject: " + strings.Repeat("=?utf-8?Q?a?= ", 100_000) + "\n\nwords", ""},
		{"unterminated encoded words", "Subject: " + strings.Repeat("=?utf-8?Q?", 100_000) + "\n\nwords", ""},
		{"many parameters", "Subject: s\nContent-Type: text/plain; " + strings.Repeat("a*0*=x'y'z; ", 50_000) + "\n\nwords", ""},
		{"boundary in a line of hyphens", "Subject: s\nContent-Type: multipart/mixed; boundary=\"-\"\n\n" + strings.Repeat("-", 1_000_000), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Now()
			m := Read([]byte(tt.in), extract.DefaultLimits())
			for range m.Embedded {
				continue
			}
			if got := describeProblems(m.Problems); got != tt.problem {
				t.Errorf("problems %q, want %q", got, tt.problem)
			}
			if m.Extracted == nil {
				t.Error("no text")
			}
			if spent := time.Since(begin); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}

func TestMillionEmptyMessages(t *testing.T) {
	count := 0
	for range Messages([]byte(strings.Repeat("From a 1\nA: b\n", 1_000_000))) {
		count++
	}
	if count != 1_000_000 {
		t.Errorf("%d messages", count)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: =?koi8-r?B?8NLJ18XU?= <a@b>\nDate: Mon, 4 Mar 2024 1:0:0 +0000\n" + mixed + plainPart + pagePart + "--x--"))
	f.Add([]byte("Content-Type: text/plain; format=flowed; name*0*=utf-8''a\nContent-Transfer-Encoding: quoted-printable\n\n> a =\n b=C3"))
	f.Add([]byte("From a 1\nContent-Length: 5\n\nFrom b 1\nA: b\n\n>From"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for raw := range Messages(data) {
			m := Read(raw, extract.DefaultLimits())
			if m.Extracted == nil && len(m.Problems) == 0 {
				t.Fatal("neither text nor a problem")
			}
			if r := m.Extracted; r != nil && strings.ToValidUTF8(r.Text+r.Title+r.Author+r.Meta["from"], "") != r.Text+r.Title+r.Author+r.Meta["from"] {
				t.Fatalf("not UTF-8: %q %q", r.Text, r.Title)
			}
			for h := range m.Embedded {
				if h.Name == "" || strings.Contains(h.Name, "..") && strings.Contains("/"+h.Name+"/", "/../") {
					t.Fatalf("name %q", h.Name)
				}
			}
		}
	})
}

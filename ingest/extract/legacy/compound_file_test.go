package legacy

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy/legacytest"
)

func TestCompoundFile(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789"), 1000)
	data := legacytest.CompoundFile(map[string][]byte{
		"short": []byte("small"), "long": long, "empty": {}, "folder/inner": []byte("within"), "folder/deep/last": long[:5000],
	})
	c, err := OpenCompoundFile(data)
	if err != nil {
		t.Fatal(err)
	}
	root := c.Root()
	if got := strings.Join(root.Names(), " "); got != "empty folder long short" {
		t.Errorf("names: %s", got)
	}
	for name, want := range map[string]string{"short": "small", "LONG": string(long), "empty": ""} {
		if got, ok := root.Stream(name); !ok || string(got) != want {
			t.Errorf("%s: %d bytes, %v", name, len(got), ok)
		}
	}
	folder, ok := root.Storage("folder")
	if !ok {
		t.Fatal("storage not found")
	}
	if got, _ := folder.Stream("inner"); string(got) != "within" {
		t.Errorf("inner: %q", got)
	}
	deep, _ := folder.Storage("deep")
	if got, _ := deep.Stream("last"); len(got) != 5000 {
		t.Errorf("last: %d bytes", len(got))
	}
	if _, ok := root.Stream("folder"); ok || root.Has("none") {
		t.Error("a storage is not a stream, and a missing name is not found")
	}
}

func TestCompoundFileHostile(t *testing.T) {
	whole := legacytest.CompoundFile(map[string][]byte{"a": bytes.Repeat([]byte("x"), 9000), "b": []byte("small")})
	c, err := OpenCompoundFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	fat := int(binary.LittleEndian.Uint32(whole[76:])+1) * 512
	change := func(at int, value uint32) []byte {
		out := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(out[at:], value)
		return out
	}
	directory := int(binary.LittleEndian.Uint32(whole[48:])+1) * 512
	tests := []struct {
		name string
		data []byte
	}{
		{"cyclic chain", change(fat+4*5, 1)},
		{"chain out of the file", change(fat+4*5, 0x00ffffff)},
		{"wrong stream size", change(directory+128+120, 0x7fffffff)},
		{"storage in itself", change(directory+76, 0)},
		{"sibling of itself", change(directory+128+72, 1)},
		{"truncated", whole[:len(whole)-700]},
		{"truncated in the last sector", whole[:len(whole)-1]},
		{"wrong DIFAT sector", change(68, 1)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := OpenCompoundFile(tt.data)
			if err != nil {
				return
			}
			for _, name := range c.Root().Names() {
				if s, _ := c.Root().Stream(name); len(s) > len(tt.data) {
					t.Errorf("%s: %d bytes out of %d", name, len(s), len(tt.data))
				}
			}
		})
	}
	if _, ok := c.Root().Stream("a"); !ok {
		t.Error("the undamaged file cannot be read")
	}
}

func TestCompoundFormat(t *testing.T) {
	tests := []struct{ stream, want string }{
		{"WordDocument", "doc"}, {"__properties_version1.0", "msg"}, {"Workbook", "xls"}, {"PowerPoint Document", "ppt"}, {"x", "ole"},
	}
	for _, tt := range tests {
		if got := CompoundFormat(legacytest.CompoundFile(map[string][]byte{tt.stream: []byte("x")})); got.Name != tt.want {
			t.Errorf("%s: %s, want %s", tt.stream, got.Name, tt.want)
		}
	}
	if CompoundFormat(legacytest.CompoundFile(map[string][]byte{"EncryptedPackage": []byte("x")})) != EncryptedOffice || CompoundFormat([]byte("no")) != extract.OLE {
		t.Error("encrypted or invalid file not detected")
	}
}

func FuzzCompoundFile(f *testing.F) {
	f.Add(legacytest.CompoundFile(map[string][]byte{"a": bytes.Repeat([]byte("x"), 5000), "b/c": []byte("small")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := OpenCompoundFile(data)
		if err != nil {
			return
		}
		for _, name := range c.Root().Names() {
			if s, _ := c.Root().Stream(name); len(s) > len(data) {
				t.Fatalf("%d bytes out of %d", len(s), len(data))
			}
			c.Root().Storage(name)
		}
	})
}

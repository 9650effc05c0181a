package format

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"kept/internal/fault"
)

func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOf(t *testing.T) {
	const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	tests := []struct {
		in   string
		want Format
	}{
		{"", Empty}, {" \r\n\t", Empty}, {"\ufeff", Empty},
		{"\ufeffBEGIN:VCALENDAR\r\n", Calendar}, {"\xff\xfe" + wide("BEGIN:VCALENDAR"), Calendar},
		{"\n begin:vcard\n", Cards}, {"\xff\xfe" + wide("BEGIN:VCARD"), Cards},
		{"client,due\nBEGIN:VCARD,1", Text}, {"caf\xe9;due", Text}, {"\xff\xfe" + wide("client,due"), Text}, {wide("client,due"), Text},
		{zipOf(t, "[Content_Types].xml", "xl/workbook.xml"), XLSX}, {zipOf(t, "xl\\workbook.xml"), XLSX},
		{zipOf(t, "xl/workbook.bin"), XLSB}, {zipOf(t, "mimetype", "content.xml"), OpenDocument},
		{zipOf(t, "Index/Document.iwa"), Numbers}, {zipOf(t, "word/document.xml"), Word},
		{zipOf(t, "photos/1.jpg"), Zip}, {zipOf(t), Zip}, {zipOf(t, "xl/workbook.xml")[:40], BrokenZip},
		{ole + "Workbook", OldExcel}, {ole + wide("EncryptedPackage"), Locked},
		{"%PDF-1.7\n", PDF}, {"\x89PNG\r\n", Picture}, {"\x1f\x8b\x08", Gzip}, {"{\\rtf1", RTF},
		{"<!DOCTYPE html><p>", HTML}, {"<?xml version='1.0'?><Workbook>", XML}, {"\n<html>", HTML},
		{`{"a":1}`, JSON}, {`[{"a":1}]`, JSON}, {"[Client],[Due]\n", Text},
		{"a\x00b\x01", Binary}, {strings.Repeat("\x01\x02", 9), Binary},
	}
	for _, tt := range tests {
		if got := Of([]byte(tt.in)); got != tt.want {
			t.Errorf("%.40q is %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestEveryFormatHasItsWords(t *testing.T) {
	for f, say := range words {
		err := Refuse(f, "a table")
		if fault.KindOf(err) != fault.Invalid || !strings.HasPrefix(err.Error(), say) || !strings.HasSuffix(err.Error(), "Wanted is a table.") {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if words[Of(data)] == "" {
			t.Errorf("no words for %q", Of(data))
		}
	})
}

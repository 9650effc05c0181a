package api

import (
	"encoding/base64"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// mostHeap is what taking one mail may add to the heap, whatever is sent.
const mostHeap = 200 << 20

// peak gives how far the heap grew at most while something was done. What is
// collected soon counts too: nobody knows when that is.
func peak(do func()) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.HeapInuse
	var most atomic.Uint64
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	do()
	close(stop)
	<-ended
	return most.Load() - min(before, most.Load())
}

// repeated gives a text again and again, up to so many bytes, and holds it once.
func repeated(unit string, most int) io.Reader {
	parts := make([]io.Reader, most/len(unit))
	for i := range parts {
		parts[i] = strings.NewReader(unit)
	}
	return io.MultiReader(parts...)
}

// A mail that is handed over takes less than 200 MB while it is read and kept,
// at the limit of what is let in and beyond it, in JSON and as it is, with a
// heap that grows as in the program.
func TestAMailTakesLittleMemory(t *testing.T) {
	d := sqlite(t)
	box := d.door()
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	head := "From: a@b.example\r\nTo: hello@northlight.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
	for name, tt := range map[string]struct{ media, unit string }{
		"HTML":        {"text/html; charset=utf-8\r\n\r\n", strings.Repeat("<p><b>x</b></p>\r\n", 600)},
		"text":        {"text/plain; charset=windows-1252\r\n\r\n", strings.Repeat("\xe4", 9000) + "\r\n"},
		"file":        {"application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n", strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 300)},
		"parts":       {"multipart/mixed; boundary=b\r\n\r\n", strings.Repeat("--b\r\n\r\nx\r\n", 900)},
		"header only": {"text/plain\r\n", strings.Repeat("X-A: "+strings.Repeat("x", 70)+"\r\n", 120)},
	} {
		mail := head + tt.media
		for len(mail)%3 != 0 {
			mail = "X" + mail // a header of another name
		}
		unit := tt.unit[:len(tt.unit)/3*3]
		inJSON := func(most int) io.Reader {
			encode := base64.StdEncoding.EncodeToString
			return io.MultiReader(strings.NewReader(`{"mailbox_id":"`+box.ID+`","raw":"`+encode([]byte(mail))), repeated(encode([]byte(unit)), most), strings.NewReader(`"}`))
		}
		asItIs := func(most int) io.Reader { return io.MultiReader(strings.NewReader(mail), repeated(unit, most)) }
		for way, send := range map[string]struct {
			path, media string
			body        io.Reader
			want        int
		}{
			"in JSON":          {"/messages", "application/json", inJSON(MaxMailJSON - 1000), http.StatusOK},
			"too much in JSON": {"/messages", "application/json", inJSON(4 * MaxMailJSON), http.StatusRequestEntityTooLarge},
			"as it is":         {"/mailboxes/" + box.ID + "/mails", mailType, asItIs(MaxMail - 1000), http.StatusOK},
			"too much":         {"/mailboxes/" + box.ID + "/mails", mailType, asItIs(2 * MaxMail), http.StatusRequestEntityTooLarge},
		} {
			got := peak(func() {
				if status := d.send(send.path, send.media, name+way, send.body); status != send.want {
					t.Errorf("%s, %s: %d", name, way, status)
				}
			})
			t.Logf("%s, %s: %d MB", name, way, got>>20)
			if got > mostHeap {
				t.Errorf("%s, %s: the heap grew by %d MB", name, way, got>>20)
			}
		}
	}
}

// JSON of many small values takes little memory either, refused or not: they
// are counted before they are read.
func TestManyValuesTakeLittleMemory(t *testing.T) {
	d := sqlite(t)
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	for name, tt := range map[string]struct{ head, unit, tail string }{
		"numbers": {`{"kept_ids":[0`, ",0", `]}`},
		"strings": {`{"kept_ids":[""`, `,""`, `]}`},
		"objects": {`{"moves":[{}`, ",{}", `]}`},
		"unknown": {`{"x":[{}`, ",{}", `]}`},
		"lists":   {`{"x":`, "[", ``},
		"escapes": {`{"raw":"`, `\u0041`, `"}`},
		"quotes":  {`{"raw":"`, `\",`, `"}`},
	} {
		for _, most := range []int{len(tt.unit) * (maxValues - 2000), MaxMailJSON - 7000} {
			var status int
			got := peak(func() {
				status = d.send("/messages", "application/json", "", io.MultiReader(strings.NewReader(tt.head), repeated(strings.Repeat(tt.unit, 1000), most), strings.NewReader(tt.tail)))
			})
			if status != http.StatusUnprocessableEntity && status != http.StatusBadRequest || got > mostHeap {
				t.Errorf("%s, %d kB: %d, the heap grew by %d MB", name, most>>10, status, got>>20)
			}
			t.Logf("%s, %d kB: %d, %d MB", name, most>>10, status, got>>20)
		}
	}
}

func TestValues(t *testing.T) {
	for text, want := range map[string]int{`0`: 1, `[]`: 2, `[1,2]`: 3, `{"a":[1,{}],"b":"[,{\"],[","c":"\\"}`: 7, `"`: 1, `"\`: 1} {
		if got := values([]byte(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

// send posts a body of any sort.
func (d *desk) send(path, media, key string, body io.Reader) int {
	d.t.Helper()
	req, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+Base+path, body)
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+d.token)
	req.Header.Set("Content-Type", media)
	req.Header.Set(keyHeader, key)
	res, err := d.http.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode
}

package door

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
)

// A form with several files is read to its end: what stands behind a refused file
// is read as well, but kept no more.
func TestUploadsAreReadToTheirEnd(t *testing.T) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, name := range []string{"one.jpg", "two.svg", "three.jpg", ""} {
		p, err := form.CreateFormFile("photos", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, "bytes of "+name); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.WriteField("text", "Seen"); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for name, tt := range map[string]struct {
		body   []byte
		refuse string // the file that is refused
		want   []string
		fails  bool
		text   string
	}{
		"all is well":  {whole, "", []string{"one.jpg", "two.svg", "three.jpg"}, false, "Seen"},
		"one is bad":   {whole, "two.svg", []string{"one.jpg", "two.svg"}, true, "Seen"},
		"it is cut":    {whole[:bytes.Index(whole, []byte("bytes of two"))+5], "", []string{"one.jpg", "two.svg"}, true, ""},
		"nothing came": {nil, "", nil, true, ""},
	} {
		r := httptest.NewRequest(http.MethodPost, "/field-log/fld_1", bytes.NewReader(tt.body))
		r.Header.Set("Content-Type", form.FormDataContentType())
		var got []string
		fields, err := TakeUploads(httptest.NewRecorder(), r, UploadRoom{One: 1000, Files: 12}, func(sent string, body io.Reader) error {
			got = append(got, sent)
			if _, err := io.ReadAll(body); err != nil || sent == tt.refuse {
				return fault.Field("photos", "No.")
			}
			return nil
		})
		if diff := cmp.Diff(tt.want, got); diff != "" || (err != nil) != tt.fails || fields.Get("text") != tt.text {
			t.Errorf("%s: %v, %q: %s", name, err, fields, diff)
		}
	}
}

func TestWhatBringsLimitsItself(t *testing.T) {
	for path, want := range map[string]bool{
		"/projects/prj_1/documents": true, "/projects/prj_1/field-log": true, "/field-log/fld_1": true, "/documents/doc_1/versions": true,
		"/field-log/fld_1/sharing": false, "/field-log": true, "/documents/doc_1/name": false, "/projects/prj_1": false,
	} {
		if got := brings(path); got != want {
			t.Errorf("%s brings %v, want %v", path, got, want)
		}
	}
}

package webtest

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
)

// file is a file that somebody chose in a form.
type file struct {
	field, name, mediaType string
	data                   []byte
}

// Attach chooses a file, with the name and the media type that the browser
// gives it. The form is sent as one with files then.
func (f *Form) Attach(field, name, mediaType string, data []byte) *Form {
	f.page.t.Helper()
	if !f.names[field] {
		f.page.t.Fatalf("the form for %s on %s has no field %q", f.action, f.page.Path, field)
	}
	f.Values.Del(field)
	f.files = append(f.files, file{field, name, mediaType, data})
	return f
}

func (v *Visitor) upload(f *Form) *Page {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range f.Values {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	for _, a := range f.files {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, a.field, a.name)}, "Content-Type": {a.mediaType},
		})
		if err == nil {
			_, err = part.Write(a.data)
		}
		if err != nil {
			v.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.root+f.action, &body)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	res, err := v.client.Do(req)
	return v.page(res, err)
}

package web

import (
	"bytes"
	"encoding/base64"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"kept/conversation"
	"kept/internal/store"
)

// What strangers wrote is served so that nothing of it runs and nothing of it
// is taken for a page of ours. The frame of a mail has no origin, so no cookie
// goes along with what it fetches: the pictures that came with it stand in it.
const (
	mailPolicy    = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
	picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
	filePolicy    = "default-src 'none'; sandbox"
)

// maxInline is how many bytes of pictures are shown inside one mail.
const maxInline = 8 << 20

// mailHead begins the document in which the HTML of a mail stands.
const mailHead = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><style>body{margin:16px;font-family:system-ui,sans-serif;color:#1a1815;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style></head><body>`

// messageHTML shows a mail as it was written, in a frame. What it would fetch
// from elsewhere is fetched when a person asks.
func messageHTML(v *visit) error {
	m, err := v.o.Conversations.Message(v.r.Context(), v.who, v.r.PathValue("message"))
	if err != nil {
		return err
	}
	if m.Body.HTML == "" || v.ShowMail == nil {
		return store.ErrNone
	}
	remote := v.r.URL.Query().Get("images") != ""
	left := int64(maxInline)
	shown := v.ShowMail(m.Body.HTML, remote, func(cid string) string {
		for _, f := range m.Files {
			if f.ContentID != cid || f.Size > left || !isPicture(f.MediaType) {
				continue
			}
			_, b, err := v.o.Conversations.File(v.r.Context(), v.who, m.ID, f.Seq)
			if err != nil || pictureType(b) == "" {
				return ""
			}
			left -= f.Size
			return "data:" + pictureType(b) + ";base64," + base64.StdEncoding.EncodeToString(b)
		}
		return ""
	})
	set := v.w.Header()
	set.Set("Content-Security-Policy", mailPolicy)
	if remote {
		set.Set("Content-Security-Policy", picturePolicy)
	}
	set.Set("X-Frame-Options", "SAMEORIGIN")
	set.Set("Referrer-Policy", "no-referrer")
	set.Set("Content-Type", "text/html; charset=utf-8")
	set.Set("Cache-Control", "no-store")
	_, err = v.w.Write([]byte(mailHead + shown + "</body></html>"))
	return err
}

// messageFile gives a file of a message: to be kept, never to be opened as a
// page. A picture may be shown where it stands.
func messageFile(v *visit) error {
	seq, err := strconv.Atoi(v.r.PathValue("seq"))
	if err != nil || seq < 0 {
		return errNothing
	}
	f, b, err := v.o.Conversations.File(v.r.Context(), v.who, v.r.PathValue("message"), seq)
	if err != nil {
		return err
	}
	if kind := pictureType(b); kind != "" && isPicture(f.MediaType) && v.r.URL.Query().Get("shown") != "" {
		return handOut(v, b, kind, mime.FormatMediaType("inline", map[string]string{"filename": saveAs(f.Name)}))
	}
	return handOut(v, b, "application/octet-stream", mime.FormatMediaType("attachment", map[string]string{"filename": saveAs(f.Name)}))
}

// messageRaw gives the mail as it came.
func messageRaw(v *visit) error {
	id := v.r.PathValue("message")
	r, raw, err := v.o.Conversations.Raw(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	name := saveAs(conversation.CleanSubject(r.Subject))
	return handOut(v, raw, "message/rfc822", mime.FormatMediaType("attachment", map[string]string{"filename": name + ".eml"}))
}

func handOut(v *visit, b []byte, kind, disposition string) error {
	set := v.w.Header()
	set.Set("Content-Security-Policy", filePolicy)
	set.Set("Content-Type", kind)
	set.Set("Content-Disposition", disposition)
	set.Set("Content-Length", strconv.Itoa(len(b)))
	set.Set("Cache-Control", "private, no-cache")
	_, err := v.w.Write(b)
	return err
}

// saveAs is a name that a browser may save under: no path, no tricks.
func saveAs(name string) string {
	name = path.Base(strings.ReplaceAll(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, name), `\`, "/"))
	if name == "." || name == "/" || strings.Trim(name, ".") == "" {
		return "file"
	}
	return name
}

// isPicture tells whether a file says that it is a picture which a browser shows.
func isPicture(mediaType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	switch strings.TrimSpace(kind) {
	case "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp":
		return true
	}
	return false
}

// pictureType is what a file's bytes say that it is; "" = no picture that is shown.
func pictureType(b []byte) string {
	kind := http.DetectContentType(b[:min(len(b), 512)])
	if !isPicture(kind) || bytes.HasPrefix(b, []byte("<")) {
		return ""
	}
	return kind
}

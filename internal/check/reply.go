package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"

	"kept/internal/inbox/quote"
)

// MaxLetter is the longest line, in bytes, that is read as a letter's case, and
// the longest body beside the cases.
const MaxLetter = 16 << 20

// replyCase is one case: a mail's body, or the name of the file that holds it.
type replyCase struct {
	Body     string `json:"body"`
	BodyFile string `json:"body_file"`
	Kind     string `json:"kind"`
}

// parted is what somebody newly wrote, and his signature.
type parted struct {
	Visible   string `json:"visible"`
	Signature string `json:"signature"`
}

// Reply answers each case with what the sender of the letter newly wrote, or
// passed on, and with his signature, in order. A body_file is looked for in
// beside, the folder of the cases.
func Reply(in io.Reader, out io.Writer, beside fs.FS) error {
	return eachReply(in, out, MaxLetter, func(line []byte) (any, error) {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil, nil
		}
		var c replyCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		body, err := c.body(beside)
		if err != nil {
			return nil, err
		}
		var parts quote.Parts
		switch c.Kind {
		case "plain", "":
			parts = quote.Text(body)
		case "html":
			parts = quote.HTML(body)
		default:
			return nil, fmt.Errorf("kind is %q; it may be plain or html", c.Kind)
		}
		return parted{parts.Shown(), parts.Signature}, nil
	})
}

func (c replyCase) body(beside fs.FS) (string, error) {
	if c.BodyFile == "" {
		return c.Body, nil
	}
	f, err := beside.Open(c.BodyFile)
	if err != nil {
		return "", err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, MaxLetter))
	return string(body), err
}

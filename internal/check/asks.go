package check

import (
	"bytes"
	"encoding/json"
	"io"

	"kept/chase"
)

// asking is whether the writer of a line asks where something stands.
type asking struct {
	AsksStatus bool    `json:"asks_status"`
	Chance     float64 `json:"chance"`
	Reason     string  `json:"reason,omitempty"`
}

// Asks answers each line with whether its writer asks where something stands,
// with what chance, and with the phrase that shows it. A line is the text itself,
// or {"text": …}; every one is answered, an empty one too.
func Asks(in io.Reader, out io.Writer) error {
	return eachReply(in, out, MaxLine, func(line []byte) (any, error) {
		text := string(line)
		if line = bytes.TrimSpace(line); bytes.HasPrefix(line, []byte("{")) {
			var ask struct {
				Text *string `json:"text"`
			}
			if err := json.Unmarshal(line, &ask); err == nil && ask.Text != nil {
				text = *ask.Text
			}
		}
		a := chase.Asks(text)
		return asking{a.Yes(), rounded(a.Chance), a.Reason}, nil
	})
}

// rounded is a chance to three places: more would pretend to know it.
func rounded(chance float64) float64 { return float64(int(chance*1000+0.5)) / 1000 }

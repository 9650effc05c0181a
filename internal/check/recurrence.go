package check

import (
	"encoding/json"
	"io"

	"kept/internal/recur"
)

// Recurrence answers each {"text": …} with the walls of its instances, the
// first [recur.MaxInstances] of them, like "19980101T090000".
func Recurrence(in io.Reader, out io.Writer) error {
	return eachLine(in, out, func(line []byte) (any, error) {
		var ask struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(line, &ask); err != nil {
			return nil, err
		}
		instances, err := recur.Instances(ask.Text, recur.MaxInstances)
		if err != nil {
			return nil, err
		}
		walls := make([]string, len(instances))
		for i, t := range instances {
			walls[i] = t.Format("20060102T150405")
		}
		return walls, nil
	})
}

package plans

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonReader reads JSON piece by piece, so that a large export never stands in
// memory as a whole.
type jsonReader struct {
	text    string
	d       *json.Decoder
	counted int // bytes of which the lines are counted
	lines   int
}

func newJSON(text string) *jsonReader {
	return &jsonReader{text: text, d: json.NewDecoder(strings.NewReader(text))}
}

// line is the line that is being read.
func (j *jsonReader) line() int {
	at := min(int(j.d.InputOffset()), len(j.text))
	j.lines += strings.Count(j.text[j.counted:at], "\n")
	j.counted = at
	return j.lines + 1
}

func (j *jsonReader) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "unexpected end") {
		return refuse("The file is cut off after line %d. Export the plan again.", 1+strings.Count(strings.TrimSpace(j.text), "\n"))
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return refuse("The JSON is broken in line %d: %s.", 1+strings.Count(j.text[:min(int(syntax.Offset), len(j.text))], "\n"), shown(oneLine(syntax.Error())))
	}
	return refuse("The JSON is broken in line %d.", j.line())
}

func (j *jsonReader) token() (json.Token, error) {
	t, err := j.d.Token()
	if err != nil {
		return nil, j.broken(err)
	}
	return t, nil
}

// object gives each key of an object to see, which reads its value.
func (j *jsonReader) object(see func(key string) error) error {
	t, err := j.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return refuse("In line %d stands something else than an object.", j.line())
	}
	for j.d.More() {
		key, err := j.token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if err := see(name); err != nil {
			return err
		}
	}
	_, err = j.token()
	return err
}

// array calls see at each element of an array, which it reads. Something else
// than an array has no elements.
func (j *jsonReader) array(see func() error) error {
	t, err := j.token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return j.rest(t)
	}
	for j.d.More() {
		if err := see(); err != nil {
			return err
		}
	}
	_, err = j.token()
	return err
}

// skip passes a value over.
func (j *jsonReader) skip() error {
	t, err := j.token()
	if err != nil {
		return err
	}
	return j.rest(t)
}

// rest passes over what is left of a value that begins with t.
func (j *jsonReader) rest(t json.Token) error {
	depth := 0
	for {
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if t, err = j.token(); err != nil {
			return err
		}
	}
}

// raw reads a value as it stands, of at most MaxRecord bytes.
func (j *jsonReader) raw() (json.RawMessage, error) {
	var raw json.RawMessage
	if err := j.d.Decode(&raw); err != nil {
		return nil, j.broken(err)
	}
	if len(raw) > MaxRecord {
		return nil, refuse("One entry, up to line %d, is larger than 1 MB.", j.line())
	}
	return raw, nil
}

// into reads a value into v. What is of another kind than it should be is a
// problem and left out.
func (g *gatherer) into(j *jsonReader, v any) error {
	raw, err := j.raw()
	if err != nil {
		return err
	}
	g.understand(j.line(), raw, v)
	return nil
}

func (g *gatherer) understand(line int, raw json.RawMessage, v any) {
	if err := json.Unmarshal(raw, v); err != nil {
		p := Problem{Line: line, What: "it is not what it should be", Done: "left out"}
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			p.Field, p.What = kind.Field, "it is a "+kind.Value+", not what it should be"
		}
		g.problem(p)
	}
}

// lookAtJSON tells JSON by the keys of its first object.
func lookAtJSON(text string) (source, error) {
	j := newJSON(text)
	src := source{text: text}
	var keys []string
	stop := errors.New("enough is known")
	err := j.firstObject(func(key string) error {
		switch key {
		case "_format", "swimlanes", "cards", "lists", "shortLink", "idOrganization", "labelNames":
			src.format = Trello
			return stop
		case "payload", "issue", "issues", "items", "pull_request", "repository_url", "number", "stateReason", "repository", "sender":
			src.format = GitHub
			return stop
		}
		if len(keys) < 20 {
			keys = append(keys, key)
		}
		return j.skip()
	})
	if src.format != "" {
		return src, nil
	}
	if err != nil {
		return source{}, err
	}
	return source{}, refuse("This is JSON of another kind: its first entry has %s. Wanted is %s.", shown(oneLine(first(strings.Join(keys, ", "), "nothing"))), wanted)
}

// firstObject gives the keys of the first object to see, in an array or not.
func (j *jsonReader) firstObject(see func(key string) error) error {
	if !strings.HasPrefix(j.text, "[") {
		return j.object(see)
	}
	if _, err := j.token(); err != nil {
		return err
	}
	if !j.d.More() {
		_, err := j.token()
		return err
	}
	return j.object(see)
}

package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// The largest bodies that are read, in bytes: of most requests; of those that
// bring files, which are a third larger in base64; of those that bring a whole
// mail in JSON, of which there are four copies before it is read; and of a mail
// as it is. Taking one must stay below 200 MB, however much the heap may grow
// before it is swept.
const (
	MaxBody      = 1 << 20
	MaxLargeBody = 24 << 20
	MaxMailJSON  = 8 << 20
	MaxMail      = 24 << 20
)

func (s *service) config() huma.Config {
	format := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Kept", Version: "1",
				Description: "Promises kept, clients kept informed. Instants are RFC 3339 with a zone, days YYYY-MM-DD. " +
					"Lists are read on with the cursor that the one before gave. A POST with an Idempotency-Key is done at most once. " +
					"What has a version is edited with If-Match. Refusals are problems by RFC 9457.",
			},
			Components: &huma.Components{
				Schemas:         huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}},
			},
			Security: []map[string][]string{{"token": {}}},
		},
		Formats:                      map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{tidyProblem},
	}
}

// schemaName names a schema after its Go type: promiseOut is Promise, hoursJSON
// is Hours, the body of keepIn is Keep.
func schemaName(t reflect.Type, hint string) string {
	name := strings.Replace(huma.DefaultSchemaNamer(t, hint), "ListOut", "List", 1)
	for _, end := range []string{"Out", "JSON", "InBody"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// unmarshal reads JSON that can be given back as it came. The standard library
// would put U+FFFD for bytes and escapes that are no text, in silence.
func unmarshal(data []byte, v any) error {
	if _, first := v.(*any); first {
		if !utf8.Valid(data) {
			return errors.New("this has bytes that are no text: JSON is UTF-8")
		}
		if loneSurrogate(data) {
			return errors.New(`this has half of a surrogate pair, like \ud800: that is no text`)
		}
	}
	if values(data) > maxValues { // looked at both times: the library goes on after the first refusal
		return fmt.Errorf("this has more than %d values", maxValues)
	}
	return json.Unmarshal(data, v)
}

// maxValues is how many values JSON may hold. Each takes some 50 bytes to read
// and, where it is refused, 500 more to say why: a megabyte of zeros took 290.
const maxValues = 100_000

// values counts the values in JSON, or a few more: one begins with each list and
// each object, and one stands behind each comma.
func values(data []byte) int {
	n, quoted := 1, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == '[' || c == '{'):
			n++
		}
	}
	return n
}

// loneSurrogate tells whether JSON escapes half of a surrogate pair.
func loneSurrogate(data []byte) bool {
	for i := 0; i+5 < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if data[i+1] != 'u' {
			i++ // the escaped character begins no escape itself
			continue
		}
		switch half(data[i:]) {
		case 2:
			return true
		case 1:
			if half(data[i+6:]) != 2 {
				return true
			}
			i += 6
		}
		i += 5
	}
	return false
}

// half is 1 when \uXXXX at the beginning of data is the first half of a
// surrogate pair, 2 when it is the second.
func half(data []byte) int {
	if len(data) < 6 || !bytes.HasPrefix(data, []byte(`\u`)) {
		return 0
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	switch {
	case err != nil || n < 0xd800 || n > 0xdfff:
		return 0
	case n < 0xdc00:
		return 1
	}
	return 2
}

// tidyProblem puts into our words what the library found wrong with a request.
// What was sent is not sent back: it may be a secret, or a megabyte.
func tidyProblem(c huma.Context, _ string, v any) (any, error) {
	p, ok := v.(*huma.ErrorModel)
	if !ok || p.Type != "" {
		return v, nil
	}
	for _, e := range p.Errors {
		e.Value = nil
	}
	switch p.Status {
	case http.StatusUnprocessableEntity:
		p.Type, p.Detail = kindURN+"invalid", "Some fields need another look."
	case http.StatusRequestEntityTooLarge:
		most := c.Operation().MaxBodyBytes - 1
		p.Type, p.Detail = kindURN+"too_large", fmt.Sprintf("A body has at most %d bytes here (%d MiB).", most, most>>20)
	case http.StatusUnsupportedMediaType:
		p.Type, p.Detail = kindURN+"not_json", "Send JSON, with Content-Type: application/json."
	case http.StatusBadRequest:
		p.Type = kindURN + "malformed"
		if len(p.Errors) > 0 {
			p.Detail = "This is not JSON that can be read."
		}
	default:
		p.Type = kindURN + "internal"
	}
	return p, nil
}

package letter

import (
	"strconv"
	"strings"
)

// ContentType is what a Content-Type field says. Type is in lower case, "" when
// there is none that can be read; the names of Params are in lower case too.
type ContentType struct {
	Type   string
	Params map[string]string
}

// parseValue reads a value with parameters: Content-Type, Content-Disposition.
// Continued and encoded parameters (RFC 2231) are put together and decoded; a
// quote that nobody closed ends with the value.
func parseValue(s string) (value string, params map[string]string) {
	end := strings.IndexByte(s, ';')
	if end < 0 {
		return cleanToken(s), nil
	}
	value = cleanToken(s[:end])
	rest := s[end+1:]
	raw := map[string]string{}
	for rest != "" && len(raw) < maxParams {
		var name, v string
		name, v, rest = nextParam(rest)
		if _, twice := raw[name]; name != "" && !twice {
			raw[name] = v
		}
	}
	return value, joinParams(raw)
}

// maxParams is how many parameters one value has; further ones are passed over.
const maxParams = 100

// cleanToken strips what stands around a token: blanks, comments, quotes.
func cleanToken(s string) string {
	if i := strings.IndexByte(s, '('); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(strings.Trim(s, " \t\r\n\"'"))
}

// nextParam reads one name=value and gives what follows its semicolon.
func nextParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, " \t;")
	eq := strings.IndexByte(s, '=')
	semi := strings.IndexByte(s, ';')
	if eq < 0 || semi >= 0 && semi < eq { // no parameter: pass over it
		if semi < 0 {
			return "", "", ""
		}
		return "", "", s[semi+1:]
	}
	name = strings.ToLower(strings.TrimSpace(s[:eq]))
	s = strings.TrimLeft(s[eq+1:], " \t")
	if strings.HasPrefix(s, `"`) {
		value, s = unquote(s[1:])
		if i := strings.IndexByte(s, ';'); i >= 0 {
			return name, value, s[i+1:]
		}
		return name, value, ""
	}
	value, rest, _ = strings.Cut(s, ";")
	return name, strings.TrimSpace(value), rest
}

// unquote reads a quoted string after its first quote, and gives what follows
// the last.
func unquote(s string) (value, rest string) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return out.String(), s[i+1:]
		case '\\':
			// Windows puts paths in names without escaping them.
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
				i++
			}
		}
		out.WriteByte(s[i])
	}
	return out.String(), ""
}

// joinParams puts name*0, name*1* and name* together as name.
func joinParams(raw map[string]string) map[string]string {
	out := make(map[string]string, len(raw))
	for name, v := range raw {
		if !strings.Contains(name, "*") {
			out[name] = v
		}
	}
	for name, v := range raw {
		base, section, star := strings.Cut(name, "*")
		switch {
		case !star:
		case section == "":
			out[base] = decodeExtended(v)
		case section == "0" || section == "0*":
			out[base] = joinSections(raw, base)
		}
	}
	return out
}

// joinSections puts the sections of a continued parameter together.
func joinSections(raw map[string]string, base string) string {
	var bytes []byte
	charset := ""
	for i := range len(raw) {
		name := base + "*" + strconv.Itoa(i)
		if v, ok := raw[name]; ok {
			bytes = append(bytes, v...)
			continue
		}
		v, ok := raw[name+"*"]
		if !ok {
			break
		}
		if i == 0 {
			charset, v = extendedCharset(v)
		}
		bytes = append(bytes, unpercent(v)...)
	}
	return decodeCharset(bytes, charset)
}

// decodeExtended reads charset'language'percent-encoded.
func decodeExtended(v string) string {
	charset, text := extendedCharset(v)
	return decodeCharset(unpercent(text), charset)
}

func extendedCharset(v string) (charset, text string) {
	parts := strings.SplitN(v, "'", 3)
	if len(parts) < 3 {
		return "", v
	}
	return parts[0], parts[2]
}

func unpercent(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0 {
			out = append(out, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}

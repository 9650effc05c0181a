package origin

import "strings"

// result is what a server found by one method.
type result struct {
	method, value string
	properties    map[string]string
	comments      string
}

// concerns tells whether the result is about the domain of the From address.
func (r result) concerns(from string) bool {
	about, named := r.properties["header.from"]
	return !named || aligned(domainOf("@"+about[strings.LastIndexByte(about, '@')+1:]), from, false)
}

// signer is the domain that signed. Some servers name only on whose behalf.
func (r result) signer() string {
	if d := r.properties["header.d"]; d != "" {
		return plainDomain(d)
	}
	return domainOf(r.properties["header.i"])
}

// policy is what the domain asks for when DMARC fails; "" when the server does
// not say. Most say it in a comment: "(p=NONE sp=NONE dis=NONE)"; Microsoft 365
// says what came of it.
func (r result) policy() string {
	for _, name := range []string{"policy.published-domain-policy", "policy.p", "action"} {
		if p := r.properties[name]; p != "" {
			return strings.ToLower(p)
		}
	}
	for _, word := range strings.FieldsFunc(r.comments, func(c rune) bool { return c == ' ' || c == '\t' || c == ';' || c == ',' }) {
		if name, value, _ := strings.Cut(strings.ToLower(word), "="); name == "p" {
			return value
		}
	}
	return ""
}

// readResults reads an Authentication-Results field, unfolded: who wrote it, and
// what it found. Comments and quoted texts may hold what a sender chose, so
// nothing in them counts as a result.
func readResults(field string) (server string, found []result) {
	clauses := splitClauses(field)
	head := strings.Fields(clauses[0].text)
	switch {
	case len(head) > 0 && strings.Contains(head[0], "="):
		server = Nameless
	case len(head) == 1 || len(head) == 2 && head[1] == "1":
		server, clauses = head[0], clauses[1:]
	default:
		return "", nil
	}
	for _, c := range clauses {
		words := strings.Fields(c.text)
		if len(words) == 0 {
			continue
		}
		method, value, ok := strings.Cut(strings.ToLower(words[0]), "=")
		if !ok {
			continue
		}
		method, _, _ = strings.Cut(method, "/") // of a version
		r := result{method, value, map[string]string{}, c.comments}
		for _, w := range words[1:] {
			name, value, ok := strings.Cut(w, "=")
			if name = strings.ToLower(name); ok && r.properties[name] == "" {
				r.properties[name] = value
			}
		}
		found = append(found, r)
	}
	return server, found
}

// clause is what stands between two semicolons, without its comments. Blanks
// around "=" are gone, and those in quotes are no blanks any more.
type clause struct {
	text, comments string
}

func splitClauses(field string) []clause {
	var all []clause
	var text, comments strings.Builder
	end := func() {
		all = append(all, clause{tightened(text.String()), comments.String()})
		text.Reset()
		comments.Reset()
	}
	for i := 0; i < len(field); i++ {
		switch field[i] {
		case '(':
			length := commentLength(field[i:])
			comments.WriteByte(' ')
			comments.WriteString(strings.Trim(field[i:i+length], "()"))
			text.WriteByte(' ')
			i += length - 1
		case '"':
			for i++; i < len(field) && field[i] != '"'; i++ {
				if field[i] == '\\' && i+1 < len(field) {
					i++
				}
				c := field[i]
				if strings.IndexByte(" \t;=()\"", c) >= 0 {
					c = '_'
				}
				text.WriteByte(c)
			}
		case ';':
			end()
		default:
			text.WriteByte(field[i])
		}
	}
	end()
	return all
}

// commentLength is where a comment ends; one that nobody closed has the rest.
func commentLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// tightened takes the blanks around "=" away.
func tightened(s string) string {
	parts := strings.Split(s, "=")
	for i := range parts {
		if i > 0 {
			parts[i] = strings.TrimLeft(parts[i], " \t")
		}
		if i < len(parts)-1 {
			parts[i] = strings.TrimRight(parts[i], " \t")
		}
	}
	return strings.Join(parts, "=")
}

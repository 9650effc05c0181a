package shelf

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/member"
)

// CheckAddress wants where a link may lead: a page (http, https), a mail address
// (mailto) or a number (tel). Every other scheme can run something at whoever
// follows it, or opens a program of his.
func CheckAddress(c *fault.Check, field, s string) {
	c.Want(s != "", field, "Say where it leads: https://…")
	c.Want(len(s) <= MaxAddress, field, "This is too long: 2000 characters at most.")
	visible := plain(s)
	for _, r := range s {
		visible = visible && unicode.IsGraphic(r) && !unicode.IsSpace(r)
	}
	c.Want(visible, field, "An address goes without spaces, and without characters that nobody sees.")
	if !visible || s == "" {
		return
	}
	scheme, rest, _ := strings.Cut(s, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		checkPage(c, field, s)
	case "mailto":
		var mail fault.Check
		member.CheckEmail(&mail, field, rest)
		c.Want(mail.Err() == nil && !strings.ContainsAny(rest, "?&%"), field, "After mailto: stands one mail address, and nothing else.")
	case "tel":
		member.CheckPhone(c, field, rest)
		c.Want(rest != "", field, "After tel: stands a number.")
	default:
		c.Want(false, field, "A link begins with https://, http://, mailto: or tel:. Others can run something at whoever follows them, so they are not kept.")
	}
}

func checkPage(c *fault.Check, field, s string) {
	u, err := url.Parse(s)
	if err != nil || u.Opaque != "" || u.Hostname() == "" || strings.Contains(s, `\`) {
		c.Want(false, field, "This is no address of a page. Copy it from the browser: https://…")
		return
	}
	c.Want(u.User == nil, field, "An address goes without a name and a password before its host: they hide where it leads.")
}

// Host is where a link leads, short: the host of a page, the mail address, or the
// number. "" of a note.
func (i Item) Host() string {
	scheme, rest, ok := strings.Cut(i.Address, ":")
	if !ok {
		return ""
	}
	switch strings.ToLower(scheme) {
	case "mailto", "tel":
		return rest
	}
	u, err := url.Parse(i.Address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Paragraphs are those of a note.
func (i Item) Paragraphs() []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(i.Text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// Line is what is said of it in one line of so many characters at most, for lists.
func (i Item) Line(most int) string {
	line := strings.Join(strings.Fields(i.Text), " ")
	if utf8.RuneCountInString(line) <= most {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:most-1])) + "…"
}

// Package clean makes the HTML of a mail fit to be shown.
//
// Two passes, each of which would do by itself against scripts: the first gives
// the text a shape ([shape]: elements that are known, each opened one closed,
// images parked, styles reduced to what sets letters and boxes), the second is
// the policy of a library that others test too (bluemonday). Both read tokens
// and never build a tree: a tree can be a thousand times its text, and mails are
// written by strangers.
//
// What comes out belongs into a sandboxed frame nevertheless.
package clean

import (
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// The limits on one fragment.
const (
	// MaxDepth is how deep elements stand in one another; the tags of deeper
	// ones are left out, their text stays.
	MaxDepth = 200
	// MaxRemote is how many addresses of remote images are listed; all are parked.
	MaxRemote = 200
)

// Cleaned is HTML that runs nothing and fetches nothing. Its images are parked:
// [Cleaned.Show] gives them their addresses.
type Cleaned struct {
	HTML string
	// Remote are the addresses of the images that would tell the sender that
	// the mail is being read, each once, in their order.
	Remote []string
	// Inline are the content ids of the images that came with the mail.
	Inline []string
}

// HTML sanitises the HTML of a mail, a whole document or a fragment.
func HTML(fragment string) Cleaned {
	fragment = wellFormed(fragment)
	s := shape{out: &strings.Builder{}}
	s.out.Grow(len(fragment))
	s.run(fragment)
	return Cleaned{HTML: policy.Sanitize(s.out.String()), Remote: s.remote, Inline: s.inline}
}

// wellFormed gives text without what is no character, as a browser would.
func wellFormed(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}

// The attributes of a parked image. Attributes are all that can look like this:
// a quote in text is written as an entity.
const (
	parkedRemote = ` data-remote="`
	parkedInline = ` data-cid="`
)

// Show gives the HTML with images: those that came with the mail from where
// inline says (an address for a content id; "" leaves the image out), the remote
// ones only when a person asked for them.
func (c Cleaned) Show(remote bool, inline func(cid string) string) string {
	out := c.HTML
	if remote {
		out = strings.ReplaceAll(out, parkedRemote, ` src="`)
	}
	if inline == nil || !strings.Contains(out, parkedInline) {
		return out
	}
	pieces := strings.Split(out, parkedInline)
	for i, p := range pieces[1:] {
		id, rest, _ := strings.Cut(p, `"`)
		pieces[i+1] = rest
		if address := inline(html.UnescapeString(id)); address != "" {
			pieces[i+1] = ` src="` + html.EscapeString(address) + `"` + rest
		}
	}
	return strings.Join(pieces, "")
}

// policy is the last word on what may be in a mail.
var policy = newPolicy()

// Forms of attributes.
var (
	number    = regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,3})?(%|px)?$`)
	colour    = regexp.MustCompile(`^#?[0-9A-Za-z]{1,30}$`)
	plain     = regexp.MustCompile(`^[0-9A-Za-z ,._+-]{1,200}$`)
	styling   = regexp.MustCompile(`^[0-9A-Za-z #%.,:;()!+-]*$`)
	fetched   = regexp.MustCompile(`^https?://[^\s"'<>]+$`)
	contentID = regexp.MustCompile(`^[^\s"'<>]{1,300}$`)
	language  = regexp.MustCompile(`^[0-9A-Za-z-]{1,35}$`)
	turning   = regexp.MustCompile(`^(?i:ltr|rtl|auto)$`)
)

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	var names []string
	for name := range elements {
		names = append(names, name)
	}
	p.AllowNoAttrs().OnElements(names...)
	p.AllowAttrs("style").Matching(styling).Globally()
	p.AllowAttrs("dir").Matching(turning).Globally()
	p.AllowAttrs("lang").Matching(language).Globally()
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("align", "valign", "face", "type").Matching(plain).Globally()
	p.AllowAttrs("width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "span", "size", "start", "hspace", "vspace").Matching(number).Globally()
	p.AllowAttrs("bgcolor", "color").Matching(colour).Globally()
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("data-remote").Matching(fetched).OnElements("img")
	p.AllowAttrs("data-cid").Matching(contentID).OnElements("img")
	p.AllowAttrs("src").OnElements("img") // data: alone gets here
	p.AllowDataURIImages()
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}

package post

import (
	"bytes"
	"html/template"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"kept/internal/outbox"
	"kept/internal/tongue"
)

// twinTemplate is the HTML twin of a mail. Mail programs differ more than browsers
// do: so tables, styles on the elements, no pictures, nothing that is fetched.
// The style sheet in its head only adds what a program may ignore: the colours
// for dark schemes and less air on a phone. Widths stand twice, because Outlook
// reads the attribute and nothing else reads max-width better.
var twinTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("twin").Parse(twinHTML))
})

const twinHTML = `<!doctype html>
<html lang="{{.Lang}}"{{if .RTL}} dir="rtl"{{end}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>{{.Subject}}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-underline-offset: 3px; }
@media (max-width: 480px) {
.k-out { padding: 0 !important; }
.k-in { padding-left: 20px !important; padding-right: 20px !important; }
}
@media (prefers-color-scheme: dark) {
.k-paper { background: #1a1815 !important; }
.k-sheet { background: #221f1b !important; }
.k-sunk { background: #2b2722 !important; }
.k-ink { color: #ece6da !important; }
.k-quiet { color: #b0a797 !important; }
.k-line { border-color: #3a352e !important; }
}
</style>
</head>
<body class="k-paper" style="margin:0;padding:0;background:#faf7f0;-webkit-text-size-adjust:100%">
{{- if .Lead}}
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">{{.Lead}}</div>
{{- end}}
<table role="presentation" class="k-paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#faf7f0">
<tr><td class="k-out" align="center" style="padding:32px 16px;overflow-wrap:anywhere;word-break:break-word">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;text-align:{{.Start}};font-family:'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif">
<tr><td style="height:4px;line-height:4px;font-size:4px;background:{{.Accent}}">&nbsp;</td></tr>
<tr><td class="k-sheet k-in k-ink" style="padding:28px 40px 36px;background:#fffdf8;color:#23201b;font-size:17px;line-height:1.6">
{{- if .Firm}}
<p class="k-quiet" style="margin:0 0 28px;font-size:15px;line-height:1.4;color:#5f584c">{{.Firm}}</p>
{{- end}}
{{- if .Greeting}}
<p style="margin:0 0 16px">{{.Greeting}}</p>
{{- end}}
{{- range .LeadLines}}
<p style="margin:0 0 16px;font-size:20px;line-height:1.45">{{.}}</p>
{{- end}}
{{- range .Body}}
<p style="margin:0 0 16px">{{.}}</p>
{{- end}}
{{- range .Parts}}
<p class="k-quiet" style="margin:20px 0 6px;font-size:15px;line-height:1.4;color:#5f584c">{{.Title}}</p>
<ul style="margin:0 0 16px;padding:{{$.Bullets}}">
{{- range .Lines}}
<li style="margin:0 0 6px">{{.}}</li>
{{- end}}
</ul>
{{- end}}
{{- if .Facts}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px">
{{- range $i, $f := .Facts}}
{{- if $i}}
<tr><td colspan="2" style="height:14px;line-height:14px;font-size:14px">&nbsp;</td></tr>
{{- end}}
<tr>
<td width="3" style="width:3px;background:{{$.Accent}};font-size:3px">&nbsp;</td>
<td class="k-ink" style="padding:{{$.Beside}};color:#23201b">
<span class="k-quiet" style="display:block;font-size:15px;line-height:1.4;color:#5f584c">{{$f.Label}}</span>
<span style="display:block;font-size:19px;line-height:1.4;font-weight:bold">{{$f.Value}}</span>
{{- if $f.Was}}
<span class="k-quiet" style="display:block;font-size:15px;line-height:1.4;color:#5f584c">{{$.ItWas}} <s>{{$f.Was}}</s></span>
{{- end}}
</td>
</tr>
{{- end}}
</table>
{{- end}}
{{- range .Items}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td class="k-line k-ink" style="padding:18px 0 20px;border-top:1px solid #e0d8c8;color:#23201b">
<p style="margin:0 0 6px;font-size:19px;line-height:1.35;font-weight:bold">{{.Title}}</p>
{{- if .Why}}
<p class="k-quiet" style="margin:0 0 6px;font-size:16px;line-height:1.5;color:#5f584c">{{.Why}}</p>
{{- end}}
{{- if .By}}
<p style="margin:0 0 10px;font-size:16px;line-height:1.5">{{.By}}</p>
{{- end}}
{{- if .URL}}
<a class="k-ink" href="{{.URL}}" style="display:inline-block;padding:10px 0;font-weight:bold;color:#23201b;text-decoration:underline">{{.Label}}</a>
{{- end}}
</td></tr>
</table>
{{- end}}
{{- if .Next}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px">
<tr><td class="k-sunk k-ink" style="padding:14px 18px;background:#f1ece1;color:#23201b">
{{- range .Next}}
<p style="margin:0">{{.}}</p>
{{- end}}
</td></tr>
</table>
{{- end}}
{{- if .Code}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px">
<tr><td class="k-sunk k-ink" align="center" style="padding:18px 12px 20px;background:#f1ece1;color:#23201b">
<span class="k-quiet" style="display:block;font-size:15px;line-height:1.4;color:#5f584c">{{.CodeWord}}</span>
<span style="display:block;font-family:Menlo,Consolas,'Liberation Mono',monospace;font-size:30px;line-height:1.3;letter-spacing:6px;padding-left:6px">{{.Code}}</span>
</td></tr>
</table>
{{- end}}
{{- if .URL}}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 {{if .Sign}}28px{{else}}0{{end}}">
<tr><td style="background:{{.Accent}};border-radius:6px">
<a href="{{.URL}}" style="display:inline-block;padding:13px 26px;border:1px solid {{.OnAccent}};border-radius:6px;font-size:17px;line-height:1.2;font-weight:bold;color:{{.OnAccent}};text-decoration:none">{{.Label}}</a>
</td></tr>
</table>
{{- end}}
{{- range .Links}}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px">
<tr><td class="k-line" style="border:1px solid #cfc6b4;border-radius:6px">
<a class="k-ink" href="{{.URL}}" style="display:block;padding:13px 18px;font-size:17px;line-height:1.2;font-weight:bold;color:#23201b;text-decoration:none">{{.Label}}</a>
</td></tr>
</table>
{{- end}}
{{- if .Links}}
<div style="height:18px;line-height:18px;font-size:18px">&nbsp;</div>
{{- end}}
{{- if .Sign}}
<p style="margin:0">{{range $i, $l := .Sign}}{{if $i}}<br>{{end}}{{$l}}{{end}}</p>
{{- end}}
</td></tr>
{{- if or .Foot .AsideURL .ChooseURL}}
<tr><td class="k-in k-quiet" style="padding:20px 40px 32px;font-size:14px;line-height:1.5;color:#5f584c">
{{- range .Foot}}
<p style="margin:0 0 8px">{{.}}</p>
{{- end}}
{{- if .AsideURL}}
<p style="margin:0"><a class="k-link" style="color:#5f584c" href="{{.AsideURL}}">{{.Aside}}</a></p>
{{- end}}
{{- if .ChooseURL}}
<p style="margin:0"><a class="k-link" style="color:#5f584c" href="{{.ChooseURL}}">{{.Choose}}</a></p>
{{- end}}
</td></tr>
{{- end}}
</table>
</td></tr>
</table>
</body>
</html>
`

// sheet is what the twin prints.
type sheet struct {
	Lang, Subject, Firm, Greeting, Lead string
	RTL                                 bool
	Start                               template.CSS // where a line begins: left, or right
	Bullets, Beside                     template.CSS // what is left free there
	ItWas, CodeWord                     string
	Accent, OnAccent                    template.CSS // #rrggbb
	LeadLines, Body, Next, Foot         []template.HTML
	Parts                               []outbox.Part
	Facts                               []outbox.Fact
	Items                               []sheetItem
	Code                                string
	Label, URL                          string // URL "" = nothing to press
	Aside, AsideURL                     string
	Choose, ChooseURL                   string
	Links                               []outbox.Link
	Sign                                []string
}

type sheetItem struct {
	Title, Why, By string
	Label, URL     string
}

// htmlTwin prints the HTML twin of a mail.
func htmlTwin(m outbox.Mail) (string, error) {
	accent, on := accents(m.Accent)
	say := tongue.In(m.Language)
	s := sheet{
		Lang: language(m.Language), RTL: tongue.RTL(m.Language), Start: "left", Bullets: "0 0 0 22px", Beside: "0 0 0 16px", CodeWord: say.Say("Code"), Subject: singleLine(m.Subject), Firm: singleLine(m.Firm),
		Greeting: strings.TrimSpace(m.Greeting), Lead: strings.TrimSpace(m.Lead),
		Accent: accent, OnAccent: on,
		LeadLines: paragraphs(m.Lead), Body: paragraphs(m.Body), Next: paragraphs(m.Next), Foot: paragraphs(m.Foot),
		Parts: m.Parts, Facts: m.Facts, Code: m.Code, Sign: m.Sign,
	}
	if len(m.Sign) == 1 && singleLine(m.Sign[0]) == s.Firm {
		s.Sign = nil // the firm alone signs, and stands above already
	}
	if s.RTL {
		s.Start, s.Bullets, s.Beside = "right", "0 22px 0 0", "0 16px 0 0"
	}
	s.ItWas = strings.TrimSpace(strings.TrimSuffix(say.Say("it was {was}"), "{was}"))
	if s.Lang == "" {
		s.Lang = "en"
	}
	if m.Link != nil {
		s.Label, s.URL = m.Link.Label, webAddress(m.Link.URL)
	}
	if m.Aside != nil {
		s.Aside, s.AsideURL = m.Aside.Label, webAddress(m.Aside.URL)
	}
	if m.Choose != nil {
		s.Choose, s.ChooseURL = m.Choose.Label, webAddress(m.Choose.URL)
	}
	for _, l := range m.Links {
		if at := webAddress(l.URL); at != "" {
			s.Links = append(s.Links, outbox.Link{Label: l.Label, URL: at})
		}
	}
	for _, it := range m.Items {
		s.Items = append(s.Items, sheetItem{it.Title, it.Why, it.By, it.Link.Label, webAddress(it.Link.URL)})
	}
	var b bytes.Buffer
	if err := twinTemplate().Execute(&b, s); err != nil {
		return "", err
	}
	return b.String(), nil
}

// webAddress gives an address that may be pressed: http or https with a host; "" for any other.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}

var (
	bareLink   = regexp.MustCompile(`https?://[^\s<>"'` + "`" + `\x00-\x1f\x7f]+`)
	blankLines = regexp.MustCompile(`\n[ \t]*\n\s*`)
)

// maxLink is how many bytes a web address in a person's words may have to be made a link.
const maxLink = 2000

// paragraphs makes HTML of a person's words: escaped, a blank line parts
// paragraphs, a break stays a break, web addresses can be pressed.
func paragraphs(s string) []template.HTML {
	s = plain(s)
	var out []template.HTML
	for _, p := range blankLines.Split(strings.TrimSpace(s), -1) {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		lines := strings.Split(p, "\n")
		for i, l := range lines {
			lines[i] = withLinks(l)
		}
		out = append(out, template.HTML(strings.Join(lines, "<br>\n")))
	}
	return out
}

// withLinks escapes a line and makes its web addresses links. What ends a
// sentence does not belong to the address; a bracket does when it was opened in it.
func withLinks(line string) string {
	var b strings.Builder
	at := 0
	for _, m := range bareLink.FindAllStringIndex(line, -1) {
		if m[1]-m[0] > maxLink {
			continue
		}
		address := trimLink(line[m[0]:m[1]])
		if webAddress(address) == "" {
			continue
		}
		shown := template.HTMLEscapeString(address)
		b.WriteString(unbroken(line[at:m[0]]))
		b.WriteString(`<a href="` + shown + `" style="color:inherit;word-break:break-word">` + shown + `</a>`)
		at = m[0] + len(address)
	}
	b.WriteString(unbroken(line[at:]))
	return b.String()
}

// asideAtMoment finds what stands in brackets behind the time of a moment: its zone.
var asideAtMoment = regexp.MustCompile(`\d\d[:h.]\d\d(?:[ \x{a0}](?:Uhr|uur|h))? \([^()&]{1,24}\)`)

// unbroken escapes words; a time and its zone stay on one line.
func unbroken(words string) string {
	return asideAtMoment.ReplaceAllStringFunc(template.HTMLEscapeString(words), func(s string) string {
		return `<span style="white-space:nowrap">` + s + `</span>`
	})
}

func trimLink(s string) string {
	for s != "" {
		last := s[len(s)-1]
		closing := last == ')' && strings.Count(s, "(") < strings.Count(s, ")")
		if !closing && !strings.ContainsRune(".,;:!?*_", rune(last)) {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

var sixDigits = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// accents gives the firm's colour, ink when it has none, and the colour that
// can be read on it: white or black, whichever contrasts more. The better of
// the two reaches 4.58:1 on any colour, more than the 4.5 of WCAG 2.2, 1.4.3.
func accents(firm string) (accent, on template.CSS) {
	if !sixDigits.MatchString(firm) {
		return "#23201b", "#ffffff"
	}
	if l := luminance(firm); (1.05)/(l+0.05) >= (l+0.05)/0.05 {
		return template.CSS(firm), "#ffffff"
	}
	return template.CSS(firm), "#000000"
}

// luminance of #rrggbb, as WCAG 2.2 defines it.
func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8) // the caller has looked at the digits
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

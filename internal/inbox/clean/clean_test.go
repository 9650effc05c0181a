package clean

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestHTML(t *testing.T) {
	link := ` rel="nofollow noreferrer noopener" target="_blank"`
	tests := []struct{ name, in, want string }{
		{"plain text", "a < b & \"c\"", `a &lt; b &amp; &#34;c&#34;`},
		{"paragraphs nobody closed", "<p>a<p>b", "<p>a</p><p>b</p>"},
		{"items nobody closed", "<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"},
		{"ends nobody opened", "</div></td>a</p>", "a"},
		{"an end inside a cell does not close what is outside", "<div><table><tr><td>a</div>b</td></tr></table>c</div>", "<div><table><tr><td>ab</td></tr></table>c</div>"},
		{"a document", "<html><head><title>T</title><style>p{}</style></head><body bgcolor=red><p>a</body></html>", "<p>a</p>"},
		{"unknown elements keep their text", "<o:p>a</o:p><marquee>b</marquee><button>c</button>", "abc"},
		{"comments of Outlook", "<!--[if mso]><p>x</p><![endif]-->a<![if !mso]>b<![endif]>", "ab"},
		{"scripts go with their text", "a<script>alert(1)</script>b<SCRIPT/>c</script>d", "abd"},
		{"foreign content goes", "a<svg><style><img src=x onerror=alert(1)></style></svg><math><mtext>x</mtext></math>b", "ab"},
		{"handlers", `<b onclick="x" OnMouseOver=y>a</b>`, "<b>a</b>"},
		{"links", `<a href=" https://e.com/?q=1&amp;r" ping=x>a</a>`, `<a href="https://e.com/?q=1&amp;r"` + link + `>a</a>`},
		{"links that run", `<a href="java	script:alert(1)">a</a><a href=vbscript:x>b</a><a href="data:text/html,x">c</a><a href=//e.com>d</a>`, "<a>a</a><a>b</a><a>c</a><a>d</a>"},
		{"mail and telephone", `<a href="mailto:a@b.c">a</a><a href=tel:+49>b</a>`, `<a href="mailto:a@b.c" rel="nofollow noreferrer">a</a><a href="tel:+49" rel="nofollow noreferrer">b</a>`},
		{"a remote image waits", `<img src="http://x.y/z?a=1&b=2" width=1 alt="x">`, `<img data-remote="http://x.y/z?a=1&amp;b=2" width="1" alt="x">`},
		{"an image that came along waits", `<img src="cid:a%40b" border=0>`, `<img data-cid="a@b" border="0">`},
		{"an image in the text", `<img src="data:image/png;base64,iVBORw0KGgo=">`, `<img src="data:image/png;base64,iVBORw0KGgo=">`},
		{"images that are none", `<img src="data:image/svg+xml;base64,PHN2Zz4="><img src=javascript:x><img srcset="http://x.y/z 2x">`, `<img><img><img>`},
		{"nobody parks images but us", `<img data-remote="javascript:x" data-cid="y" data-z=1>`, `<img>`},
		{"styles", `<p style="color: red; position:fixed; background:url(http://x.y); font-family: 'Foo', &quot;Bar&quot;; margin:-9px; width:expression(x); border-left:1px solid rgb(1,2,3); behavior:x">a</p>`,
			`<p style="color:red;font-family:Foo, Bar;border-left:1px solid rgb(1,2,3)">a</p>`},
		{"styles that hide behind escapes", `<p style="background:u\72l(x);color:red/**/">a</p>`, `<p>a</p>`},
		{"names that scripts would find", `<p id=location class=x name=y>a</p>`, `<p>a</p>`},
		{"a table of a newsletter", `<table width="100%" cellpadding=0 bgcolor="#ffffff"><tr><td align=center valign=top>a</table>`,
			`<table width="100%" cellpadding="0" bgcolor="#ffffff"><tr><td align="center" valign="top">a</td></tr></table>`},
		{"direction and language", `<div dir=rtl lang=he>a</div>`, `<div dir="rtl" lang="he">a</div>`},
		{"a tag cut short", `a<img src=x onerror=alert(1)`, `a`},
		{"NUL and bad bytes", "a\x00b\xffc", "a\ufffdb\ufffdc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, HTML(tt.in).HTML); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestShow(t *testing.T) {
	c := HTML(`<p>data-remote="x"</p><img src=cid:logo@x><img src="https://t.example/1.gif"><img src=https://t.example/1.gif><img src=cid:gone>`)
	if d := cmp.Diff([]string{"https://t.example/1.gif"}, c.Remote); d != "" {
		t.Errorf("remote: %s", d)
	}
	if d := cmp.Diff([]string{"logo@x", "gone"}, c.Inline); d != "" {
		t.Errorf("inline: %s", d)
	}
	inline := func(cid string) string {
		if cid == "logo@x" {
			return `/files/1?a&"b`
		}
		return ""
	}
	const head = `<p>data-remote=&#34;x&#34;</p><img src="/files/1?a&amp;&#34;b">`
	tests := []struct {
		name   string
		remote bool
		want   string
	}{
		{"until asked", false, head + `<img data-remote="https://t.example/1.gif"><img data-remote="https://t.example/1.gif"><img>`},
		{"asked", true, head + `<img src="https://t.example/1.gif"><img src="https://t.example/1.gif"><img>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, c.Show(tt.remote, inline)); d != "" {
				t.Error(d)
			}
		})
	}
	if got := c.Show(false, nil); got != c.HTML {
		t.Errorf("without addresses: %s", got)
	}
}

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words", "a  b\n c", "a b c"},
		{"lines and paragraphs", "<div>a</div><div>b<br>c</div><p>d</p><p>e", "a\nb\nc\n\nd\n\ne"},
		{"no word is broken", "a<b>b</b>c <i> d</i>", "abc d"},
		{"entities", "a&nbsp;b &lt;c&gt; &euro;", "a b <c> €"},
		{"what is not for reading", "<title>t</title><style>x</style>a<script>y</script>b", "ab"},
		{"as it was typed", "<pre>a\n  b</pre>c", "a\n  b\n\nc"},
		{"cells", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"},
		{"nothing", "<p> </p>", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, Text(tt.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDepth(t *testing.T) {
	got := HTML(strings.Repeat("<div>", MaxDepth+50) + "x").HTML
	if n := strings.Count(got, "<div>"); n != MaxDepth || strings.Count(got, "</div>") != n || !strings.Contains(got, "x") {
		t.Errorf("%d elements are open, want %d, each closed, and the text", n, MaxDepth)
	}
}

func TestRemoteLimit(t *testing.T) {
	var in strings.Builder
	for i := range MaxRemote + 10 {
		in.WriteString("<img src=http://x.y/" + strings.Repeat("a", i+1) + ">")
	}
	c := HTML(in.String())
	if len(c.Remote) != MaxRemote || strings.Count(c.HTML, parkedRemote) != MaxRemote+10 || strings.Contains(c.HTML, " src=") {
		t.Errorf("%d addresses listed, want %d; %d images parked, want all", len(c.Remote), MaxRemote, strings.Count(c.HTML, parkedRemote))
	}
}

// What makes other sanitisers slow: work must grow with the length alone. The
// limit is far above what a slow machine takes for linear work.
func TestHostileIsLinear(t *testing.T) {
	const size = 1 << 20
	for _, unit := range []string{"<div>", "<b>", "</p>", "<p>", "<", "<a href='", "<font a=1><p>", "<table><tr><td>", "<svg>", "<!--", "&", "<p style='color:red;'>", "<img src=cid:x>", "<title>", "<a b=c d=e f=g h=i j=k l=m n=o p=q r=s t=u>"} {
		begun := time.Now()
		in := strings.Repeat(unit, size/len(unit))
		got := HTML(in)
		Text(in)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("1 MB of %q took %s", unit, took)
		}
		if len(got.HTML) > 20*size {
			t.Errorf("1 MB of %q became %d bytes", unit, len(got.HTML))
		}
	}
}

var attributes = []string{"align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "color", "colspan", "data-cid", "data-remote", "dir", "face", "height", "href", "hspace",
	"lang", "rel", "rowspan", "size", "span", "src", "start", "style", "target", "title", "type", "valign", "vspace", "width"}

// unsafe lists what is in HTML, as a browser reads it, that may not be there.
func unsafe(t *testing.T, fragment string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<!doctype html><body>" + fragment))
	if err != nil {
		t.Fatalf("%v in %.200q", err, fragment)
	}
	var found []string
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			found = append(found, "a comment")
		}
		if n.Type == html.ElementNode {
			if _, ok := elements[n.Data]; (!ok || n.Namespace != "") && n.Data != "html" && n.Data != "head" && n.Data != "body" {
				found = append(found, "<"+n.Data+">")
			}
			for _, a := range n.Attr {
				low := strings.ToLower(strings.TrimSpace(a.Val))
				switch {
				case !slices.Contains(attributes, a.Key):
					found = append(found, n.Data+" "+a.Key)
				case a.Key == "href" && !slices.ContainsFunc([]string{"http://", "https://", "mailto:", "tel:"}, func(p string) bool { return strings.HasPrefix(low, p) }),
					a.Key == "src" && !strings.HasPrefix(low, "data:image/"),
					a.Key == "style" && (strings.Contains(low, "url") && strings.Contains(low, "(") || strings.Contains(low, `\`)):
					found = append(found, n.Data+" "+a.Key+"="+a.Val)
				}
			}
		}
	}
	return found
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{
		`<p>a<p>b`, `<a href="javascript:x">y</a>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`, `<img src=cid:a><img src="http://x.y/">`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<p style="color:red;background:url(x)">`, "<a\x00b='", `<![CDATA[<script>]]>`, `<table><tr><td></div>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		c := HTML(in)
		if found := unsafe(t, c.HTML); len(found) > 0 {
			t.Errorf("%q became %q with %q", in, c.HTML, found)
		}
		for _, shown := range []string{c.Show(false, nil), c.Show(false, func(string) string { return "" })} {
			if strings.Contains(shown, ` src="http`) {
				t.Errorf("%q shows a remote image unasked: %q", in, shown)
			}
		}
		if again := HTML(c.HTML).HTML; len(unsafe(t, again)) > 0 {
			t.Errorf("%q is not safe the second time: %q", in, again)
		}
		if strings.ContainsRune(Text(in), 0) {
			t.Errorf("%q has a NUL in its text", in)
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	newsletter := "<html><head><style>td{}</style></head><body>" + strings.Repeat(`<table width="100%" cellpadding="0"><tr><td align="center" style="font-family:Arial,sans-serif;font-size:14px;color:#333333"><a href="https://example.com/a?b=c&amp;d=e" style="color:#0000ff">Our news</a> of this week <img src="https://example.com/i.png" width="10" height="10" alt=""></td></tr></table>`, 30) + "</body></html>"
	b.SetBytes(int64(len(newsletter)))
	b.ReportAllocs()
	for b.Loop() {
		HTML(newsletter)
	}
}

package quote

import (
	"strings"
	"testing"
)

// pages are HTML letters as mail programs make them, with what is to be read as
// written, forwarded and signature; all else is quoted.
var pages = map[string]struct{ body, written, forwarded, signature string }{
	"gmail": {body: `<div dir="ltr">Yes, Friday suits us.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 9:12 AM Anna Berg &lt;<a href="mailto:anna@example.com">anna@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>Does Friday suit you?</div></blockquote></div>`,
		written: "Yes, Friday suits us."},
	"gmail in a language of few": {body: `<div>Já.</div><div class="gmail_quote"><div class="gmail_attr">Þann þri., 3. mar. 2026 ritaði Anna:<br></div><blockquote class="gmail_quote">Föstudagur?</blockquote></div>`,
		written: "Já."},
	"gmail, answers between": {body: `<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 at 9:12 AM Anna &lt;a@example.com&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Which colour?</div></blockquote><div>The blue one.</div><blockquote class="gmail_quote"><div>And by when?</div></blockquote><div>By Friday.</div></div></div>`,
		written: "The blue one.\nBy Friday."},
	"gmail signature": {body: `<div>Yes.</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature"><div>Tom Hill</div><div>Hill Ltd</div></div>`,
		written: "Yes.", signature: "--\nTom Hill\nHill Ltd"},
	"gmail forward": {body: `<div>Look.<br><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Olaf</b> &lt;olaf@example.com&gt;<br>Date: Tue, Mar 3, 2026 at 9:12 AM<br>Subject: Invoice<br>To: Tom &lt;tom@example.com&gt;<br></div><div>Where is it?</div></div></div>`,
		written: "Look.", forwarded: "---------- Forwarded message ---------\nFrom: Olaf <olaf@example.com>\nDate: Tue, Mar 3, 2026 at 9:12 AM\nSubject: Invoice\nTo: Tom <tom@example.com>\nWhere is it?"},
	"quote made by hand in gmail": {body: `<div>He says</div><blockquote class="gmail_quote">the roof leaks</blockquote>`,
		written: "He says\nthe roof leaks"},
	"outlook on the web": {body: `<html><head><style>P {margin:0}</style></head><body><div class="elementToProof">Please go ahead.</div><div id="Signature"><p>Tom Hill</p></div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>Von:</b> Anna<br><b>Gesendet:</b> Dienstag</font></div><div>Sollen wir?</div></body></html>`,
		written: "Please go ahead.", signature: "Tom Hill"},
	"outlook on the desktop": {body: `<div class=WordSection1><p class=MsoNormal>Please go ahead.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>De :</b> Anna Berg &lt;anna@example.com&gt; <br><b>Envoyé :</b> mardi 3 mars 2026 09:12<br><b>À :</b> Tom Hill<br><b>Objet :</b> Offre</p></div></div><p class=MsoNormal>On y va ?</p></div>`,
		written: "Please go ahead."},
	"outlook for telephones": {body: `<div>Yes.</div><div id="ms-outlook-mobile-signature"><div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div></div><div id="mail-editor-reference-message-container"><hr><b>From:</b> Anna<br><div>Shall we?</div></div>`,
		written: "Yes.", signature: "Get Outlook for iOS"},
	"outlook quoted in outlook": {body: `<div>Third.</div><div id="appendonsend"></div><div id="divRplyFwdMsg">From: Anna</div><div>Second.</div><div id="x_appendonsend"></div><div id="x_divRplyFwdMsg">From: Tom</div><div>First.</div>`,
		written: "Third."},
	"apple": {body: `<html><body>Yes.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 3 Mar 2026, at 09:12, Anna Berg &lt;anna@example.com&gt; wrote:</div><br><div>Shall we?</div></blockquote></div><br></body></html>`,
		written: "Yes."},
	"thunderbird": {body: `<div class="moz-cite-prefix">Am 03.03.26 um 09:12 schrieb Anna Berg:<br></div><blockquote type="cite" cite="mid:1@example.com"><p>Welche Farbe?</p></blockquote><p>Blau.</p><pre class="moz-signature" cols="72">-- 
Tom</pre>`, written: "Blau.", signature: "-- \nTom"},
	"yahoo": {body: `<div>Yes.</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Tuesday, Anna wrote:</div><div>Shall <blockquote>we</blockquote> go?</div></div>`,
		written: "Yes."},
	"proton": {body: `<div>Yes.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with Proton Mail secure email.</div></div><div class="protonmail_quote">On Tuesday, Anna wrote:<br><blockquote class="protonmail_quote" type="cite">Shall we?</blockquote><br></div>`,
		written: "Yes.", signature: "Sent with Proton Mail secure email."},
	"zimbra": {body: `<div>Yes.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>Anna</div><div data-marker="__QUOTED_TEXT__">Shall we?</div>`,
		written: "Yes."},
	"zoho": {body: `<div>Yes.</div><div class="zmail_extra"><blockquote><div>---- On Tue, 03 Mar 2026 <b>Anna &lt;a@example.com&gt;</b> wrote ----</div><div>Shall we?</div></blockquote></div>`,
		written: "Yes."},
	"hidden words":       {body: `<style>b{}</style><p>Yes.<script>alert("no")</script></p><title>x</title>`, written: "Yes."},
	"open elements":      {body: `<p>One<p>Two<div>Three<ul><li>Four<li>Five</ul>`, written: "One\nTwo\nThree\nFour\nFive"},
	"preformatted":       {body: "<pre>one\n  two</pre>", written: "one\n  two"},
	"words run together": {body: "<b>a</b><i>b</i> <u>c</u>&nbsp;d<table><tr><td>e</td><td>f</td></tr></table>", written: "ab c\u00a0d\ne\nf"},
	"marked picture":     {body: `Hello<img class="gmail_signature"> there, and more`, written: "Hello there, and more"},
	"an own quote":       {body: `<p>You said:</p><blockquote>the roof is done</blockquote><p>It is not.</p>`, written: "You said:\nthe roof is done\nIt is not."},
}

func TestPagesOfMailPrograms(t *testing.T) {
	for name, p := range pages {
		got := HTML(p.body)
		if got.Visible != p.written || got.Forwarded != p.forwarded || got.Signature != p.signature {
			t.Errorf("%s:\ngot  %q, forwarded %q, signature %q\nwant %q, forwarded %q, signature %q\n%q", name,
				got.Visible, got.Forwarded, got.Signature, p.written, p.forwarded, p.signature, got.Quoted)
		}
	}
}

func TestFoldKeepsTheMarkup(t *testing.T) {
	shown, folded := Fold(`<html><body style="x"><div>Yes, <span>do</span>.<img src="cid:a"></div><div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 at 9:12 AM Anna &lt;a@example.com&gt; wrote:</div><blockquote>Shall we?<img src="cid:b"></blockquote></div></body></html>`)
	if want := `<html><body style="x"><div>Yes, <span>do</span>.<img src="cid:a"></div></body></html>`; shown != want {
		t.Errorf("shown\n%s\nwant\n%s", shown, want)
	}
	if want := `<html><body style="x"><div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 at 9:12 AM Anna &lt;a@example.com&gt; wrote:</div><blockquote>Shall we?<img src="cid:b"></blockquote></div></body></html>`; folded != want {
		t.Errorf("folded\n%s\nwant\n%s", folded, want)
	}
}

func TestFoldLeavesWhatHasNothingToFold(t *testing.T) {
	body := `<p>Yes.</p><p></p><img src="cid:a">`
	if shown, folded := Fold(body); shown != body || strings.TrimSpace(folded) != "" {
		t.Errorf("%q, %q", shown, folded)
	}
}

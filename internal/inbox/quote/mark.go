package quote

import (
	"bytes"
	"strings"
)

// marks are what an element's attributes say.
type marks struct {
	hint   hint
	soft   bool
	border bool // a line is drawn above it, as Outlook does above its headers
	cite   bool
}

func (m marks) any() bool { return m.hint != 0 || m.border }

// maxAttribute is how much of an attribute's value is looked at, in bytes.
const maxAttribute = 1000

// programs are the classes and ids of mail programs. Outlook puts x_ before
// those of the letter it quotes.
var programs = map[string]marks{
	// Gmail: the attribution, then blockquotes with answers between them.
	"gmail_quote": {hint: inQuote, soft: true}, "gmail_quote_container": {hint: inQuote, soft: true},
	"gmail_attr": {hint: inQuote}, "gmail_signature": {hint: inSignature},
	// Proton, Tutanota, Zoho, GMX: the same shape.
	"protonmail_quote": {hint: inQuote, soft: true}, "tutanota_quote": {hint: inQuote, soft: true},
	"zmail_extra": {hint: inQuote, soft: true}, "zmail_extra_hr": {hint: inQuote},
	"protonmail_signature_block": {hint: inSignature}, "protonmail_signature_block-user": {hint: inSignature}, "protonmail_signature_block-proton": {hint: inSignature},
	// Yahoo, AOL.
	"yahoo_quoted": {hint: inQuote}, "yahoo_quoted_begin": {hint: inQuote}, "ymail_android_signature": {hint: inSignature}, "aolmail_quote": {hint: inQuote},
	// Thunderbird.
	"moz-cite-prefix": {hint: inQuote}, "moz-email-headers-table": {hint: inQuote}, "moz-signature": {hint: inSignature},
	// Outlook on the web, on telephones, for Mac; Hotmail; Windows Mail.
	"appendonsend": {hint: restQuoted}, "divrplyfwdmsg": {hint: restQuoted}, "outlookmessageheader": {hint: restQuoted}, "stopspelling": {hint: restQuoted},
	"mail-editor-reference-message-container": {hint: inQuote}, "ms-outlook-mobile-reference-message": {hint: inQuote},
	"olk_src_body_section": {hint: inQuote}, "mac_outlook_attribution_blockquote": {hint: inQuote}, "isforwardcontent": {hint: inQuote}, "isreplycontent": {hint: inQuote},
	"ms-outlook-mobile-signature": {hint: inSignature}, "signature": {hint: inSignature}, "ms-outlook-ios-signature": {hint: inSignature},
	// Apple, Zimbra, Lotus, iCloud, mobile programs.
	"applemailsignature": {hint: inSignature}, "applemailquote": {hint: inQuote}, "applequoted": {hint: inQuote},
	"zwchr": {hint: restQuoted}, "reply-intro": {hint: inQuote}, "mail_android_quote": {hint: inQuote}, "samsung_quote": {hint: inQuote},
	"mailquote": {hint: inQuote}, "quote-header": {hint: inQuote}, "replied_message": {hint: inQuote}, "qtdseparatebr": {hint: restQuoted},
	"k9mail-signature": {hint: inSignature}, "edo-signature": {hint: inSignature}, "edo-original-message": {hint: inQuote},
	"front-blockquote": {hint: inQuote}, "bloop_original_html": {hint: inQuote}, "bloop_sign": {hint: inSignature}, "airmail_on": {hint: inQuote},
	"sh-quoted-content": {hint: inQuote}, "spark_quote": {hint: inQuote}, "gmane-quote": {hint: inQuote},
}

// note takes an attribute.
func (m *marks) note(key string, value []byte) {
	value = value[:min(len(value), maxAttribute)]
	switch key {
	case "class", "id":
		for w := range strings.FieldsSeq(strings.ToLower(string(value))) {
			w = strings.TrimPrefix(strings.TrimPrefix(w, "x_"), "ecx")
			p := programs[w]
			m.hint |= p.hint
			m.soft = m.soft || p.soft
		}
	case "type":
		m.cite = m.cite || bytes.EqualFold(value, []byte("cite"))
	case "data-marker":
		if string(value) == "__QUOTED_TEXT__" || string(value) == "__HEADERS__" {
			m.hint |= restQuoted
		}
	case "data-signatureblock":
		m.hint |= inSignature
	case "style":
		m.border = m.border || borderAbove(string(value))
	}
}

// borderAbove tells whether a style draws a line above and none around.
func borderAbove(style string) bool {
	style = strings.ToLower(style)
	return strings.Contains(style, "border-top:solid") || strings.Contains(style, "border-top: solid") || strings.Contains(style, "border-top-style: solid") ||
		strings.Contains(style, "border-top:1px solid") || strings.Contains(style, "border-top: 1px solid") || strings.Contains(style, "border-top:#")
}

package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is taken for a signature. Above them it may be a text.
const (
	maxCardLines  = 14 // below "--"
	maxCardLine   = 100
	maxShortLines = 4   // below a ruler of other signs
	maxDeviceLine = 120 // "Sent from my telephone, please excuse …"
	maxFooter     = 40  // lines of a mailing list's footer, or of telephones' lines
	maxRounds     = 8   // a signature's parts of several sorts, one above another
	maxElement    = 200 // lines in elements made for a signature
)

// signatures finds the signature at the end of each run of written lines.
func (s *splitter) signatures() {
	said := false
	for i := 0; i < len(s.lines); {
		if s.kinds[i] != Written || s.lines[i].depth > 0 {
			i++
			continue
		}
		end := i
		for end < len(s.lines) && s.kinds[end] == Written && s.lines[end].depth == 0 {
			end++
		}
		start := s.signatureIn(i, end)
		// Whoever writes nothing but his name meant it to be read.
		if said = said || !s.few(i, start, 0); said {
			s.mark(start, end, Signature)
		}
		i = end
	}
}

// signatureIn is where the signature of the lines from..to begins, or to.
func (s sheet) signatureIn(from, to int) int {
	start := to
	for range maxRounds {
		next := s.footer(from, start)
		next = s.devices(from, next)
		next = s.named(from, next)
		if next = s.ruled(from, next); next == start {
			break
		}
		start = next
	}
	if card := s.marked(from, to); card < start {
		start = card
	}
	return start
}

// marked finds "-- ", the mark of signatures, or an element made for one. What
// a mail program wrote into such an element is sure; two dashes without their
// blank may be a ruler, so what is below must look like a card.
func (s sheet) marked(from, to int) int {
	if at := s.element(from, to); at < to {
		to = at
	}
	for i := from; i < to; i++ {
		l := s.lines[i]
		if l.body != "--" && l.body != "—" {
			continue
		}
		raw := strings.TrimRight(s.text[l.start:l.end], "\r\n")
		if strings.HasSuffix(raw, "-- ") && s.few(i+1, to, maxFooter) || s.card(i+1, to, maxCardLines) {
			return i
		}
	}
	return to
}

// element finds where a run ends in nothing but elements made for a signature.
func (s sheet) element(from, to int) int {
	at := to
	if !slices.ContainsFunc(s.lines[from:to], func(l line) bool { return l.hint&inSignature != 0 }) {
		return to
	}
	for i := to - 1; i >= from && i >= to-maxElement; i-- {
		l := s.lines[i]
		switch {
		case l.hint&inSignature != 0:
			at = i
		case !l.blank() && deviceLine(l.body) == noDevice:
			return at
		}
	}
	return at
}

// few tells whether not more than some lines are said.
func (s sheet) few(from, to, limit int) bool {
	for i := from; i < to; i++ {
		if !s.lines[i].blank() {
			limit--
		}
		if limit < 0 {
			return false
		}
	}
	return true
}

// card tells whether lines are few and short, and none asks anything.
func (s sheet) card(from, to, limit int) bool {
	if !s.few(from, to, limit) {
		return false
	}
	for _, l := range s.lines[from:to] {
		if len(l.body) > maxCardLine || strings.HasSuffix(l.body, "?") {
			return false
		}
	}
	return true
}

// ruled finds a short card below a ruler of any signs.
func (s sheet) ruled(from, to int) int {
	seen := 0
	for i := to - 1; i >= from && seen <= maxShortLines; i-- {
		body := s.lines[i].body
		if isRule(body) && len(body) <= 80 {
			if seen > 0 && s.card(i+1, to, maxShortLines) && s.nameLike(i+1, to) {
				return i
			}
			return to
		}
		if body != "" {
			seen++
		}
	}
	return to
}

// nameLike tells whether the first line said is a name rather than a sentence.
func (s sheet) nameLike(from, to int) bool {
	i := s.nextSaid(from)
	return i < to && len(strings.Fields(s.lines[i].body)) <= 5 && !strings.ContainsAny(s.lines[i].body, ":?")
}

// named finds a last line "- Roman" or "-Anna Berg", a name behind a dash.
func (s sheet) named(from, to int) int {
	i := s.lastSaid(from, to)
	if i <= from {
		return to
	}
	name := strings.TrimLeft(s.lines[i].body, "-—–~")
	if marks := len(s.lines[i].body) - len(name); marks == 0 || marks > 3 {
		return to
	}
	above := s.lastSaid(from, i)
	if above < from || strings.HasPrefix(s.lines[above].body, "-") || strings.HasSuffix(s.lines[above].body, ":") {
		return to // an entry of a list
	}
	if !isName(strings.TrimRight(strings.TrimSpace(name), ".!")) {
		return to
	}
	return i
}

// isName tells whether a text is one word, or up to three that begin with
// capitals.
func isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if len(words) > 1 && !unicode.IsUpper(first) {
			return false
		}
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '.' }) {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 3 && len(s) <= 40
}

// lastSaid is the last line of from..to that is not empty, or from-1.
func (s sheet) lastSaid(from, to int) int {
	i := to - 1
	for i >= from && s.lines[i].blank() {
		i--
	}
	return i
}

// device says how surely a line is the advertisement of a telephone or program.
type device uint8

const (
	noDevice   device = iota
	mayBe             // when it stands apart: "Sent from the road"
	sureDevice        // "Sent from my iPhone"
)

// devices finds such lines at the end.
func (s sheet) devices(from, to int) int {
	start := to
	for range maxFooter {
		i := s.lastSaid(from, start)
		if i < from {
			return start
		}
		d := deviceLine(s.lines[i].body)
		if d == noDevice || d == mayBe && (i == from || !s.lines[i-1].blank()) {
			return start
		}
		start = i
	}
	return start
}

// footer finds the footer of a mailing list: a ruler and, below it, the list's
// own words.
func (s sheet) footer(from, to int) int {
	for i, seen := to-1, 0; i >= from && seen <= maxFooter; i-- {
		body := s.lines[i].body
		if body == "" {
			continue
		}
		seen++
		if (isRule(body) || body == "—") && len(body) >= 2 && s.listWords(i+1, to) {
			return i
		}
	}
	return to
}

func (s sheet) listWords(from, to int) bool {
	for _, l := range s.lines[from:min(to, from+8)] {
		if len(l.body) <= 400 && listFooter.MatchString(l.body) {
			return true
		}
	}
	return false
}

var listFooter = regexp.MustCompile(`(?i)mailing list$|/mailman/listinfo|/mailman3?/|you received this message because you are subscribed|you are receiving this (?:e-?mail )?because|reply to this email directly|to unsubscribe (?:from|send|visit|e-?mail|click)|yahoo! groups links|sie erhalten diese (?:nachricht|e-?mail), weil|vous recevez ce (?:message|mail) car|recibiste este mensaje porque|has recibido este mensaje porque|você (?:está recebendo|recebeu) (?:esta|essa) mensagem porque|hai ricevuto questo messaggio perch|u ontvangt dit bericht omdat`)

// gadgets are what telephones call themselves.
const gadgets = `iphone|ipad|ipod|android|phone|mobile|cell|samsung|galaxy|blackberry|htc|huawei|xiaomi|pixel|nokia|motorola|windows|smartphone|tablet|device|handheld|surface|mac\b`

// deviceWords begin, or are, a telephone's or a program's own line.
var deviceWords = regexp.MustCompile(`(?i)^[<(\[*_\s]*(?:` + strings.Join([]string{
	// English
	`sent (?:from|by|via) (?:a )?(?:mobile|cell|phone|smartphone|tablet)\b.{0,20}$`, `sent (?:wirelessly|on the .{2,40} network)\b|envoyé sans fil|sent from (?:my (?:\S+ ){0,4}\S+$|my .{0,30}(?:` + gadgets + `)|mail|outlook|yahoo|gmail|mailbox|samsung|windows|android|iphone|ipad|surface|blackberry|proton|nine|spark|airmail|aol|fastmail|bluemail|canary|front|polymail|newton|edison|k-9|htc|nokia|huawei|xfinity|verizon|hey|\[|<)`,
	`sent (?:via|with|by|using) (?:mobile|airmail|galaxy|the samsung|samsung|blackberry|proton|android|outlook|bluemail|k-9|my (?:phone|mobile|iphone|ipad|cell|android|samsung)|spark|shift|mailspring|superhuman|newton|front|tutanota|<|\[)`,
	`from my (?:iphone|ipad|ipod|android|phone|mobile|samsung|blackberry|galaxy)`,
	`get outlook for|get \[outlook for|download (?:k-9|the (?:bluemail|yahoo))`,
	`this (?:message|e-?mail) was sent from (?:my|a|an) `,
	`\S+ from (?:mobile|my iphone)$`,
	// German
	`von meinem .{1,60}\bgesendet`, `gesendet (?:von|vom|mit|über) (?:meinem|meiner|unterwegs|mobil|outlook|mail|yahoo|gmx|web\.de|der (?:gmx|web\.de|telekom|yahoo)|iphone|ipad|proton|<|\[)`, `diese nachricht wurde von mein.{1,60}gesendet`, `outlook für (?:ios|android)`, `hol(?:en sie sich)? dir outlook für`,
	// French
	`envoyé (?:depuis|à partir de|de|avec|via) (?:mon|ma|mail|outlook|yahoo|proton|orange|samsung|<|\[)`, `télécharger outlook pour|obtenez outlook pour|obtenir outlook pour`,
	// Spanish
	`enviado (?:desde|con|a través de|por) (?:mi|mis|outlook|correo para|yahoo|samsung|proton|<|\[)`, `obtener outlook para|descargar outlook para`,
	// Portuguese
	`enviad[oa] (?:do|da|de|a partir d[oae]|pelo|com o|via|desde) (?:meu|minha|o meu|outlook|email para|correio para|yahoo|iphone|ipad|samsung|proton|<|\[)`, `enviad[oa] (?:do|pelo) .{0,20}(?:iphone|ipad|android|celular|telemóvel)`, `obter o? ?outlook para|baixar o outlook para`,
	// Italian
	`inviato (?:da|dal|dalla|con|tramite|via) (?:mio|mia|il mio|iphone|ipad|outlook|posta|mail|yahoo|libero|tiscali|samsung|smartphone|android|proton|dispositivo|telefono|cellulare|<|\[)`, `scarica outlook per|ottieni outlook per`,
	// Dutch
	`verzonden (?:vanaf|vanuit|met|via|van) (?:mijn|outlook|mail|yahoo|blackberry|samsung|proton|<|\[)`, `verstuurd (?:vanaf|vanuit|met|via|van) (?:mijn|outlook|mail|yahoo|samsung)`, `outlook voor (?:ios|android)`, `download outlook voor`,
	// Others
	`sendt fra (?:min|mit|outlook|mail|e-post)|skickat från (?:min|mitt|outlook|e-post)|lähetetty (?:iphone|ipad|android|samsung|laitteesta)|lähetetty .{1,30}(?:ista|esta|sta)$`,
	`wysłan[eoy] z |отправлено (?:с|из) |надіслано з |odesláno z |odoslané z |(?:iphone|ipad|android|samsung)\S* küldve|trimis de pe |στάλθηκε από |gửi từ |dikirim dari |\S+'?[dt][ae]n gönderildi`,
	`從我的 .{1,30}(?:傳送|寄出)|发自我的|從我的|iphoneから送信|私の?iphoneから送信|나의 iphone에서 보냄|내 iphone에서 보냄|נשלח מה|أُ?رسلت من`,
}, "|") + `)`)

// perhapsDevice are the openings that a sentence may have as well.
var perhapsDevice = regexp.MustCompile(`(?i)^[<(\[*_\s]*(?:sent from (?:a|the|our) |envoyé (?:depuis|avec) (?:un|une|le|la|l') ?|enviado desde (?:un|una|el|la) |enviado (?:de um|de uma|do|da) |inviato (?:da|dal|dalla|con) |verzonden (?:vanaf|met) een |gesendet (?:von|mit) (?:einem|einer|dem) )`)

// deviceSigns are in every line that the patterns match.
var deviceSigns = []string{"sent ", "from m", "outlook", "k-9", "bluemail", "yahoo", "gesendet", "envoyé", "enviad", "inviato", "verzonden", "verstuurd", "sendt", "skickat", "lähetetty",
	"wysłan", "отправлено", "надіслано", "odesláno", "odoslané", "küldve", "trimis", "στάλθηκε", "gửi", "dikirim", "gönderildi", "傳送", "寄出", "发自", "從我", "送信", "보냄", "נשלח", "رسلت"}

// deviceLine judges one line. A sentence is longer, asks something, or goes on
// behind a full stop with more than an excuse.
func deviceLine(body string) device {
	long := len(body) > maxDeviceLine && !strings.Contains(body, "://") || len(body) > 3*maxDeviceLine
	lower := strings.ToLower(body[:min(len(body), 3*maxDeviceLine)])
	if !slices.ContainsFunc(deviceSigns, func(w string) bool { return strings.Contains(lower, w) }) {
		return noDevice // the patterns are slow, and hardly a line needs them
	}
	switch {
	case long || strings.HasSuffix(body, "?"):
		return noDevice
	case deviceWords.MatchString(body):
		return sureDevice
	case perhapsDevice.MatchString(body) && len(body) <= 60 && !strings.ContainsFunc(body, unicode.IsDigit):
		return mayBe
	}
	return noDevice
}

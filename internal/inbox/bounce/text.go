package bounce

import (
	"slices"
	"strings"
)

// mention is an address that a report names at the beginning of a line, and
// what it says about it.
type mention struct {
	address, said string
}

// fromText reads the reports that say it in words.
func (r *reader) fromText(text string) []Recipient {
	mentions := mentionsIn(text, r.ours())
	if len(mentions) == 0 {
		mentions = mentionsIn(text, nil)
	}
	action, whole := actionIn(fold(r.l.Subject), fold(text)), commandIn(text)
	about := map[string]string{}
	for _, m := range mentions {
		about[strings.ToLower(m.address)] = cut(m.said, MaxSaid)
	}
	var out []Recipient
	for _, address := range r.addresses(mentions, text) {
		one := Recipient{Address: address, Action: action, Said: about[strings.ToLower(address)]}
		one.judge(commandIn(one.Said), "")
		if one.Reason == Unknown || one.Said == "" {
			// What stands above the address is about it as well.
			one.Said = cut(text, MaxSaid)
			one.judge(whole, "")
		}
		if one.Hard && one.hearsay() && !related(one.Address, r.l.From) {
			one.Hard = false
		}
		out = append(out, one)
	}
	return out
}

// addresses finds whom a report is about: as it says in its header, at the
// beginning of lines, anywhere in its text; else to whom the mail had gone.
func (r *reader) addresses(mentions []mention, text string) []string {
	if failed := mailsOf(r.l.Header, "X-Failed-Recipients"); len(failed) > 0 {
		return unique(failed)
	}
	var out []string
	for _, m := range mentions {
		out = append(out, m.address)
	}
	if len(out) == 0 {
		out = addressesIn(text, r.ours())
	}
	if len(out) == 0 {
		out = r.original.to
	}
	return unique(out)
}

// ours are the addresses that are on our side of a report: to whom it went, who
// sent the mail, who reports.
func (r *reader) ours() []string {
	return slices.Concat(mailsOf(r.l.Header, "To", "From"), r.original.from)
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if key := strings.ToLower(s); !seen[key] && len(out) < MaxRecipients {
			seen[key] = true
			out = append(out, s)
		}
	}
	return out
}

// mentionsIn finds the addresses at the beginning of lines, with the lines that
// follow up to the next. In the transcripts of sendmail ("550 <a@b>... User
// unknown") what was said stands in the lines before.
func mentionsIn(text string, not []string) []mention {
	var out []mention
	var said []string // since the last mention
	end := func() {
		if len(out) > 0 && len(said) > 0 {
			last := &out[len(out)-1]
			last.said = strings.TrimSpace(last.said + "\n" + strings.Join(said, "\n"))
		}
		said = nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(cut(line, MaxLine))
		address, rest, transcript := leadingAddress(line)
		switch {
		case address == "" || containsFold(not, address) || len(out) >= MaxRecipients:
			said = append(said, line)
		case transcript:
			out = append(out, mention{address, strings.Join(append(talkOf(said), line), "\n")})
			said = nil
		default:
			end()
			out = append(out, mention{address, rest})
		}
	}
	end()
	return joined(out)
}

// talkOf are the lines of a transcript about the last server that was talked to.
func talkOf(lines []string) []string {
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.Contains(strings.ToLower(lines[i]), "while talking to") {
			return slices.Clone(lines[i:])
		}
	}
	return slices.Clone(lines)
}

// joined puts what was said about one address together.
func joined(all []mention) []mention {
	at := map[string]int{}
	var out []mention
	for _, m := range all {
		key := strings.ToLower(m.address)
		if i, ok := at[key]; ok {
			out[i].said += "\n" + m.said
			continue
		}
		at[key] = len(out)
		out = append(out, m)
	}
	return out
}

// leadingAddress reads the address with which a line begins, perhaps after a
// reply code or a label, and what follows it.
func leadingAddress(line string) (address, rest string, transcript bool) {
	talk := strings.HasPrefix(line, ">>>") // ">>> RCPT To:<a@b>": of a transcript
	s := strings.TrimLeft(line, " \t*|>")
	if len(s) > 4 && replyCodes[s[:3]] && (s[3] == ' ' || s[3] == '-') {
		s, transcript = strings.TrimLeft(s[4:], " "), true
	} else if label, after, found := strings.Cut(s, ":"); found && labels[fold(label)] && !talk {
		s = strings.TrimLeft(after, " ")
	}
	s = strings.TrimLeft(s, "\"'")
	if strings.HasPrefix(s, "<") {
		inner, after, found := strings.Cut(s[1:], ">")
		if !found || !isAddress(inner) {
			return "", "", false
		}
		return bareAddress(inner), strings.TrimLeft(after, `"':. `), transcript
	}
	end := strings.IndexAny(s, " \t,;:()<>[]\"'")
	if end < 0 {
		end = len(s)
	}
	word := strings.TrimRight(s[:end], ".")
	if !isAddress(word) || transcript && !strings.HasPrefix(s[end:], "...") && !strings.HasSuffix(s[:end], "...") {
		return "", "", false
	}
	return bareAddress(word), strings.TrimLeft(s[end:], `"':. `), transcript
}

// labels stand before the address in some reports.
var labels = set(`recipient recipients address rcpt-to failed-recipient empfänger destinataire destinatario ontvanger`, "rcpt to", "failed recipient", "failed address", "email address", "e-mail address", "original recipient")

// isAddress tells whether a word can be the address of a mailbox.
func isAddress(word string) bool {
	at := strings.LastIndexByte(word, '@')
	return at > 0 && at < len(word)-1 && len(word) <= maxAddress && !strings.ContainsAny(word, " \t<>()\"=/") && word[at+1] != '.'
}

// addressesIn finds the addresses anywhere in a text, but for the fields of a
// header that some reports quote.
func addressesIn(text string, not []string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if folded := fold(cut(line, MaxLine)); hasPrefix(folded, quotedFields) || strings.Contains(folded, "contact") {
			continue
		}
		for word := range strings.FieldsFuncSeq(cut(line, MaxLine), func(r rune) bool { return strings.ContainsRune(" \t\r\n<>()[],;:\"'", r) }) {
			word = strings.TrimRight(word, ".!?")
			if isAddress(word) && !containsFold(not, word) && len(out) < MaxRecipients {
				out = append(out, bareAddress(word))
			}
		}
	}
	return out
}

var quotedFields = phrases(`from:|to:|subject:|cc:|date:|sent:|reply-to:|sender:|mail from|message-id:|return-path:`)

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(one string) bool { return strings.EqualFold(one, s) })
}

// actionIn tells what a report in words says that became of the mail.
func actionIn(subject, text string) Action {
	text = cut(text, maxOpening)
	switch {
	case containsAny(subject, arrivals) || containsAny(text, arrivals):
		return Arrived
	case containsAny(text, finals):
		return Failed
	case containsAny(subject, delays) || containsAny(text, delays):
		return Delayed
	}
	return Failed
}

// maxOpening is how far into its text a report says what became of the mail.
const maxOpening = 2000

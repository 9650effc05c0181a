package bounce

import (
	"strings"

	"kept/internal/inbox/letter"
)

// fromFields reads the reports that say it in fields: in a part of their own, or
// in the midst of the text where a system sends them wrongly. What the fields
// leave open, the text may tell.
func (r *reader) fromFields(text string) []Recipient {
	var out []Recipient
	for _, e := range r.l.Enclosed {
		if e.Type == "message/delivery-status" || e.Type == "message/global-delivery-status" {
			out = r.groups(out, string(e.Raw[:min(len(e.Raw), MaxFields)]))
		}
	}
	if len(out) == 0 && strings.Contains(strings.ToLower(text), "-recipient:") {
		out = r.groups(out, text)
	}
	said := map[string]string{}
	for _, m := range mentionsIn(text, nil) {
		said[strings.ToLower(m.address)] = m.said
	}
	for i := range out {
		about := said[strings.ToLower(out[i].Address)]
		if about == "" && len(out) == 1 {
			about = text
		}
		r.complete(&out[i], about, len(out) == 1, text)
		if one := &out[i]; one.Reason == NoMailbox && r.byRule {
			one.Reason, one.Hard = Refused, false
		}
	}
	return out
}

// groups reads groups of fields, parted by blank lines: the first is about the
// mail, each other about a recipient.
func (r *reader) groups(out []Recipient, text string) []Recipient {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for len(text) > 0 && len(out) < MaxRecipients {
		group, rest, _ := strings.Cut(text, "\n\n")
		text = strings.TrimLeft(rest, "\n")
		h := letter.HeaderOf([]byte(fieldsOf(group) + "\n\n"))
		if id := h.Text("Original-Envelope-Id"); id != "" && r.report.EnvID == "" {
			r.report.EnvID = id
		}
		r.byRule = r.byRule || rulesMTA(h.Text("Reporting-MTA"))
		for _, fields := range split(h) {
			if one, ok := recipientOf(fields); ok && len(out) < MaxRecipients {
				out = append(out, one)
			}
		}
	}
	return out
}

// rulesMTA tells whether the reporting system is Amazon's for receiving. It takes
// mail for whole domains; "mailbox does not exist" is one of the sentences that
// its owner may choose for a rule that turns mail away.
func rulesMTA(name string) bool {
	return strings.Contains(name, "inbound-smtp.") && strings.HasSuffix(name, ".amazonaws.com")
}

// split parts a group in which several recipients stand without a blank line: a
// field about a recipient that comes again is about the next.
func split(h letter.Header) []letter.Header {
	var out []letter.Header
	begin := 0
	seen := map[string]bool{}
	for i, f := range h {
		name := strings.ToLower(f.Name)
		if !recipientFields[name] {
			continue
		}
		if seen[name] {
			out = append(out, h[begin:i])
			begin = i
			clear(seen)
		}
		seen[name] = true
	}
	return append(out, h[begin:])
}

var recipientFields = set(`final-recipient original-recipient action status diagnostic-code`)

// fieldsOf is a group from its first line that can be a field: text may stand
// in front of it.
func fieldsOf(group string) string {
	at := 0
	for line := range strings.Lines(group) {
		name, _, found := strings.Cut(line, ":")
		if found && groupFields[strings.ToLower(strings.TrimSpace(name))] {
			return group[at:]
		}
		at += len(line)
	}
	return group
}

var groupFields = set(`reporting-mta original-envelope-id final-recipient original-recipient action status diagnostic-code remote-mta x-actual-recipient`)

// recipientOf reads the fields about one recipient.
func recipientOf(h letter.Header) (Recipient, bool) {
	final, asked := addressField(h, "Final-Recipient"), addressField(h, "Original-Recipient")
	address := final
	// Some name a file or a route as the final recipient; we know him as we
	// wrote to him.
	if !strings.Contains(address, "@") || strings.ContainsAny(address, "/:|") {
		address = asked
	}
	if address == "" {
		address = final
	}
	if address == "" || !strings.Contains(address, "@") && !h.Has("Action") {
		return Recipient{}, false
	}
	one := Recipient{Address: address, Action: actionOf(h), Said: cut(h.Text("Diagnostic-Code"), MaxSaid)}
	// "smtp; 550 5.1.1 …": what stands in front is the kind of code.
	if of, said, found := strings.Cut(one.Said, ";"); found && len(of) < maxCodeKind && !strings.Contains(of, " ") {
		one.Said = strings.TrimSpace(said)
	}
	one.Status = statusIn(h.Text("Status"))
	return one, true
}

// maxCodeKind is longer than the name of any kind of diagnostic code.
const maxCodeKind = 40

// addressField reads an address field of a report: "rfc822; a@b.example".
func addressField(h letter.Header, name string) string {
	return bareAddress(afterKind(h.Text(name)))
}

// bareAddress is an address without what stands around it, its domain in lower case.
func bareAddress(v string) string {
	if begin := strings.LastIndexByte(v, '<'); begin >= 0 {
		v, _, _ = strings.Cut(v[begin+1:], ">")
	}
	v = strings.Trim(strings.TrimSpace(v), "\"'<>()[],;")
	if end := strings.IndexAny(v, " <>\t\n"); end >= 0 {
		v = v[:end]
	}
	if len(v) > maxAddress {
		return ""
	}
	if at := strings.LastIndexByte(v, '@'); at >= 0 {
		v = v[:at] + strings.ToLower(strings.TrimRight(v[at:], ".:"))
	}
	return v
}

// maxAddress is longer than any address (RFC 5321 section 4.5.3.1).
const maxAddress = 320

// actionOf reads what became of a recipient. Without a word, or with one that
// nobody knows, the status tells; a report is about a failure.
func actionOf(h letter.Header) Action {
	word, _, _ := strings.Cut(strings.ToLower(h.Text("Action"))+" ", " ")
	switch a := Action(strings.Trim(word, ";,.()")); a {
	case Failed, Delayed, Arrived, Relayed, Expanded:
		return a
	case "deliverable", "success":
		return Arrived
	case "delay", "delaying":
		return Delayed
	}
	switch status := statusIn(h.Text("Status")); {
	case strings.HasPrefix(status, "2"):
		return Arrived
	default:
		return Failed
	}
}

// complete names the reason from the fields, and from what the text says about
// the recipient where they do not tell. alone is whether the whole text is about
// him.
func (r *reader) complete(one *Recipient, said string, alone bool, text string) {
	if failed := mailsOf(r.l.Header, "X-Failed-Recipients"); !isAddress(one.Address) && alone && len(failed) == 1 {
		one.Address = failed[0] // the fields name a file or a program of his
	}
	field, quoted := one.Status, one.Said != ""
	one.judge("", field)
	if said == "" || one.Action != Failed && one.Action != Delayed {
		return
	}
	if one.Said == "" || one.Reason == Unknown {
		one.Said = cut(strings.TrimSpace(one.Said+"\n"+cut(said, MaxSaid)), MaxSaid)
	}
	one.judge(commandIn(said), field)
	if alone && one.Hard && (!quoted || len(text) <= maxRemark) {
		// What keeps a good mailbox from its mail may stand in the text alone.
		if r := reasonByWords(fold(withoutNames(text))); r == Full || r == Disabled {
			one.Reason, one.Hard = r, false
		}
	}
}

// maxRemark is how long a text is that says something of its own: the longer
// ones explain what may have happened.
const maxRemark = 600

package kind

import "strings"

// sender knows machines by their address.
func (m *mail) sender() Kind {
	if !m.machineSender() {
		return Kind{}
	}
	if m.away() || m.absence() {
		return silent(OOO, "Its address says that nobody reads answers, and it reads like an automatic answer.")
	}
	if k := m.list(); k.Class != "" {
		return k
	}
	if k := m.form(); k.Class != "" {
		return k
	}
	return silent(Auto, "Its address says that nobody reads answers.")
}

// machineSender tells whether a sender, or the one who shall get the answer,
// says by his address that he is none.
func (m *mail) machineSender() bool {
	for _, a := range m.From {
		if machineAddress(a.Mail) {
			return true
		}
	}
	if m.Sender != nil && listLocal(m.Sender[0].Mail) {
		return true
	}
	return len(m.ReplyTo) > 0 && unanswered(localOf(m.ReplyTo[0].Mail)) || m.ReturnPath != "" && listLocal(m.ReturnPath)
}

func machineAddress(mail string) bool {
	local := localOf(mail)
	return unanswered(local) || daemons[local] || postmasters[local] || machines[local] || listLocal(mail)
}

// unanswered tells whether a local part says "no reply", in any of the languages.
func unanswered(local string) bool {
	return containsAny(local, noReply)
}

// listLocal tells whether an address belongs to the machinery of a list (RFC
// 3834 section 2, RFC 2142): owner-x, x-request, x-bounces.
func listLocal(mail string) bool {
	local, _, _ := strings.Cut(strings.ToLower(mail), "@")
	if strings.HasPrefix(local, "owner-") {
		return true
	}
	for _, end := range [...]string{"-request", "-owner", "-bounces", "-bounce", "-errors", "-admin"} {
		if strings.HasSuffix(local, end) {
			return true
		}
	}
	return false
}

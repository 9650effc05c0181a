package kind

import (
	"strings"

	"kept/internal/inbox/letter"
)

// report knows the reports of the standards by their form.
func (m *mail) report() Kind {
	of := strings.ToLower(m.Root.Params["report-type"])
	report := m.Root.Type == "multipart/report"
	switch {
	case report && of == "disposition-notification":
		return silent(Auto, "It is a receipt that a mail program sent by itself.")
	case report && of == "feedback-report":
		return silent(DSN, "It is a report of a complaint.")
	case report && (of == "" || of == "delivery-status"):
		return silent(DSN, "It is a report about the delivery of a mail.")
	case m.forwarded():
		return Kind{}
	}
	for _, e := range m.Enclosed {
		switch e.Type {
		case "message/delivery-status", "message/global-delivery-status":
			return silent(DSN, "It holds a report about the delivery of a mail.")
		case "message/feedback-report":
			return silent(DSN, "It holds a report of a complaint.")
		case "message/disposition-notification", "message/global-disposition-notification":
			return silent(Auto, "It holds a receipt that a mail program sent by itself.")
		}
	}
	return Kind{}
}

// forwarded tells whether somebody passes a mail on: a report in it is not his.
func (m *mail) forwarded() bool {
	if m.nullSender() || m.postmaster() {
		return false
	}
	for _, f := range forwards {
		if strings.HasPrefix(m.subject, f) {
			return true
		}
	}
	return false
}

// daemon knows the free-form reports of mail systems. An answer that a machine
// gives to a report is not one.
func (m *mail) daemon() Kind {
	if m.away() {
		return Kind{}
	}
	why := "A mail system reports about the delivery of a mail."
	switch {
	case m.Header.Has("X-Failed-Recipients") && !m.forwarded():
		return silent(DSN, why)
	case m.mailerDaemon():
		return silent(DSN, why)
	case m.complaint():
		return silent(DSN, "It is a report of a complaint.")
	case m.machineSender() && (containsAny(m.subject, plainFailures) || recounts(m)):
		return silent(DSN, why)
	case !m.forwarded() && begins(m) && (holdsFields(m) || containsAny(m.subject, failures)):
		return silent(DSN, why)
	case refusal(m):
		return silent(DSN, "A mailing list reports that it refused a mail.")
	case m.ses():
		return silent(DSN, "Amazon SES reports about the delivery of a mail.")
	case (m.nullSender() || m.postmaster()) && (len(m.Enclosed) > 0 || containsAny(m.subject, failures) || containsAny(first(m.wording(), maxReport), failed)):
		return silent(DSN, why)
	}
	return Kind{}
}

// recounts tells whether the text of a machine says what mail systems alone say:
// a sentence of it near the beginning, or any where the subject is a report's.
func recounts(m *mail) bool {
	text := first(m.wording(), maxReport)
	return sentenceBegins(text, accounts) || containsAny(m.subject, failures) && containsAny(text, accounts)
}

// begins tells whether a mail begins as a report does, whoever sent it. People
// who copy one greet first, or answer.
func begins(m *mail) bool {
	paragraph, _, _ := strings.Cut(m.wording(), "\n")
	return !hasPrefix(m.subject, answers) && containsAny(first(paragraph, maxOpening), accounts)
}

// holdsFields tells whether the fields of a report (RFC 3464) stand in the text.
func holdsFields(m *mail) bool {
	text := fold(first(m.Text, MaxText))
	return strings.Contains(text, "final-recipient: ") && strings.Contains(text, "action: ")
}

// refusal knows the answers of list managers to mails that they did not let
// through.
func refusal(m *mail) bool {
	manager := m.Header.Has("X-MLServer") || m.Header.Has("X-ML-Info") || m.Header.Has("X-Mailman-Version") || m.Header.Has("X-List-Administrivia")
	for _, a := range m.From {
		manager = manager || listLocal(a.Mail) || listManagers[localOf(a.Mail)]
	}
	return manager && !m.forwarded() && (containsAny(m.subject, refusals) || containsAny(first(m.wording(), maxOpening), refusals))
}

// maxReport is how far into its text a free-form report says what it is.
const maxReport = 1000

// complaint knows the complaints of other forms: those of X-ARF, of SpamCop, and
// those of Outlook.com, whose junk mail reporting programme encloses the mail and
// says so in the subject.
func (m *mail) complaint() bool {
	if m.Header.Has("X-ARF") || m.Header.Has("X-XARF") {
		return true
	}
	if len(m.From) == 0 {
		return false
	}
	local, domain, _ := strings.Cut(strings.ToLower(m.From[0].Mail), "@")
	return domain == "reports.spamcop.net" || strings.HasPrefix(m.subject, "complaint about message from ") && (len(m.Enclosed) > 0 || local == "staff")
}

// ses knows the notices that Amazon SES gives in JSON.
func (m *mail) ses() bool {
	text := strings.TrimSpace(first(m.Text, MaxText))
	return strings.HasPrefix(text, "{") && (strings.Contains(text, `notificationType\"`) || strings.Contains(text, `notificationType"`) || strings.Contains(text, `eventType\"`) || strings.Contains(text, `"eventType"`))
}

// nullSender tells whether the envelope names nobody to answer to.
func (m *mail) nullSender() bool {
	return m.Header.Has("Return-Path") && (m.ReturnPath == "" || localOf(m.ReturnPath) == "mailerdaemon")
}

func (m *mail) mailerDaemon() bool {
	for _, a := range m.From {
		if daemons[localOf(a.Mail)] || daemons[squeezed(a.Name)] && (m.nullSender() || containsAny(m.subject, failures)) {
			return true
		}
	}
	return false
}

// postmaster tells whether the sender looks after mail: a machine as a rule,
// but some are people.
func (m *mail) postmaster() bool {
	for _, a := range m.From {
		local := localOf(a.Mail)
		if daemons[local] || postmasters[local] || postmasters[squeezed(a.Name)] || strings.HasPrefix(local, "microsoftexchange") {
			return true
		}
	}
	return m.nobody()
}

// nobody tells whether no sender can be answered: some systems write their name
// alone, or a host.
func (m *mail) nobody() bool {
	for _, a := range m.From {
		if localOf(a.Mail) != "" {
			return false
		}
	}
	return true
}

// localOf is what stands before the @, in lower case and without dots, dashes
// and underscores.
func localOf(mail string) string {
	local, _, _ := strings.Cut(mail, "@")
	return squeezed(local)
}

// squeezed is a name in lower case without what parts its words.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-_'\"<>", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// meeting knows invitations and the answers to them by the method that they
// ask for (RFC 5546, RFC 6047). A calendar that somebody's mail only brings along
// is a file.
func (m *mail) meeting() Kind {
	if m.Root.Type == "text/calendar" || strings.EqualFold(m.Header.Get("Content-Class"), "urn:content-classes:calendarmessage") {
		return silent(Calendar, "It is a calendar message.")
	}
	for _, c := range m.Calendars {
		if scheduling[methodOf(c)] {
			return silent(Calendar, "It is an invitation or the answer to one.")
		}
	}
	return Kind{}
}

// maxCalendar is how far into a calendar its method stands.
const maxCalendar = 4 << 10

// methodOf is what a calendar asks for: as the mail says, else as it says itself.
func methodOf(c letter.Calendar) string {
	if c.Method != "" {
		return c.Method
	}
	_, after, _ := strings.Cut(strings.ToUpper(first(c.Text, maxCalendar)), "\nMETHOD:")
	line, _, _ := strings.Cut(after, "\n")
	return strings.TrimSpace(line)
}

var scheduling = map[string]bool{
	"REQUEST": true, "REPLY": true, "CANCEL": true, "ADD": true, "REFRESH": true, "COUNTER": true, "DECLINECOUNTER": true,
}

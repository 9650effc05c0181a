package kind

import (
	"strings"

	"kept/internal/inbox/letter"
)

// form knows what a person wrote into a form: the website sends it from an
// address that nobody reads, and names the person as the one to answer. It is
// his message; but no machine answers, for the envelope leads to the website.
//
// Newsletters and the notices of services do the same with an office of their
// own ("service@"), an address of their own domain or one that is made up for
// one answer ("d+MTY3@"). Those stay a machine's.
func (m *mail) form() Kind {
	if len(m.ReplyTo) != 1 || m.nullSender() || !website(m.From) || !personal(m.ReplyTo[0], m.From) {
		return Kind{}
	}
	text := m.wording()
	if text == "" || sentenceBegins(text, automatic) || containsAny(text, unsubscribing) || containsAny(m.subject, failures) {
		return Kind{}
	}
	k := silent(Human, "A website sent it for the person who is named for the answer.")
	k.ByForm = true
	return k
}

// website tells whether senders are addresses that websites use: not
// those of mail systems and lists.
func website(senders []letter.Address) bool {
	for _, a := range senders {
		if local := localOf(a.Mail); daemons[local] || postmasters[local] || notForms[local] || listLocal(a.Mail) || !machineAddress(a.Mail) {
			return false
		}
	}
	return len(senders) > 0
}

// personal tells whether an address is a person's, elsewhere than the senders.
func personal(a letter.Address, senders []letter.Address) bool {
	local, domain, found := strings.Cut(strings.ToLower(a.Mail), "@")
	if !found || domain == "" || machineAddress(a.Mail) || offices[squeezed(local)] || len(local) > maxLocal || strings.ContainsAny(local, "+=") {
		return false
	}
	for _, from := range senders {
		_, theirs, _ := strings.Cut(strings.ToLower(from.Mail), "@")
		if within(domain, theirs) || within(theirs, domain) || endOf(domain) == endOf(theirs) {
			return false
		}
	}
	return true
}

// maxLocal is longer than what people have before the @: made-up addresses are
// longer.
const maxLocal = 40

// within tells whether a domain is the other, or below it.
func within(domain, other string) bool {
	return domain == other || strings.HasSuffix(domain, "."+other)
}

// endOf is the end of a domain that tells whose it is: two labels, three where
// the last two are short as in co.uk.
func endOf(domain string) string {
	labels := strings.Split(domain, ".")
	n := 2
	if len(labels) > 2 && len(labels[len(labels)-1]) == 2 && len(labels[len(labels)-2]) <= 3 {
		n = 3
	}
	return strings.Join(labels[max(len(labels)-n, 0):], ".")
}

// notForms are machines that write in their own name only.
var notForms = set(`newsletter newsletters listserv majordomo mailman sympa bounce bounces autoresponder autoreply autoresponse calendarnotification
	cron crondaemon nagios zabbix jenkins buildbot uucp`)

// offices are addresses behind which a firm sits, squeezed: to them the answers
// to newsletters go.
var offices = set(`info contact contactus kontakt contacto contatto contato support service services customerservice customercare kundenservice kundendienst
	help helpdesk office hello hallo hi team shop store sales vertrieb verkauf ventas vendite marketing news press presse feedback admin webmaster mail email
	post reply replies answer answers order orders bestellung billing invoice invoices rechnung buchhaltung accounts accounting careers jobs events community
	membership members club offers deals booking reservations servicio soporte atencion serviceclient`)

// unsubscribing is what every newsletter says.
var unsubscribing = phrases(`unsubscribe|opt out|opt-out|view in browser|view this email in|view it in your browser|manage your preferences|email preferences|notification settings
abmelden|abbestellen|austragen|im browser ansehen|se désabonner|se désinscrire|désinscription|désabonner|darse de baja|cancelar suscripción|cancelar la suscripción|anular|cancelar inscrição|descadastrar|cancelar subscrição|uitschrijven|afmelden|disiscriv|cancella iscrizione|annulla l'iscrizione`)

package tongue

import (
	"strings"
	"time"
	"unicode"
)

// Received is what an acknowledgement speaks of.
type Received struct {
	Subject string    // of the client's message; it may be empty
	Name    string    // of the client; it may be empty
	Member  string    // who will answer; it may be empty
	By      time.Time // the moment of the answer, in the client's zone
}

// Acknowledgement is the words of one.
type Acknowledgement struct{ Subject, Greeting, Lead, Foot string }

// sentences are those of one language.
type sentences struct {
	subject, noSubject string
	greeting, noName   string
	lead, noMember     string
	foot               string
}

var acknowledgements = [languages]sentences{
	{
		"We have your message: {subject}", "We have your message",
		"Hello {name},", "Hello,",
		"We have your message. {member} will answer you by {moment}.",
		"We have your message and will answer you by {moment}.",
		"This was sent by our system at once; a person will answer.",
	},
	{
		"Ihre Nachricht ist angekommen: {subject}", "Ihre Nachricht ist angekommen",
		"Guten Tag {name},", "Guten Tag,",
		"Ihre Nachricht ist bei uns angekommen. {member} antwortet Ihnen bis spätestens {moment}.",
		"Ihre Nachricht ist bei uns angekommen. Wir antworten Ihnen bis spätestens {moment}.",
		"Diese Bestätigung hat unser System sofort verschickt; antworten wird Ihnen ein Mensch.",
	},
	{
		"Nous avons bien reçu votre message : {subject}", "Nous avons bien reçu votre message",
		"Bonjour {name},", "Bonjour,",
		"Nous avons bien reçu votre message. {member} vous répondra au plus tard le {moment}.",
		"Nous avons bien reçu votre message et vous répondrons au plus tard le {moment}.",
		"Cet accusé de réception a été envoyé aussitôt par notre système ; c'est une personne qui vous répondra.",
	},
	{
		"Hemos recibido su mensaje: {subject}", "Hemos recibido su mensaje",
		"Hola, {name}:", "Hola:",
		"Hemos recibido su mensaje. {member} le responderá a más tardar el {moment}.",
		"Hemos recibido su mensaje y le responderemos a más tardar el {moment}.",
		"Nuestro sistema ha enviado este aviso de inmediato; le responderá una persona.",
	},
	{
		"Recebemos a sua mensagem: {subject}", "Recebemos a sua mensagem",
		"Olá, {name},", "Olá,",
		"Recebemos a sua mensagem. Receberá uma resposta de {member} até {moment}.",
		"Recebemos a sua mensagem. Receberá a nossa resposta até {moment}.",
		"Este aviso foi enviado de imediato pelo nosso sistema; a resposta virá de uma pessoa.",
	},
	{
		"Wij hebben uw bericht ontvangen: {subject}", "Wij hebben uw bericht ontvangen",
		"Goedendag {name},", "Goedendag,",
		"Wij hebben uw bericht ontvangen. {member} antwoordt u uiterlijk {moment}.",
		"Wij hebben uw bericht ontvangen. U krijgt uiterlijk {moment} antwoord van ons.",
		"Deze bevestiging is direct door ons systeem verstuurd; het antwoord komt van een medewerker.",
	},
	{
		"Abbiamo ricevuto il Suo messaggio: {subject}", "Abbiamo ricevuto il Suo messaggio",
		"Buongiorno {name},", "Buongiorno,",
		"Abbiamo ricevuto il Suo messaggio. {member} Le risponderà entro {moment}.",
		"Abbiamo ricevuto il Suo messaggio e Le risponderemo entro {moment}.",
		"Questa conferma è stata inviata subito dal nostro sistema; Le risponderà una persona.",
	},
}

// Acknowledge says in a language that a message is here, and by when somebody
// answers. A language that is not known gets English. What strangers wrote, a
// subject or a name, is put in as one line and as it is: places in it are not
// filled.
func Acknowledge(code string, r Received) Acknowledgement {
	s := acknowledgements[number(code)]
	subject, name, member := line(r.Subject), line(r.Name), line(r.Member)
	if subject == "" {
		s.subject = s.noSubject
	}
	if name == "" {
		s.greeting = s.noName
	}
	if member == "" {
		s.lead = s.noMember
	}
	fill := strings.NewReplacer("{subject}", subject, "{name}", name, "{member}", member, "{moment}", Moment(code, r.By))
	return Acknowledgement{fill.Replace(s.subject), fill.Replace(s.greeting), fill.Replace(s.lead), s.foot}
}

// maxLine is the longest name or subject that is repeated, in letters.
const maxLine = 120

// line makes one line of what somebody wrote: a subject must not end a header.
func line(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "�"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(s); len(runes) > maxLine {
		return strings.TrimSpace(string(runes[:maxLine])) + "…"
	}
	return s
}

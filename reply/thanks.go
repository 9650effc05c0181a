package reply

import (
	"strings"
	"unicode"
)

// maxThanks is the longest message, in words, that can be mere thanks.
const maxThanks = 16

// Thanks tells whether a message says no more than thanks, or that it is well:
// nobody waits for an answer to it. It is narrow: a single word that might ask
// or tell something, a question mark, a number or a link, and it is a message
// like any other.
func Thanks(text string) bool {
	if strings.ContainsAny(text, "?¿0123456789@/") {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’'
	})
	if len(words) == 0 || len(words) > maxThanks {
		return false
	}
	thanked := false
	for _, w := range words {
		w = strings.ReplaceAll(w, "’", "'")
		switch {
		case thankWords[w]:
			thanked = true
		case !politeWords[w]:
			return false
		}
	}
	return thanked
}

// thankWords say thanks or agreement; politeWords stand around them and say
// nothing by themselves.
var thankWords = set(`
thanks thank thx ty cheers great perfect super wonderful excellent lovely brilliant ok okay received noted understood
danke dank vielen merci perfekt prima klasse wunderbar alles klar verstanden
parfait reçu compris entendu
gracias perfecto genial estupendo recibido entendido vale
obrigado obrigada perfeito ótimo otimo recebido entendido
bedankt dankjewel dankuwel prima top uitstekend ontvangen begrepen
grazie perfetto ottimo ricevuto capito`)

var politeWords = set(`
you so very much a lot lots for the this that your my our help quick answer reply update information info again all and many best regards kind warm wishes
yours sincerely hi hello dear good to know it's is it works now i we really appreciate appreciated got have nice day weekend week evening too
das die der und für ihre ihr deine eure sehr schön schöne schönen guten gute tag abend wochenende woche grüße gruß grüßen mit freundlichen liebe lieber viele
beste besten herzliche herzlichen hilfe schnelle antwort rückmeldung info auch ich wir uns noch mal einmal so ist es gut ja
beaucoup pour votre ton ta réponse aide bien cordialement bonne bonjour journée soirée à vous tous mille un grand je nous c'est le la et oui
muchas mil por su tu la el respuesta ayuda rápida saludos cordiales un buen día tarde hola todo y muy amable sí está bien
muito muita pela pelo sua seu resposta ajuda rápida cumprimentos bom boa dia tarde tudo e a o olá sim está bem
heel veel erg voor je uw het de snelle antwoord hulp groet groeten vriendelijke met goede fijne dag avond weekend goed ja hoor
mille tante per la il risposta aiuto veloce sua tua cordiali saluti buona giornata serata tutto e molto sì va bene ciao buongiorno`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

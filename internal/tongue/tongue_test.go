package tongue

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestOf(t *testing.T) {
	for code, texts := range map[string][]string{
		"en": {
			"Hello Anna, could you tell me when the kitchen will be ready? We have not heard from you since Monday.",
			"Thanks for the drawings. The second one is what we would like to have, but please move the door to the left.",
			"I am writing about the invoice that you sent us last week.",
			"We need the keys by Friday.",
		},
		"de": {
			"Guten Tag Frau Weber, wann können wir mit dem Angebot rechnen? Wir haben seit einer Woche nichts gehört.",
			"Vielen Dank für die schnelle Antwort, der Termin am Dienstag passt uns gut.",
			"Leider ist das Dach noch nicht fertig und es regnet ins Wohnzimmer.",
			"Koennen Sie mir bitte sagen, ob die Rechnung noch kommt?",
		},
		"fr": {
			"Bonjour, où en est notre dossier ? Nous n'avons pas de nouvelles depuis deux semaines.",
			"Merci pour votre réponse, le rendez-vous de mardi nous convient.",
			"Pourriez-vous nous envoyer la facture avant la fin du mois ?",
			"Je vous confirme que les travaux peuvent commencer lundi.",
		},
		"es": {
			"Buenos días, quería saber cómo va nuestro pedido. No hemos recibido noticias desde la semana pasada.",
			"Gracias por el presupuesto, nos parece bien y lo firmamos mañana.",
			"¿Podrían enviarnos los planos de la cocina antes del viernes?",
			"Hola, el grifo del baño sigue goteando y necesitamos que venga alguien.",
		},
		"pt": {
			"Bom dia, gostaria de saber quando a cozinha ficará pronta. Não tivemos notícias desde segunda-feira.",
			"Obrigado pela proposta, vamos analisar e respondemos até amanhã.",
			"Podem enviar a fatura para o nosso escritório em Lisboa?",
			"Olá, a porta da sala não fecha e precisamos de ajuda.",
		},
		"nl": {
			"Goedemorgen, wanneer kunnen wij de offerte verwachten? We hebben al een week niets gehoord.",
			"Dank voor uw snelle antwoord, de afspraak van dinsdag komt ons goed uit.",
			"Kunt u ons de factuur nog een keer sturen?",
			"De deur van de keuken sluit niet goed en het lekt onder het raam.",
		},
		"it": {
			"Buongiorno, vorrei sapere a che punto è il nostro preventivo. Non abbiamo ricevuto notizie da lunedì.",
			"Grazie per la risposta, l'appuntamento di martedì va bene anche per noi.",
			"Potete mandarci la fattura entro la fine del mese?",
			"La porta della cucina non si chiude e abbiamo bisogno di un tecnico.",
		},
	} {
		for _, text := range texts {
			if got, sure := Of(text); got != code || !sure {
				t.Errorf("%q: %q, sure %t, want %q", text, got, sure, code)
			}
		}
	}
}

func TestWhoIsNotSureSaysSo(t *testing.T) {
	for _, text := range []string{
		"", " \n\t", "???", "12345 67-89", "OK", "Status?", "Hotel Panorama", "Danke", "Merci!", "no", "in", "Info", "Re: Angebot", "anna@example.com https://example.com/where/is/the/money",
		"Hello, wo ist die Rechnung, we need it, bitte schicken Sie the document.",
		"Bonjour à tous, please find the drawings in the attachment, je vous souhaite une bonne journée, have a nice day.",
		"Gracias por todo. Vielen Dank für alles. Thank you for everything. Merci pour tout.",
		"Dzień dobry, chciałbym wiedzieć, kiedy będzie gotowa oferta, o którą prosiliśmy w zeszłym tygodniu.",
		"Hej, jag undrar när ni kommer att skicka offerten som vi bad om förra veckan, det är lite bråttom.",
		"Dobrý den, chtěli bychom vědět, kdy bude hotová kuchyně.",
		"Γεια σας, πότε θα είναι έτοιμη η προσφορά;",
		"こんにちは、見積もりはいつ届きますか。",
	} {
		if got, sure := Of(text); sure {
			t.Errorf("%q: surely %q", text, got)
		}
	}
	if got, sure := Of("Danke"); got != "de" || sure {
		t.Errorf("one word: %q, %t", got, sure)
	}
}

func TestOnlyTheFirstPageIsRead(t *testing.T) {
	german := strings.Repeat("Wir haben noch nichts von Ihnen gehört. ", maxText/40+1)
	if got, sure := Of(german + strings.Repeat("Where is the money that you owe us? ", 2000)); got != "de" || !sure {
		t.Errorf("%q, %t", got, sure)
	}
}

func TestEveryWordOfTheTablesIsWritable(t *testing.T) {
	for w := range small {
		if w != strings.ToLower(w) || w == "" {
			t.Errorf("%q is never met", w)
		}
	}
	for w := range endings {
		if len(w) < 3 || len(w) > 6 {
			t.Errorf("the ending %q is never met", w)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Wann kommt die Rechnung?")
	f.Add("\xff\xfe ¿ ñ")
	f.Add("ééé")
	f.Fuzz(func(t *testing.T, text string) {
		code, sure := Of(text)
		if code == "" && sure || code != "" && !slices.Contains(Codes(), code) {
			t.Fatalf("%q: %q, %t", text, code, sure)
		}
		a := Acknowledge(code, Received{Subject: text, Name: text})
		for _, s := range []string{a.Subject, a.Greeting} {
			if strings.ContainsFunc(s, unicode.IsControl) || !utf8.ValidString(s) {
				t.Fatalf("%q goes out", s)
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("Vielen Dank für die schnelle Antwort, der Termin am Dienstag passt uns gut. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(text)
	}
}

package promises

import (
	"kept/internal/importer/table"
	"kept/promise"
)

// The fields of a table of promises.
const (
	fieldID      = "id"
	fieldClient  = "client"
	fieldContact = "contact"
	fieldEmail   = "email"
	fieldProject = "project"
	fieldKind    = "kind"
	fieldWords   = "words"
	fieldDue     = "due"
	fieldTime    = "time"
	fieldOwner   = "owner"
	fieldZone    = "zone"
	fieldStatus  = "status"
)

// vocabulary is how people head their columns, most telling first, in English,
// German, French, Spanish, Portuguese, Dutch and Italian.
var vocabulary = table.Vocabulary{
	fieldID: {"id", "key", "promise id", "task id", "issue key", "uid", "ref", "reference", "nr", "no", "number", "nummer", "lfd nr", "numéro", "número",
		"numero", "volgnummer", "referenz", "référence", "referencia", "referência", "riferimento", "kenmerk", "schlüssel", "código", "codice"},
	fieldClient: {"client", "customer", "client name", "customer name", "kunde", "kundin", "kunden", "auftraggeber", "kundenname", "mandant", "klant",
		"klantnaam", "opdrachtgever", "cliente", "nom du client", "nombre del cliente", "nome do cliente", "nome cliente", "clients", "customers", "company",
		"company name", "firma", "unternehmen", "organisation", "organization", "account", "account name", "société", "entreprise", "empresa",
		"azienda", "società", "bedrijf", "for whom", "für wen", "pour qui", "para quién", "para quem", "voor wie", "per chi", "for"},
	fieldContact: {"contact", "contact name", "contact person", "promised to", "ansprechpartner", "ansprechpartnerin", "kontakt", "kontaktperson",
		"interlocuteur", "contacto", "persona de contacto", "contato", "pessoa de contato", "pessoa de contacto", "contactpersoon", "contatto",
		"referente", "persona di contatto", "to whom", "an wen"},
	fieldEmail: {"contact email", "email", "e-mail", "email address", "e-mail address", "mail", "contact e-mail", "client email", "customer email",
		"e-mail-adresse", "emailadresse", "mailadresse", "kontakt e-mail", "courriel", "adresse e-mail", "adresse mail", "correo", "correo electrónico",
		"e-mail do contato", "endereço de e-mail", "correio eletrónico", "e-mailadres", "mailadres", "indirizzo e-mail", "posta elettronica"},
	fieldProject: {"project", "project name", "engagement", "projekt", "projektname", "auftrag", "vorhaben", "projet", "nom du projet", "proyecto",
		"nombre del proyecto", "projeto", "projecto", "nome do projeto", "projectnaam", "opdracht", "progetto", "nome progetto", "nome del progetto", "board"},
	fieldKind: {"kind", "type", "promise type", "kind of promise", "art", "typ", "sorte", "genre", "tipo", "soort", "categoria", "category", "kategorie",
		"catégorie", "categoría", "categorie", "issue type", "list"},
	fieldWords: {"promise", "what", "words", "deliverable", "versprechen", "zusage", "was", "lieferung", "leistung", "promesse", "quoi", "livrable",
		"promesa", "compromiso", "qué", "entregable", "promessa", "compromisso", "o quê", "entregável", "entrega", "belofte", "toezegging", "wat",
		"oplevering", "cosa", "impegno", "consegna", "title", "summary", "subject", "task", "task name", "titel", "betreff", "aufgabe", "bezeichnung",
		"titre", "sujet", "objet", "tâche", "título", "asunto", "tarea", "assunto", "tarefa", "onderwerp", "taak", "titolo", "oggetto", "attività",
		"compito", "name", "item", "card name", "content", "description", "beschreibung", "libellé", "descripción", "descrição", "omschrijving", "descrizione"},
	// What can only be the date by which, in each language, comes before the
	// mere words for dates: a table may well have another date too.
	fieldDue: {"due", "due date", "date due", "due on", "due by", "due at", "promised for", "promised by", "promised date", "deadline", "by when", "deliver by",
		"delivery date", "delivery deadline", "submission date", "target date", "finish date", "end date",
		"fällig", "fällig am", "fällig bis", "fälligkeit", "fälligkeitsdatum", "abgabetermin", "abgabedatum", "abgabefrist", "abgabe", "abgabe am", "abgabe bis",
		"liefertermin", "lieferdatum", "lieferfrist", "frist", "fristende", "stichtag", "zieltermin", "zieldatum", "endtermin", "enddatum", "fertig bis",
		"fertigstellung", "fertigstellungstermin", "bis wann", "zugesagt für", "zugesagt bis", "versprochen für", "versprochen bis", "spätestens", "spätestens am",
		"échéance", "date d'échéance", "date limite", "date butoir", "date de remise", "remise le", "à rendre le", "à livrer le", "date de livraison", "livraison",
		"livraison prévue", "délai de livraison", "délai", "pour le", "promis pour", "date prévue", "date de fin", "avant le", "remise",
		"vencimiento", "fecha de vencimiento", "fecha límite", "fecha tope", "fecha de entrega", "plazo de entrega", "plazo", "fecha prevista", "fecha comprometida",
		"fecha prometida", "fecha de fin", "fecha final", "para cuándo", "vence", "vence el", "antes del",
		"vencimento", "data de vencimento", "prazo", "prazo de entrega", "prazo final", "data limite", "data de entrega", "data prevista", "data prometida",
		"data final", "data de término", "data de fim", "para quando", "vence em", "entregar até", "até quando",
		"vervaldatum", "opleverdatum", "leverdatum", "leveringsdatum", "inleverdatum", "streefdatum", "einddatum", "uiterste datum", "uiterlijk", "uiterlijk op",
		"termijn", "levertermijn", "vervalt op", "toegezegd voor", "wanneer klaar", "gereed op",
		"scadenza", "data di scadenza", "data scadenza", "scade il", "entro", "entro il", "entro quando", "termine", "termine ultimo", "termine di consegna",
		"data di consegna", "data consegna", "consegna entro", "data promessa", "data di fine",
		"until", "by", "bis", "bis zum", "jusqu'au", "hasta", "até", "tot", "termin", "when", "wann", "quand", "cuándo", "quando", "wanneer",
		"date", "datum", "fecha", "data", "day", "tag", "jour", "día", "dia", "dag", "giorno"},
	fieldTime: {"time", "due time", "at", "hour", "uhrzeit", "zeit", "um", "heure", "hora", "horário", "tijd", "tijdstip", "ora", "orario"},
	fieldOwner: {"owner", "responsible", "assignee", "assigned to", "who", "promised by whom", "owner email", "member", "verantwortlich",
		"verantwortliche", "verantwortlicher", "zuständig", "zuständige", "bearbeiter", "bearbeiterin", "wer", "inhaber", "responsable", "qui", "assigné à",
		"pilote", "encargado", "asignado a", "quién", "propietario", "responsável", "atribuído a", "quem", "encarregado", "verantwoordelijke", "verantwoordelijk",
		"toegewezen aan", "wie", "eigenaar", "responsabile", "assegnato a", "chi", "incaricato"},
	fieldZone: {"time zone", "timezone", "zone", "tz", "zeitzone", "fuseau horaire", "zona horaria", "huso horario", "fuso horário", "tijdzone", "fuso orario"},
	fieldStatus: {"status", "state", "done", "stand", "zustand", "erledigt", "statut", "état", "fait", "estado", "hecho", "situação", "feito",
		"stato", "fatto", "klaar", "completed", "resolution"},
}

// kindHeaders are those that can only mean the kind of a promise.
var kindHeaders = words("kind", "promise type", "kind of promise")

// kinds are the words for the kinds of promises, folded.
var kinds = map[promise.Kind]map[string]bool{
	promise.Deliverable: words("deliverable", "delivery", "task", "work", "milestone", "lieferung", "leistung", "aufgabe", "abgabe", "ergebnis", "meilenstein", "livrable",
		"livraison", "remise", "tâche", "jalon", "entregable", "entrega", "tarea", "hito", "entregável", "tarefa", "marco", "oplevering", "levering", "taak", "mijlpaal",
		"consegna", "attività", "story", "feature"),
	promise.Proposal: words("proposal", "offer", "quote", "quotation", "estimate", "bid", "angebot", "kostenvoranschlag", "offerte", "proposition", "offre",
		"devis", "propuesta", "oferta", "presupuesto", "cotización", "proposta", "orçamento", "cotação", "voorstel", "preventivo", "offerta"),
	promise.Answer: words("answer", "reply", "response", "question", "antwort", "rückmeldung", "frage", "réponse", "question client", "respuesta", "pregunta",
		"resposta", "pergunta", "antwoord", "reactie", "vraag", "risposta", "domanda"),
	promise.Fix: words("fix", "bug", "defect", "repair", "issue", "fehler", "behebung", "korrektur", "reparatur", "mangel", "correction", "correctif", "réparation",
		"anomalie", "arreglo", "corrección", "reparación", "error", "correção", "conserto", "erro", "reparo", "oplossing", "herstel", "reparatie", "fout",
		"correzione", "riparazione", "guasto", "errore"),
	promise.Update: words("update", "status update", "report", "status report", "bericht", "statusbericht", "zwischenstand", "stand", "rapport", "point",
		"compte rendu", "mise à jour", "actualización", "informe", "atualização", "relatório", "statusupdate", "voortgang", "aggiornamento", "rapporto"),
	promise.NextContact: words("next contact", "call", "phone call", "follow-up", "follow up", "check-in", "nächster kontakt", "anruf", "telefonat", "rückruf",
		"wiedervorlage", "prochain contact", "appel", "rappel", "relance", "próximo contacto", "llamada", "seguimiento", "próximo contato", "ligação",
		"chamada", "acompanhamento", "volgend contact", "telefoontje", "opvolging", "prossimo contatto", "chiamata", "telefonata", "contact"),
	promise.Appointment: words("appointment", "meeting", "visit", "event", "termin", "besprechung", "treffen", "besuch", "sitzung", "rendez-vous", "réunion",
		"visite", "cita", "reunión", "visita", "compromisso", "reunião", "afspraak", "vergadering", "bezoek", "appuntamento", "riunione", "incontro"),
}

// kindOf finds a kind by one of its names.
func kindOf(text string) (promise.Kind, bool) {
	folded := table.Fold(text)
	for _, k := range promise.Kinds() {
		if kinds[k][folded] {
			return k, true
		}
	}
	return "", false
}

// What a status says of a promise that is no more to be made.
var (
	doneWords = words("done", "closed", "complete", "completed", "finished", "delivered", "kept", "resolved", "yes", "x", "true", "erledigt", "fertig",
		"abgeschlossen", "geliefert", "ja", "fait", "terminé", "livré", "clos", "oui", "hecho", "terminado", "entregado", "cerrado", "completado", "sí",
		"feito", "concluído", "entregue", "fechado", "sim", "klaar", "afgerond", "gereed", "opgeleverd", "fatto", "completato", "consegnato", "chiuso",
		"sì", "100", "✓")
	cancelledWords = words("cancelled", "canceled", "dropped", "released", "won't do", "rejected", "storniert", "abgesagt", "entfällt", "verworfen", "annulé",
		"abandonné", "cancelado", "anulado", "geannuleerd", "vervallen", "annullato", "cancellato")
)

// words makes a set of folded words.
func words(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range list {
		if folded := table.Fold(w); folded != "" {
			set[folded] = true
		}
	}
	return set
}

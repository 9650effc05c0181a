package clients

import (
	"kept/client"
	"kept/internal/importer/table"
)

// The fields of a table of clients.
const (
	fieldClient   = "client"
	fieldContact  = "contact"
	fieldName     = "name"
	fieldGiven    = "given"
	fieldFamily   = "family"
	fieldEmail    = "email"
	fieldPhone    = "phone"
	fieldMobile   = "mobile"
	fieldRole     = "role"
	fieldStage    = "stage"
	fieldColour   = "colour"
	fieldZone     = "zone"
	fieldLanguage = "language"
)

// vocabulary is how people and address books head their columns, most telling
// first, in English, German, French, Spanish, Portuguese, Dutch and Italian.
var vocabulary = table.Vocabulary{
	fieldClient: {"client", "customer", "client name", "customer name", "company", "company name", "organisation", "organization", "organization name",
		"organization 1 - name", "account", "account name", "business", "kunde", "kundin", "kunden", "kundenname", "auftraggeber", "firma", "firmenname",
		"unternehmen", "mandant", "nom du client", "entreprise", "société", "cliente", "nombre del cliente", "empresa", "compañía", "organización",
		"nome do cliente", "organização", "klant", "klantnaam", "bedrijf", "bedrijfsnaam", "opdrachtgever", "organisatie", "nome cliente", "azienda",
		"società", "ditta", "organizzazione", "ragione sociale", "household", "haushalt"},
	fieldContact: {"contact", "contact name", "contact person", "ansprechpartner", "ansprechpartnerin", "kontakt", "kontaktperson", "interlocuteur",
		"contacto", "persona de contacto", "contato", "pessoa de contato", "pessoa de contacto", "contactpersoon", "contatto", "referente", "persona di contatto"},
	fieldName: {"name", "full name", "display name", "file as", "vollständiger name", "anzeigename", "nom complet", "nombre completo", "nombre", "nome completo",
		"nome", "volledige naam", "naam", "nome e cognome", "nominativo"},
	fieldGiven:  {"first name", "given name", "vorname", "prénom", "primeiro nome", "nombre de pila", "primer nombre", "voornaam", "nome di battesimo"},
	fieldFamily: {"last name", "family name", "surname", "nachname", "familienname", "nom", "nom de famille", "apellido", "apellidos", "sobrenome", "apelido", "achternaam", "cognome"},
	fieldEmail: {"email", "e-mail", "email address", "e-mail address", "e-mail 1 - value", "email 1 value", "primary email", "contact email", "mail",
		"e-mail-adresse", "emailadresse", "mailadresse", "courriel", "adresse e-mail", "adresse mail", "correo", "correo electrónico", "dirección de correo",
		"endereço de e-mail", "correio eletrónico", "e-mailadres", "mailadres", "indirizzo e-mail", "posta elettronica"},
	fieldPhone: {"phone", "telephone", "phone number", "telephone number", "business phone", "work phone", "phone 1 - value", "primary phone", "tel", "telefon",
		"telefonnummer", "telefon geschäftlich", "rufnummer", "téléphone", "numéro de téléphone", "teléfono", "telefone", "telefoon", "telefoonnummer", "telefono",
		"numero di telefono", "home phone", "phone 2 - value"},
	fieldMobile: {"mobile", "mobile phone", "cell", "cell phone", "handy", "mobil", "mobiltelefon", "mobilnummer", "portable", "mobile number", "móvil", "celular",
		"telemóvel", "mobiel", "gsm", "cellulare"},
	fieldRole: {"role", "job title", "title", "position", "function", "organization title", "organization 1 - title", "rolle", "funktion", "titel", "stellung", "berufsbezeichnung",
		"rôle", "fonction", "poste", "cargo", "puesto", "función", "função", "functie", "rol", "functietitel", "ruolo", "funzione", "qualifica", "titolo"},
	fieldStage:  {"stage", "status", "state", "phase", "stand", "stufe", "statut", "étape", "estado", "etapa", "situação", "fase", "stato", "stadium"},
	fieldColour: {"colour", "color", "farbe", "couleur", "cor", "kleur", "colore"},
	fieldZone: {"time zone", "timezone", "zone", "tz", "zeitzone", "fuseau horaire", "zona horaria", "huso horario", "fuso horário", "tijdzone",
		"fuso orario"},
	fieldLanguage: {"language", "sprache", "langue", "idioma", "língua", "lengua", "taal", "lingua"},
}

// stages are the words for how near a client stands, folded.
var stages = map[client.Stage]map[string]bool{
	client.Prospect: words("prospect", "lead", "potential", "pursuit", "interessent", "interessentin", "neukunde", "potentiell", "potenziell", "anfrage", "piste",
		"client potentiel", "potencial", "cliente potencial", "prospecto", "interesado", "interessado", "interesado", "prospectief", "potentieel",
		"geïnteresseerde", "potenziale", "cliente potenziale", "interessato"),
	client.Active: words("active", "current", "client", "customer", "open", "aktiv", "kunde", "bestandskunde", "laufend", "offen", "actif", "active", "en cours", "activo", "activa",
		"actual", "cliente", "ativo", "ativa", "atual", "actief", "klant", "huidig", "attivo", "attiva", "attuale"),
	client.Past: words("past", "former", "inactive", "closed", "old", "ehemalig", "ehemaliger", "inaktiv", "früher", "abgeschlossen", "ancien", "ancienne", "inactif",
		"passé", "antiguo", "inactivo", "pasado", "antigo", "inativo", "passado", "voormalig", "inactief", "oud", "ex", "inattivo", "passato"),
}

// stageOf finds a stage by one of its names.
func stageOf(text string) (client.Stage, bool) {
	folded := table.Fold(text)
	for _, s := range client.Stages() {
		if stages[s][folded] {
			return s, true
		}
	}
	return "", false
}

// languageNames leads from folded names to codes.
var languageNames = map[string]string{
	"english": "en", "german": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es", "espanol": "es", "castellano": "es",
	"portuguese": "pt", "portugues": "pt", "dutch": "nl", "nederlands": "nl", "italian": "it", "italiano": "it",
	"englisch": "en", "franzosisch": "fr", "spanisch": "es", "portugiesisch": "pt", "niederlandisch": "nl", "italienisch": "it",
	"anglais": "en", "allemand": "de", "ingles": "en", "inglese": "en", "engels": "en", "duits": "de", "tedesco": "de", "aleman": "de", "alemao": "de",
}

// words makes a set of folded words.
func words(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range list {
		set[table.Fold(w)] = true
	}
	return set
}

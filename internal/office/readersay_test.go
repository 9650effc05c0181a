package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// reads makes a client who reads a language, with a contact who has a page.
func reads(t *testing.T, h *officetest.House, language string) (client.Client, client.Contact) {
	t.Helper()
	c, err := h.Clients.Add(t.Context(), h.Owner, office.NewClient{
		Client:  client.Client{Name: "Casa " + language, Colour: 1, Language: language, Hours: worktime.Standard("Europe/Madrid")},
		Contact: client.Contact{Name: "Ana Ruiz", Email: "ana-" + language + "@ruiz.example", Portal: true},
		Next:    promise.When{At: h.Now().Add(14 * 24 * time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.Clients.Brief(t.Context(), h.Owner, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c, v.Contacts[0]
}

// Every mail to a contact is in his client's language: what was promised, what is
// asked of him, his way in; and what is recorded as told is what was sent.
func TestContactsAreWrittenToInTheirLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	c, k := reads(t, h, "es")
	last := func(want ...string) outbox.Mail {
		t.Helper()
		h.Pass(time.Minute)
		m := h.Sent[len(h.Sent)-1]
		text := m.Subject + "\n" + m.Plain()
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("the mail does not say %q:\n%s", w, text)
			}
		}
		if m.Language != "es" || m.To.Addr != k.Email {
			t.Errorf("it is in %q, to %s", m.Language, m.To.Addr)
		}
		return m
	}
	p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: "El presupuesto", When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}}, How: office.ByMail})
	if err != nil {
		t.Fatal(err)
	}
	m := last("Hola, Ana Ruiz:", "Le hemos prometido: El presupuesto, a más tardar el jueves 12 de marzo de 2026.", "Ver cómo va todo:")
	told, err := h.Notices.OfClient(t.Context(), h.Owner, c.ID, "", 1)
	if err != nil || len(told) == 0 || told[0].Text != m.Text() {
		t.Errorf("what is recorded as told is not what was sent: %v %v", told, err)
	}
	if _, err := h.HandOffs.Ask(t.Context(), h.Owner, office.NewHandOff{Promise: p.ID, Party: plan.Party{Side: plan.Theirs, ID: string(k.ID)}, Words: "Los planos"}); err != nil {
		t.Fatal(err)
	}
	last("Marta Kern necesita algo de usted: Los planos.", "Hace falta para: ", "Sí, para entonces:", "No, no puedo:")
	if err := h.Pages.Invite(t.Context(), h.Owner, k.ID); err != nil {
		t.Fatal(err)
	}
	last("Su página en ", "Abrir su página:", "El enlace sirve una vez, durante una semana.")
	draft, err := h.Notices.Preview(t.Context(), h.Owner, office.Telling{Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "My own words.", Next: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}})
	if err != nil || draft.Language != "es" || !strings.Contains(draft.Text, "Volverá a tener noticias de Marta Kern a más tardar el viernes 20 de marzo de 2026.") || !strings.Contains(draft.Text, "My own words.") {
		t.Errorf("the preview says %+v %v", draft, err)
	}
}

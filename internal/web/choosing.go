package web

import (
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// sampleClient and samplePerson stand in empty fields as examples of names.
const sampleClient, samplePerson = "Casa Ruiz", "Ana Ruiz"

// joinForm asks to which client somebody belongs.
func joinForm(v *visit, x office.Prospect) (*page.ActForm, error) {
	f := &page.ActForm{Form: ui.Form{Action: page.TriageURL + "/people/" + string(x.ID) + "/joining"}, ID: "join", Submit: v.say("They belong to this client")}
	ask := page.Ask{Kind: page.Line, Field: ui.Field{Name: "client", ID: "join-client", Label: v.say("Client"), Placeholder: sampleClient, Required: true, MaxLength: 200, Autocomplete: "off"}}
	names, err := v.o.Clients.Offered(v.r.Context(), v.who, offeredContacts)
	if err != nil {
		return nil, err
	}
	waiting, err := v.o.Triage.List(v.r.Context(), v.who)
	if err != nil {
		return nil, err
	}
	unknown := map[client.ID]bool{x.ID: true}
	for _, p := range waiting.Prospects {
		unknown[p.ID] = true
	}
	offerClients(&ask, x.Alike, v.say("With the same address behind the @"), nil)
	offerClients(&ask, names, v.say("All"), unknown)
	f.Fields = []page.Ask{ask}
	return f, nil
}

// offerClients offers clients to choose from, but those in skip.
func offerClients(ask *page.Ask, names []store.ClientName, group string, skip map[client.ID]bool) {
	for _, c := range names {
		if !skip[c.ID] {
			ask.Kind = page.Pick
			ask.Options = append(ask.Options, ui.Option{Value: string(c.ID), Label: c.Name, Group: group})
		}
	}
}

// chosenClient gives the client that was chosen, or whose name was typed.
// Several that fit are offered.
func chosenClient(v *visit, ask *page.Ask) (client.ID, error) {
	typed := strings.TrimSpace(v.r.PostForm.Get(ask.Name))
	if typed == "" || strings.HasPrefix(typed, "cli_") {
		return client.ID(typed), nil
	}
	fit, err := v.o.Clients.Find(v.r.Context(), v.who, typed)
	switch {
	case err != nil:
		return "", err
	case len(fit) == 0:
		return "", fault.Field(ask.Name, "No client is called that. Try a part of the name.")
	case len(fit) == 1:
		return fit[0].ID, nil
	}
	ask.Options = nil
	for _, c := range fit {
		offerClients(ask, []store.ClientName{{ID: c.ID, Name: c.Name}}, "", nil)
	}
	return "", fault.Field(ask.Name, strconv.Itoa(len(fit))+" clients fit. Choose one of them.")
}

// contactAsk asks for a contact among all; first stands before them, and its hint
// beside the line where there are too many to choose from.
func contactAsk(v *visit, first ui.Option) (page.Ask, error) {
	ask := page.Ask{Kind: page.Line, Field: ui.Field{Name: "contact", Label: v.say("Whose message is it?"), Placeholder: samplePerson, MaxLength: 200, Autocomplete: "off", Optional: true, Hint: first.Hint}}
	choices, err := v.o.Clients.Choices(v.r.Context(), v.who, offeredContacts+1)
	if err != nil || len(choices) > offeredContacts {
		return ask, err
	}
	ask.Kind, ask.Hint, ask.Optional = page.Pick, "", false
	first.Hint = ""
	ask.Options = []ui.Option{first}
	offerContacts(&ask, choices)
	return ask, nil
}

func offerContacts(ask *page.Ask, choices []store.ContactChoice) {
	ask.Kind = page.Pick
	for _, k := range choices {
		ask.Options = append(ask.Options, ui.Option{Value: string(k.ID), Label: k.Name, Group: k.Client})
	}
}

// chosenContact gives the contact that was chosen or typed; "" = none was.
func chosenContact(v *visit, ask *page.Ask) (client.ContactID, error) {
	typed := strings.TrimSpace(v.r.PostForm.Get(ask.Name))
	if typed == "" || strings.HasPrefix(typed, "con_") {
		return client.ContactID(typed), nil
	}
	fit, err := v.o.Clients.FindContacts(v.r.Context(), v.who, typed, fittingContacts)
	switch {
	case err != nil:
		return "", err
	case len(fit) == 0:
		return "", fault.Field(ask.Name, "Nobody is called that. Try a part of the name.")
	case len(fit) == 1:
		return fit[0].ID, nil
	}
	ask.Options = nil
	offerContacts(ask, fit)
	return "", fault.Field(ask.Name, strconv.Itoa(len(fit))+" people fit. Choose one of them.")
}

package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

// NewStandardsForm asks how soon people are answered, in working time: for all
// (fields call, mail, acknowledge, between, alarm), the shares of it after which people
// are asked (share_owner, share_deputy, share_leader), and special targets, a
// row each (see [TargetFields]).
func NewStandardsForm(v tongue.Voice, f ui.Form, targets []Ask) *ActForm {
	span := func(row, name, label, hint string) Ask {
		return Ask{Kind: Line, Row: row, Field: ui.Field{Name: name, ID: "standard-" + name, Label: label, Hint: hint, MaxLength: 20, Autocomplete: "off"}}
	}
	call, mail := span("standards", "call", v.Say("Calls are returned within"), "“90 min”, “2 h”"), span("standards", "mail", v.Say("What is written is answered within"), v.Say("Working hours: “4 h”"))
	call.Required, mail.Required = true, true
	share := func(name, label string) Ask {
		return Ask{Kind: Line, Row: "shares", Field: ui.Field{Name: name, ID: "standard-" + name, Label: label, InputMode: "numeric", MaxLength: 3, Required: true, Autocomplete: "off"}}
	}
	out := &ActForm{Form: f, ID: "standards", Submit: v.Say("Save the standards"), Fields: []Ask{
		call, mail,
		span("words", "acknowledge", v.Say("We say that we have it within"), v.Say("Where no acknowledgement goes out by itself. Empty: no such standard.")),
		span("words", "between", v.Say("Between two words of ours, at most"), v.Say("In an open conversation, whoever spoke last. Empty: no such standard.")),
		span("alarm", "alarm", v.Say("A worried client is answered within"), v.Say("They pressed “I am worried”, or are not content. Their leader is asked at once.")),
		share("share_owner", v.Say("Owner asked at %")), share("share_deputy", v.Say("Deputy at %")), share("share_leader", v.Say("Leader at %")),
	}}
	out.Fields = append(out.Fields, targets...)
	return out
}

// TargetChoices are what a special target is chosen from.
type TargetChoices struct {
	Waits, Channels, Stages []ui.Option
	Tiers                   []string
}

// TargetFields asks for one special target, row n of the table: fields
// target_N_wait, _channel, _stage, _tier and _within.
func TargetFields(v tongue.Voice, n int, of TargetChoices) []Ask {
	name := func(what string) string { return "target_" + itoa(n) + "_" + what }
	return []Ask{
		{Kind: Pick, Row: "targets", Field: ui.Field{Name: name("wait"), Label: v.Say("They wait for"), Options: of.Waits}},
		{Kind: Pick, Row: "targets", Field: ui.Field{Name: name("channel"), Label: v.Say("By"), Options: of.Channels}},
		{Kind: Pick, Row: "targets", Field: ui.Field{Name: name("stage"), Label: v.Say("Who are"), Options: of.Stages}},
		{Kind: Line, Row: "targets", Field: ui.Field{Name: name("tier"), Label: v.Say("Of tier"), Placeholder: v.Say("any"), MaxLength: 40, List: of.Tiers, Autocomplete: "off"}},
		{Kind: Line, Row: "targets", Field: ui.Field{Name: name("within"), Label: v.Say("Within"), Placeholder: "2 h", MaxLength: 20, Autocomplete: "off"}},
	}
}

// NewInboxForm asks how what comes in is taken.
func NewInboxForm(v tongue.Voice, f ui.Form, receptions []ui.Option) *ActForm {
	return &ActForm{Form: f, ID: "inbox", Submit: v.Say("Save"), Fields: []Ask{
		{Kind: Flip, Field: ui.Field{
			Name: "acknowledge", ID: "inbox-acknowledge", Label: v.Say("Acknowledge by itself"), Type: "checkbox",
			Hint: v.Say("Whoever writes reads at once who answers, and by when; that moment is a promise. Machines, lists and repeated senders are never answered."),
		}},
		{Kind: Pick, Row: "inbox", Field: ui.Field{Name: "reception", ID: "inbox-reception", Label: v.Say("Looks after unknown senders"), Hint: v.Say("Until they are known."), Options: receptions}},
		{Kind: Line, Row: "inbox", Field: ui.Field{Name: "chases", ID: "inbox-chases", Label: v.Say("Chases that worry the leader"), Hint: v.Say("How often within a month a client has to ask where things stand."), InputMode: "numeric", MaxLength: 2, Required: true, Autocomplete: "off"}},
		{Kind: Flip, Field: ui.Field{
			Name: "rating_ask", ID: "inbox-rating-ask", Label: v.Say("Ask how content they are"), Type: "checkbox",
			Hint: v.Say("When a deliverable is kept, by mail and on their page, in one question. Who is not content is a worry."),
		}},
		{Kind: Line, Field: ui.Field{Name: "rating_every", ID: "inbox-rating-every", Label: v.Say("Days between two such questions"), Hint: v.Say("To the same contact, at least."), InputMode: "numeric", MaxLength: 3, Required: true, Autocomplete: "off"}},
	}}
}

// NewPhraseForm asks for a ready answer. key keeps ids apart where a page has several.
func NewPhraseForm(v tongue.Voice, f ui.Form, key, submit string) *ActForm {
	return &ActForm{Form: f, ID: key, Submit: submit, Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "name", ID: key + "-name", Label: v.Say("What you call it"), Placeholder: v.Say("We have it"), Required: true, MaxLength: 80, Autocomplete: "off"}},
		{Kind: Lines, Field: ui.Field{Name: "text", ID: key + "-text", Label: v.Say("What it says"), Rows: 6, Required: true, MaxLength: 20_000, Words: true}},
	}}
}

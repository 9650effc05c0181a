package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

// NewPasswordForm changes the password.
func NewPasswordForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "password", Submit: v.Say("Change the password"), Fields: []Ask{
		{Kind: Line, Row: "pass", Field: ui.Field{Name: "current", ID: "password-current", Label: v.Say("Password now"), Type: "password", Autocomplete: "current-password", MaxLength: 1000}},
		{Kind: Line, Row: "pass", Field: ui.Field{Name: "password", ID: "password-new", Label: v.Say("New password"), Type: "password", Autocomplete: "new-password", MaxLength: 1000, Hint: v.Say("Ten characters or more; a sentence is good.")}},
	}}
}

// NewTokenForm makes an API token.
func NewTokenForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "token", Submit: v.Say("Make the token"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "name", ID: "token-name", Label: v.Say("What it is for"), Placeholder: v.Say("Invoices"), Required: true, MaxLength: 100}},
	}}
}

// NewLanguageForm asks in which language a member reads Kept.
func NewLanguageForm(v tongue.Voice, f ui.Form, languages []ui.Option) *ActForm {
	return &ActForm{Form: f, ID: "language", Submit: v.Say("Save"), Fields: []Ask{
		{Kind: Pick, Field: ui.Field{Name: "language", ID: "language-of-mine", Label: v.Say("I read"), Options: languages}},
	}}
}

package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

// Shown is what clients see of a member besides his name.
type Shown struct {
	Phone   string
	Hours   bool
	Picture bool // one is shown
}

// NewShownForm asks what clients see of the reader: phone, hours and picture.
func NewShownForm(v tongue.Voice, f ui.Form, s Shown) *ActForm {
	out := &ActForm{Form: f, ID: "shown", Submit: v.Say("Save"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "phone", ID: "shown-phone", Label: v.Say("Telephone"), Type: "tel", Value: s.Phone, Optional: true, MaxLength: 40, Autocomplete: "tel", Hint: v.Say("Empty: they ask to be called back.")}},
		{Kind: Flip, Field: ui.Field{Name: "hours", ID: "shown-hours", Label: v.Say("My office hours"), Type: "checkbox", Checked: s.Hours}},
		{Kind: Line, Field: ui.Field{Name: "picture", ID: "shown-picture", Label: v.Say("Picture"), Type: "file", Accept: "image/png,image/jpeg,image/webp", Optional: true, Hint: v.Say("Of your face. Without one, your initials stand there.")}},
	}}
	if s.Picture {
		out.Fields = append(out.Fields, Ask{Kind: Tick, Field: ui.Field{Name: "unpicture", ID: "shown-unpicture", Label: v.Say("Take my picture away"), Type: "checkbox"}})
	}
	return out
}

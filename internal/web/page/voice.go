package page

import "kept/internal/ui"

// Shown is what clients see of a member besides his name.
type Shown struct {
	Phone   string
	Hours   bool
	Picture bool // one is shown
}

// NewShownForm asks what clients see of the reader: phone, hours and picture.
func NewShownForm(f ui.Form, s Shown) *ActForm {
	out := &ActForm{Form: f, ID: "shown", Submit: "Save", Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "phone", ID: "shown-phone", Label: "Telephone", Type: "tel", Value: s.Phone, Optional: true, MaxLength: 40, Autocomplete: "tel", Hint: "Empty: they ask to be called back."}},
		{Kind: Flip, Field: ui.Field{Name: "hours", ID: "shown-hours", Label: "My office hours", Type: "checkbox", Checked: s.Hours}},
		{Kind: Line, Field: ui.Field{Name: "picture", ID: "shown-picture", Label: "Picture", Type: "file", Accept: "image/png,image/jpeg,image/webp", Optional: true, Hint: "Of your face. Without one, your initials stand there."}},
	}}
	if s.Picture {
		out.Fields = append(out.Fields, Ask{Kind: Tick, Field: ui.Field{Name: "unpicture", ID: "shown-unpicture", Label: "Take my picture away", Type: "checkbox"}})
	}
	return out
}

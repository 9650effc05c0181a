package page

import (
	"time"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// The constructors here give the forms of the settings pages with their field
// names, labels and hints; the caller fills values, options and the version.

// Weekdays are the names of the fields of office hours, Monday first.
func Weekdays() []string {
	return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
}

// NewHoursForm asks for office hours, a line for each weekday (fields mon …
// sun), several windows each: "9:00-12:30, 13:30-18:00"; empty is closed. key
// keeps ids apart where a page has several.
func NewHoursForm(v tongue.Voice, f ui.Form, key string) *ActForm {
	out := &ActForm{Form: f, ID: key, Submit: v.Say("Save the hours")}
	for i, d := range Weekdays() {
		out.Fields = append(out.Fields, Ask{Kind: Line, Row: "days", Field: ui.Field{
			Name: d, ID: key + "-" + d, Label: v.Weekday(time.Weekday((i + 1) % 7)), Placeholder: v.Say("closed"), Autocomplete: "off", MaxLength: 120,
		}})
	}
	return out
}

// NewWorkspaceForm asks for the workspace's name, zone, address and the regions of its holidays.
func NewWorkspaceForm(v tongue.Voice, f ui.Form, regions []ui.Option) *ActForm {
	return &ActForm{Form: f, ID: "workspace", Submit: v.Say("Save"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "name", Label: v.Say("Name"), Hint: v.Say("As your clients know it."), Required: true, MaxLength: 200}},
		{Kind: Line, Field: ui.Field{Name: "zone", Label: v.Say("Time zone"), Hint: v.Say("As in “Europe/Berlin”."), Required: true, MaxLength: 64}},
		{Kind: Line, Field: ui.Field{Name: "mail_from", Label: v.Say("Mail comes from"), Type: "email", Optional: true, Hint: v.Say("The address that clients see and answer. Empty: the server’s."), MaxLength: 254}},
		{Kind: PickMany, Field: ui.Field{Name: "regions", Label: v.Say("Public holidays of"), Options: regions}},
	}}
}

// NewExceptionForm asks for a day that is not like its weekday: closed, or with its own hours.
func NewExceptionForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "exception", Submit: v.Say("Add"), Fields: []Ask{
		{Kind: Line, Row: "span", Field: ui.Field{Name: "day", ID: "exception-day", Label: v.Say("Day"), Type: "date", Required: true}},
		{Kind: Line, Row: "span", Field: ui.Field{Name: "until", ID: "exception-until", Label: v.Say("Until"), Type: "date", Optional: true}},
		{Kind: Line, Field: ui.Field{Name: "hours", ID: "exception-hours", Label: v.Say("Hours on it"), Hint: v.Say("“9:00-13:00”; empty is closed."), Placeholder: v.Say("closed"), MaxLength: 120}},
		{Kind: Line, Field: ui.Field{Name: "name", ID: "exception-name", Label: v.Say("Why"), Placeholder: v.Say("Company outing"), MaxLength: 200}},
	}}
}

// NewHolidayFileForm takes an ICS file of holidays.
func NewHolidayFileForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "holidays", Submit: v.Say("Read the file"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "file", ID: "holiday-file", Label: v.Say("Calendar file (ICS)"), Type: "file", Accept: ".ics,text/calendar", Hint: v.Say("Whole-day events in it become days on which you are closed."), Required: true}},
	}}
}

// NewPolicyForm asks how early Kept warns: the same four stretches of working
// time for promises and for appointments (fields usual_notice …
// appointment_leader), after_broken, untold and doubt.
func NewPolicyForm(v tongue.Voice, f ui.Form) *ActForm {
	out := &ActForm{Form: f, ID: "policy", Submit: v.Say("Save")}
	line := func(row, name, label, hint string) {
		out.Fields = append(out.Fields, Ask{Kind: Line, Row: row, Field: ui.Field{Name: name, ID: "policy-" + name, Label: label, Hint: hint, MaxLength: 20, Required: true, Autocomplete: "off"}})
	}
	for _, k := range []struct{ name, what string }{{"usual", v.Say("Promises: owner")}, {"appointment", v.Say("Appointments: owner")}} {
		line(k.name, k.name+"_warn", k.what, "")
		line(k.name, k.name+"_deputy", v.Say("deputy"), "")
		line(k.name, k.name+"_leader", v.Say("leader"), "")
		line(k.name, k.name+"_notice", v.Say("client"), "")
	}
	line("after", "after_broken", v.Say("After one broke"), v.Say("Of the owner’s time, until the leader is asked again."))
	line("after", "untold", v.Say("Issues"), v.Say("Of the firm’s time, until everybody whom one touches is told."))
	out.Fields = append(out.Fields, Ask{Kind: Line, Row: "after", Field: ui.Field{Name: "doubt", ID: "policy-doubt", Label: v.Say("Doubtful below"), Type: "number", Min: "10", Max: "99", Required: true, Hint: v.Say("In 100. A promise whose step is less likely to be done in time is asked about at once.")}})
	return out
}

// NewBrandForm asks for the accent and the logo that clients see.
func NewBrandForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "brand", Submit: v.Say("Save the look"), Fields: []Ask{
		{Kind: Line, Row: "brand", Field: ui.Field{Name: "accent", ID: "brand-accent", Label: v.Say("Accent"), Type: "color", Hint: v.Say("Made darker or lighter where it could not be read.")}},
		{Kind: Line, Row: "brand", Field: ui.Field{Name: "logo", ID: "brand-logo", Label: v.Say("Logo"), Type: "file", Accept: "image/png,image/jpeg,image/gif,image/webp", Optional: true, Hint: v.Say("PNG, JPEG, GIF or WebP, up to 2 MB.")}},
		{Kind: Tick, Field: ui.Field{Name: "no_logo", ID: "brand-no-logo", Label: v.Say("Take the logo away"), Type: "checkbox"}},
	}}
}

// NewMemberForm asks for what is the member's in the firm: name, leader, deputy, role.
func NewMemberForm(v tongue.Voice, f ui.Form, roles, leaders, deputies []ui.Option) *ActForm {
	out := &ActForm{Form: f, ID: "member", Submit: v.Say("Save"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "name", ID: "member-name", Label: v.Say("Name"), Required: true, MaxLength: 120, Autocomplete: "off"}},
	}}
	if len(leaders) > 0 {
		out.Fields = append(out.Fields, Ask{Kind: Pick, Row: "chain", Field: ui.Field{Name: "leader", ID: "member-leader", Label: v.Say("Led by"), Hint: v.Say("What nobody settled in time passes here."), Options: leaders}})
	}
	out.Fields = append(out.Fields, Ask{Kind: Pick, Row: "chain", Field: ui.Field{Name: "deputy", ID: "member-deputy", Label: v.Say("Stands in"), Hint: v.Say("Is asked first when they are away."), Options: deputies}})
	if len(roles) > 0 {
		out.Fields = append(out.Fields, Ask{Kind: PickChip, Field: ui.Field{Name: "role", Label: v.Say("Role"), Options: roles}})
	}
	return out
}

// NewPlaceForm adds to a form of hours where they are: zone and holidays
// (fields zone and regions).
func NewPlaceForm(v tongue.Voice, f *ActForm, zones []string, regions []ui.Option) {
	f.Fields = append(f.Fields,
		Ask{Kind: Line, Field: ui.Field{Name: "zone", ID: f.ID + "-zone", Label: v.Say("Time zone"), Hint: v.Say("As in “Europe/Berlin”."), Required: true, MaxLength: 64, List: zones, Autocomplete: "off"}},
		Ask{Kind: PickMany, Field: ui.Field{Name: "regions", Label: v.Say("Public holidays of"), Options: regions}})
}

// NewAbsenceForm asks for an absence.
func NewAbsenceForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "absence", Submit: v.Say("Add the absence"), Lead: v.Say("What falls due in it is passed on before it begins."), Fields: []Ask{
		{Kind: Line, Row: "span", Field: ui.Field{Name: "from", ID: "absence-from", Label: v.Say("From"), Type: "date", Required: true}},
		{Kind: Line, Row: "span", Field: ui.Field{Name: "to", ID: "absence-to", Label: v.Say("To, the last day"), Type: "date", Required: true}},
		{Kind: Line, Field: ui.Field{Name: "note", ID: "absence-note", Label: v.Say("Why"), Optional: true, MaxLength: 200}},
	}}
}

package workspace

import (
	"testing"
	"time"

	"kept/handoff"
	"kept/internal/fault"
	"kept/issue"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

func TestCheck(t *testing.T) {
	good := Workspace{Name: "Northlight Studio", Hours: worktime.Standard("Europe/Berlin"), Policy: promise.StandardPolicy(), Standards: reply.Usual(), HandOffs: handoff.StandardPolicy()}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		field string // "" = it is taken
		spoil func(*Workspace)
	}{
		{"name", func(w *Workspace) { w.Name = "" }},
		{"accent", func(w *Workspace) { w.Accent = "green" }},
		{"accent", func(w *Workspace) { w.Accent = "#12345g" }},
		{"", func(w *Workspace) { w.Accent = "#2F6f4f" }},
		{"mail_from", func(w *Workspace) { w.MailFrom = "us" }},
		{"usual", func(w *Workspace) { w.Policy.Usual.Warn = MinLead - 1 }},
		{"", func(w *Workspace) { w.Policy.Usual.Warn = MinLead }},
		{"", func(w *Workspace) { w.Policy.Usual.Notice = MaxLead }},
		{"usual", func(w *Workspace) { w.Policy.Usual.Notice = MaxLead + 1 }},
		{"appointment", func(w *Workspace) { w.Policy.Appointment.Leader = 0 }},
		{"after_broken", func(w *Workspace) { w.Policy.AfterBroken = 0 }},
		{"untold", func(w *Workspace) { w.Policy.Untold = issue.MinWithin - 1 }},
		{"", func(w *Workspace) { w.Policy.Untold = issue.MaxWithin }},
		{"untold", func(w *Workspace) { w.Policy.Untold = issue.MaxWithin + 1 }},
		{"doubt", func(w *Workspace) { w.Policy.Doubt = promise.MinDoubt - 1 }},
		{"", func(w *Workspace) { w.Policy.Doubt = promise.MinDoubt }},
		{"", func(w *Workspace) { w.Policy.Doubt = promise.MaxDoubt }},
		{"doubt", func(w *Workspace) { w.Policy.Doubt = promise.MaxDoubt + 1 }},
		{"standard_call", func(w *Workspace) { w.Standards.Call = time.Second }},
	} {
		w := good
		row.spoil(&w)
		f, _ := fault.As(w.Check())
		if row.field == "" && f != nil || row.field != "" && (f == nil || f.Fields[row.field] == "") {
			t.Errorf("want a word on %q, got %v", row.field, w.Check())
		}
	}
}

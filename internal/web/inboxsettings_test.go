package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/reply"
	"kept/workspace"
)

// Standards are typed in words: for all, and for what has one of its own.
func TestStandards(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	form := marta.Get("/settings").Form("/settings/standards")
	form.Set("call", "45 min", "mail", "3 h", "acknowledge", "", "between", "16 h", "share_owner", "40 %", "share_deputy", "60", "share_leader", "75",
		"target_0_wait", "first answer", "target_0_channel", "sms", "target_0_stage", "active", "target_0_tier", "key", "target_0_within", "30 min").Submit().Says("Saved.")
	// There is a row for one more.
	form = marta.Get("/settings").Form("/settings/standards")
	if form.Values.Get("target_0_tier") != "key" || form.Values.Get("target_0_within") != "30 min" {
		t.Errorf("the first row is %v", form.Values)
	}
	form.Set("target_1_wait", "next word", "target_1_within", "8 h").Submit().Says("Saved.")
	w, err := f.Settings.Workspace(t.Context(), f.Owner)
	if err != nil {
		t.Fatal(err)
	}
	want := reply.Standards{Call: 45 * time.Minute, Mail: 3 * time.Hour, Between: 16 * time.Hour, Alarm: 2 * time.Hour, Shares: reply.Shares{Owner: 40, Deputy: 60, Leader: 75}, Targets: []reply.Target{
		{Channel: reply.SMS, Stage: client.Active, Tier: "key", Wait: reply.First, Within: 30 * time.Minute}, {Wait: reply.Between, Within: 8 * time.Hour},
	}}
	if d := cmp.Diff(want, w.Standards); d != "" {
		t.Error(d)
	}
	// A row whose time is emptied is gone; the tier is offered where clients are edited.
	marta.Get("/clients/new").Form("/clients")
	if !strings.Contains(marta.Get("/clients/new").HTML, `<option value="key">`) {
		t.Error("the form of a client does not offer the tier")
	}
	marta.Get("/settings").Form("/settings/standards").Set("target_0_within", "").Submit().Says("Saved.")
	if w, err = f.Settings.Workspace(t.Context(), f.Owner); err != nil || len(w.Standards.Targets) != 1 || w.Standards.Targets[0].Wait != reply.Between {
		t.Errorf("%+v (%v)", w.Standards.Targets, err)
	}
}

func TestStandardsRefuse(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	for _, tt := range []struct {
		field, value, want string
		also               []string
	}{
		{"acknowledge", "soon", "is no amount of working time", nil},
		{"between", "1 min", "Choose between five minutes and thirty working days.", nil},
		{"share_owner", "0", "Give a number from 1 to 99.", nil},
		{"share_leader", "x", "Give a number from 1 to 99.", nil},
		{"share_deputy", "90", "The owner is asked first", nil},
		{"target_0_within", "soon", "is no amount of working time", nil},
		{"target_0_within", "1 min", "Choose between five minutes", nil},
		{"target_0_within", "", "Say within which time.", []string{"target_0_tier", "key"}},
		{"target_0_wait", "rain", "Say what they wait for.", []string{"target_0_within", "1 h"}},
		{"target_0_tier", strings.Repeat("x", 41), "This is too long", []string{"target_0_within", "1 h"}},
	} {
		p := marta.Get("/settings").Form("/settings/standards").Set(tt.also...).Set(tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want, "Something is to be mended")
		if got := p.Form("/settings/standards").Values.Get(tt.field); got != tt.value && tt.field != "target_0_wait" {
			t.Errorf("%s: %q was kept of %q", tt.field, got, tt.value)
		}
	}
	form := marta.Get("/settings").Form("/settings/standards").Set("target_0_within", "1 h", "target_0_tier", "key")
	form.Submit().Says("Saved.")
	marta.Get("/settings").Form("/settings/standards").Set("target_1_within", "2 h", "target_1_tier", "key").Submit().Answers(422, "There is another standard for the same.")
}

func TestInboxSettings(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	page := marta.Get("/settings").Says("What comes in", "Acknowledge by itself")
	page.Form("/settings/inbox").Clear("acknowledge").Pick("reception", "Lea Brandt").Set("chases", "4").Submit().Says("Saved.")
	w, err := f.Settings.Workspace(t.Context(), f.Owner)
	if want := (workspace.Inbox{Quiet: true, ReceptionID: f.lea.Member, Chases: 4}); err != nil || w.Inbox != want {
		t.Errorf("%+v (%v)", w.Inbox, err)
	}
	for field, tt := range map[string][2]string{"chases": {"0", "Choose a number from 1 to 50."}, "reception": {"mem_nobody", "Choose a member of this workspace."}} {
		marta.Get("/settings").Form("/settings/inbox").Set(field, tt[0]).Submit().Answers(422, tt[1])
	}
	marta.Get("/settings").Form("/settings/inbox").Set("acknowledge", "on", "reception", "").Submit().Says("Saved.")
	if w, err = f.Settings.Workspace(t.Context(), f.Owner); err != nil || w.Inbox.Quiet || w.Inbox.ReceptionID != "" {
		t.Errorf("%+v (%v)", w.Inbox, err)
	}
}

// A client has a tier, which is kept.
func TestTier(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	path := "/clients/" + string(f.ruiz.ID)
	nils.Get(path).Follow("Edit").Form(path).Set("tier", "care plan").Submit().Says("Saved.", "Active client, care plan")
	if got := nils.Get(path).Follow("Edit").Form(path).Values.Get("tier"); got != "care plan" {
		t.Errorf("the tier is %q", got)
	}
	nils.Get(path).Follow("Edit").Form(path).Set("tier", strings.Repeat("x", 41)).Submit().Answers(422, "This is too long")
}

// Ready answers are added, changed and dropped; what nobody can fill in is refused.
func TestPhrases(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	page := nils.Get("/settings/phrases").Says("There is none yet.", "{next contact}", "Who reads it")
	page.Form("/settings/phrases").Set("name", "We have it", "text", "Dear {contact},\r\nwe have it.").Submit().Says("Saved.", "We have it", "Dear {contact}, we have it.")
	all, err := f.Phrases.List(t.Context(), f.nils)
	if err != nil || len(all) != 1 || all[0].Text != "Dear {contact},\nwe have it." {
		t.Fatalf("%+v (%v)", all, err)
	}
	here := "/settings/phrases/" + all[0].ID
	bad := nils.Get("/settings/phrases").Form(here).Set("text", "It costs {price}.").Submit().Answers(422, "Nobody knows what “{price}” is.", "Something is to be mended in “We have it”")
	if got := bad.Form(here).Values.Get("text"); got != "It costs {price}." {
		t.Errorf("%q was kept", got)
	}
	nils.Get("/settings/phrases").Form("/settings/phrases").Set("name", "", "text", "x").Submit().Answers(422, "This is needed.")
	stale := nils.Get("/settings/phrases").Form(here).Set("text", "Slower")
	nils.Get("/settings/phrases").Form(here).Set("name", "Got it").Submit().Says("Saved.", "Got it").SaysNot("We have it")
	stale.Submit().Answers(422, "Somebody else changed this in the meantime.")
	nils.Get("/settings/phrases").Form(here+"/end").Submit().Says("Dropped.", "There is none yet.")
	nils.Post(here+"/end", nil).Answers(404)
	for i := range 3 {
		nils.Get("/settings/phrases").Form("/settings/phrases").Set("name", fmt.Sprint("Answer ", i), "text", "x").Submit().Says("Saved.")
	}
}

package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// Members are asked in the language they chose; third parties in the firm's for
// them, or, where it has none, in that of whoever asks.
func TestWhoIsAskedReadsHisLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	lea := h.Member("Lea Brandt", "lea@northlight.example", member.Regular, "")
	speaks := func(who office.Actor, language string) {
		t.Helper()
		_, err := h.People.Edit(ctx, who, who.Member, office.MemberEdit{Change: func(m *member.Member) { m.Language = language }})
		done(t, err)
	}
	speaks(lea, "de")
	speaks(h.Owner, "fr")
	c, k := reads(t, h, "es")
	p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: "El presupuesto", When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}}, How: office.NotYet})
	done(t, err)
	asks := func(language string, party plan.Party, email string, want ...string) {
		t.Helper()
		_, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Promise: p.ID, Party: party, Email: email, Words: "The permit"})
		done(t, err)
		h.Pass(time.Minute)
		m := h.Sent[len(h.Sent)-1]
		if m.Language != language {
			t.Errorf("%s is written to in %q, not in %q", m.To.Addr, m.Language, language)
		}
		for _, w := range want {
			if !strings.Contains(m.Plain(), w) {
				t.Errorf("the mail does not say %q:\n%s", w, m.Plain())
			}
		}
	}
	city := plan.Party{Side: plan.Third, Name: "Stadtwerke"}
	asks("de", plan.Party{Side: plan.Ours, ID: string(lea.Member)}, "", "Guten Tag Lea Brandt,", "Marta Kern braucht etwas von Ihnen: The permit.", "Gebraucht bis: ")
	asks("fr", city, "permits@stadt.example", "Marta Kern a besoin de quelque chose de votre part")
	_, err = h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.HandOffs.Language = "nl" }})
	done(t, err)
	asks("nl", city, "permits@stadt.example", "Goedendag Stadtwerke,", "Nee, dat kan ik niet")
	if _, err = h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.HandOffs.Language = "tlh" }}); err == nil {
		t.Error("a language that nobody speaks is taken")
	}
}

// Whoever is asked what he did behind the scenes reads it in his language.
func TestWorkersAreAskedInTheirLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	f := aFortnight(t, h)
	_, err := h.Settings.Edit(t.Context(), h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.HandOffs.Language = "it" }})
	done(t, err)
	people, err := h.People.List(t.Context(), h.Owner)
	done(t, err)
	i := slices.IndexFunc(people, func(m member.Member) bool { return m.Name == "Lea Brandt" })
	lea := office.Actor{Workspace: h.Owner.Workspace, Member: people[i].ID}
	_, err = h.People.Edit(t.Context(), lea, lea.Member, office.MemberEdit{Change: func(m *member.Member) { m.Language = "pt" }})
	done(t, err)
	all, err := h.Coming.OfClient(t.Context(), h.Owner, f.bath.ClientID)
	done(t, err)
	asked := all[slices.IndexFunc(all, func(m office.ComingMessage) bool { return m.Kind == office.ComingCheckIns })]
	h.To(asked.At.Add(24 * time.Hour))
	for email, want := range map[string][]string{
		"permits@city.example":   {"it", "Buongiorno The city,", "scrive per Casa Ruiz un aggiornamento su The bath", "Rispondere con una frase:"},
		"lea@northlight.example": {"pt", "Olá, Lea Brandt,", "prepara para Casa Ruiz um ponto da situação de The bath", "Responder numa frase:"},
	} {
		i := slices.IndexFunc(h.Sent, func(m outbox.Mail) bool { return m.To.Addr == email && m.Language == want[0] && m.Link != nil })
		if i < 0 {
			t.Errorf("nothing in %q was sent to %s", want[0], email)
			continue
		}
		for _, w := range want[1:] {
			if text := h.Sent[i].Plain(); !strings.Contains(text, w) {
				t.Errorf("the mail does not say %q:\n%s", w, text)
			}
		}
	}
}

// Why a message is coming, and what leaving it out means, is said to whoever reads
// it: in no other language does a sentence of the list stay English.
func TestComingMessagesAreExplainedInTheReadersLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	f := aFortnight(t, h)
	all, err := h.Coming.OfClient(t.Context(), h.Owner, f.bath.ClientID)
	done(t, err)
	kinds := map[office.ComingKind]bool{}
	for _, m := range all {
		kinds[m.Kind] = true
		for _, code := range []string{"de", "fr", "es", "pt", "nl", "it"} {
			v := tongue.In(code)
			if english := m.Why(tongue.Voice{}); english == "" || m.Why(v) == english {
				t.Errorf("%s: %q in %s", m.ID, english, code)
			}
			if m.Effect != nil && m.Effect(v) == m.Effect(tongue.Voice{}) {
				t.Errorf("%s: what leaving it out means is English in %s", m.ID, code)
			}
		}
		if m.Kind == office.ComingReminder && !strings.Contains(m.Why(tongue.In("de")), "Es ist Erinnerung ") {
			t.Error(m.Why(tongue.In("de")))
		}
	}
	for _, k := range []office.ComingKind{office.ComingUpdate, office.ComingReminder, office.ComingNote, office.ComingCheckIns, office.ComingContact} {
		if !kinds[k] {
			t.Errorf("no %s is coming: the test does not see its sentences", k)
		}
	}
}

// Why a mail waits is kept in English and said in the language of whoever is asked.
func TestWhyAMailWaitsIsSaidInTheReadersLanguage(t *testing.T) {
	k := office.Asked{Arrival: &store.Arrival{Why: "It does not say who sent it."}}
	k.Voice = tongue.In("de")
	if got := k.Why(nil); got != "Es steht nicht darin, wer es geschickt hat." {
		t.Error(got)
	}
}

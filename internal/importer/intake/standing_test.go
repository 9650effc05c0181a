package intake_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/importer/intake"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// bring plans a file and brings it in.
func bring(t *testing.T, h *officetest.House, name, data string) {
	t.Helper()
	plan := planned(t, h, name, data)
	if plan.Blocked() != "" {
		t.Fatalf("blocked: %v", lines(plan.Plan))
	}
	if _, err := h.Imports.Promises(t.Context(), h.Owner, plan.Items, false, nil); err != nil {
		t.Fatal(err)
	}
}

func planned(t *testing.T, h *officetest.House, name, data string) intake.PromisePlan {
	t.Helper()
	plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: name, Data: []byte(data)})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func calendar(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Rome\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

// openWords are the open promises, by their date, with it.
func openWords(t *testing.T, h *officetest.House) []string {
	t.Helper()
	rows, err := h.Promises.List(t.Context(), h.Owner, office.Filter{State: promise.Open, Part: all()})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		if r.Words != "Next word from us" {
			out = append(out, r.DueAt.Format("2 Jan 15:04 ")+r.Words)
		}
	}
	return out
}

// What the file says otherwise is told beside what stands, and nothing moves:
// neither a promise that the client knows of, nor one that he does not.
func TestAChangedCalendar(t *testing.T) {
	h, _ := studio(t)
	first := calendar(
		event("moved", "DTSTART:20260325T090000Z", "Nordwind: the logo"), event("off", "DTSTART:20260326T130000Z", "Nordwind: a call"),
		event("same", "DTSTART;VALUE=DATE:20260330", "Nordwind: the menu"), event("back", "DTSTART:20260327T090000Z", "Nordwind: a walk"),
		event("far", "DTSTART:20260328T090000Z", "Nordwind: a fair"), event("todo", "DTSTART;VALUE=DATE:20260329", "Nordwind: a name"),
		event("kept", "DTSTART;VALUE=DATE:20260331", "Nordwind: a card"),
	)
	bring(t, h, "work.ics", first)
	before := openWords(t, h)
	rows, err := h.Promises.List(t.Context(), h.Owner, office.Filter{State: promise.Open, Part: all()})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Words == "Nordwind: a card" {
			if _, err := h.Promises.Release(t.Context(), h.Owner, r.ID, "They need none"); err != nil {
				t.Fatal(err)
			}
		}
	}
	second := calendar(
		event("moved", "DTSTART:20260326T090000Z", "Nordwind: the logo"), event("off", "DTSTART:20260326T130000Z\r\nSTATUS:CANCELLED", "Nordwind: a call"),
		event("same", "DTSTART;VALUE=DATE:20260330", "Nordwind: the menu"), event("back", "DTSTART:20260227T090000Z", "Nordwind: a walk"),
		event("far", "DTSTART:20280328T090000Z\r\nSTATUS:CANCELLED", "Nordwind: a fair"), event("todo", "DTSTART;VALUE=DATE:20260329", "Nordwind: another name"),
		event("kept", "DTSTART;VALUE=DATE:20260401", "Nordwind: a card"), event("new", "DTSTART;VALUE=DATE:20260402", "Nordwind: more"),
	)
	plan := planned(t, h, "work.ics", second)
	want := []string{
		"differs Nordwind: the logo; Wednesday 25 March 2026, 10:00 (Rome) | stands here for Wednesday 25 March 2026, 10:00 (Rome); the file says Thursday 26 March 2026, 10:00 (Rome) ",
		"differs Nordwind: a call; Thursday 26 March 2026, 14:00 (Rome) | called off in the file; it is open here ",
		"already here Nordwind: the menu; Monday 30 March 2026 |  ",
		"differs Nordwind: a walk; Friday 27 March 2026, 10:00 (Rome) | stands here for Friday 27 March 2026, 10:00 (Rome); the file says Friday 27 February 2026, 10:00 (Rome), which has passed ",
		"differs Nordwind: a fair; Saturday 28 March 2026, 10:00 (Rome) | called off in the file; it is open here ",
		"differs Nordwind: a name; Sunday 29 March 2026 |  the file calls it “Nordwind: another name”",
		"already here Nordwind: a card; Tuesday 31 March 2026 | it was released ",
		"new Nordwind: more; Thursday 2 April 2026 |  ",
	}
	var got []string
	for _, l := range plan.Lines {
		got = append(got, string(l.Effect)+" "+strings.Join(l.Cells[2:], "; ")+" | "+l.Say+" "+strings.Join(l.Remarks, "; "))
		if (l.Promise == "") != (l.Effect == intake.Make) {
			t.Errorf("line %d leads to %q", l.Number, l.Promise)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if s := plan.Summary("promise"); s != "1 promise to bring in, 2 already here, 5 differ." {
		t.Error(s)
	}
	if _, err := h.Imports.Promises(t.Context(), h.Owner, plan.Items, false, nil); err != nil {
		t.Fatal(err)
	}
	after := openWords(t, h)
	want = slices.Concat(before[:len(before)-1], []string{"2 Apr 15:00 Nordwind: more"})
	if d := cmp.Diff(want, after); d != "" {
		t.Error(d)
	}
	last := planned(t, h, "work.ics", second)
	if last.Blocked() == "" || len(last.Items) != 0 || last.Count(intake.Differs) != 5 {
		t.Errorf("a third time: %v", lines(last.Plan))
	}
}

// A told promise stands where the client was told that it stands.
func TestAToldDateIsNotMoved(t *testing.T) {
	h, _ := studio(t)
	first := planned(t, h, "p.csv", "ID,Client,What,Due,Status\nL-1,Nordwind,The offer,2026-03-12,\nL-2,Nordwind,The plan,2026-03-13,\nL-3,Nordwind,The map,2026-03-16,\n")
	first.Items[0].New.How = office.SaidSelf
	if _, err := h.Imports.Promises(t.Context(), h.Owner, first.Items, false, nil); err != nil {
		t.Fatal(err)
	}
	plan := planned(t, h, "p.csv", "ID,Client,What,Due,Status\nL-1,Nordwind,The offer,2026-03-20,\nL-2,Nordwind,The plan,2026-03-13,done\nL-3,Gone Ltd,The map,2024-03-16,\n")
	want := []string{
		"2 differs Nordwind GmbH; Tom Berg; The offer; Thursday 12 March 2026 | stands here for Thursday 12 March 2026; the file says Friday 20 March 2026",
		"3 differs Nordwind GmbH; Tom Berg; The plan; Friday 13 March 2026 | done in the file; it is open here",
		"4 differs Nordwind GmbH; Tom Berg; The map; Monday 16 March 2026 | stands here for Monday 16 March 2026; the file says Saturday 16 March 2024, which has passed",
	}
	if d := cmp.Diff(want, lines(plan.Plan)); d != "" || plan.Blocked() == "" {
		t.Error(d)
	}
}

// What a series leaves out after it was brought in is told.
func TestASeriesThatEnds(t *testing.T) {
	h, _ := studio(t)
	bring(t, h, "w.ics", calendar(event("w", "DTSTART:20260303T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4", "Nordwind: weekly")))
	for rule, want := range map[string]int{"COUNT=4": 0, "COUNT=3": 1, "UNTIL=20260311T000000Z": 2, "COUNT=4\r\nEXDATE:20260310T100000Z": 1, "COUNT=4\r\nSTATUS:CANCELLED": 4} {
		plan := planned(t, h, "w.ics", calendar(event("w", "DTSTART:20260303T100000Z\r\nRRULE:FREQ=WEEKLY;"+rule, "Nordwind: weekly")))
		if n := plan.Count(intake.Differs); n != want || plan.Count(intake.There) != 4-want || plan.Count(intake.Make) != 0 {
			t.Errorf("%s: %v", rule, lines(plan.Plan))
		}
		for _, l := range plan.Lines {
			if l.Effect == intake.Differs && (l.Promise == "" || !strings.HasSuffix(l.Say, "it is open here")) {
				t.Errorf("%s: %+v", rule, l)
			}
		}
	}
}

// A promise of the same words nearby, which nothing in the file is known as, is
// pointed at: it may be the same one with a new ID.
func TestTheSameNearby(t *testing.T) {
	h, _ := studio(t)
	bring(t, h, "w.ics", calendar(event("w", "DTSTART:20260303T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2", "Nordwind: weekly"), event("x", "DTSTART;VALUE=DATE:20260420", "Nordwind: the menu")))
	for when, want := range map[string]string{
		"DTSTART:20260303T110000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2": "Tuesday 3 March 2026, 11:00 (Rome)|Tuesday 10 March 2026, 11:00 (Rome)",
		"DTSTART:20260317T095959Z":                              "Tuesday 10 March 2026, 11:00 (Rome)",
		"DTSTART:20260317T100000Z":                              "", // a week later it is another one
	} {
		plan := planned(t, h, "w.ics", calendar(event("moved", when, "NORDWIND, weekly")))
		var got []string
		for _, l := range plan.Lines {
			for _, r := range l.Remarks {
				_, r, _ = strings.Cut(r, "the same stands here for ")
				r, _, _ = strings.Cut(r, ": if")
				got = append(got, r)
			}
			if (l.Promise != "") != (len(l.Remarks) > 0) || l.Effect != intake.Make {
				t.Errorf("%s: %+v", when, l)
			}
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %q, want %q", when, s, want)
		}
	}
	// What the file still has is not another one moved.
	plan := planned(t, h, "w.ics", calendar(event("x", "DTSTART;VALUE=DATE:20260420", "Nordwind: the menu"), event("y", "DTSTART;VALUE=DATE:20260421", "Nordwind: the menu")))
	if l := plan.Lines[1]; l.Effect != intake.Make || len(l.Remarks) != 0 {
		t.Errorf("%+v", l)
	}
}

// Fifty-two Mondays are one row; an instance on a closed day says so in it.
func TestSeriesAreFolded(t *testing.T) {
	h, _ := studio(t)
	data := calendar(event("w", "DTSTART:20260323T100000Z\r\nRRULE:FREQ=WEEKLY;UNTIL=20260413T100000Z", "Nordwind: weekly"), event("d", "DTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE;COUNT=6", "Nordwind: daily"))
	plan := planned(t, h, "w.ics", data)
	rows := plan.Rows()
	if len(plan.Lines) != 10 || len(rows) != 2 {
		t.Fatalf("%d lines, %d rows", len(plan.Lines), len(rows))
	}
	for i, want := range []string{"every Monday until Monday 13 April 2026: 4 appointments", "every Monday, Tuesday and Wednesday until Wednesday 18 March 2026: 6 dates"} {
		if rows[i].Cells[3] != want || len(rows[i].Of) != []int{4, 6}[i] || rows[i].Of[0].Cells[3] == want {
			t.Errorf("%q of %d", rows[i].Cells[3], len(rows[i].Of))
		}
	}
	if note := strings.Join(plan.Notes, " "); !strings.Contains(note, "one year, until Wednesday 3 March 2027") {
		t.Error(note)
	}
}

// Who accepted the invitation knows; Kept has no proof of when, so a person says it.
func TestAcceptedInvitations(t *testing.T) {
	h, _ := studio(t)
	data := calendar(
		event("yes", "DTSTART:20260324T100000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:TOM@nordwind.example", "One"),
		event("no", "DTSTART:20260325T100000Z\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:tom@nordwind.example", "Two"),
		event("other", "DTSTART:20260326T100000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:new@nordwind.example\r\nATTENDEE;PARTSTAT=DECLINED:mailto:tom@nordwind.example", "Three"),
	)
	for _, when := range []string{"before", "after"} {
		plan := planned(t, h, "a.ics", data)
		var hinted []string
		for _, l := range plan.Lines {
			if strings.Contains(strings.Join(l.Remarks, " "), "the client accepted the invitation") {
				hinted = append(hinted, l.Cells[2])
			}
		}
		if d := cmp.Diff([]string{"One"}, hinted); d != "" {
			t.Error(when, d)
		}
		if when == "before" {
			bring(t, h, "a.ics", data)
		}
	}
}

// A date is over in whichever year; a year that cannot be meant is a problem.
func TestPastDatesAreLeftOut(t *testing.T) {
	h, _ := studio(t)
	for date, want := range map[string]intake.Effect{
		"2026-03-01": intake.LeftOut, "2026-03-02": intake.Make, "01.03.2024": intake.LeftOut, "1970-01-01": intake.LeftOut, "1969-12-31": intake.Problem,
		"2046-03-01": intake.Make, "2047-01-01": intake.Problem, "nächsten Freitag": intake.Problem, "Friday": intake.Make, "12/4/2026": intake.Problem, "12/13/2026": intake.Make,
	} {
		plan := planned(t, h, "d.csv", "Client,What,Due\nNordwind,The offer,"+date+"\n")
		if plan.Lines[0].Effect != want {
			t.Errorf("%s: %v", date, lines(plan.Plan))
		}
		if want == intake.Problem && plan.Lines[0].Cells[0] != "Nordwind GmbH" {
			t.Errorf("%s: the client is not named: %v", date, lines(plan.Plan))
		}
	}
	plan := planned(t, h, "d.csv", "Client,What,Due\nNordwind,The offer,nächsten Freitag\n")
	if say := plan.Lines[0].Say; say != "Due: “nächsten Freitag” cannot be read as a date. A file may say 2026-12-04, 4.12.2026 or 2026-12-04 16:00, and words in English only: Friday, 12 May, end of month." {
		t.Error(say)
	}
	// What is over needs no mending.
	if plan := planned(t, h, "d.csv", "Client,What,Due,Kind\nNordwind,The offer,2024-03-01,Zauberei\n"); plan.Count(intake.LeftOut) != 1 {
		t.Errorf("%v", lines(plan.Plan))
	}
}

// A row names all that is wrong with it.
func TestARowNamesAllItsFaults(t *testing.T) {
	h, _ := studio(t)
	plan := planned(t, h, "x.csv", "Client,Contact,What,Due,Owner,Project\nNordwind,Pedro,,30.02.2026,Somebody,Bakery\nCasa Ruis,,Texts,2026-03-09,,\n")
	if len(plan.Lines) != 2 || plan.Count(intake.Problem) != 2 || plan.Lines[0].Cells[0] != "Nordwind GmbH" || plan.Lines[1].Cells[0] != "Casa Ruis" {
		t.Fatalf("%v", lines(plan.Plan))
	}
	for _, want := range []string{"What: It does not say what is promised.", "Due: ", "no contact “Pedro”", "Nobody who works here is “Somebody”", "Nordwind GmbH has no project “Bakery”. It has “Website”."} {
		if !strings.Contains(plan.Lines[0].Say, want) {
			t.Errorf("%q does not say %q", plan.Lines[0].Say, want)
		}
	}
	clients, err := intake.Clients(t.Context(), h.Office, h.Owner, intake.File{Name: "c.csv", Data: []byte("Firma;Ansprechpartner;E-Mail;Sprache\n;Ohne Firma;nobody@;\nMaison;Chloé;chloe@@x;Klingonisch\n")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`2 problem Ohne Firma; ; Ohne Firma | E-Mail: "nobody@" is no e-mail address. It names no company; the client is named like the person.`,
		`3 problem Maison; ; Chloé | E-Mail: "chloe@@x" is no e-mail address. The language "Klingonisch" is not one that clients read in; it was left out.`,
	}
	if d := cmp.Diff(want, lines(clients.Plan)); d != "" {
		t.Error(d)
	}
}

// A first name is enough where one person has it.
func TestOwnersByFirstName(t *testing.T) {
	h, nils := studio(t)
	tim := h.Member("Tim Orr", "tim@northlight.example", member.Regular, h.Owner.Member)
	h.Member("Tim Berg", "tim.b@northlight.example", member.Regular, h.Owner.Member)
	for owner, want := range map[string]struct {
		id  member.ID
		say string
	}{
		"nils": {nils.Member, ""}, "Nils Holm": {nils.Member, ""}, "Ni": {"", "Nobody who works here is “Ni”."}, "Holm": {"", "Nobody who works here is “Holm”."},
		"Tim Orr": {tim.Member, ""}, "TIM@northlight.example": {tim.Member, ""},
		"Tim": {"", "Several who work here are called “Tim”: Tim Berg (tim.b@northlight.example), Tim Orr (tim@northlight.example). Write the address."},
	} {
		plan := planned(t, h, "o.csv", "Client,What,Due,Owner\nNordwind,The offer,2026-03-12,"+owner+"\n")
		if want.id != "" && (len(plan.Items) != 1 || plan.Items[0].New.Owner != want.id) || want.id == "" && !strings.Contains(plan.Lines[0].Say, want.say) {
			t.Errorf("%s: %v", owner, lines(plan.Plan))
		}
	}
}

// A closed day is remarked on, with whose office it is, and refuses nothing.
func TestClosedDays(t *testing.T) {
	h, _ := studio(t)
	found, err := h.Clients.Find(t.Context(), h.Owner, "nordwind")
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	off := func(on, why string) []worktime.Exception {
		day, err := worktime.ParseDay(on)
		if err != nil {
			t.Fatal(err)
		}
		return []worktime.Exception{{On: day, Why: why}}
	}
	if _, err := h.Clients.Edit(t.Context(), h.Owner, found[0].ID, office.ClientEdit{Change: func(c *client.Client) {
		c.Hours.Exceptions = append(off("2026-03-12", "company holidays"), off("2026-03-11", "")...)
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Settings.Edit(t.Context(), h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Hours.Exceptions = off("2026-03-13", "our outing") }}); err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]string{
		"2026-03-10": "", "2026-03-11": "the client is closed that day: Wednesday", "2026-03-12": "the client is closed that day: company holidays",
		"2026-03-13": "you are closed that day: our outing", "2026-03-14": "closed that day: Saturday", "2026-03-15 12:00": "closed that day: Sunday",
	} {
		plan := planned(t, h, "c.csv", "Client,What,Due\nNordwind,The fair,"+date+"\n")
		if got := strings.Join(plan.Lines[0].Remarks, "; "); got != want || plan.Lines[0].Effect != intake.Make {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
	// In a series it is told in the list, and counted.
	plan := planned(t, h, "s.ics", calendar(event("w", "DTSTART:20260305T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3", "Nordwind: weekly")))
	rows := plan.Rows()
	if len(rows) != 1 || cmp.Diff([]string{"1 of them with a remark, the first: the client is closed that day: company holidays"}, rows[0].Remarks) != "" || cmp.Diff([]string{"the client is closed that day: company holidays"}, rows[0].Of[1].Remarks) != "" {
		t.Errorf("%+v", rows)
	}
}

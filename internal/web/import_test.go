package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/internal/datatest"
	"kept/internal/office"
	"kept/internal/web/webtest"
)

// send chooses a file on the page of imports.
func send(v *webtest.Visitor, what, name, data string) *webtest.Page {
	return v.Get("/import").Form("/import").Set("what", what).Attach("file", name, "application/octet-stream", []byte(data)).Submit()
}

func TestImportOfATable(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	const table = "Client,Contact,What,Due\nCasa Ruiz,Ana Ruiz,Mock-ups of four pages,2026-03-09 16:00\nCasa Ruiz,,The offer,12 May\nCasa Ruiz,,Long ago,2025-05-12\n"
	seen := send(marta, "promises", "plan.csv", table)
	seen.Says("plan.csv", "nothing has happened yet", "2 promises to bring in, 1 left out.", "Monday 9 March 2026, 16:00 (Rome)", "Tuesday 12 May 2026", "left out: its date has passed", "Bring in 2 promises")
	marta.Get("/promises?who=all").SaysNot("Mock-ups")
	form := seen.Form(cut(seen.Path))
	form.Submit().Says("Brought in: 2 promises.", "Mock-ups of four pages", "The offer")
	form.Submit().Says("There is nothing to bring in.", "already here") // pressed twice
	again := send(marta, "promises", "plan.csv", table)
	again.Says("0 promises to bring in, 2 already here, 1 left out.", "There is nothing to bring in.").SaysNot("Bring in")

	// A line with a problem stops all of them.
	send(marta, "promises", "x.csv", "Client,What,Due\nCasa Ruiz,A new one,2026-03-10\nCasa Ruis,Another,2026-03-10\nCasa Ruiz,A third,30.02.2026\n").
		Says("1 promise to bring in, 2 lines with a problem.", "No client here is named “Casa Ruis”.", "is not a date", "Nothing is brought in while a line has a problem.", "Choose another file")
	marta.Get("/promises?who=all").SaysNot("A new one")
}

func TestImportOfClients(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	cards := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ingrid Lund\r\nORG:Lumen Energy\r\nEMAIL:ingrid@lumen.example\r\nTEL;TYPE=CELL:+47 1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nORG:Casa Ruiz\r\nEMAIL:x@casaruiz.example\r\nEND:VCARD\r\n"
	seen := send(marta, "clients", "people.vcf", cards).Says("1 client and 2 people to bring in.", "Lumen Energy", "Ingrid Lund", "new people: for a client who is here", "Bring in 1 client and 2 people")
	seen.Form(cut(seen.Path)).Submit().Says("Brought in: 1 client and 2 people.", "Lumen Energy", "Hears from us Mon 9 Mar, 16:00")
	send(marta, "clients", "people.vcf", cards).Says("0 clients to bring in, 2 already here.", "There is nothing to bring in.")
	changed := strings.Replace(cards, "x@casaruiz.example", "y@casaruiz.example", 1)
	send(marta, "clients", "people.vcf", changed).Says("0 clients to bring in, 1 already here, 1 differs.", "Ana is here with x@casaruiz.example; the file says y@casaruiz.example").Follow("Look at the client").Says("x@casaruiz.example")
	marta.Get("/clients").Follow("Lumen Energy").Says("Marta Kern sees to it", "ingrid@lumen.example", "+47 1")
}

// What is here and stands otherwise in the file is told with a way to it, and
// stays as it is; a series is one row.
func TestImportOfAChangedCalendar(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	calendar := func(day, status string) string {
		return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" +
			"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:202603" + day + "T090000Z\r\nSUMMARY:Casa Ruiz: the tasting\r\nEND:VEVENT\r\n" +
			"BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260320\r\nSUMMARY:Casa Ruiz: the labels\r\n" + status + "END:VEVENT\r\n" +
			"BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20260302T170000Z\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Casa Ruiz: weekly\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	}
	seen := send(marta, "promises", "work.ics", calendar("25", ""))
	seen.Says("55 promises to bring in.", "every Monday until Monday 1 March 2027: 53 appointments", "Monday 9 March 2026, 18:00 (Rome)", "What repeats is taken for one year, until Wednesday 3 March 2027.", "Bring in 55 promises").SaysNot("more")
	seen.Form(cut(seen.Path)).Submit().Says("Brought in: 55 promises.")
	again := send(marta, "promises", "work.ics", calendar("26", "STATUS:CANCELLED\r\n"))
	again.Says("0 promises to bring in, 53 already here, 2 differ.", "differs: stands here for Wednesday 25 March 2026, 10:00 (Rome); the file says Thursday 26 March 2026, 10:00 (Rome)",
		"differs: called off in the file; it is open here", "an import moves no date and releases nobody")
	again.Follow("Look at it").Says("Wednesday 25 March 2026, 10:00 (Rome)")
}

// What is kept of the file is kept for an hour, for who sent it.
func TestImportForgets(t *testing.T) {
	f := open(t)
	marta, lea := f.SignIn(f.Owner), f.SignIn(f.lea)
	seen := send(marta, "promises", "plan.csv", "Client,What,Due\nCasa Ruiz,The offer,2026-03-10\n").Says("Bring in 1 promise")
	lea.Get(seen.Path).Answers(http.StatusNotFound, "This file is not here any more")
	form := seen.Form(cut(seen.Path))
	f.Pass(time.Hour + time.Second)
	form.Submit().Answers(http.StatusNotFound, "This file is not here any more: it is kept for an hour. Choose it again.")
	marta.Get("/promises?who=all").SaysNot("The offer")
}

func TestImportRefuses(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	for _, tt := range []struct{ what, name, data, want string }{
		{"promises", "a.csv", "", "This file is empty."},
		{"promises", "a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"},
		{"promises", "a.csv", "just some words\nand more\n", "no column"},
		{"promises", "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:X\r\nEND:VCARD\r\n", "calendar"},
		{"clients", "a.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "contacts"},
		{"promises", "a.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 100), "picture"},
		{"weather", "a.csv", "a,b\n1,2\n", "Say what is in it."},
		{"promises", "a.csv", strings.Repeat("x", office.MaxUpload+1), "This file is larger than 10 MB."},
	} {
		send(marta, tt.what, tt.name, tt.data).Answers(http.StatusUnprocessableEntity, tt.want)
	}
	marta.Post("/import", nil).Answers(http.StatusUnprocessableEntity, "Choose a file.")
	if p := send(marta, "promises", strings.Repeat("n", 300)+"\x01.csv", "Client,What,Due\nCasa Ruiz,The offer,2026-03-10\n"); strings.Contains(p.HTML, strings.Repeat("n", 101)) {
		t.Error("an enormous name is shown")
	}
	// Too many for one import.
	var b strings.Builder
	b.WriteString("Client,What,Due\n")
	for i := range office.MaxImport + 1 {
		fmt.Fprintf(&b, "Casa Ruiz,Thing %d,2026-03-10\n", i)
	}
	send(marta, "promises", "many.csv", b.String()).Says("10001 promises to bring in.", "10000 at most are imported at once", "and 9801 more").SaysNot("Bring in 10001")
}

// A calendar that nobody here wrote, of a person with appointments at a client.
func TestImportOfAForeignCalendar(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(datatest.Path(t, "icalendar"), "ics", "*.ics"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there is no calendar among the foreign data")
	}
	f := open(t)
	marta := f.SignIn(f.Owner)
	shown := 0
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if i%8 != 0 || len(data) == 0 {
			continue // every eighth: package intake reads all of them
		}
		p := send(marta, "promises", filepath.Base(file), string(data))
		if p.Status != http.StatusOK && p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", file, p.Status, p.Text())
		}
		if p.Status == http.StatusOK {
			shown++
			p.Says("nothing has happened yet")
		}
	}
	if shown < 10 {
		t.Errorf("only %d were shown", shown)
	}
}

package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/importer/table"
	"kept/internal/office"
)

// From the list of clients a leader comes to those who may be disappointed, the worst
// first, each with the reason and the way to put it right; a sign and whose they are
// choose among them.
func TestPortfolioPage(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	nils.Get("/clients").Follow("Worst first").Says("Nobody is about to be disappointed")
	f.Pass(15 * 24 * time.Hour) // the next contact has passed
	page := nils.Get("/portfolio")
	page.Says("Silent 1", "Casa Ruiz", "1 client, the worst first").SaysNot("Nobody is about")
	page.Follow("My clients").Says("Casa Ruiz").Follow("Silent 1").Says("Casa Ruiz")
	nils.Get("/portfolio?sign=worried").Says("Nobody is about to be disappointed", "Silent 1").SaysNot("Casa Ruiz")
	nils.Get("/portfolio?sign=nonsense&from=-3").Says("Casa Ruiz")
	f.SignIn(f.Owner).Get("/portfolio?whose=mine").Says("Nobody is about to be disappointed").SaysNot("Casa Ruiz")
}

// As a table it can be read in again, and a client whose name is a formula is text there.
func TestPortfolioTables(t *testing.T) {
	f := open(t)
	const name = `=HYPERLINK("https://evil.example","Casa Ruiz")`
	if _, err := f.Clients.Edit(t.Context(), f.nils, f.ruiz.ID, office.ClientEdit{Change: func(c *client.Client) { c.Name = name }}); err != nil {
		t.Fatal(err)
	}
	nils := f.SignIn(f.nils)
	f.Pass(15 * 24 * time.Hour)
	for _, ending := range []string{"csv", "xlsx"} {
		got := nils.Get("/portfolio." + ending + "?whose=mine")
		if got.Status != http.StatusOK || !strings.HasSuffix(got.Header.Get("Content-Disposition"), `.`+ending+`"`) {
			t.Fatalf("%s: %d %v", ending, got.Status, got.Header)
		}
		if ending == "csv" && !strings.Contains(got.HTML, `"'=HYPERLINK(`) {
			t.Errorf("a name is a formula: %s", got.HTML)
		}
		sheet, err := table.Read([]byte(got.HTML), "")
		if err != nil {
			t.Fatal(ending, err)
		}
		if len(sheet.Rows) != 1 || sheet.Rows[0].Cell(0) != name || sheet.Rows[0].Cell(2) != "Silent" || !strings.Contains(sheet.Rows[0].Cell(3), "Ana Ruiz") || sheet.Header[0] != "Client" {
			t.Errorf("%s: %v %v", ending, sheet.Header, sheet.Rows)
		}
	}
	if got := f.Stranger().Get("/portfolio.csv"); strings.Contains(got.HTML, "HYPERLINK") {
		t.Error("a stranger reads the table")
	}
}

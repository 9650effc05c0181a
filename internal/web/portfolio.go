package web

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/sheet"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/portfolio"
	"kept/worktime"
)

// portfolioPage shows how the clients stand, the worst first (stories 7 and 11).
func portfolioPage(v *visit) error {
	q := v.r.URL.Query()
	in := wantedOf(v, q)
	all, err := v.o.Portfolio.Look(v.r.Context(), v.who, in)
	if err != nil {
		return err
	}
	p := page.Portfolio{Desk: v.frame(v.say("Worst first"), page.InClients), Whose: whoseClients(v, q), Kinds: signChips(v, q, all.Count)}
	for _, s := range all.Clients {
		p.Rows = append(p.Rows, standsRow(v, s))
	}
	if len(p.Rows) > 0 {
		for _, ending := range []string{".csv", ".xlsx"} {
			to := url.Values{"whose": q["whose"], "sign": q["sign"]}
			p.Tables = append(p.Tables, ui.Link{Text: strings.ToUpper(ending[1:]), URL: page.PortfolioURL + ending + "?" + to.Encode()})
		}
	}
	p.Pager = portfolioPager(v, q, in.From, len(p.Rows), all.Total)
	return v.show(p)
}

// wantedOf reads which clients of a portfolio are asked for. What cannot be read is
// not asked for.
func wantedOf(v *visit, q url.Values) office.Wanted {
	in := office.Wanted{}
	switch q.Get("whose") {
	case "mine":
		in.Owner = v.who.Member
	case "led":
		in.Owner, in.Led = v.who.Member, true
	}
	if k := portfolio.Kind(q.Get("sign")); slices.Contains(portfolio.Kinds(), k) {
		in.Kinds = []portfolio.Kind{k}
	}
	in.From, _ = strconv.Atoi(q.Get("from")) // anything else is the beginning
	in.From = max(in.From, 0)
	return in
}

// portfolioCSV and portfolioXLSX hand the portfolio to a spreadsheet program.
func portfolioCSV(v *visit) error {
	return portfolioTable(v, "csv", "text/csv; charset=utf-8", sheet.CSV)
}

func portfolioXLSX(v *visit) error {
	return portfolioTable(v, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.XLSX)
}

func portfolioTable(v *visit, ending, kind string, write func(io.Writer, sheet.Table) error) error {
	in := wantedOf(v, v.r.URL.Query())
	in.From, in.Limit = 0, office.PortfolioMost
	all, err := v.o.Portfolio.Look(v.r.Context(), v.who, in)
	if err != nil {
		return err
	}
	t := sheet.Table{Name: v.say("Worst first"), Head: []string{v.say("Client"), v.say("Whose client"), v.say("Sign"), v.say("Reason"), v.say("Since"), v.say("In time until"), v.say("Other signs"), v.say("Not needed")}}
	moment := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.In(v.cal.Location()).Format("2006-01-02 15:04")
	}
	for _, s := range all.Clients {
		worst, _ := s.Worst()
		row := standsRow(v, s)
		t.Rows = append(t.Rows, []string{row.Client.Name, row.Owner.Name, row.Kind, row.Reason, moment(worst.Since), moment(worst.ActBy), strings.Join(row.More, ", "), row.Waved})
	}
	var b bytes.Buffer
	if err := write(&b, t); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="kept-portfolio-`+worktime.DayOf(v.now, v.cal.Location()).String()+"."+ending+`"`)
	_, err = v.w.Write(b.Bytes())
	return err
}

// portfolioPager leads to the clients before and after those that are shown.
func portfolioPager(v *visit, q url.Values, from, shown, total int) page.Pager {
	p := page.Pager{Said: v.count(total, "1 client, the worst first", "{n} clients, the worst first")}
	at := func(from int) string {
		next := url.Values{"whose": q["whose"], "sign": q["sign"], "from": {strconv.Itoa(from)}}
		return page.PortfolioURL + "?" + next.Encode()
	}
	if from > 0 {
		p.Newer = at(max(0, from-office.PortfolioPage))
	}
	if from+shown < total {
		p.Older = at(from + shown)
	}
	return p
}

// whoseClients offers whose clients are shown. Who leads nobody is not offered those of
// the people that he leads.
func whoseClients(v *visit, q url.Values) []page.Shortcut {
	leads := false
	for _, m := range v.team.All() {
		leads = leads || m.LeaderID == v.who.Member && m.ID != v.who.Member
	}
	view := func(text, whose string) page.Shortcut {
		to := url.Values{"whose": {whose}, "sign": q["sign"]}
		return page.Shortcut{Text: text, URL: page.PortfolioURL + "?" + to.Encode(), Here: q.Get("whose") == whose}
	}
	out := []page.Shortcut{view(v.say("Everybody’s"), ""), view(v.say("My clients"), "mine")}
	if leads {
		out = append(out, view(v.say("Mine and those of my people"), "led"))
	}
	return out
}

// signChips offers the signs that there are, with how many clients show each.
func signChips(v *visit, q url.Values, count map[portfolio.Kind]int) []page.Shortcut {
	view := func(text, sign string, n int) page.Shortcut {
		to := url.Values{"whose": q["whose"], "sign": {sign}}
		s := page.Shortcut{Text: text, URL: page.PortfolioURL + "?" + to.Encode(), Here: q.Get("sign") == sign}
		if n > 0 {
			s.Count = strconv.Itoa(n)
		}
		return s
	}
	out := []page.Shortcut{view(v.say("Whatever it is"), "", 0)}
	for _, k := range portfolio.Kinds() {
		if count[k] > 0 || q.Get("sign") == string(k) {
			out = append(out, view(signWord(v, k), string(k), count[k]))
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// signWord is a sign of a portfolio in a word.
func signWord(v *visit, k portfolio.Kind) string {
	switch k {
	case portfolio.Worried:
		return v.say("Worried")
	case portfolio.Broken:
		return v.say("Broken")
	case portfolio.Undelivered:
		return v.say("Not reached")
	case portfolio.Silent:
		return v.say("Silent")
	case portfolio.Unanswered:
		return v.say("Unanswered")
	case portfolio.Chased:
		return v.say("Had to ask")
	case portfolio.Doubtful:
		return v.say("Doubtful")
	}
	return v.say("Held up")
}

// standsRow builds a line of a portfolio.
func standsRow(v *visit, s office.Stands) page.StandsRow {
	worst, _ := s.Worst()
	row := page.StandsRow{
		Client: uiClient(string(s.Client.ID), s.Client.Name, s.Client.Colour, ""), Owner: v.colleague(s.Client.Owner), Kind: signWord(v, worst.Kind),
		Mark: "doubtful", Waved: worst.Waved, Left: v.moment(worst.ActBy, nil),
	}
	row.URL = row.Client.URL
	if worst.Late(v.now) {
		row.Mark, row.Late = "broken", v.say("since {when}", "when", v.short(worst.Since))
	}
	if s.Asked != nil {
		p := v.prompt(*s.Asked)
		row.Reason = p.Sentence
		if p.About.URL != "" {
			row.URL = p.About.URL
		}
	} else {
		row.URL = row.Client.URL + "/history"
		row.Reason = v.count(len(s.Chases), "They had to ask once within a month: the target is none.", "They had to ask {n} times within a month: the target is none.")
	}
	for _, k := range portfolio.Kinds() {
		if k != worst.Kind && s.Has(k) {
			row.More = append(row.More, lowerFirst(signWord(v, k)))
		}
	}
	return row
}

// worstFirst leads from the list of clients to the portfolio.
func worstFirst(v *visit) page.Shortcut {
	return page.Shortcut{Text: v.say("Worst first"), URL: page.PortfolioURL}
}

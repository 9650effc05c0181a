package web

import (
	"net/url"
	"slices"
	"strconv"

	"kept/internal/office"
	"kept/internal/web/page"
	"kept/portfolio"
)

// portfolioPage shows how the clients stand, the worst first (stories 7 and 11).
func portfolioPage(v *visit) error {
	q := v.r.URL.Query()
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
	all, err := v.o.Portfolio.Look(v.r.Context(), v.who, in)
	if err != nil {
		return err
	}
	p := page.Portfolio{Desk: v.frame(v.say("Worst first"), page.InClients), Whose: whoseClients(v, q), Kinds: signChips(v, q, all.Count)}
	for _, s := range all.Clients {
		p.Rows = append(p.Rows, standsRow(v, s))
	}
	p.Pager = portfolioPager(v, q, in.From, len(p.Rows), all.Total)
	return v.show(p)
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

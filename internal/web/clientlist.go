package web

import (
	"net/url"
	"strconv"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// clientList lists clients by name, a hundred at a time.
func clientList(v *visit) error {
	q := v.r.URL.Query()
	rows, more, err := findClients(v, q)
	if err != nil {
		return err
	}
	p := page.Clients{
		Desk: v.frame(v.say("Clients"), page.InClients), Views: clientViews(v, q), Rows: make([]page.ClientRow, 0, len(rows)),
		Filter: page.Filter{Action: page.ClientsURL, Search: ui.Field{Name: "q", ID: "list-q", Label: v.say("Search clients and people"), Value: q.Get("q")}},
	}
	if mayDo(v, member.ChangeClient) {
		p.New = page.ClientsURL + "/new"
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, clientRow(v, r))
	}
	p.Pager.Said = v.count(len(rows), "1 client, by name", "{n} clients, by name")
	if more {
		last := rows[len(rows)-1]
		next := url.Values{"after": {string(last.ID)}, "name": {last.Key}, "stage": {q.Get("stage")}}
		p.Pager.Said, p.Pager.Older = v.say("{n} shown, by name", "n", strconv.Itoa(len(rows))), page.ClientsURL+"?"+next.Encode()
	}
	return v.show(p)
}

// mayDo tells whether the reader may do something to whatever it is.
func mayDo(v *visit, act member.Act) bool { return member.May(v.me.Role, act) == member.All }

// findClients gives a page of the list, and whether there are more.
func findClients(v *visit, q url.Values) (rows []store.ClientRow, more bool, err error) {
	ctx, part := v.r.Context(), store.NameSlice{Key: q.Get("name"), ID: q.Get("after"), Limit: office.Page + 1}
	if text := q.Get("q"); text != "" {
		rows, err = v.o.Clients.Find(ctx, v.who, text)
		return rows, false, err
	}
	switch stage := stageAsked(q); stage {
	case "":
		rows, err = v.o.Clients.List(ctx, v.who, part)
	default:
		rows, err = v.o.Clients.ByStage(ctx, v.who, stage, part)
	}
	if len(rows) > office.Page {
		return rows[:office.Page], true, err
	}
	return rows, false, err
}

// stageAsked is the stage that a list is of: active clients where none is
// named, "" for all.
func stageAsked(q url.Values) client.Stage {
	if !q.Has("stage") {
		return client.Active
	}
	for _, s := range client.Stages() {
		if string(s) == q.Get("stage") {
			return s
		}
	}
	return ""
}

func clientViews(v *visit, q url.Values) []page.Shortcut {
	here := stageAsked(q)
	if q.Get("q") != "" {
		here = ""
	}
	view := func(text string, s client.Stage) page.Shortcut {
		return page.Shortcut{Text: text, URL: page.ClientsURL + "?stage=" + string(s), Here: s == here}
	}
	return []page.Shortcut{view(v.say("Active"), client.Active), view(v.say("Prospects"), client.Prospect), view(v.say("Past"), client.Past), view(v.say("All"), ""), worstFirst(v)}
}

// clientRow builds a line of the list of clients.
func clientRow(v *visit, r store.ClientRow) page.ClientRow {
	row := page.ClientRow{
		Client: clientOf(r), Stage: stageWord(v, r.Stage), Next: v.moment(r.NextAt, nil), Owner: v.colleague(member.ID(r.OwnerID)), Open: v.say("none open"), LastHeard: v.say("not yet"),
	}
	open := r.Stage == client.Active || r.Stage == client.Prospect
	switch {
	case open && r.NextAt.IsZero():
		row.NextBad = v.say("missing")
	case !r.NextAt.IsZero() && r.NextAt.Before(v.now):
		row.NextBad = v.say("overdue")
	}
	if r.Open > 0 {
		row.Open, row.Worst = v.count(r.Open, "1 open", "{n} open"), ui.OnTrack
	}
	if r.Broken > 0 {
		row.Worst = ui.Broken
	}
	if !r.ToldAt.IsZero() {
		row.LastHeard = v.short(r.ToldAt)
	}
	return row
}

func stageWord(v *visit, s client.Stage) string {
	switch s {
	case client.Prospect:
		return v.say("Prospect")
	case client.Past:
		return v.say("Past")
	}
	return v.say("Active")
}

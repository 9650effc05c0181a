package web

import (
	"context"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/shelf"
)

// shelfRoutes are the pages of links and notes.
func shelfRoutes(s *Site) {
	s.desk("POST /projects/{project}/shelf", addItem)
	s.desk("GET /shelf/{item}", itemPage)
	s.desk("POST /shelf/{item}", editItem)
	s.desk("POST /shelf/{item}/place", placeItem)
	for _, does := range itemActs() {
		s.desk("POST /shelf/{item}/"+does.noun, changeItem(does))
	}
}

// itemAct is an act of one button.
type itemAct struct {
	noun string
	do   func(office.Shelves, context.Context, office.Actor, shelf.ID, int) (shelf.Item, error)
	word func(*visit) string
}

func itemActs() []itemAct {
	return []itemAct{
		{"sharing", office.Shelves.Share, func(v *visit) string { return v.say("Shared: it stands on their page. Nobody was told.") }},
		{"privacy", office.Shelves.Unshare, func(v *visit) string { return v.say("Private again: they do not see it any more.") }},
		{"removal", office.Shelves.Remove, func(v *visit) string { return v.say("Removed. It can be brought back from its page.") }},
		{"return", office.Shelves.Return, func(v *visit) string { return v.say("It is back, and private.") }},
	}
}

func changeItem(does itemAct) handler {
	return func(v *visit) error {
		if err := parseForm(v, "version"); err != nil {
			return err
		}
		i, err := does.do(v.o.Shelves, v.r.Context(), v.who, shelf.ID(v.r.PathValue("item")), versionOf(v))
		if err != nil {
			return stale(err)
		}
		v.leave(does.word(v))
		return v.go303(backTo(v, page.ItemURL(string(i.ID))))
	}
}

// placeItem puts a link or a note before another, or behind all.
func placeItem(v *visit) error {
	if err := parseForm(v, "before"); err != nil {
		return err
	}
	i, err := v.o.Shelves.Arrange(v.r.Context(), v.who, shelf.ID(v.r.PathValue("item")), shelf.ID(v.r.PostForm.Get("before")))
	if err != nil {
		return err
	}
	return v.go303(backTo(v, shelfOn(i.ProjectID)))
}

func shelfOn(project string) string { return "/projects/" + project + "#shelf" }

// shelfOf are the links and notes of a project on its page.
func shelfOf(v *visit, p client.Project) (page.Shelf, error) {
	var out page.Shelf
	all, err := v.o.Shelves.OfProject(v.r.Context(), v.who, p.ID)
	if err != nil {
		return out, err
	}
	var there []shelf.Item
	for _, i := range all {
		if i.Removed() {
			out.Removed = append(out.Removed, ui.Link{Text: i.Name, URL: page.ItemURL(string(i.ID))})
			continue
		}
		there = append(there, i)
	}
	for n, i := range there {
		row := itemRow(v, i)
		if mayDo(v, member.KeepDocuments) {
			row.Acts = itemRowActs(v, there, n)
		}
		out.Rows = append(out.Rows, row)
	}
	if p.Open() && mayDo(v, member.KeepDocuments) {
		here := "/projects/" + string(p.ID) + "/shelf"
		link, note := itemForm(v, shelf.Link, here, shelf.Item{}), itemForm(v, shelf.Note, here, shelf.Item{})
		out.Add = []page.Act{{Label: v.say("Add a link"), Icon: "link", Form: link}, {Label: v.say("Add a note"), Icon: "pen", Form: note}}
	}
	return out, nil
}

// itemRowActs are the buttons beside an item: to share it, and to put it higher or lower.
func itemRowActs(v *visit, all []shelf.Item, n int) []page.Act {
	i := all[n]
	url, back := page.ItemURL(string(i.ID)), page.Pair{Name: "back", Value: "/projects/" + i.ProjectID}
	var acts []page.Act
	if !i.Shared() {
		acts = append(acts, page.Act{Label: v.say("Share"), Of: i.Name, Post: url + "/sharing", Version: strconv.Itoa(i.Version), Hidden: []page.Pair{back}})
	}
	put := func(label string, before shelf.ID) {
		acts = append(acts, page.Act{Label: label, Of: i.Name, Post: url + "/place", Hidden: []page.Pair{{Name: "before", Value: string(before)}, back}})
	}
	if n > 0 {
		put(v.say("Up"), all[n-1].ID)
	}
	switch {
	case n+2 < len(all):
		put(v.say("Down"), all[n+2].ID)
	case n+1 < len(all):
		put(v.say("Down"), "")
	}
	return acts
}

func itemRow(v *visit, i shelf.Item) page.ItemRow {
	return page.ItemRow{Item: ui.Link{Text: i.Name, URL: page.ItemURL(string(i.ID))}, Host: i.Host(), Text: i.Line(shownOfItem), By: v.team.Name(i.By), Shared: i.Shared(), When: v.moment(i.ChangedAt, nil)}
}

// shownOfItem is how much of a note a list shows, in characters.
const shownOfItem = 160

// itemForm asks for the words of a link or a note: of a new one, or of one that is there.
func itemForm(v *visit, k shelf.Kind, action string, i shelf.Item) *page.ActForm {
	id := "add-" + string(k)
	f := &page.ActForm{Form: ui.Form{Action: action}, ID: id, Submit: v.say("Keep it"), Hidden: []page.Pair{{Name: "kind", Value: string(k)}}}
	name := ui.Field{Name: "name", ID: id + "-name", Label: v.say("Name"), Value: i.Name, Required: true, MaxLength: shelf.MaxName, Words: true, Autocomplete: "off"}
	f.Fields = []page.Ask{{Kind: page.Line, Field: name}}
	if k == shelf.Link {
		f.Fields = append(f.Fields,
			page.Ask{Kind: page.Line, Field: ui.Field{Name: "address", ID: id + "-address", Label: v.say("Where it leads"), Value: i.Address, Required: true, MaxLength: shelf.MaxAddress, Placeholder: "https://", Hint: "https:// http:// mailto: tel:", Autocomplete: "off"}},
			page.Ask{Kind: page.Line, Field: ui.Field{Name: "text", ID: id + "-text", Label: v.say("What it is"), Value: i.Text, Optional: true, MaxLength: shelf.MaxLine, Words: true, Autocomplete: "off"}})
	} else {
		f.Fields = append(f.Fields, page.Ask{Kind: page.Lines, Field: ui.Field{Name: "text", ID: id + "-text", Label: v.say("The note"), Value: i.Text, Required: true, MaxLength: shelf.MaxText, Rows: 5, Words: true, Hint: v.say("An empty line begins a paragraph.")}})
	}
	if i.ID != "" {
		f.Submit, f.Version = v.say("Save it"), strconv.Itoa(i.Version)
		return f
	}
	f.Once = newOnce()
	f.Fields = append(f.Fields, page.Ask{Kind: page.Flip, Field: ui.Field{Name: "shared", ID: id + "-shared", Label: v.say("Share it with the client"), Hint: v.say("It stands on their page. Nobody is told by that.")}})
	return f
}

// itemWords reads what was typed of a link or a note.
func itemWords(v *visit) shelf.Words {
	form := v.r.PostForm
	return shelf.Words{Name: strings.TrimSpace(form.Get("name")), Address: strings.TrimSpace(form.Get("address")), Text: strings.TrimSpace(strings.ReplaceAll(form.Get("text"), "\r\n", "\n"))}
}

// addItem puts a link or a note on a project's shelf.
func addItem(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	id := client.ProjectID(v.r.PathValue("project"))
	in := office.NewItem{Project: id, Kind: shelf.Kind(v.r.PostForm.Get("kind")), Words: itemWords(v), Shared: v.r.PostForm.Get("shared") != ""}
	_, err := once(v, func(ctx context.Context) (string, error) {
		i, err := v.o.Shelves.Add(ctx, v.who, in)
		return page.ItemURL(string(i.ID)), err
	})
	if err == nil {
		v.leave(v.say("Kept."))
		return v.go303(shelfOn(string(id)))
	}
	p, wrong := buildProject(v, id)
	if wrong != nil {
		return wrong
	}
	for n := range p.Shelf.Add {
		if f := p.Shelf.Add[n].Form; f.ID == "add-"+string(in.Kind) {
			f.Open = true
			return againIn(v, &p.Shelf.Add[n], err, func() error { return v.again(p) })
		}
	}
	return err
}

// itemPage shows a link or a note with what can be done with it.
func itemPage(v *visit) error {
	p, err := openItem(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openItem(v *visit) (*page.ItemPage, error) {
	i, err := v.o.Shelves.View(v.r.Context(), v.who, shelf.ID(v.r.PathValue("item")))
	if err != nil {
		return nil, err
	}
	p := &page.ItemPage{
		Desk: v.frame(i.Name, page.InClients), Name: i.Name, Client: uiClient(string(i.Client.ID), i.Client.Name, i.Client.Colour, i.Client.LogoID), Address: i.Address, Host: i.Host(), Text: i.Paragraphs(),
		By: v.team.Name(i.By), When: v.moment(i.ChangedAt, nil), Shared: i.Shared(), Removed: i.Removed(), State: v.say("Private: only we see it."),
	}
	p.Desk.Crumbs = append(clientCrumbs(v, i.Client), ui.Link{Text: i.Project.Name, URL: "/projects/" + i.ProjectID})
	switch {
	case i.Removed():
		p.State = v.say("Removed {when}: nobody finds it any more.", "when", v.moment(i.RemovedAt, nil).Text)
	case i.Shared():
		p.State = v.say("Shared: they see it on their page.")
	}
	if mayDo(v, member.KeepDocuments) {
		p.Acts = actsOfItem(v, i.Item)
	}
	p.Comments, err = talksAbout(v, "shelf:"+string(i.ID))
	return p, err
}

func actsOfItem(v *visit, i shelf.Item) []page.Act {
	here, version := page.ItemURL(string(i.ID)), strconv.Itoa(i.Version)
	if i.Removed() {
		return []page.Act{{Label: v.say("Bring it back"), Post: here + "/return", Version: version, Main: true}}
	}
	share := page.Act{Label: v.say("Share silently"), Icon: "seen", Post: here + "/sharing", Version: version}
	if i.Shared() {
		share = page.Act{Label: v.say("Make private"), Icon: "lock", Post: here + "/privacy", Version: version}
	}
	edit := itemForm(v, i.Kind, here, i)
	if i.Shared() {
		edit.Lead = v.say("They see it as you save it.")
	}
	return []page.Act{share, {Label: v.say("Edit"), Icon: "pen", Form: edit}, {Label: v.say("Remove"), Icon: "close", Post: here + "/removal", Version: version}}
}

// editItem changes a link or a note.
func editItem(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	words := itemWords(v)
	i, err := v.o.Shelves.Edit(v.r.Context(), v.who, shelf.ID(v.r.PathValue("item")), office.ItemEdit{Version: versionOf(v), Change: func(w *shelf.Words) { *w = words }})
	if err == nil {
		v.leave(v.say("Saved."))
		return v.go303(page.ItemURL(string(i.ID)))
	}
	p, wrong := openItem(v)
	if wrong != nil {
		return wrong
	}
	for n := range p.Acts {
		if p.Acts[n].Form != nil {
			return againIn(v, &p.Acts[n], stale(err), func() error { return v.again(p) })
		}
	}
	return stale(err)
}

package web

import (
	"cmp"
	"context"
	"strconv"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/news"
)

// checkInRoutes are the pages of what members did that clients cannot see.
func (s *Site) checkInRoutes() {
	s.desk("POST /projects/{project}/check-ins", didSomething)
	s.desk("POST /updates/{update}/check-ins", askAround)
	s.desk("GET /check-ins/{checkin}", checkInPage)
	s.desk("POST /check-ins/{checkin}", sayCheckIn)
}

// didForm asks what the reader did himself.
func didForm(v *visit, of client.ProjectID, back string) *page.ActForm {
	return &page.ActForm{Form: ui.Form{Action: "/projects/" + string(of) + "/check-ins", Once: newOnce()}, ID: "did", Submit: v.say("Log it"), Hidden: []page.Pair{{Name: "back", Value: back}}, Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "text", ID: "did-text", Label: v.say("What you did that they cannot see"), Hint: v.say("A sentence, as they may read it."), Required: true, MaxLength: news.MaxLine, Words: true}},
	}}
}

// didSomething logs what somebody did himself.
func didSomething(v *visit) error {
	if err := parseForm(v, "text"); err != nil {
		return err
	}
	id := client.ProjectID(v.r.PathValue("project"))
	to, err := once(v, func(ctx context.Context) (string, error) {
		_, err := v.o.Updates.Did(ctx, v.who, id, oneLine(v.r.PostForm.Get("text")))
		return backTo(v, "/projects/"+string(id)), err
	})
	if err == nil {
		v.leave(v.say("Logged. It is offered for the next update."))
		return v.go303(to)
	}
	p, wrong := buildProject(v, id)
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, p.Updates.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
}

// askAround asks those who work for the client of an update.
func askAround(v *visit) error {
	if err := parseForm(v, "once"); err != nil {
		return err
	}
	id := news.ID(v.r.PathValue("update"))
	asked, err := v.o.Updates.AskAround(v.r.Context(), v.who, id)
	if f, ok := fault.As(err); ok && f.Kind == fault.Conflict {
		v.cookies.Say(v.w, door.Word{Text: v.voice().Refusal(f.Say), Problem: true})
		return v.go303(page.UpdateURL(string(id)))
	}
	if err != nil {
		return err
	}
	v.leave(v.say("Asked by mail: {who}.", "who", v.voice().List(namesIn(v, asked))))
	return v.go303(page.UpdateURL(string(id)))
}

func namesIn(v *visit, all []news.CheckIn) []string {
	var out []string
	for _, c := range all {
		out = append(out, cmp.Or(c.Name, v.team.Name(c.MemberID)))
	}
	return out
}

// checkInPage asks what the reader did for a client.
func checkInPage(v *visit) error {
	p, err := checkInAsk(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func checkInAsk(v *visit) (*page.CheckInPage, error) {
	c, err := v.o.Updates.CheckIn(v.r.Context(), v.who, news.CheckInID(v.r.PathValue("checkin")))
	if err != nil {
		return nil, err
	}
	heading := v.say("What did you do for {who}?", "who", c.Client.Name)
	p := &page.CheckInPage{Desk: v.frame(heading, page.InClients), Heading: heading, Client: uiClient(string(c.Client.ID), c.Client.Name, c.Client.Colour, c.Client.LogoID)}
	p.Desk.Narrow, p.Desk.Crumbs = true, append(clientCrumbs(v, c.Client), ui.Link{Text: c.Project.Name, URL: "/projects/" + c.ProjectID})
	p.Form = ui.Form{Action: "/check-ins/" + string(c.ID), Once: newOnce(), Version: strconv.Itoa(c.Version), Back: "/projects/" + c.ProjectID}
	p.Text = ui.Field{Name: "text", Label: v.say("That they cannot see"), Hint: v.say("A sentence, as they may read it."), Value: c.Text, Required: c.AskedID == "", MaxLength: news.MaxLine, Rows: 3, Words: true}
	if c.AskedID != "" {
		p.Text.Hint, p.Text.Optional = p.Text.Hint+" "+v.say("Empty: nothing that they would want to know."), true
		p.Asked, p.By = v.say("{who} writes an update of {project}. It is wanted by {when}.", "who", v.team.Name(c.AskedID), "project", c.Project.Name), v.moment(c.By, nil)
	}
	if !c.SaidAt.IsZero() {
		p.Said = v.moment(c.SaidAt, nil)
	}
	return p, nil
}

// sayCheckIn takes what the reader did.
func sayCheckIn(v *visit) error {
	if err := parseForm(v, "text"); err != nil {
		return err
	}
	p, err := checkInAsk(v)
	if err != nil {
		return err
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		_, err := v.o.Updates.SayDid(ctx, v.who, news.CheckInID(v.r.PathValue("checkin")), versionOf(v), oneLine(v.r.PostForm.Get("text")))
		return p.Form.Back, err
	})
	if err != nil {
		ui.Refill(v.r.PostForm, &p.Text)
		if err := v.complain(err, &p.Form, &p.Text); err != nil {
			return err
		}
		return v.again(*p)
	}
	v.leave(v.say("Thank you. It is offered for the update."))
	return v.go303(to)
}

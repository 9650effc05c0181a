package web

import (
	"context"
	"strconv"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/picture"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// answers are what was answered to a question or an approval, the newest first.
func (d *handOffDesk) answers() []page.Happening {
	var out []page.Happening
	for i := len(d.Answers) - 1; i >= 0; i-- {
		e := d.Answers[i]
		h := page.Happening{When: d.moment(e.At, nil), Who: e.Name, Icon: "kept", Words: e.Words, Text: d.answered(e)}
		h.When.Text = dated(d.visit, e.At)
		if d.Kind == handoff.Approval && !e.Yes {
			h.Icon = "warning"
		}
		out = append(out, h)
	}
	return out
}

// answered says what somebody answered, and by which way.
func (d *handOffDesk) answered(e handoff.Evidence) string {
	var what string
	switch {
	case d.Kind == handoff.Approval && e.Yes:
		what = d.say("approved it")
	case d.Kind == handoff.Approval:
		what = d.say("did not approve it")
	case e.Choice != "":
		what = d.say("answered “{what}”", "what", e.Choice)
	default:
		what = d.say("answered")
	}
	switch e.Via {
	case handoff.ByPage:
		return d.say("{what}, on their page", "what", what)
	case handoff.ByLink:
		return d.say("{what}, by the link of the mail", "what", what)
	}
	return d.say("{what}, as {who} wrote down", "what", what, "who", d.actor(e.Actor))
}

// replyAsks are the fields by which a member writes down what he was told.
func (d *handOffDesk) replyAsks() []page.Ask {
	answer := ui.Field{Name: "answer", ID: "reply-answer", Label: d.say("What they say")}
	if d.Kind == handoff.Approval {
		answer.Required = true
		answer.Options = []ui.Option{{Value: "yes", Label: d.say("Yes")}, {Value: "no", Label: d.say("No")}}
	}
	for i, o := range d.Choices() {
		answer.Options = append(answer.Options, ui.Option{Value: strconv.Itoa(i + 1), Label: o})
	}
	words := page.Ask{Kind: page.Lines, Field: ui.Field{Name: "words", ID: "reply-words", Label: d.say("In their words"), Rows: 3, Optional: len(answer.Options) > 0, Required: len(answer.Options) == 0, MaxLength: handoff.MaxSaid, Words: true}}
	if len(answer.Options) == 0 {
		return []page.Ask{words}
	}
	return []page.Ask{{Kind: page.PickOne, Field: answer}, words}
}

// replyToHandOff writes down what somebody of the client answered.
func replyToHandOff(v *visit) error {
	return changeHandOff(v, "words", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		form := v.r.PostForm
		in := handoff.Reply{Yes: form.Get("answer") == "yes", Words: form.Get("words")}
		if n, err := strconv.Atoi(form.Get("answer")); err == nil {
			d, err := openHandOff(v)
			if err != nil {
				return handoff.HandOff{}, err
			}
			if all := d.Choices(); n >= 1 && n <= len(all) {
				in.Choice = all[n-1]
			}
		}
		return v.o.HandOffs.Reply(ctx, v.who, id, version, in)
	}, v.say("Written down."))
}

// ratingsShown is how many answers of a client stand on his page.
const ratingsShown = 10

// ratingsOf builds how content a client's people said they are.
func ratingsOf(v *visit, of client.ID) ([]page.Happening, error) {
	all, err := v.o.Clients.Ratings(v.r.Context(), v.who, of, "", ratingsShown)
	var out []page.Happening
	for _, r := range all {
		if r.Stars == 0 {
			continue
		}
		k, err := v.o.Clients.Contact(v.r.Context(), v.who, r.ContactID)
		if err != nil {
			return nil, err
		}
		h := page.Happening{When: v.moment(r.SaidAt, nil), Who: k.Name, Icon: "kept", Words: r.Said, Text: v.say("said of “{what}”: {how} ({n} of {most})", "what", r.Words, "how", lowerFirst(v.voice().Say(office.StarsLabel(r.Stars))), "n", strconv.Itoa(r.Stars), "most", strconv.Itoa(office.MaxStars))}
		if r.Stars <= office.LowStars {
			h.Icon = "warning"
		}
		out = append(out, h)
	}
	return out, err
}

// talksAbout builds the links to what clients said about an object.
func talksAbout(v *visit, object string) ([]ui.Link, error) {
	all, err := v.o.Conversations.About(v.r.Context(), v.who, object)
	var out []ui.Link
	for _, c := range all {
		k, err := v.o.Clients.Contact(v.r.Context(), v.who, client.ContactID(c.ContactID))
		if err != nil {
			return nil, err
		}
		text := v.say("With {who}", "who", k.Name)
		if !c.DueAt.IsZero() {
			text = v.say("With {who}: waits for an answer by {when}", "who", k.Name, "when", v.moment(c.DueAt, nil).Text)
		}
		out = append(out, ui.Link{Text: text, URL: "/conversations/" + string(c.ID)})
	}
	return out, err
}

// shownPart is what clients see of the reader, and how he changes it.
func shownPart(v *visit) page.SettingsPart {
	m := v.me
	lead := v.say("Your name, and what you choose here, stand on your clients’ pages.")
	if m.Shows.PictureID != "" {
		lead += " " + v.say("Your picture is shown.")
	}
	return page.SettingsPart{ID: "shown", Title: v.say("What clients see of me"), Lead: lead, Form: page.NewShownForm(v.voice(), ui.Form{Action: page.MeURL + "/shown", Version: strconv.Itoa(m.Version)}, page.Shown{Phone: m.Shows.Phone, Hours: m.Shows.Hours, Picture: m.Shows.PictureID != ""})}
}

// saveShown saves what clients see of the reader.
func saveShown(v *visit) error {
	return savePart(v, onMe(), "shown", func() error {
		data, _, declared, err := sentFile(v, "picture", picture.MaxLogoBytes)
		if err != nil {
			return err
		}
		shows := member.Shown{Phone: strings.TrimSpace(v.r.PostForm.Get("phone")), Hours: v.r.PostForm.Get("hours") != "", PictureID: v.me.Shows.PictureID}
		if v.r.PostForm.Get("unpicture") != "" {
			shows.PictureID = ""
		}
		if data != nil {
			p, err := picture.RemakeLogo(data, declared)
			if err != nil {
				return renamed(err, map[string]string{"logo": "picture"})
			}
			if shows.PictureID, err = v.o.Settings.AddPicture(v.r.Context(), v.who, p); err != nil {
				return renamed(err, map[string]string{"logo": "picture"})
			}
		}
		_, err = v.o.People.Edit(v.r.Context(), v.who, v.who.Member, office.MemberEdit{Version: versionOf(v), Change: func(m *member.Member) { m.Shows = shows }})
		return err
	})
}

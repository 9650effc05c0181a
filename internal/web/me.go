package web

import (
	"context"
	"strconv"

	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// onMe is the reader's own settings.
func onMe() settingsPage {
	return settingsPage{url: page.MeURL, build: func(v *visit) (page.Settings, error) { return buildMe(v, "") }}
}

// myPage shows the reader's own settings.
func myPage(v *visit) error {
	p, err := buildMe(v, "")
	if err != nil {
		return err
	}
	return v.show(p)
}

// buildMe builds the page. token is the secret of one that was just made: it is
// shown this once.
func buildMe(v *visit, token string) (page.Settings, error) {
	face := person(v.me)
	p := page.Settings{Desk: v.frame(v.say("My settings"), page.InMe), Heading: v.say("My settings"), Face: &face, Facts: facts(v.say("Name"), v.me.Name, v.say("Role"), v.roleWord(v.me.Role), v.say("Mail"), v.me.Email, v.say("Hours"), sayHours(v.voice(), v.cal))}
	p.Sections = []page.SettingsPart{
		{ID: "place", Title: v.say("Hours and absences"), Lead: v.say("What is asked of you is asked in your office hours, and of your deputy while you are away."), Acts: []page.Act{{Label: v.say("My hours, absences and deputy"), URL: face.URL}}},
		{ID: "password", Title: v.say("Password"), Lead: v.say("You are signed out everywhere, and sign in again with the new one. Whoever signs in by mailed links has none yet, and leaves the first field empty."), Form: page.NewPasswordForm(v.voice(), ui.Form{Action: page.MeURL + "/password"})},
	}
	shown := shownPart(v)
	shown.Upload = true
	sessions, err := mySessions(v)
	if err != nil {
		return p, err
	}
	tokens, err := myTokens(v, token)
	if err != nil {
		return p, err
	}
	p.Sections = append(p.Sections, languagePart(v), sessions, tokens, shown)
	if token != "" {
		p.Sections[0], p.Sections[3] = p.Sections[3], p.Sections[0] // what is shown once stands first
	}
	return p, nil
}

func mySessions(v *visit) (page.SettingsPart, error) {
	s := page.SettingsPart{ID: "sessions", Title: v.say("Where I am signed in")}
	all, err := v.o.Access.Sessions(v.r.Context(), v.who)
	for _, ses := range all {
		it := page.Item{Text: office.Agent(v.voice(), ses.Agent), Hint: v.say("last seen"), When: v.moment(ses.SeenAt, nil)}
		if ses.ID == v.guest.Session {
			it.Mark, it.Tone = v.say("this one"), "kept"
		} else {
			it.Acts = []page.Act{{Label: v.say("End"), Post: page.MeURL + "/sessions/" + ses.ID + "/end"}}
		}
		s.Items = append(s.Items, it)
	}
	if len(all) > 1 {
		s.Acts = []page.Act{{Label: v.say("End all, this one too"), Danger: true, Post: page.MeURL + "/sessions/end"}}
	}
	return s, err
}

func myTokens(v *visit, secret string) (page.SettingsPart, error) {
	s := page.SettingsPart{
		ID: "token", Title: v.say("API tokens"), Lead: v.say("Whatever a page can do, the API can. A token acts as you."), None: v.say("There is none."),
		Add: page.NewTokenForm(v.voice(), ui.Form{Action: page.MeURL + "/tokens", Once: newOnce()}), AddText: v.say("Make a token"),
	}
	if secret != "" {
		s.Secret = &page.Secret{Text: v.say("Copy it now: it is not shown again."), Value: secret}
	}
	all, err := v.o.Access.Tokens(v.r.Context(), v.who)
	for _, t := range all {
		if !t.EndedAt.IsZero() {
			continue
		}
		it := page.Item{Text: t.Name, Hint: v.say("made"), When: v.moment(t.MadeAt, nil), Acts: []page.Act{{Label: v.say("End"), Danger: true, Post: page.MeURL + "/tokens/" + t.ID + "/end"}}}
		if !t.UsedAt.IsZero() {
			it.Hint, it.When = v.say("last used"), v.moment(t.UsedAt, nil)
		}
		s.Items = append(s.Items, it)
	}
	return s, err
}

// changePassword changes the reader's password. All of his sessions end; this
// browser gets a new one.
func changePassword(v *visit) error {
	if err := slowDown(v, string(v.who.Member)); err != nil {
		return err
	}
	return savePart(v, onMe(), "password", func() error {
		form := v.r.PostForm
		e, err := v.o.Access.ChangePassword(v.r.Context(), v.who, form.Get("current"), form.Get("password"), v.r.UserAgent())
		if err == nil {
			v.cookies.SignIn(v.w, e.Secret, e.ExpiresAt.Sub(v.now))
		}
		return err
	})
}

// endSession ends one of the reader's sessions.
func endSession(v *visit) error {
	if err := v.o.Access.EndSession(v.r.Context(), v.who, v.r.PathValue("session")); err != nil {
		return err
	}
	v.leave(v.say("Signed out there."))
	return v.go303(page.MeURL + "#sessions")
}

// endSessions ends all of them, this one too.
func endSessions(v *visit) error {
	if err := v.o.Access.EndSessions(v.r.Context(), v.who); err != nil {
		return err
	}
	v.cookies.SignOut(v.w)
	return v.go303(page.SignInURL)
}

// makeToken makes an API token and shows it, this once. The same form sent
// again makes no second one, and shows none.
func makeToken(v *visit) error {
	var made office.NewToken
	err := parseForm(v, "name")
	if err == nil {
		_, err = once(v, func(ctx context.Context) (string, error) {
			var err error
			made, err = v.o.Access.MakeToken(ctx, v.who, v.r.PostForm.Get("name"))
			return page.MeURL, err
		})
	}
	if err != nil {
		return savePart(v, onMe(), "token", func() error { return err })
	}
	if made.Secret == "" {
		v.leave(v.say("This token was made, and shown, already."))
		return v.go303(page.MeURL)
	}
	p, err := buildMe(v, made.Secret)
	if err != nil {
		return err
	}
	return v.show(p)
}

// endToken ends one of the reader's tokens.
func endToken(v *visit) error {
	if err := v.o.Access.EndToken(v.r.Context(), v.who, v.r.PathValue("token")); err != nil {
		return err
	}
	v.leave(v.say("The token is worth nothing any more."))
	return v.go303(page.MeURL + "#token")
}

// languagePart is in which language the reader reads Kept, and how he changes it.
func languagePart(v *visit) page.SettingsPart {
	options := []ui.Option{{Label: v.say("As my browser asks")}}
	for _, code := range tongue.Codes() {
		options = append(options, ui.Option{Value: code, Label: tongue.Own(code)})
	}
	return page.SettingsPart{
		ID: "language", Title: v.say("Language"), Lead: v.say("In which you read these pages, and what Kept mails you. Your clients have languages of their own."),
		Form: page.NewLanguageForm(v.voice(), ui.Form{Action: page.MeURL + "/language", Version: strconv.Itoa(v.me.Version)}, ui.Choose(options, v.me.Language)),
	}
}

// saveLanguage saves in which language the reader reads.
func saveLanguage(v *visit) error {
	return savePart(v, onMe(), "language", func() error {
		language := v.r.PostForm.Get("language")
		m, err := v.o.People.Edit(v.r.Context(), v.who, v.who.Member, office.MemberEdit{Version: versionOf(v), Change: func(m *member.Member) { m.Language = language }})
		if err == nil {
			v.speaks(m.Language) // that it is saved is said in the new one
		}
		return err
	})
}

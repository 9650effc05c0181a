package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// signInPage asks who comes.
func signInPage(v *visit) error { return v.show(signInForm(v)) }

func signInForm(v *visit) page.SignIn {
	p := page.NewSignIn(v.front(v.say("Sign in")))
	p.Form = ui.Form{Action: withTo(page.SignInURL, v.r.URL.Query().Get("to"))}
	if !v.NoServer { // else nothing would come
		p.ByLink = withTo(page.SignInURL+"/mail", v.r.URL.Query().Get("to"))
	}
	if word, ok := v.cookies.Hear(v.w, v.r); ok {
		p.Front.Flash = &page.Flash{Text: word.Text, Problem: word.Problem}
	}
	return p
}

// withTo carries where somebody wanted to go, if it is a page of ours.
func withTo(path, to string) string {
	if !ours(to) {
		return path
	}
	return path + "?to=" + url.QueryEscape(to)
}

// ours tells whether an address is a path of this site and nothing else.
func ours(to string) bool {
	return strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.ContainsAny(to, "\\\r\n")
}

// signIn signs a member in by password.
func signIn(v *visit) error {
	email := v.r.FormValue("email")
	if err := slowDown(v, email); err != nil {
		return err
	}
	e, err := v.o.Access.SignIn(v.r.Context(), email, v.r.FormValue("password"), v.r.UserAgent())
	if err != nil {
		p := signInForm(v)
		if err := v.complain(err, &p.Form, p.Fields()...); err != nil {
			return err
		}
		return v.again(p)
	}
	return welcome(v, e)
}

// slowDown refuses whoever tries too often, or tries one person too often.
func slowDown(v *visit, email string) error {
	if v.tries.Allow("from "+door.Caller(v.r), v.now) && v.tries.Allow("for "+strings.ToLower(email), v.now) {
		return nil
	}
	return fault.New(fault.Busy, "Too many tries. Wait a few minutes, then try again.")
}

// welcome keeps a new session in the browser and shows what was asked for.
func welcome(v *visit, e office.Entry) error {
	v.cookies.SignIn(v.w, e.Secret, e.ExpiresAt.Sub(v.now))
	if to := v.r.URL.Query().Get("to"); ours(to) {
		return v.go303(to)
	}
	return v.go303(page.HomeURL)
}

// mailLink mails a way in, and asks for its code. It answers the same whether
// the address is known or not.
func mailLink(v *visit) error {
	email := strings.TrimSpace(v.r.FormValue("email"))
	if err := slowDown(v, email); err != nil {
		return err
	}
	if err := v.o.Access.MailLink(v.r.Context(), email, false); err != nil {
		return err
	}
	return v.show(codePage(v, email, v.r.URL.Query().Get("to")))
}

func codePage(v *visit, email, to string) page.Code {
	p := page.NewCode(v.front(v.say("Enter the code")))
	p.Form, p.SentTo, p.Again = ui.Form{Action: withTo(page.SignInURL+"/code", to)}, email, withTo(page.SignInURL+"/mail", to)
	p.Hidden = []page.Pair{{Name: "email", Value: email}}
	return p
}

// useCode signs in by the six digits of a mail.
func useCode(v *visit) error {
	email := v.r.FormValue("email")
	if err := slowDown(v, email); err != nil {
		return err
	}
	code := strings.ReplaceAll(v.r.FormValue("code"), " ", "")
	e, err := v.o.Access.UseCode(v.r.Context(), email, code, v.r.UserAgent(), false)
	if err != nil {
		p := codePage(v, email, v.r.URL.Query().Get("to"))
		if err := v.complain(err, &p.Form, &p.Code); err != nil {
			return err
		}
		return v.again(p)
	}
	return welcome(v, e)
}

// linkPage is where a mailed link leads. Looking at it uses nothing up.
func linkPage(v *visit) error {
	secret := v.r.PathValue("secret")
	pass, err := v.o.Access.Knock(v.r.Context(), secret)
	if err != nil {
		return err
	}
	if pass.ContactID != "" {
		return v.go303("/p/enter/" + secret)
	}
	return v.show(page.LinkConfirm{
		Front: v.front(v.say("Sign in")), Form: ui.Form{Action: v.r.URL.Path}, Heading: v.say("Sign in to Kept"),
		Text: v.say("This link works once, until {when}.", "when", v.voice().Moment(pass.ExpiresAt.UTC(), v.now)+" UTC"), Button: v.say("Sign in"),
	})
}

// useLink signs in by a mailed link.
func useLink(v *visit) error {
	if err := slowDown(v, "link"); err != nil {
		return err
	}
	e, err := v.o.Access.UseLink(v.r.Context(), v.r.PathValue("secret"), v.r.UserAgent())
	if err != nil {
		return err
	}
	return welcome(v, e)
}

// signOut ends the session.
func signOut(v *visit) error {
	if err := v.o.Access.Leave(v.r.Context(), v.guest); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	v.cookies.SignOut(v.w)
	return v.go303(page.SignInURL)
}

// setupPage opens the first workspace.
func setupPage(v *visit) error {
	if _, err := v.o.Access.Knock(v.r.Context(), v.r.PathValue("secret")); err != nil {
		return err
	}
	return v.show(setupForm(v))
}

func setupForm(v *visit) page.Setup {
	p := page.NewSetup(v.front(v.say("Welcome to Kept")))
	p.Form = ui.Form{Action: v.r.URL.Path}
	p.Password.Hint = v.say("Ten characters or more; a sentence is good.")
	p.Zone.List, p.Zone.Value = zones(), "Europe/Berlin"
	p.Region.Options = v.regions("")
	return p
}

// regions offers the regions of public holidays: what is chosen first, then by
// country and name.
func (v *visit) regions(chosen ...string) []ui.Option {
	countries := map[string]string{}
	for _, r := range v.Holidays.Regions() {
		name, _, _ := strings.Cut(r.Name, " (")
		countries[r.Code] = name
	}
	var out []ui.Option
	for _, r := range v.Holidays.Regions() {
		o := ui.Option{Value: r.Code, Label: r.Name, Selected: slices.Contains(chosen, r.Code)}
		if country, _, part := strings.Cut(r.Code, "-"); part {
			if name := countries[country]; name != "" {
				country = name
			}
			o.Label = country + ": " + r.Name
		}
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b ui.Option) int {
		if a.Selected != b.Selected {
			if a.Selected {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Label, b.Label)
	})
	return append([]ui.Option{{Value: "", Label: v.say("None")}}, out...)
}

// setup opens the first workspace and signs its owner in.
func setup(v *visit) error {
	in := office.Setup{
		Workspace: v.r.FormValue("workspace"), Name: v.r.FormValue("name"), Email: v.r.FormValue("email"), Password: v.r.FormValue("password"), Zone: v.r.FormValue("zone"),
	}
	if region := v.r.FormValue("region"); region != "" {
		in.Regions = []string{region}
	}
	e, err := v.o.Access.OpenBySetupLink(v.r.Context(), v.r.PathValue("secret"), in, v.r.UserAgent())
	if err != nil {
		p := setupForm(v)
		if err := v.complain(err, &p.Form, p.Fields()...); err != nil {
			return err
		}
		return v.again(p)
	}
	return welcome(v, e)
}

// zones suggests time zones that firms live in; any IANA name may be typed.
func zones() []string {
	var out []string
	for _, z := range []string{
		"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
		"America/Sao_Paulo", "America/Toronto", "America/Vancouver", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Kolkata", "Asia/Seoul", "Asia/Shanghai",
		"Asia/Singapore", "Asia/Tokyo", "Australia/Brisbane", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney", "Europe/Amsterdam", "Europe/Athens",
		"Europe/Berlin", "Europe/Brussels", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London",
		"Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich",
		"Pacific/Auckland", "Pacific/Honolulu", "UTC",
	} {
		if _, err := time.LoadLocation(z); err == nil {
			out = append(out, z)
		}
	}
	return out
}

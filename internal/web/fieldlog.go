package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/fieldlog"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// fieldLogRoutes are the pages of field logs.
func fieldLogRoutes(s *Site) {
	s.desk("GET /projects/{project}/field-log", fieldLogPage)
	s.desk("GET /projects/{project}/field-log/new", newEntry)
	s.desk("POST /projects/{project}/field-log", addEntry)
	s.desk("GET /field-log/{entry}", entryPage)
	s.desk("GET /field-log/{entry}/edit", entryToEdit)
	s.desk("POST /field-log/{entry}", editEntry)
	s.desk("GET /field-log/{entry}/photos/{number}", photo(false))
	s.desk("GET /field-log/{entry}/photos/{number}/small", photo(true))
	s.composer("/field-log/{entry}", "/tell", way{mode: page.Telling, noun: "tellings"})
	for _, does := range entryActs() {
		s.desk("POST /field-log/{entry}/"+does.noun, changeEntry(does))
	}
}

// entryAct is an act of one button.
type entryAct struct {
	noun string
	do   func(office.FieldLog, context.Context, office.Actor, fieldlog.ID, int) (fieldlog.Entry, error)
	word func(*visit) string
}

func entryActs() []entryAct {
	return []entryAct{
		{"sharing", office.FieldLog.Share, func(v *visit) string { return v.say("Shared: it stands on their page. Nobody was told.") }},
		{"privacy", office.FieldLog.Unshare, func(v *visit) string { return v.say("Private again: they do not see it any more.") }},
		{"removal", office.FieldLog.Remove, func(v *visit) string { return v.say("Removed. It can be brought back from its page.") }},
		{"return", office.FieldLog.Return, func(v *visit) string { return v.say("It is back, and private.") }},
	}
}

func changeEntry(does entryAct) handler {
	return func(v *visit) error {
		if err := parseForm(v, "version"); err != nil {
			return err
		}
		e, err := does.do(v.o.FieldLog, v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")), versionOf(v))
		if err != nil {
			return stale(err)
		}
		v.leave(does.word(v))
		return v.go303(backTo(v, page.EntryURL(string(e.ID))))
	}
}

// How many entries the page of a project shows, and a page of the log.
const (
	entriesOnProject = 3
	entriesOnPage    = 20
)

// fieldLogOf are the newest entries on the page of a project.
func fieldLogOf(v *visit, p client.Project) (page.FieldLog, error) {
	all, err := v.o.FieldLog.OfProject(v.r.Context(), v.who, p.ID, "", entriesOnProject)
	if err != nil {
		return page.FieldLog{}, err
	}
	here := "/projects/" + string(p.ID) + "/field-log"
	out := page.FieldLog{Entries: entriesOf(v, all.Entries)}
	if len(all.Entries) == entriesOnProject || len(all.Removed) > 0 {
		out.All = here
	}
	if p.Open() && mayDo(v, member.KeepDocuments) {
		out.New = here + "/new"
	}
	return out, nil
}

// shownInList is how much of an entry a list shows, in characters.
const shownInList = 240

func entriesOf(v *visit, all []fieldlog.Entry) []page.Entry {
	var out []page.Entry
	for _, e := range all {
		row := entryOf(v, e)
		row.Text = e.Line(shownInList)
		out = append(out, row)
	}
	return out
}

func entryOf(v *visit, e fieldlog.Entry) page.Entry {
	out := page.Entry{URL: page.EntryURL(string(e.ID)), Text: e.Text, When: v.moment(e.At, nil), By: v.team.Name(e.By), Weather: weatherOf(v, e), Shared: e.Shared()}
	seen := e.Seen()
	for i, p := range seen {
		w, h := p.Thumb()
		at := out.URL + "/photos/" + strconv.Itoa(p.Number)
		out.Photos = append(out.Photos, page.Photo{URL: at, Small: at + "/small", Alt: v.say("Photo {n} of {all}: {what}", "n", strconv.Itoa(i+1), "all", strconv.Itoa(len(seen)), "what", e.Line(80)), Width: strconv.Itoa(w), Height: strconv.Itoa(h)})
	}
	return out
}

// weatherOf says what the weather was: "Frost, −3 °C".
func weatherOf(v *visit, e fieldlog.Entry) string {
	var parts []string
	if e.Weather != "" {
		parts = append(parts, v.voice().Say(office.WeatherWord(e.Weather)))
	}
	if e.Degrees != nil {
		parts = append(parts, office.DegreesWord(*e.Degrees))
	}
	return strings.Join(parts, ", ")
}

// fieldLogPage shows the field log of a project.
func fieldLogPage(v *visit) error {
	pr, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, pr.ClientID)
	if err != nil {
		return err
	}
	all, err := v.o.FieldLog.OfProject(v.r.Context(), v.who, pr.ID, fieldlog.ID(v.r.URL.Query().Get("after")), entriesOnPage)
	if err != nil {
		return err
	}
	here := "/projects/" + string(pr.ID)
	p := page.FieldLogPage{Desk: v.frame(v.say("Field log: {what}", "what", pr.Name), page.InClients), Client: uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID), Project: pr.Name, Entries: entriesOf(v, all.Entries)}
	p.Desk.Crumbs = append(clientCrumbs(v, b.Client), ui.Link{Text: pr.Name, URL: here})
	for _, e := range all.Removed {
		p.Removed = append(p.Removed, ui.Link{Text: e.Line(80), URL: page.EntryURL(string(e.ID))})
	}
	if pr.Open() && mayDo(v, member.KeepDocuments) {
		p.New = here + "/field-log/new"
	}
	if len(all.Entries) == entriesOnPage {
		p.Older = with(here+"/field-log", nil, "after", string(all.Entries[entriesOnPage-1].ID))
	}
	return v.show(p)
}

// entryPage shows an entry by itself.
func entryPage(v *visit) error {
	e, err := v.o.FieldLog.View(v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")))
	if err != nil {
		return err
	}
	p := page.EntryPage{Desk: v.frame(v.say("Field log: {what}", "what", e.Line(60)), page.InClients), Client: uiClient(string(e.Client.ID), e.Client.Name, e.Client.Colour, e.Client.LogoID), Entry: entryOf(v, e.Entry), Removed: e.Removed()}
	p.Desk.Crumbs = append(clientCrumbs(v, e.Client), ui.Link{Text: e.Project.Name, URL: "/projects/" + e.ProjectID}, ui.Link{Text: v.say("Field log"), URL: "/projects/" + e.ProjectID + "/field-log"})
	switch {
	case e.Removed():
		p.State = v.say("Removed {when}: nobody finds it any more.", "when", v.moment(e.RemovedAt, nil).Text)
	case e.Shared():
		p.State = v.say("Shared: they see it on their page.")
	default:
		p.State = v.say("Private: only we see it.")
	}
	if mayDo(v, member.KeepDocuments) {
		p.Acts = actsOfEntry(v, e.Entry)
	}
	return v.show(p)
}

func actsOfEntry(v *visit, e fieldlog.Entry) []page.Act {
	here, version := page.EntryURL(string(e.ID)), strconv.Itoa(e.Version)
	if e.Removed() {
		return []page.Act{{Label: v.say("Bring it back"), Post: here + "/return", Version: version, Main: true}}
	}
	share := page.Act{Label: v.say("Share silently"), Icon: "seen", Post: here + "/sharing", Version: version}
	if e.Shared() {
		share = page.Act{Label: v.say("Make private"), Icon: "lock", Post: here + "/privacy", Version: version}
	}
	return []page.Act{
		share, {Label: v.say("Tell them"), Icon: "told", URL: here + "/tell"}, {Label: v.say("Edit"), Icon: "pen", URL: here + "/edit"},
		{Label: v.say("Remove"), Icon: "close", Post: here + "/removal", Version: version},
	}
}

// newEntry asks what is to be seen.
func newEntry(v *visit) error {
	f, _, err := entryFormFor(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

// takenKinds are the pictures that are taken: a telephone makes one of these of its own kind.
const takenKinds = "image/jpeg,image/png,image/webp,image/gif"

// asTyped is how a browser writes a moment.
const asTyped = "2006-01-02T15:04"

func entryFormFor(v *visit) (*page.EntryForm, client.Project, error) {
	pr, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return nil, pr, err
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, pr.ClientID)
	if err != nil {
		return nil, pr, err
	}
	if !mayDo(v, member.KeepDocuments) {
		return nil, pr, errNotYours
	}
	here := "/projects/" + string(pr.ID)
	f := blankEntry(v, b.Client)
	f.Heading, f.Submit = v.say("What do you see?"), v.say("Keep it")
	f.Form = ui.Form{Action: here + "/field-log", Once: newOnce(), Back: here}
	f.Desk.Crumbs = append(clientCrumbs(v, b.Client), ui.Link{Text: pr.Name, URL: here})
	f.At.Value = v.now.In(v.cal.Location()).Format(asTyped)
	f.Tell = ui.Field{Name: "tell", Type: "checkbox", Label: v.say("Tell them by mail"), Hint: v.say("You write the message next, with when they hear from you again.")}
	return f, pr, nil
}

func blankEntry(v *visit, c client.Client) *page.EntryForm {
	size := v.voice().Size(office.FileSize(min(office.MaxPhotoSize, v.o.Files.Limits().One)))
	f := &page.EntryForm{
		Desk: v.frame(v.say("Field log"), page.InClients), Client: uiClient(string(c.ID), c.Name, c.Colour, c.LogoID),
		Text:    ui.Field{Name: "text", Label: v.say("In words"), Required: true, MaxLength: fieldlog.MaxText, Rows: 3, Words: true, Hint: v.say("They read it once you share it. It is offered for the next update.")},
		Camera:  ui.Field{Name: "photos", ID: "camera", Label: v.say("Take a photo"), Type: "file", Accept: "image/*", Capture: true, Optional: true},
		Photos:  ui.Field{Name: "photos", ID: "photos", Label: v.say("Choose photos"), Type: "file", Accept: takenKinds, Multiple: true, Optional: true, Hint: v.say("Twelve in all, {size} each. Place and camera are not kept.", "size", size)},
		Weather: ui.Field{Name: "weather", Label: v.say("Weather"), Options: []ui.Option{{Value: "", Label: v.say("Not said"), Selected: true}}},
		Degrees: ui.Field{Name: "degrees", Label: v.say("Degrees Celsius"), Type: "number", Min: strconv.Itoa(-fieldlog.MaxDegrees), Max: strconv.Itoa(fieldlog.MaxDegrees), Step: "1", Optional: true},
		At:      ui.Field{Name: "at", Label: v.say("When it was"), Type: "datetime-local"},
		Shared:  ui.Field{Name: "shared", Type: "checkbox", Label: v.say("Share it with the client"), Hint: v.say("It stands on their page. Nobody is told by that.")},
	}
	f.Desk.Narrow = true
	for _, w := range fieldlog.Weathers() {
		f.Weather.Options = append(f.Weather.Options, ui.Option{Value: string(w), Label: v.voice().Say(office.WeatherWord(w))})
	}
	return f
}

// entryToEdit shows an entry to be changed.
func entryToEdit(v *visit) error {
	f, _, err := entryEditFor(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func entryEditFor(v *visit) (*page.EntryForm, office.EntryView, error) {
	e, err := v.o.FieldLog.View(v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")))
	if err != nil {
		return nil, e, err
	}
	if !mayDo(v, member.KeepDocuments) {
		return nil, e, errNotYours
	}
	here := page.EntryURL(string(e.ID))
	f := blankEntry(v, e.Client)
	f.Heading, f.Submit = v.say("Change this entry"), v.say("Save it")
	f.Form = ui.Form{Action: here, Once: newOnce(), Back: here, Version: strconv.Itoa(e.Version)}
	f.Desk.Crumbs = append(clientCrumbs(v, e.Client), ui.Link{Text: e.Project.Name, URL: "/projects/" + e.ProjectID}, ui.Link{Text: v.say("Field log"), URL: "/projects/" + e.ProjectID + "/field-log"})
	f.Text.Value, f.Shared.Checked, f.At.Value = e.Text, e.Shared(), e.At.In(v.cal.Location()).Format(asTyped)
	if e.Shared() {
		f.Text.Hint = v.say("They see it as you save it.")
	}
	if e.Degrees != nil {
		f.Degrees.Value = strconv.Itoa(*e.Degrees)
	}
	for i, o := range f.Weather.Options {
		f.Weather.Options[i].Selected = o.Value == string(e.Weather)
	}
	f.Seen = entryOf(v, e.Entry).Photos
	for _, p := range e.Seen() {
		n := strconv.Itoa(p.Number)
		f.Out = append(f.Out, ui.Field{Name: "take_out", ID: "out-" + n, Value: n, Type: "checkbox", Label: v.say("Take it out")})
	}
	return f, e, nil
}

// sentEntry is a form of an entry that came: its photos are kept.
type sentEntry struct {
	brought
	words  fieldlog.Words
	photos []fieldlog.Photo
}

// takeEntry reads a form with photos, and keeps them when all is well.
func takeEntry(v *visit, of client.ProjectID, was time.Time) (sentEntry, error) {
	var s sentEntry
	photos, err := v.o.Files.TakePhotos(v.r.Context(), v.who, of)
	if err != nil {
		return s, err
	}
	defer func() { _ = photos.Close() }() // what was spooled has no name: closing it is all there is to do
	room := door.UploadRoom{One: min(office.MaxPhotoSize, v.o.Files.Limits().One), Files: fieldlog.MaxPhotos}
	s.Fields, err = door.TakeUploads(v.w, v.r, room, func(sent string, body io.Reader) error { return photos.Take(v.r.Context(), sent, body) })
	v.r.PostForm, v.r.Form = s.Fields, s.Fields
	words, wrong := entryWords(v, was)
	s.words = words
	if all := gather(renamed(err, map[string]string{"file": "photos"}), wrong); all != nil {
		var large files.TooLarge
		if errors.As(err, &large) {
			return s, errors.Join(all, large)
		}
		return s, all
	}
	s.photos, err = photos.Keep(v.r.Context())
	for _, p := range s.photos {
		s.file.Sum += files.Sum(p.Sum)
	}
	return s, err
}

// entryWords reads what is said in a form. was is the moment that the form showed:
// it has seconds that no browser writes.
func entryWords(v *visit, was time.Time) (fieldlog.Words, error) {
	form := v.r.PostForm
	w := fieldlog.Words{Text: strings.TrimSpace(form.Get("text")), Weather: fieldlog.Weather(form.Get("weather"))}
	var k fault.Check
	if s := strings.TrimSpace(form.Get("degrees")); s != "" {
		n, err := strconv.Atoi(s)
		k.Want(err == nil, "degrees", "Write a whole number.")
		w.Degrees = &n
	}
	if s := form.Get("at"); s != "" && s != was.In(v.cal.Location()).Format(asTyped) {
		at, err := time.ParseInLocation(asTyped, s, v.cal.Location())
		k.Want(err == nil, "at", "Choose a day and a time.")
		w.At = at.UTC()
	}
	return w, k.Err()
}

// addEntry writes an entry.
func addEntry(v *visit) error {
	f, pr, err := entryFormFor(v)
	if err != nil {
		return err
	}
	s, err := takeEntry(v, pr.ID, v.now)
	var to string
	if err == nil {
		to, err = s.onceFor(v, func(ctx context.Context) (string, error) {
			e, err := v.o.FieldLog.Add(ctx, v.who, office.NewEntry{Project: pr.ID, Words: s.words, Photos: s.photos, Shared: s.Fields.Get("shared") != ""})
			if s.Fields.Get("tell") != "" {
				return page.EntryURL(string(e.ID)) + "/tell", err
			}
			return page.EntryURL(string(e.ID)), err
		})
	}
	if err != nil {
		return againEntry(v, err, f)
	}
	v.leave(v.say("Kept."))
	return v.go303(to)
}

// editEntry changes an entry.
func editEntry(v *visit) error {
	f, e, err := entryEditFor(v)
	if err != nil {
		return err
	}
	s, err := takeEntry(v, e.Project.ID, e.At)
	if err == nil {
		shared := s.Fields.Get("shared") != ""
		in := office.EntryEdit{Version: versionOf(v), Photos: s.photos, Shared: &shared, Change: func(w *fieldlog.Words) {
			if s.words.At.IsZero() {
				s.words.At = w.At
			}
			*w = s.words
		}}
		for _, n := range s.Fields["take_out"] {
			number, _ := strconv.Atoi(n) // 0 is refused as no photo
			in.TakeOut = append(in.TakeOut, number)
		}
		slices.Sort(in.TakeOut)
		in.TakeOut = slices.Compact(in.TakeOut)
		_, err = s.onceFor(v, func(ctx context.Context) (string, error) {
			_, err := v.o.FieldLog.Edit(ctx, v.who, e.ID, in)
			return page.EntryURL(string(e.ID)), err
		})
	}
	if err != nil {
		return againEntry(v, stale(err), f)
	}
	v.leave(v.say("Saved."))
	return v.go303(page.EntryURL(string(e.ID)))
}

// againEntry shows a form with photos that failed: 413 for what is too large.
func againEntry(v *visit, err error, f *page.EntryForm) error {
	if v.r.Form == nil {
		return err
	}
	large := errors.As(err, new(files.TooLarge))
	if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
		return err
	}
	f.Camera.Error, f.Photos.Error = "", f.Camera.Error+f.Photos.Error // both have one name; it is said once
	if f.Photos.Error == "" {
		f.Photos.Error = v.say("Choose the photos again: a browser does not keep them.")
	}
	if large {
		return door.Show(v.w, v.r, http.StatusRequestEntityTooLarge, f.View())
	}
	return v.again(*f)
}

// photo shows a photo, or its thumbnail, as it was drawn anew.
func photo(small bool) handler {
	return func(v *visit) error {
		number, err := strconv.Atoi(v.r.PathValue("number"))
		if err != nil {
			return errNothing
		}
		f, err := v.o.FieldLog.Photo(v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")), number, small)
		if err != nil {
			return err
		}
		defer f.Close()
		files.Serve(v.w, v.r, files.Handing{Name: f.Name, Sum: f.Sum, Preview: true}, f.File)
		return nil
	}
}

// aboutEntry fills the composer in that tells of an entry.
func aboutEntry(c *composing) {
	p := &c.page
	if p.Subject.Value == "" {
		p.Subject.Value = theirs(c).Say("From the site: {project}", "project", c.entry.Project.Name)
	}
	p.Message.Value = c.entry.Text
	if c.entry.Shared() && len(c.entry.Seen()) > 0 {
		p.Message.Value += "\n\n" + theirs(c).Say("The photos stand on your page.")
	}
	if !c.entry.Shared() {
		p.NextWhy = c.say("This entry is private: they read the message, and do not see the photos.") + " " + p.NextWhy
	}
}

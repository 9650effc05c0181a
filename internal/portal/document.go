package portal

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kept/client"
	"kept/document"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/store"
	"kept/internal/ui"
)

// documentRoutes are the pages of documents.
func documentRoutes(s *Site) {
	s.read("documents", documentList)
	s.read("documents/{document}", documentPage)
	s.read("documents/{document}/versions/{number}", documentFile)
	s.read("documents/{document}/versions/{number}/preview", documentPreview)
	s.inside("POST /p/documents", bringDocument)
	s.inside("POST /p/documents/{document}/comments", func(v *visit) error { return comment(v, "document", "documents/"+v.r.PathValue("document")) })
}

// documentList lists what is shared with the reader, and what he brought.
func documentList(v *visit) error {
	p, _, err := openDocuments(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openDocuments(v *visit) (page.Documents, office.PortalDocuments, error) {
	all, err := v.o.Portal.Documents(v.r.Context(), v.who)
	if err != nil {
		return page.Documents{}, all, err
	}
	r := v.reading(all.PortalView)
	p := page.Documents{Frame: r.frame(r.say("Your documents")), Heading: r.say("Your documents"), None: r.say("Nothing is here yet. What we share with you stands here, and what you bring.")}
	if !r.borrowed() {
		p.Everything = everythingOf(r)
	}
	of := client.ProjectID(v.r.URL.Query().Get("project"))
	for _, d := range all.Documents {
		if of != "" && of != client.ProjectID(d.ProjectID) {
			continue
		}
		row := page.DocumentRow{URL: v.root + "documents/" + string(d.ID), Name: d.Name, Kind: r.kindOf(d.Latest()), By: r.broughtBy(all, d.Latest()), At: r.moment(d.Latest().At)}
		if len(all.Projects) > 1 && of == "" {
			row.Of = all.Project(d)
		}
		p.Rows = append(p.Rows, row)
	}
	if !silent(r) {
		p.Bring = r.bringing(all.Projects)
	}
	if name := projectName(r, string(of)); name != "" {
		p.Heading, p.All = r.say("Documents of {project}", "project", name), ui.Link{Text: r.say("All your documents"), URL: v.root + "documents"}
		p.Frame.Title = p.Heading
	}
	return p, all, nil
}

// broughtBy says from whom a version is.
func (r reading) broughtBy(all office.PortalDocuments, v document.Version) string {
	if v.By.Contact == string(r.view.Contact.ID) {
		return r.say("from you")
	}
	return r.say("from {name}", "name", all.Names[v.By])
}

func (r reading) kindOf(v document.Version) string {
	return r.say(files.Named(v.Type)) + ", " + r.voice().Size(office.FileSize(v.Size))
}

// bringing is the form by which the reader brings a document; nil where no project
// of his is open.
func (r reading) bringing(projects []client.Project) *page.Bringing {
	b := &page.Bringing{
		Form: ui.Form{Action: r.root + "documents", Once: door.Reference() + door.Reference()}, Heading: r.say("Bring us a document"), Submit: r.say("Send it"),
		Name: ui.Field{Name: "name", Label: r.say("Name"), Optional: true, Hint: r.say("Empty: what the file is called."), MaxLength: document.MaxName, Words: true, Autocomplete: "off"},
		Note: ui.Field{Name: "note", Label: r.say("What it is"), Optional: true, MaxLength: document.MaxNote, Words: true, Autocomplete: "off"},
		File: ui.Field{Name: "file", Label: r.say("File"), Type: "file", Required: true, Hint: r.say("Up to {size}. We see it at once.", "size", r.voice().Size(office.FileSize(r.o.Files.Limits().One)))},
	}
	of := ui.Field{Name: "project", Label: r.say("What it belongs to")}
	for _, p := range projects {
		if p.Open() {
			of.Options = append(of.Options, ui.Option{Value: string(p.ID), Label: p.Name})
		}
	}
	if len(of.Options) == 0 {
		return nil
	}
	b.Project = &of
	if len(of.Options) == 1 {
		b.Project = nil
	}
	return b
}

// documentPage shows a document with its versions, the newest first.
func documentPage(v *visit) error {
	all, err := v.o.Portal.Document(v.r.Context(), v.who, document.ID(v.r.PathValue("document")))
	if err != nil {
		return err
	}
	d := all.Documents[0]
	r := v.reading(all.PortalView)
	p := page.DocumentPage{
		Frame: r.frame(d.Name), Name: d.Name, Save: r.say("Save it ({kind})", "kind", r.kindOf(d.Latest())), Versions: r.say("Earlier versions"),
		All: ui.Link{Text: r.say("All your documents"), URL: v.root + "documents"}, Contact: r.contact(all.Leader, r.say("looks after you")),
	}
	here := v.root + "documents/" + string(d.ID) + "/versions/"
	for i := len(d.Versions) - 1; i >= 0; i-- {
		x := d.Versions[i]
		row := page.DocumentVersion{Title: r.say("Version {number}, {kind}", "number", strconv.Itoa(x.Number), "kind", r.kindOf(x)), URL: here + strconv.Itoa(x.Number), By: r.broughtBy(all, x), At: r.moment(x.At), Note: x.Note}
		if x.Number == d.Latest().Number {
			p.Newest = row
			continue
		}
		p.Earlier = append(p.Earlier, row)
	}
	if n := d.Latest().Number; all.Previews[n] {
		p.Preview = here + strconv.Itoa(n) + "/preview"
	}
	if p.Comments, err = r.comments("document:"+string(d.ID), "documents/"+string(d.ID)); err != nil {
		return err
	}
	return v.show(p)
}

// documentFile hands out a version of a document.
func documentFile(v *visit) error { return handDocument(v, v.o.Portal.DocumentFile, false) }

// documentPreview shows the preview of a version.
func documentPreview(v *visit) error { return handDocument(v, v.o.Portal.DocumentPreview, true) }

func handDocument(v *visit, open func(context.Context, office.Actor, document.ID, int) (office.DocumentFile, error), preview bool) error {
	number, err := strconv.Atoi(v.r.PathValue("number"))
	if err != nil || number < 1 {
		return fault.New(fault.NotFound, "There is no file at this address.")
	}
	f, err := open(v.r.Context(), v.who, document.ID(v.r.PathValue("document")), number)
	if err != nil {
		return err
	}
	defer f.Close()
	files.Serve(v.w, v.r, files.Handing{Name: f.Document.Name, Sum: files.Sum(f.Version.Sum), Type: f.Version.Type, Preview: preview}, f.File)
	return nil
}

// bringDocument takes what the reader brings.
func bringDocument(v *visit) error {
	p, all, err := openDocuments(v)
	if err != nil {
		return err
	}
	err = bring(v, all)
	if err == nil {
		v.cookies.Say(v.w, door.Word{Text: v.say("We have your document.")})
		return v.go303(v.root + "documents")
	}
	return againBringing(v, p, err)
}

// errProject is said where it is not clear what a document belongs to.
func errProject() error { return fault.Field("project", "Choose what it belongs to.") }

func bring(v *visit, all office.PortalDocuments) error {
	if !v.tries.Allow("brings "+string(v.who.Contact), v.now) {
		return fault.New(fault.Invalid, "Those were many documents in a short time. Please wait a moment, then send this one again.")
	}
	var of client.ProjectID // the reader's own, so that bytes are taken before it is known which
	for _, p := range all.Projects {
		if p.Open() {
			of = p.ID
		}
	}
	if of == "" {
		return fault.New(fault.Conflict, "No project of yours is open at the moment.")
	}
	var file office.Brought
	u, err := door.TakeUpload(v.w, v.r, v.o.Files.Limits().One, func(body io.Reader) (err error) {
		file, err = v.o.Files.Bring(v.r.Context(), v.who, of, body)
		return err
	})
	v.r.PostForm, v.r.Form = u.Fields, u.Fields
	if err == nil && u.Sent == "" {
		err = fault.Field("file", "Choose a file.")
	}
	if err != nil {
		return err
	}
	in := office.NewDocument{Project: of, Name: strings.TrimSpace(u.Fields.Get("name")), Note: strings.TrimSpace(u.Fields.Get("note")), File: file}
	if in.Name == "" {
		in.Name = document.NameOf(u.Sent)
	}
	if id := u.Fields.Get("project"); id != "" {
		in.Project = client.ProjectID(id)
	}
	asked := door.Hash(v.r.URL.Path, u.Fields.Encode(), string(file.Sum))
	key := office.Request{Key: door.Hash(string(v.who.Contact), u.Fields.Get("once"), asked), Fingerprint: asked}
	_, _, err = v.o.Once(v.r.Context(), v.who, key, func(ctx context.Context) (store.Answered, error) {
		_, err := v.o.Documents.Add(ctx, v.who, in)
		return store.Answered{Status: http.StatusSeeOther, Location: v.root + "documents"}, err
	})
	if fault.KindOf(err) == fault.NotFound {
		return errProject()
	}
	return err
}

func againBringing(v *visit, p page.Documents, err error) error {
	f, ok := fault.As(err)
	if !ok || f.Kind == fault.NotFound || f.Kind == fault.NotAllowed || p.Bring == nil {
		return err
	}
	if v.r.Form == nil {
		v.r.Form = url.Values{}
	}
	ui.Refill(v.r.Form, p.Bring.Fields()...)
	if rest := ui.Complain(v.complaints(f.Fields), p.Bring.Fields()...); len(f.Fields) == 0 {
		p.Bring.Error = v.complaint(f.Say)
	} else if len(rest) > 0 {
		p.Bring.Error = rest[0]
	}
	if p.Bring.File.Error == "" {
		p.Bring.File.Error = v.say("Choose the file again: a browser does not keep it.")
	}
	ui.FocusFirst(p.Bring.Fields()...)
	if errors.As(err, new(files.TooLarge)) {
		v.w.Header().Set("Connection", "close") // what is left of it is not read
		return door.Show(v.w, v.r, http.StatusRequestEntityTooLarge, p.View())
	}
	return v.again(p)
}

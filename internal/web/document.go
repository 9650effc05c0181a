package web

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
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// documentRoutes are the pages of documents.
func documentRoutes(s *Site) {
	s.desk("POST /projects/{project}/documents", addDocument)
	s.desk("GET /documents/{document}", documentPage)
	s.desk("POST /documents/{document}/versions", renewDocument)
	s.desk("GET /documents/{document}/versions/{number}", documentFile)
	s.desk("GET /documents/{document}/versions/{number}/preview", documentPreview)
	s.composer("/documents/{document}", "/tell", way{mode: page.Telling, noun: "tellings"})
	s.desk("POST /documents/{document}/name", renameDocument)
	for _, does := range documentActs() {
		s.desk("POST /documents/{document}/"+does.noun, changeDocument(does))
	}
}

// documentAct is an act of one button.
type documentAct struct {
	noun string
	do   func(office.Documents, context.Context, office.Actor, document.ID, int) (document.Document, error)
	word func(*visit) string
}

func documentActs() []documentAct {
	return []documentAct{
		{"sharing", office.Documents.Share, func(v *visit) string { return v.say("Shared: it stands on their page. Nobody was told.") }},
		{"privacy", office.Documents.Unshare, func(v *visit) string { return v.say("Private again: they do not see it any more.") }},
		{"removal", office.Documents.Remove, func(v *visit) string { return v.say("Removed. It can be brought back from its page.") }},
		{"return", office.Documents.Return, func(v *visit) string { return v.say("It is back.") }},
	}
}

func changeDocument(does documentAct) handler {
	return func(v *visit) error {
		if err := parseForm(v, "version"); err != nil {
			return err
		}
		d, err := does.do(v.o.Documents, v.r.Context(), v.who, document.ID(v.r.PathValue("document")), versionOf(v))
		if err != nil {
			return stale(err)
		}
		v.leave(does.word(v))
		return v.go303(backTo(v, page.DocumentURL(string(d.ID))))
	}
}

// documentsOnProject is how many documents the page of a project shows.
const documentsOnProject = 30

// documentsOf are the documents of a project on its page.
func documentsOf(v *visit, p client.Project, theirs *worktime.Calendar) (page.Documents, error) {
	var out page.Documents
	all, err := v.o.Documents.OfProject(v.r.Context(), v.who, p.ID)
	if err != nil {
		return out, err
	}
	whole := v.r.URL.Query().Get("documents") == "all"
	here := "/projects/" + string(p.ID)
	for _, d := range all.Documents {
		link := ui.Link{Text: d.Name, URL: page.DocumentURL(string(d.ID))}
		switch {
		case d.Removed():
			out.Removed = append(out.Removed, link)
		case len(out.Rows) >= documentsOnProject && !whole:
			out.More = ui.Link{Text: v.say("All documents"), URL: here + "?documents=all#documents"}
		default:
			out.Rows = append(out.Rows, documentRow(v, d, all.Names, theirs))
		}
	}
	if p.Open() && mayDo(v, member.KeepDocuments) {
		out.Upload = uploadForm(v, here+"/documents", v.say("Add it"))
		out.Upload.Name = &ui.Field{Name: "name", ID: "document-name", Label: v.say("Name"), Optional: true, Hint: v.say("The client reads it once it is shared. Empty: what the file is called."), MaxLength: document.MaxName, Words: true, Autocomplete: "off"}
		out.Upload.Shared = &ui.Field{Name: "shared", ID: "document-shared", Label: v.say("Share it with the client"), Hint: v.say("It stands on their page. Nobody is told by that.")}
	}
	return out, nil
}

func uploadForm(v *visit, action, submit string) *page.Upload {
	limit := v.o.Files.Limits().One
	return &page.Upload{
		Form: ui.Form{Action: action, Once: newOnce()}, Limit: limit, Submit: submit,
		File: ui.Field{Name: "file", ID: "document-file", Label: v.say("File"), Type: "file", Required: true, Hint: v.say("Choose it, or drop it here. {size} at most.", "size", v.voice().Size(office.FileSize(limit)))},
		Note: ui.Field{Name: "note", ID: "document-note", Label: v.say("What is new in it"), Optional: true, MaxLength: document.MaxNote, Words: true, Autocomplete: "off"},
	}
}

func documentRow(v *visit, d document.Document, names map[document.By]string, theirs *worktime.Calendar) page.DocumentRow {
	last := d.Latest()
	row := page.DocumentRow{
		Document: ui.Link{Text: d.Name, URL: page.DocumentURL(string(d.ID))}, Kind: kindOf(v, last), By: names[d.By], Theirs: d.Theirs(), Shared: d.Shared(), When: v.moment(last.At, theirs),
	}
	if n := len(d.Versions); n > 1 {
		row.Versions = v.count(n, "1 version", "{n} versions")
	}
	if !d.Shared() && mayDo(v, member.KeepDocuments) {
		row.Acts = []page.Act{{Label: v.say("Share"), Of: d.Name, Post: row.Document.URL + "/sharing", Version: strconv.Itoa(d.Version), Hidden: []page.Pair{{Name: "back", Value: "/projects/" + d.ProjectID}}}}
	}
	return row
}

// kindOf says what a version is, and how large.
func kindOf(v *visit, d document.Version) string {
	return v.voice().Say(files.Named(d.Type)) + ", " + v.voice().Size(office.FileSize(d.Size))
}

// documentPage shows a document with all its versions.
func documentPage(v *visit) error {
	p, err := openDocument(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openDocument(v *visit) (*page.DocumentPage, error) {
	d, err := v.o.Documents.View(v.r.Context(), v.who, document.ID(v.r.PathValue("document")))
	if err != nil {
		return nil, err
	}
	here := page.DocumentURL(string(d.ID))
	p := &page.DocumentPage{
		Desk: v.frame(d.Name, page.InClients), Name: d.Name, Client: uiClient(string(d.Client.ID), d.Client.Name, d.Client.Colour, d.Client.LogoID), Shared: d.Shared(), Removed: d.Removed(), Kind: kindOf(v, d.Latest()),
	}
	p.Desk.Crumbs = append(clientCrumbs(v, d.Client), ui.Link{Text: d.Project.Name, URL: "/projects/" + d.ProjectID})
	switch {
	case d.Removed():
		p.State = v.say("Removed {when}: nobody finds it any more.", "when", v.moment(d.RemovedAt, nil).Text)
	case d.Theirs():
		p.State = v.say("{who} brought it: they see it on their page.", "who", d.Names[d.By])
	case d.Shared():
		p.State = v.say("Shared: they see it on their page, with all its versions.")
	default:
		p.State = v.say("Private: only we see it.")
	}
	if d.Previews[d.Latest().Number] && !d.Removed() {
		p.Preview = here + "/versions/" + strconv.Itoa(d.Latest().Number) + "/preview"
	}
	for i := len(d.Versions) - 1; i >= 0; i-- {
		x := d.Versions[i]
		p.Versions = append(p.Versions, page.DocumentVersion{Number: strconv.Itoa(x.Number), URL: here + "/versions/" + strconv.Itoa(x.Number), Kind: kindOf(v, x), By: d.Names[x.By], When: v.moment(x.At, nil), Note: x.Note})
	}
	p.Acts = documentActsOf(v, d, here)
	if mayDo(v, member.KeepDocuments) && !d.Removed() {
		p.Upload = uploadForm(v, here+"/versions", v.say("Add this version"))
		p.Upload.Form.Version = strconv.Itoa(d.Version)
		if d.Shared() {
			p.Upload.File.Hint += " " + v.say("They see it at once; nobody is told by that.")
		}
	}
	p.Comments, err = talksAbout(v, "document:"+string(d.ID))
	return p, err
}

func documentActsOf(v *visit, d office.DocumentView, here string) []page.Act {
	version := strconv.Itoa(d.Version)
	acts := []page.Act{{Label: v.say("Download"), Icon: "down", URL: here + "/versions/" + strconv.Itoa(d.Latest().Number)}}
	if !mayDo(v, member.KeepDocuments) {
		return acts
	}
	if d.Removed() {
		return []page.Act{{Label: v.say("Bring it back"), Post: here + "/return", Version: version, Main: true}}
	}
	tell := page.Act{Label: v.say("Tell them"), Icon: "told", URL: here + "/tell"}
	if !d.Shared() {
		tell.Label, tell.Main = v.say("Share and tell"), true
		acts = append(acts, tell, page.Act{Label: v.say("Share silently"), Icon: "seen", Post: here + "/sharing", Version: version})
	} else {
		acts = append(acts, tell)
		if !d.Theirs() {
			acts = append(acts, page.Act{Label: v.say("Make private"), Icon: "lock", Post: here + "/privacy", Version: version})
		}
	}
	return append(acts,
		page.Act{Label: v.say("Rename"), Icon: "pen", Form: &page.ActForm{Form: ui.Form{Action: here + "/name", Version: version}, ID: "rename", Submit: v.say("Call it so"), Fields: []page.Ask{
			{Kind: page.Line, Field: ui.Field{Name: "name", ID: "rename-name", Label: v.say("Name"), Value: d.Name, Required: true, MaxLength: document.MaxName, Words: true, Autocomplete: "off"}},
		}}},
		page.Act{Label: v.say("Remove"), Icon: "close", Post: here + "/removal", Version: version})
}

// renameDocument calls a document otherwise.
func renameDocument(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	id := document.ID(v.r.PathValue("document"))
	_, err := v.o.Documents.Rename(v.r.Context(), v.who, id, versionOf(v), strings.TrimSpace(v.r.PostForm.Get("name")))
	if err != nil {
		p, wrong := openDocument(v)
		if wrong != nil {
			return wrong
		}
		return v.refuse(stale(err), v.r.URL.Path, p.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
	}
	v.leave(v.say("It has its new name."))
	return v.go303(page.DocumentURL(string(id)))
}

// brought is a form with a file that came.
type brought struct {
	door.Upload
	file office.Brought
}

// takeFile reads a form with a file and keeps the file.
func takeFile(v *visit, of client.ProjectID) (brought, error) {
	var b brought
	var err error
	b.Upload, err = door.TakeUpload(v.w, v.r, v.o.Files.Limits().One, func(body io.Reader) (err error) {
		b.file, err = v.o.Files.Bring(v.r.Context(), v.who, of, body)
		return err
	})
	v.r.PostForm, v.r.Form = b.Fields, b.Fields
	if err == nil && b.Sent == "" {
		err = fault.Field("file", "Choose a file.")
	}
	return b, err
}

// onceFor does an act of a form with a file at most once for each opening of the form.
func (b brought) onceFor(v *visit, work func(context.Context) (string, error)) (string, error) {
	asked := door.Hash(v.r.URL.Path, b.Fields.Encode(), string(b.file.Sum))
	key := office.Request{Key: door.Hash(string(v.who.Member), b.Fields.Get("once"), asked), Fingerprint: asked}
	answer, _, err := v.o.Once(v.r.Context(), v.who, key, func(ctx context.Context) (store.Answered, error) {
		to, err := work(ctx)
		return store.Answered{Status: http.StatusSeeOther, Location: to}, err
	})
	return answer.Location, err
}

// addDocument adds a document to a project.
func addDocument(v *visit) error {
	id := client.ProjectID(v.r.PathValue("project"))
	b, err := takeFile(v, id)
	var to string
	if err == nil {
		in := office.NewDocument{Project: id, Name: strings.TrimSpace(b.Fields.Get("name")), Note: strings.TrimSpace(b.Fields.Get("note")), Shared: b.Fields.Get("shared") != "", File: b.file}
		if in.Name == "" {
			in.Name = document.NameOf(b.Sent)
		}
		to, err = b.onceFor(v, func(ctx context.Context) (string, error) {
			d, err := v.o.Documents.Add(ctx, v.who, in)
			return page.DocumentURL(string(d.ID)), err
		})
	}
	if err == nil {
		v.leave(v.say("Added."))
		return v.go303(to)
	}
	p, wrong := buildProject(v, id)
	if wrong != nil {
		return wrong
	}
	return againUpload(v, err, p.Documents.Upload, p)
}

// renewDocument adds a version to a document.
func renewDocument(v *visit) error {
	d, err := v.o.Documents.View(v.r.Context(), v.who, document.ID(v.r.PathValue("document")))
	if err != nil {
		return err
	}
	b, err := takeFile(v, d.Project.ID)
	if err == nil {
		_, err = b.onceFor(v, func(ctx context.Context) (string, error) {
			_, err := v.o.Documents.Renew(ctx, v.who, d.ID, office.Renewal{Note: strings.TrimSpace(b.Fields.Get("note")), File: b.file})
			return "", err
		})
	}
	if err == nil {
		v.leave(v.say("Added as the newest version."))
		return v.go303(page.DocumentURL(string(d.ID)))
	}
	p, wrong := openDocument(v)
	if wrong != nil {
		return wrong
	}
	return againUpload(v, err, p.Upload, p)
}

// againUpload shows a form with a file that failed: 413 for what is too large.
func againUpload(v *visit, err error, u *page.Upload, p page.Page) error {
	if u == nil {
		return err
	}
	if v.r.Form == nil {
		v.r.Form = url.Values{}
	}
	var large files.TooLarge
	tooLarge := errors.As(err, &large)
	if err := v.complain(err, &u.Form, u.Fields()...); err != nil {
		return err
	}
	if u.File.Error == "" && u.Form.Error == "" {
		u.File.Error = v.say("Choose the file again: a browser does not keep it.")
	}
	if tooLarge {
		v.w.Header().Set("Connection", "close") // what is left of it is not read
		return door.Show(v.w, v.r, http.StatusRequestEntityTooLarge, p.View())
	}
	return v.again(p)
}

// documentFile hands out a version of a document.
func documentFile(v *visit) error { return handDocument(v, v.o.Documents.File, false) }

// documentPreview shows the preview of a version.
func documentPreview(v *visit) error { return handDocument(v, v.o.Documents.Preview, true) }

func handDocument(v *visit, open func(context.Context, office.Actor, document.ID, int) (office.DocumentFile, error), preview bool) error {
	number, err := strconv.Atoi(v.r.PathValue("number"))
	if err != nil || number < 1 {
		return errNothing
	}
	f, err := open(v.r.Context(), v.who, document.ID(v.r.PathValue("document")), number)
	if err != nil {
		return err
	}
	defer f.Close()
	files.Serve(v.w, v.r, files.Handing{Name: f.Document.Name, Sum: files.Sum(f.Version.Sum), Type: f.Version.Type, Preview: preview}, f.File)
	return nil
}

// aboutDocument fills the composer in that shares a document and tells of it.
func aboutDocument(c *composing) {
	p := &c.page
	if p.Subject.Value == "" {
		p.Subject.Value = theirs(c).Say("A document for you: {what}", "what", c.document.Name)
	}
	p.Message.Value = theirs(c).Say("There is a document for you: {what}. It stands on your page.", "what", c.document.Name)
	if !c.document.Shared() {
		p.NextWhy = c.say("Sending it shares the document.") + " " + p.NextWhy
	}
}

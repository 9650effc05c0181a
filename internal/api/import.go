package api

import (
	"context"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/worktime"
)

// imports bring in what was kept elsewhere: all or nothing, and nothing twice.
func imports(s *service) {
	r := importDesk{s}
	act(s, "/imports/promises", "import-promises", "Import promises: all or nothing, and a row whose key was imported before is skipped", r.promises)
	act(s, "/imports/clients", "import-clients", "Import clients with their contacts: all or nothing, and a row whose key was imported before is skipped", r.clients)
}

type importDesk struct{ *service }

type promiseImportIn struct {
	Keyed
	Body promiseImport
}

type promiseImport struct {
	Rows   []importedPromise `json:"rows" nullable:"false" doc:"As many as a body holds, 10000 at most"`
	DryRun bool              `json:"dry_run,omitempty" doc:"Try everything, keep nothing"`
}

type importedPromise struct {
	Key  string `json:"key" minLength:"1" maxLength:"300" doc:"Tells the row apart for ever, so that a second run makes no second promise"`
	Line string `json:"line,omitempty" maxLength:"100" doc:"Where it stands, for a person: row 7"`
	NewPromise
}

// importedOut is what an import did, or in a dry run would have done.
type importedOut struct {
	Made    int         `json:"made"`
	People  int         `json:"people" doc:"Contacts, of new clients and of those who were here"`
	Skipped int         `json:"skipped" doc:"There already"`
	Differ  []differing `json:"differ" nullable:"false" doc:"Of those there already, the open promises that stand for another date than the row says: nothing was moved, decide each by a reset"`
	DryRun  bool        `json:"dry_run"`
}

// differing is a row that says another date than the promise that stands.
type differing struct {
	Key       string `json:"key"`
	Line      string `json:"line"`
	PromiseID string `json:"promise_id"`
	DueOn     string `json:"due_on,omitempty" doc:"The day for which it stands here"`
	DueAt     string `json:"due_at,omitempty" doc:"The moment for which it stands here"`
}

func importedOf(done office.Imported, dry bool) importedOut {
	out := importedOut{Made: done.Made, People: done.People, Skipped: done.Skipped, Differ: []differing{}, DryRun: dry}
	for _, d := range done.Differs {
		x := differing{Key: d.Key, Line: d.Line, PromiseID: string(d.Promise)}
		if d.Stands.Day.IsZero() {
			x.DueAt = d.Stands.At.UTC().Format(time.RFC3339)
		} else {
			x.DueOn = d.Stands.Day.String()
		}
		out.Differ = append(out.Differ, x)
	}
	return out
}

func (in promiseImportIn) dry() bool { return in.Body.DryRun }

func (in promiseImportIn) place(string) string { return "rows" }

func (r importDesk) promises(ctx context.Context, who office.Actor, in *promiseImportIn) (importedOut, error) {
	items := make([]office.PromiseImport, 0, len(in.Body.Rows))
	now, known := r.office.Watch.Now(), map[string]*worktime.Calendar{}
	for i, row := range in.Body.Rows {
		line := lineOr(row.Line, i)
		w, err := row.date().when(now, func() (*worktime.Calendar, error) {
			if cal := known[row.ClientID]; cal != nil {
				return cal, nil
			}
			cal, err := r.calendarOfClient(ctx, who, ref[client.ID](ofClient, row.ClientID))
			known[row.ClientID] = cal
			return cal, err
		})
		if err == nil {
			err = keyFault(row.Key)
		}
		if err != nil {
			return importedOut{}, inRow(line, err)
		}
		items = append(items, office.PromiseImport{Key: row.Key, Line: line, New: row.promise(who, w)})
	}
	done, err := r.office.Imports.Promises(ctx, who, items, in.Body.DryRun, nil)
	return importedOf(done, in.Body.DryRun), err
}

func lineOr(line string, i int) string {
	if line == "" {
		return fmt.Sprintf("row %d", i+1)
	}
	return line
}

// keyFault refuses a key that is no text to be kept.
func keyFault(key string) error {
	for _, r := range key {
		if r < 0x20 {
			return fault.New(fault.Invalid, "a key has no control characters.")
		}
	}
	return nil
}

// inRow says in which row something is wrong.
func inRow(line string, err error) error {
	if f, ok := fault.As(err); ok {
		return fault.Field("rows", line+": "+f.Error())
	}
	return err
}

type clientImportIn struct {
	Keyed
	Body clientImport
}

type clientImport struct {
	Rows   []importedClient `json:"rows" nullable:"false" doc:"As many as a body holds, 10000 at most"`
	DryRun bool             `json:"dry_run,omitempty" doc:"Try everything, keep nothing"`
}

type importedClient struct {
	Key      string      `json:"key" minLength:"1" maxLength:"300" doc:"Tells the row apart for ever"`
	Line     string      `json:"line,omitempty" maxLength:"100" doc:"Where it stands, for a person"`
	ClientID string      `json:"client_id,omitempty" doc:"A client who is here: the contacts are added to it, each once, and nothing else of it changes"`
	Name     string      `json:"name,omitempty" doc:"Of a new client"`
	Stage    string      `json:"stage,omitempty" enum:"prospect,active,past" default:"active"`
	Colour   int         `json:"colour,omitempty" minimum:"1" maximum:"12"`
	Language string      `json:"language,omitempty" enum:"en,de,fr,es,pt,nl,it" default:"en"`
	OwnerID  string      `json:"owner_id,omitempty"`
	Hours    *hoursJSON  `json:"hours,omitempty"`
	Contacts []NewPerson `json:"contacts,omitempty" nullable:"false"`
}

func (in clientImportIn) dry() bool { return in.Body.DryRun }

func (in clientImportIn) place(string) string { return "rows" }

func (r importDesk) clients(ctx context.Context, who office.Actor, in *clientImportIn) (importedOut, error) {
	items := make([]office.ClientImport, 0, len(in.Body.Rows))
	for i, row := range in.Body.Rows {
		line := lineOr(row.Line, i)
		c, err := newClient{Name: row.Name, Stage: row.Stage, Colour: row.Colour, Language: row.Language, OwnerID: row.OwnerID, Hours: row.Hours}.client(who, r.Region)
		if row.ClientID != "" {
			c, err = client.Client{ID: ref[client.ID](ofClient, row.ClientID)}, nil
		}
		if err == nil {
			err = keyFault(row.Key)
		}
		if err != nil {
			return importedOut{}, inRow(line, err)
		}
		item := office.ClientImport{Key: row.Key, Line: line, Client: c}
		for _, k := range row.Contacts {
			item.Contacts = append(item.Contacts, k.contact())
		}
		items = append(items, item)
	}
	done, err := r.office.Imports.Clients(ctx, who, items, in.Body.DryRun, nil)
	return importedOf(done, in.Body.DryRun), err
}

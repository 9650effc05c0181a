package office

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/document"
	"kept/fieldlog"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/shelf"
	"kept/worktime"
)

// ByStage lists the clients of a stage by name.
func (s Clients) ByStage(ctx context.Context, who Actor, stage client.Stage, part store.NameSlice) ([]store.ClientRow, error) {
	var out []store.ClientRow
	err := s.see(ctx, who, func(a *act) (err error) {
		out, err = store.ClientsByStage(a.tx, a.ws, stage, part, a.now)
		return err
	})
	return out, err
}

// Find finds clients by the beginnings of words of their own names and of their
// contacts' names and addresses, at most [MaxFound].
func (s Clients) Find(ctx context.Context, who Actor, query string) ([]store.ClientRow, error) {
	var out []store.ClientRow
	err := s.see(ctx, who, func(a *act) error {
		hits, err := store.Find(a.tx, a.ws, query, MaxFound)
		if err != nil {
			return err
		}
		seen := map[client.ID]bool{}
		for _, h := range hits {
			id := client.ID(h.ID)
			if h.Kind == "contact" {
				k, err := store.Contact(a.tx, a.ws, client.ContactID(h.ID))
				if err != nil {
					return err
				}
				id = k.ClientID
			}
			if (h.Kind != "client" && h.Kind != "contact") || seen[id] {
				continue
			}
			seen[id] = true
			r, err := store.ClientRowOf(a.tx, a.ws, id, a.now)
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// Wait is one wait of a client as a list shows it.
type Wait struct {
	reply.Clock
	ClientName string
	Colour     int
	Contact    client.Contact
	Calendar   *worktime.Calendar // the client's
	Standard   worktime.Explanation
}

// Waits is who waits for an answer, and the last ones who got one.
type Waits struct {
	Waiting  []Wait // the one that is due first at the head
	Answered []Wait // the last one first
}

// Limits of the list of waits.
const (
	maxWaiting  = 200
	maxAnswered = 30
)

// Waits lists who waits for an answer.
func (s Calls) Waits(ctx context.Context, who Actor) (Waits, error) {
	var out Waits
	err := s.see(ctx, who, func(a *act) error {
		running, err := store.WaitingClocks(a.tx, a.ws, maxWaiting)
		if err != nil {
			return err
		}
		if out.Waiting, err = dressWaits(a, running); err != nil {
			return err
		}
		stopped, err := store.AnsweredClocks(a.tx, a.ws, maxAnswered)
		if err != nil {
			return err
		}
		out.Answered, err = dressWaits(a, stopped)
		return err
	})
	return out, err
}

func dressWaits(a *act, clocks []reply.Clock) ([]Wait, error) {
	var out []Wait
	for _, c := range clocks {
		w := Wait{Clock: c}
		who, err := store.Client(a.tx, a.ws, client.ID(c.ClientID))
		if err != nil {
			return nil, err
		}
		w.ClientName, w.Colour = who.Name, who.Colour
		if w.Calendar, err = a.calendars.of(who.Hours); err != nil {
			return nil, err
		}
		if w.Contact, err = store.Contact(a.tx, a.ws, client.ContactID(c.ContactID)); err != nil {
			return nil, err
		}
		w.Standard = a.book.firmHours.ExplainAdd(c.StartedAt, a.book.firmHours.Between(c.StartedAt, c.DueAt))
		out = append(out, w)
	}
	return out, nil
}

// Between lists promises of a state that fall due in a stretch, by date.
func (s Promises) Between(ctx context.Context, who Actor, state promise.State, in store.Stretch) ([]store.PromiseRow, error) {
	var out []store.PromiseRow
	err := s.see(ctx, who, func(a *act) (err error) {
		out, err = store.PromisesBetween(a.tx, a.ws, state, in)
		return err
	})
	return out, err
}

// FallsDue lists what a member has promised for a stretch.
func (s Promises) FallsDue(ctx context.Context, who Actor, owner member.ID, in store.Stretch) ([]store.PromiseRow, error) {
	rows, err := s.List(ctx, who, Filter{Owner: owner, State: promise.Open, Part: store.Slice{After: store.Place{At: in.From}, Limit: in.Limit}})
	for i, r := range rows {
		if !r.DueAt.Before(in.Until) {
			return rows[:i], err
		}
	}
	return rows, err
}

// UploadFor is how long a file that somebody looks at stays before it is
// forgotten.
const UploadFor = time.Hour

// MaxUpload is the largest file that is imported over the desk, in bytes.
const MaxUpload = 10 << 20

// Hold keeps a file for [UploadFor], so that whoever saw what it would do can
// say yes without sending it again, also to another process. It gives the
// file's id. Files that were held longer are forgotten.
func (s Imports) Hold(ctx context.Context, who Actor, name string, data []byte) (string, error) {
	if len(data) > MaxUpload {
		return "", fault.Field("file", "This file is larger than 10 MB. Split it.")
	}
	id := hashed(string(data))
	return id, s.do(ctx, who, func(a *act) error {
		if err := a.may(member.Import, nil); err != nil {
			return err
		}
		if err := store.DropUploads(a.tx, a.now.Add(-UploadFor)); err != nil {
			return err
		}
		return store.AddUpload(a.tx, a.ws, store.Upload{ID: id, MemberID: who.Member, Name: name, Bytes: data}, a.now)
	})
}

// Held gives a file that the actor sent within [UploadFor].
func (s Imports) Held(ctx context.Context, who Actor, id string) (store.Upload, error) {
	u, err := store.UploadOf(s.DB.Read(ctx), who.Workspace, who.Member, id, s.begin().Add(-UploadFor))
	return u, notFound(err)
}

// Outcomes counts what became of the dates of a client's promises.
func (s Clients) Outcomes(ctx context.Context, who Actor, of client.ID) (map[promise.Outcome]int, error) {
	all, err := store.OutcomesOfClient(s.DB.Read(ctx), who.Workspace, of)
	out := make(map[promise.Outcome]int, len(all))
	for _, o := range all {
		out[o.Outcome] += o.Count
	}
	return out, err
}

// Happened is a line of the journal with what its ids stand for.
type Happened struct {
	store.Line
	By      string // who, by name; "" = Kept itself
	Client  store.ClientFace
	Subject string // what it is about: a promise's words, a notice's subject, a name
}

// Told lists the journal as [Journal.List] does, with names.
func (s Journal) Told(ctx context.Context, who Actor, before string, limit int) ([]Happened, error) {
	var out []Happened
	err := s.see(ctx, who, func(a *act) error {
		lines, err := store.Journal(a.tx, a.ws, before, limit)
		if err != nil {
			return err
		}
		n := namer{act: a, clients: map[string]store.ClientFace{}, subjects: map[string]string{}}
		if err := n.ahead(lines); err != nil {
			return err
		}
		for _, l := range lines {
			h := Happened{Line: l}
			if h.By, err = n.subject(l.Actor); err == nil {
				h.Subject, err = n.subject(l.Object)
			}
			if err == nil {
				h.Client, err = n.client(l.ClientID)
			}
			if err != nil {
				return err
			}
			out = append(out, h)
		}
		return nil
	})
	return out, err
}

// namer finds out what ids stand for, each once.
type namer struct {
	*act
	clients  map[string]store.ClientFace
	subjects map[string]string
}

// ahead names the clients and promises of lines in a few statements: nearly all
// lines are about them.
func (n *namer) ahead(lines []store.Line) error {
	var clients []client.ID
	var promises []promise.ID
	for _, l := range lines {
		if id := client.ID(l.ClientID); id != "" && !slices.Contains(clients, id) {
			clients = append(clients, id)
		}
		if id, ok := strings.CutPrefix(l.Object, "promise:"); ok && !slices.Contains(promises, promise.ID(id)) {
			promises = append(promises, promise.ID(id))
		}
	}
	for part := range slices.Chunk(clients, store.Batch) {
		faces, err := store.FacesOf(n.tx, n.ws, part)
		if err != nil {
			return err
		}
		for id, f := range faces {
			n.clients[string(id)] = f
		}
	}
	for part := range slices.Chunk(promises, store.Batch) {
		words, err := store.WordsOf(n.tx, n.ws, part)
		if err != nil {
			return err
		}
		for id, text := range words {
			n.subjects[obligation("promise", id)] = text
		}
	}
	return nil
}

func (n *namer) client(id string) (store.ClientFace, error) {
	if have, ok := n.clients[id]; ok || id == "" {
		return have, nil
	}
	all, err := store.FacesOf(n.tx, n.ws, []client.ID{client.ID(id)})
	n.clients[id] = all[client.ID(id)]
	return n.clients[id], err
}

// subject names an object of the journal, "promise:prm_…".
func (n *namer) subject(object string) (string, error) {
	if have, ok := n.subjects[object]; ok {
		return have, nil
	}
	name, err := n.find(object)
	n.subjects[object] = name
	return name, orNothing(err)
}

func (n *namer) find(object string) (string, error) {
	kind, id, _ := strings.Cut(object, ":")
	switch kind {
	case "member":
		return n.nameOf(member.ID(id)), nil
	case "client":
		c, err := n.client(id)
		return c.Name, err
	case "contact":
		k, err := store.Contact(n.tx, n.ws, client.ContactID(id))
		return k.Name, err
	case "project":
		p, err := store.Project(n.tx, n.ws, client.ProjectID(id))
		return p.Name, err
	case "promise":
		return store.PromiseWords(n.tx, n.ws, promise.ID(id))
	case "notice":
		m, err := store.Notice(n.tx, n.ws, notice.ID(id))
		return m.Subject, err
	case "document":
		d, err := store.Document(n.tx, n.ws, document.ID(id))
		return d.Name, err
	case "field-log":
		e, err := store.Entry(n.tx, n.ws, fieldlog.ID(id))
		return e.Line(80), err
	case "shelf":
		i, err := store.ShelfItem(n.tx, n.ws, shelf.ID(id))
		return i.Name, err
	case "handoff":
		h, err := store.HandOff(n.tx, n.ws, handoff.ID(id))
		return h.Words, err
	case thirdParty:
		return "A third party", nil
	case "absence":
		ab, err := store.Absence(n.tx, n.ws, id)
		return n.nameOf(ab.MemberID), err
	}
	return "", nil
}

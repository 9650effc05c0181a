package plans

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// board reads the boards of Trello and of Wekan, which follows it: cards are
// steps, their list is the stage, their checklists are lines of their notes.
type board struct {
	*gatherer
	wekan      bool
	cards      []boardCard
	lists      map[string]boardList
	labels     map[string]string
	checklists map[string][]boardChecklist // by card
	items      map[string][]boardItem      // of Wekan, by checklist
	ticked     map[string]string           // when a card was marked as done
	counted    int
}

type boardList struct {
	name   string
	closed bool
}

// boardCard is a card; Wekan's names follow Trello's.
type boardCard struct {
	line int

	ID               string     `json:"id"`
	Name             string     `json:"name"`
	Desc             string     `json:"desc"`
	Closed           bool       `json:"closed"`
	Due              string     `json:"due"`
	DueComplete      bool       `json:"dueComplete"`
	DateCompleted    string     `json:"dateCompleted"`
	Start            string     `json:"start"`
	IDList           string     `json:"idList"`
	IDMembers        []string   `json:"idMembers"`
	IDLabels         []string   `json:"idLabels"`
	URL              string     `json:"url"`
	IsTemplate       bool       `json:"isTemplate"`
	CustomFieldItems []struct{} `json:"customFieldItems"`
	Attachments      []struct{} `json:"attachments"`

	WekanID     string   `json:"_id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Archived    bool     `json:"archived"`
	DueAt       string   `json:"dueAt"`
	StartAt     string   `json:"startAt"`
	EndAt       string   `json:"endAt"`
	CreatedAt   string   `json:"createdAt"`
	ListID      string   `json:"listId"`
	Members     []string `json:"members"`
	Assignees   []string `json:"assignees"`
	LabelIDs    []string `json:"labelIds"`
	ParentID    string   `json:"parentId"`
}

type boardChecklist struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	IDCard     string      `json:"idCard"`
	CheckItems []boardItem `json:"checkItems"`

	WekanID string `json:"_id"`
	Title   string `json:"title"`
	CardID  string `json:"cardId"`
}

type boardItem struct {
	Name  string `json:"name"`
	State string `json:"state"`
	Due   string `json:"due"`

	Title       string `json:"title"`
	Finished    bool   `json:"isFinished"`
	ChecklistID string `json:"checklistId"`
}

func readTrello(src source) (Plan, error) {
	b := &board{gatherer: newGatherer(Trello), lists: map[string]boardList{}, labels: map[string]string{},
		checklists: map[string][]boardChecklist{}, items: map[string][]boardItem{}, ticked: map[string]string{}}
	j := newJSON(src.text)
	if err := j.object(func(key string) error { return b.see(j, key) }); err != nil {
		return Plan{}, err
	}
	if j.d.More() {
		return Plan{}, refuse("Something stands behind the board, in line %d. Export it again.", j.line())
	}
	for _, c := range b.cards {
		if err := b.card(c); err != nil {
			return Plan{}, err
		}
	}
	return b.finish()
}

// count bounds what is kept of a board beside its cards.
func (b *board) count(j *jsonReader) error {
	if b.counted++; b.counted > MaxLinks {
		return refuse("The board has more than %d lists, labels, checklists and actions (line %d).", MaxLinks, j.line())
	}
	return nil
}

func (b *board) see(j *jsonReader, key string) error {
	switch key {
	case "_format":
		b.wekan = true
		return j.skip()
	case "name", "title":
		return b.into(j, &b.plan.Name)
	case "cards":
		return j.array(func() error { return b.readCard(j) })
	case "lists":
		return j.array(func() error { return b.readList(j) })
	case "labels":
		return j.array(func() error { return b.readLabel(j) })
	case "members", "users":
		return j.array(func() error { return b.readPerson(j) })
	case "checklists":
		return j.array(func() error { return b.readChecklist(j) })
	case "checklistItems":
		return j.array(func() error { return b.readItem(j) })
	case "actions":
		return j.array(func() error { return b.readAction(j) })
	case "activities", "comments", "attachments", "customFields", "swimlanes", "rules", "triggers", "subtaskItems", "pluginData":
		return j.array(func() error { b.leave(key); return j.skip() })
	}
	return j.skip() // how the board looks and who may do what
}

func (b *board) readCard(j *jsonReader) error {
	if len(b.cards) >= MaxSteps {
		return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, j.line())
	}
	var c boardCard
	if err := b.into(j, &c); err != nil {
		return err
	}
	c.line = j.line()
	for _, list := range []*[]string{&c.IDMembers, &c.IDLabels, &c.Members, &c.Assignees, &c.LabelIDs} {
		*list = slices.Clone((*list)[:min(len(*list), MaxLabels+1)])
	}
	b.cards = append(b.cards, c)
	return nil
}

func (b *board) readList(j *jsonReader) error {
	var l struct {
		ID, Name, Title  string
		WekanID          string `json:"_id"`
		Closed, Archived bool
	}
	if err := b.into(j, &l); err != nil {
		return err
	}
	b.lists[first(l.ID, l.WekanID)] = boardList{first(l.Name, l.Title), l.Closed || l.Archived}
	if name := oneLine(first(l.Name, l.Title)); name != "" {
		b.plan.Stages = append(b.plan.Stages, name)
	}
	return b.count(j)
}

func (b *board) readLabel(j *jsonReader) error {
	var l struct {
		ID, Name, Color string
		WekanID         string `json:"_id"`
	}
	if err := b.into(j, &l); err != nil {
		return err
	}
	b.labels[first(l.ID, l.WekanID)] = first(l.Name, l.Color)
	return b.count(j)
}

func (b *board) readPerson(j *jsonReader) error {
	var m struct {
		ID, Username, FullName, Email string
		WekanID                       string `json:"_id"`
		UserID                        string `json:"userId"`
		Profile                       struct{ FullName string }
	}
	if err := b.into(j, &m); err != nil {
		return err
	}
	if name := first(m.FullName, m.Profile.FullName, m.Username); name != "" {
		_, err := b.person(Person{first(m.ID, m.WekanID), name, m.Email})
		return err
	}
	return nil // Wekan's list of who may see the board names nobody
}

func (b *board) readChecklist(j *jsonReader) error {
	var c boardChecklist
	if err := b.into(j, &c); err != nil {
		return err
	}
	card := first(c.IDCard, c.CardID)
	b.checklists[card] = append(b.checklists[card], c)
	b.counted += len(c.CheckItems)
	return b.count(j)
}

func (b *board) readItem(j *jsonReader) error {
	var i boardItem
	if err := b.into(j, &i); err != nil {
		return err
	}
	b.items[i.ChecklistID] = append(b.items[i.ChecklistID], i)
	return b.count(j)
}

// readAction takes from what happened on the board when a card was done; the
// newest action stands first.
func (b *board) readAction(j *jsonReader) error {
	var a struct {
		Type, Date string
		Data       struct {
			Card struct {
				ID          string
				DueComplete bool
			}
			Old struct{ DueComplete *bool }
		}
	}
	raw, err := j.raw()
	if err != nil {
		return err
	}
	b.understand(j.line(), raw, &a)
	if card := a.Data.Card; a.Type == "updateCard" && card.DueComplete && a.Data.Old.DueComplete != nil && b.ticked[card.ID] == "" {
		b.ticked[card.ID] = a.Date
		return b.count(j)
	}
	b.leave("actions")
	return b.count(j)
}

func (b *board) card(c boardCard) error {
	if c.IsTemplate {
		b.leave("cards that are templates")
		return nil
	}
	s := Step{Key: first(c.ID, c.WekanID), Name: first(c.Name, c.Title), Note: first(c.Desc, c.Description), URL: c.URL, Parent: c.ParentID}
	p := Problem{Line: c.line, Where: called(s)}
	list, ok := b.lists[first(c.IDList, c.ListID)]
	if !ok {
		p.Field, p.What, p.Done = "list", "its list is not in the file", "it has no stage"
		b.problem(p)
	}
	s.Stage = list.name
	s.Due, s.Start = b.moment(p, "due", first(c.Due, c.DueAt)), b.moment(p, "start", first(c.Start, c.StartAt))
	s.Created = b.moment(p, "created", c.CreatedAt)
	if s.Created.IsZero() {
		s.Created = bornAt(c.ID)
	}
	s.Finished = b.moment(p, "finished", first(c.DateCompleted, c.EndAt))
	if c.DueComplete && s.Finished.IsZero() {
		s.Finished = b.moment(p, "finished", b.ticked[c.ID])
	}
	switch {
	case c.DueComplete || c.EndAt != "":
		s.State = Done
	case c.Closed || c.Archived || list.closed:
		s.State = Dropped
		p.Field, p.What, p.Done = "state", "it, or its list, is archived without being marked as done", "read as dropped"
		b.problem(p)
	}
	for _, id := range slices.Concat(c.IDLabels, c.LabelIDs) {
		s.Labels = append(s.Labels, b.labels[id])
	}
	if s.Assignees = slices.Concat(c.IDMembers, c.Assignees); len(c.Assignees) == 0 {
		s.Assignees = append(s.Assignees, c.Members...)
	}
	s.Note = b.withChecklists(s)
	for range c.CustomFieldItems {
		b.unread("fields of cards", "custom fields")
	}
	for range c.Attachments {
		b.unread("fields of cards", "attachments")
	}
	return b.step(c.line, s)
}

// bornAt reads when a card was made out of its id, which begins with the
// seconds since 1970 in hexadecimal.
func bornAt(id string) Moment {
	if len(id) != 24 {
		return Moment{}
	}
	seconds, err := strconv.ParseInt(id[:8], 16, 64)
	if err != nil {
		return Moment{}
	}
	m, err := bounded(Moment{Instant, time.Unix(seconds, 0).UTC()})
	if err != nil {
		return Moment{}
	}
	return m
}

// withChecklists is the note of a card with its checklists below.
func (b *board) withChecklists(s Step) string {
	var out strings.Builder
	out.WriteString(s.Note)
	for _, c := range b.checklists[s.Key] {
		out.WriteString("\n\n" + oneLine(first(c.Name, c.Title)) + ":")
		for _, i := range append(c.CheckItems, b.items[c.WekanID]...) {
			box := "\n[ ] "
			if i.State == "complete" || i.Finished {
				box = "\n[x] "
			}
			out.WriteString(box + oneLine(first(i.Name, i.Title)))
			if i.Due != "" {
				out.WriteString(" (due " + oneLine(i.Due) + ")")
			}
		}
	}
	return strings.TrimSpace(out.String())
}

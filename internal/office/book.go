package office

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"kept/internal/store"
	"kept/member"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// peopleBook is what every act wants to know of a workspace: its settings, its
// members, who is away, and everybody's calendar. It is never changed.
type peopleBook struct {
	version   int64
	readAt    time.Time
	firm      workspace.Workspace
	firmHours *worktime.Calendar
	members   []member.Member
	byID      map[member.ID]int
	hours     map[member.ID]*worktime.Calendar
	absences  map[member.ID][]member.Absence
	mailboxes []store.Mailbox // the ways in
	host      workspace.Host  // that clients' pages were given; zero = none
}

func (b *peopleBook) member(id member.ID) (member.Member, bool) {
	i, ok := b.byID[id]
	if !ok {
		return member.Member{}, false
	}
	return b.members[i], true
}

// person gives a member as one who can hold a prompt; nobody when he left.
func (b *peopleBook) person(id member.ID) prompt.Person {
	m, ok := b.member(id)
	if !ok || !m.Active() {
		return prompt.Person{}
	}
	return prompt.Person{ID: id, Calendar: b.hours[id], Absences: b.absences[id]}
}

// team gives who answers for what a member owns. Without a leader of his own
// it is an owner of the workspace, preferably another one.
func (b *peopleBook) team(owner member.ID) prompt.Team {
	m, _ := b.member(owner)
	t := prompt.Team{Owner: b.person(owner), Deputy: b.person(m.DeputyID), Leader: b.person(m.LeaderID)}
	if t.Leader.ID == "" {
		t.Leader = b.person(b.head(owner))
	}
	return t
}

// head is the member who answers where nobody else does: the first owner of
// the workspace who is not the one asked about, else that one.
func (b *peopleBook) head(but member.ID) member.ID {
	var last member.ID
	for _, m := range b.members {
		if m.Role != member.Owner || !m.Active() {
			continue
		}
		if m.ID != but {
			return m.ID
		}
		last = m.ID
	}
	return last
}

// peopleCache remembers the book of each workspace until something in it
// changes: the workspace's number of such changes tells. Only a view of what is
// committed fills it. What a transaction wrote may yet be undone, and then the
// number is given to another change.
type peopleCache struct {
	mu    sync.Mutex
	books map[workspace.ID]*peopleBook
}

func newPeopleCache() *peopleCache {
	return &peopleCache{books: map[workspace.ID]*peopleBook{}}
}

// pastAbsences is how long ended absences stay in the book.
const pastAbsences = 24 * time.Hour

// of gives the book; known tells that it was remembered.
func (c *peopleCache) of(tx *store.Tx, cals *calendarCache, ws workspace.ID, now time.Time) (b *peopleBook, known bool, err error) {
	version, err := store.PeopleVersion(tx, ws)
	if err != nil {
		return nil, false, err
	}
	c.mu.Lock()
	b = c.books[ws]
	c.mu.Unlock()
	if b != nil && b.version == version && !now.Before(b.readAt) {
		return b, true, nil
	}
	if b, err = readBook(tx, cals, ws, now); err != nil || !tx.Committed() {
		return b, false, err
	}
	b.version = version
	// Its statements saw one moment each: it is whole if nothing changed between them.
	if after, err := store.PeopleVersion(tx, ws); err != nil || after != version {
		return b, false, err
	}
	c.mu.Lock()
	c.books[ws] = b
	c.mu.Unlock()
	return b, false, nil
}

func readBook(tx *store.Tx, cals *calendarCache, ws workspace.ID, now time.Time) (*peopleBook, error) {
	b := &peopleBook{readAt: now, byID: map[member.ID]int{}, hours: map[member.ID]*worktime.Calendar{}, absences: map[member.ID][]member.Absence{}}
	var err error
	if b.firm, err = store.Workspace(tx, ws); err != nil {
		return nil, err
	}
	if b.firmHours, err = cals.of(b.firm.Hours); err != nil {
		return nil, err
	}
	if b.members, err = store.Members(tx, ws); err != nil {
		return nil, err
	}
	for i, m := range b.members {
		b.byID[m.ID] = i
		if b.hours[m.ID], err = cals.of(m.Hours); err != nil {
			return nil, err
		}
	}
	if b.mailboxes, err = store.Mailboxes(tx, ws); err != nil {
		return nil, err
	}
	if b.host, err = store.Host(tx, ws); orNothing(err) != nil {
		return nil, err
	}
	away, err := store.Absences(tx, ws, now.Add(-pastAbsences))
	if err != nil {
		return nil, err
	}
	for _, a := range away {
		b.absences[a.MemberID] = append(b.absences[a.MemberID], a)
	}
	return b, nil
}

// calendarCache keeps compiled calendars: many clients share the same hours.
type calendarCache struct {
	public func(region string, d worktime.Day) (string, bool)
	mu     sync.RWMutex
	byText map[string]*worktime.Calendar
}

// maxCalendars bounds the cache; beyond it, it starts anew.
const maxCalendars = 4096

func newCalendarCache(public func(string, worktime.Day) (string, bool)) *calendarCache {
	return &calendarCache{public: public, byText: map[string]*worktime.Calendar{}}
}

func (c *calendarCache) of(h worktime.Hours) (*worktime.Calendar, error) {
	b, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("write office hours: %w", err)
	}
	c.mu.RLock()
	cal := c.byText[string(b)]
	c.mu.RUnlock()
	if cal != nil {
		return cal, nil
	}
	cal, err = worktime.Compile(h, c.public)
	if err != nil {
		return nil, fmt.Errorf("compile office hours: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.byText) >= maxCalendars {
		c.byText = map[string]*worktime.Calendar{}
	}
	c.byText[string(b)] = cal
	return cal, nil
}

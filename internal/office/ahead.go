package office

import (
	"encoding/json"
	"fmt"
	"strings"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
	"kept/worktime"
)

// ahead is what an act read beforehand for many reviews at once: a handful of
// statements for all of them instead of a handful for each. nil = nothing.
type ahead struct {
	promises map[promise.ID]promise.Promise
	hours    map[client.ID]string
	prompts  map[string]store.PromptRow
	read     map[string]bool // the obligations whose live prompts were read
}

// readAhead reads what the reviews of obligations will want.
func readAhead(a *act, obligations []string) error {
	ahead := &ahead{read: map[string]bool{}}
	var ids []promise.ID
	for _, ob := range obligations {
		ahead.read[ob] = true
		if id, ok := strings.CutPrefix(ob, "promise:"); ok {
			ids = append(ids, promise.ID(id))
		}
	}
	var err error
	if ahead.prompts, err = store.LivePromptsOf(a.tx, a.ws, obligations); err != nil {
		return err
	}
	if len(ids) > 0 {
		if ahead.promises, err = store.PromisesOf(a.tx, a.ws, ids); err != nil {
			return err
		}
		var of []client.ID
		seen := map[string]bool{}
		for _, p := range ahead.promises {
			if !seen[p.ClientID] {
				seen[p.ClientID] = true
				of = append(of, client.ID(p.ClientID))
			}
		}
		if ahead.hours, err = store.HoursOf(a.tx, a.ws, of); err != nil {
			return err
		}
	}
	a.ahead = ahead
	return nil
}

// promise loads a promise, or takes it from what was read ahead, once: after
// its review it may be another one.
func (a *act) promise(id promise.ID) (promise.Promise, error) {
	if a.ahead != nil {
		if p, ok := a.ahead.promises[id]; ok {
			delete(a.ahead.promises, id)
			return p, nil
		}
	}
	return store.Promise(a.tx, a.ws, id)
}

// livePrompt loads the live prompt of an obligation; [store.ErrNone] when
// there is none.
func (a *act) livePrompt(ob string) (store.PromptRow, error) {
	if a.ahead == nil || !a.ahead.read[ob] {
		return store.LivePrompt(a.tx, a.ws, ob)
	}
	delete(a.ahead.read, ob)
	if p, ok := a.ahead.prompts[ob]; ok {
		return p, nil
	}
	return store.PromptRow{}, store.ErrNone
}

// clientHours gives a client's calendar.
func (a *act) clientHours(id client.ID) (*worktime.Calendar, error) {
	if a.ahead != nil {
		if text, ok := a.ahead.hours[id]; ok {
			return a.calendars.read(text)
		}
	}
	c, err := a.client(id)
	if err != nil {
		return nil, err
	}
	return a.calendarOf(c)
}

// read compiles office hours as they are kept.
func (c *calendarCache) read(text string) (*worktime.Calendar, error) {
	c.mu.RLock()
	cal := c.byText[text]
	c.mu.RUnlock()
	if cal != nil {
		return cal, nil
	}
	var h worktime.Hours
	if err := json.Unmarshal([]byte(text), &h); err != nil {
		return nil, fmt.Errorf("read office hours: %w", err)
	}
	return c.of(h)
}

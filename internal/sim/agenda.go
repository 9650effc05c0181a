package sim

import (
	"container/heap"
	"time"
)

// actor is somebody, or something, that acts in the year.
type actor interface {
	// act does what he does at this moment and gives when he acts next; zero = never.
	act(y *year) time.Time
}

// once is an act of its own, to be done at its moment.
type once func(y *year)

func (o once) act(y *year) time.Time { o(y); return time.Time{} }

// event is an actor's turn.
type event struct {
	at    time.Time
	order int // of planning: events of one moment come in the order in which they were planned
	who   actor
}

// agenda is who acts when.
type agenda struct {
	events  events
	planned int
}

// add plans an actor's turn.
func (a *agenda) add(at time.Time, who actor) {
	a.planned++
	heap.Push(&a.events, event{at.Truncate(time.Millisecond), a.planned, who})
}

// next is the moment of the next turn; far away when there is none.
func (a *agenda) next() time.Time {
	if len(a.events) == 0 {
		return time.Unix(1<<40, 0)
	}
	return a.events[0].at
}

// pop takes the first turn that has come by now.
func (a *agenda) pop(now time.Time) (event, bool) {
	if len(a.events) == 0 || a.events[0].at.After(now) {
		return event{}, false
	}
	return heap.Pop(&a.events).(event), true
}

// events is a heap by moment and order.
type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	if e[i].at.Equal(e[j].at) {
		return e[i].order < e[j].order
	}
	return e[i].at.Before(e[j].at)
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := len(*e) - 1
	x := (*e)[last]
	*e = (*e)[:last]
	return x
}

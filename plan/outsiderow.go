package plan

import "container/list"

// row is the steps of a plan in their order, while others come in among them.
type row struct {
	steps *list.List // of Step
	at    map[ID]*list.Element
	stage map[string]bool // that were here before
	moved []ID            // whose stage is another one now, in the order of the file
	was   map[ID]string   // the stage of each of them
}

func rowOf(steps []Step) *row {
	r := &row{steps: list.New(), at: map[ID]*list.Element{}, stage: map[string]bool{}, was: map[ID]string{}}
	for _, s := range steps {
		r.at[s.ID] = r.steps.PushBack(s)
		r.stage[s.Stage] = true
	}
	return r
}

func stepAt(e *list.Element) Step {
	s, _ := e.Value.(Step) // nothing else is in it
	return s
}

// insert puts a new step behind the one before it in the file, or behind the
// others of its stage if that stage is here and another one than that step's.
func (r *row) insert(s Step, last ID) {
	behind := r.at[last]
	if behind == nil || stepAt(behind).Stage != s.Stage {
		if r.stage[s.Stage] {
			behind = r.tail(s.Stage, behind)
		} else {
			behind = r.endOfRun(behind)
		}
	}
	if behind == nil {
		r.at[s.ID] = r.steps.PushBack(s)
		return
	}
	r.at[s.ID] = r.steps.InsertAfter(s, behind)
}

// tail finds the last step of a stage; other if there is none.
func (r *row) tail(stage string, other *list.Element) *list.Element {
	for e := r.steps.Back(); e != nil; e = e.Prev() {
		if stepAt(e).Stage == stage {
			return e
		}
	}
	return other
}

// endOfRun goes on to the last step of the same stage that was here before.
func (r *row) endOfRun(e *list.Element) *list.Element {
	if e == nil || !r.stage[stepAt(e).Stage] {
		return e
	}
	for n := e.Next(); n != nil && stepAt(n).Stage == stepAt(e).Stage; n = n.Next() {
		e = n
	}
	return e
}

// change puts a step in the place of what it was.
func (r *row) change(s Step) {
	e := r.at[s.ID]
	if before := stepAt(e).Stage; before != s.Stage {
		r.moved, r.was[s.ID] = append(r.moved, s.ID), before
	}
	e.Value = s
}

// list gives the steps, numbered in their order. A step whose stage changed
// goes to the others of its new stage; where there are none, and others of the
// old one stay, behind those.
func (r *row) list() []Step {
	for _, id := range r.moved {
		e := r.at[id]
		stage := stepAt(e).Stage
		var behind *list.Element
		for x := r.steps.Back(); x != nil && behind == nil; x = x.Prev() {
			if x != e && stepAt(x).Stage == stage {
				behind = x
			}
		}
		switch {
		case behind != nil && r.stage[stage]:
			r.steps.MoveAfter(e, behind)
		case behind == nil:
			if old := r.tail(r.was[id], nil); old != nil {
				r.steps.MoveAfter(e, old)
			}
		}
	}
	out := make([]Step, 0, r.steps.Len())
	for e := r.steps.Front(); e != nil; e = e.Next() {
		s := stepAt(e)
		s.Seq = len(out) + 1
		out = append(out, s)
	}
	return out
}

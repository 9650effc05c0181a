package office

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

// PlanImport is a plan of another tool, and where it goes: into a project, or
// into the one of a client that has a name, which is made if there is none.
type PlanImport struct {
	Project client.ProjectID // "" = by name
	Client  client.ID        // whose project it is if it is named
	Name    string           // "" = as the plan is called
	File    plan.Outside     // who holds its steps is found by their people
	Dry     bool             // everything is tried, nothing is kept
}

// PlanImported is what became of a plan, or in a dry run would have.
type PlanImported struct {
	PlanView         // the project, with its plan as it is afterwards
	Merged   Merged  // what was done
	Made     bool    // the project
	People   []Match // whom the file gives steps to
	// Shifts are the steps that were here and come to lie elsewhere.
	Shifts []plan.Shift
	AtRisk []AtRisk // promises that it makes late or doubtful, by date
}

// Merged is what a plan from outside did to the one that is here.
type Merged = plan.Merged

// Plan brings a plan of another tool into a project: all of it or nothing, and
// nothing twice. A second run brings what changed in the file; what people
// changed here meanwhile stays, and is listed. progress may be nil, and begins
// anew when the act has to run again.
func (s Imports) Plan(ctx context.Context, who Actor, in PlanImport, progress func(done, total int)) (PlanImported, error) {
	var out PlanImported
	if err := s.learn(ctx, who); err != nil {
		return out, err
	}
	err := s.do(ctx, who, func(a *act) error {
		out = PlanImported{}
		if err := a.may(member.Import, nil); err != nil {
			return err
		}
		of, err := in.place(a, &out)
		if err != nil {
			return err
		}
		done, err := changePlan(a, of, func(a *act, v PlanView) (plan.Step, error) {
			return plan.Step{}, bringing{act: a, v: v, progress: progress}.whole(in.File, &out)
		})
		if err != nil {
			return err
		}
		out.PlanView, out.Shifts, out.AtRisk = done.PlanView, done.Shifts, done.AtRisk
		if in.Dry {
			return errDry
		}
		return givenUp(ctx)
	})
	if err != nil && !errors.Is(err, errDry) {
		return PlanImported{}, err
	}
	return out, nil
}

// Origins lists where the plan of a project was brought in from, by format.
func (s Plans) Origins(ctx context.Context, who Actor, of client.ProjectID) ([]store.PlanOrigin, error) {
	var out []store.PlanOrigin
	err := s.see(ctx, who, func(a *act) error {
		if _, err := store.Project(a.tx, a.ws, of); err != nil {
			return err
		}
		var err error
		out, err = store.PlanOrigins(a.tx, a.ws, of)
		return err
	})
	return out, err
}

// place finds the project, or makes it.
func (in PlanImport) place(a *act, out *PlanImported) (client.ProjectID, error) {
	if in.Project != "" {
		return in.Project, nil
	}
	name := in.Name
	if name == "" {
		name = in.File.Name
	}
	if name == "" {
		return "", fault.Field("project", "Name the project: the plan has no name.")
	}
	if in.Client == "" {
		return "", fault.Field("client", "Say whose project it is.")
	}
	all, err := store.Projects(a.tx, a.ws, in.Client)
	if err != nil {
		return "", err
	}
	var found []client.Project
	for _, p := range all {
		if store.Fold(p.Name) == store.Fold(name) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		out.Made = true
		p, err := addProject(a, NewProject{Project: client.Project{ClientID: in.Client, Name: name}})
		return p.ID, missingField(err, "client", "Choose a client.")
	case 1:
		return found[0].ID, nil
	}
	return "", fault.Field("project", "This client has several projects of this name. Bring the plan in from the project’s own page.")
}

// bringing merges a plan, or a part of one, into one that is here, and writes down
// what changed.
type bringing struct {
	*act
	v        PlanView
	progress func(done, total int) // may be nil
}

// whole brings in all that another tool has.
func (b bringing) whole(file plan.Outside, out *PlanImported) error {
	said, err := b.saidBefore(file.Format)
	if err != nil {
		return err
	}
	if file.Format == gitHub {
		file = file.Recalled(said)
	}
	if out.Merged, out.People, err = b.merge(plan.Merging{Said: said, File: file}); err != nil {
		return err
	}
	if err := store.SavePlanOrigin(b.tx, b.ws, store.PlanOrigin{Project: b.v.Project.ID, Said: out.Merged.Says, By: b.who.Member, At: b.now}); err != nil {
		return err
	}
	return b.note("plan brought in", obligation("project", b.v.Project.ID), string(b.v.Client.ID), nil, broughtOf(file, out.Merged))
}

// saidBefore is what a plan of a format said when it was brought in last.
func (b bringing) saidBefore(format string) (plan.Outside, error) {
	said, err := store.SaidBefore(b.tx, b.ws, b.v.Project.ID, format)
	return said, orNothing(err)
}

// merge says what becomes of the plan, and writes that down. m holds what was
// said and what is said now.
func (b bringing) merge(m plan.Merging) (Merged, []Match, error) {
	m.File.Steps = slices.Clone(m.File.Steps)
	people := hold(m.File.Steps, b.v)
	m.Project, m.Here, m.Now, m.Today = string(b.v.Project.ID), b.v.Plan, b.now, worktime.DayOf(b.now, b.book.firmHours.Location())
	m.NewID = func() plan.ID { return plan.ID(b.newID("stp")) }
	merged, err := m.Merge()
	if err != nil {
		return merged, nil, err
	}
	w := planWriter{act: b.act, v: b.v, m: merged, progress: b.progress}
	if err := w.steps(); err != nil {
		return merged, nil, err
	}
	return merged, people, w.links()
}

func broughtOf(file plan.Outside, m Merged) brought {
	return brought{Format: file.Format, Name: file.Name, Added: len(m.Added), Changed: len(m.Changed), Same: m.Same, Kept: len(m.Kept), Gone: len(m.Gone)}
}

// brought is what the journal keeps of an import.
type brought struct {
	Format, Name                     string
	Added, Changed, Same, Kept, Gone int
}

// planWriter writes down what an import changed.
type planWriter struct {
	*act
	v        PlanView
	m        plan.Merged
	progress func(done, total int)
	done     int
}

// far tells how far the work is, and ends it if nobody waits for it any more.
func (w *planWriter) far() error {
	w.done++
	if w.progress != nil {
		w.progress(w.done, len(w.m.Plan.Steps)+len(w.m.Unlink)+len(w.m.Link))
	}
	return givenUp(w.ctx)
}

// givenUp tells whether nobody waits for an import any more. Nothing of it is kept then.
func givenUp(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("an import was given up: %w", err)
	}
	return nil
}

// steps writes the steps: the new ones, those that changed, and those that are
// only numbered anew.
func (w *planWriter) steps() error {
	before := make(map[plan.ID]plan.Step, len(w.v.Plan.Steps))
	for _, s := range w.v.Plan.Steps {
		before[s.ID] = s
	}
	newly := map[plan.ID]bool{} // follow on others than before
	for _, l := range slices.Concat(w.m.Unlink, w.m.Link) {
		newly[l.To] = true
	}
	for _, s := range w.m.Plan.Steps {
		was, here := before[s.ID]
		numbered := was
		numbered.Seq = s.Seq
		var err error
		switch {
		case !here:
			err = store.AddStep(w.tx, w.ws, s)
		case s == was && !newly[s.ID]:
		case s == numbered:
			err = store.SaveStep(w.tx, w.ws, s)
		default:
			_, err = saveStep(w.act, w.v, was, s, stepChanged)
		}
		if err == nil && (!s.StartedAt.Equal(was.StartedAt) || !s.DoneAt.Equal(was.DoneAt)) {
			err = workChanged(w.act, w.v, was, s)
		}
		if err != nil {
			return err
		}
		if err := w.far(); err != nil {
			return err
		}
	}
	return nil
}

func (w *planWriter) links() error {
	for _, l := range w.m.Unlink {
		if err := store.DropLink(w.tx, w.ws, l.From, l.To); err != nil {
			return err
		}
		if err := w.far(); err != nil {
			return err
		}
	}
	for _, l := range w.m.Link {
		if err := store.AddLink(w.tx, w.ws, w.v.Project.ID, l); err != nil {
			return err
		}
		if err := w.far(); err != nil {
			return err
		}
	}
	return nil
}

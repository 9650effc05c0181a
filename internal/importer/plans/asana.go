package plans

import "kept/internal/importer/table"

// readAsana reads the CSV that Asana exports. It names parents and what a task
// waits for by their names.
func readAsana(src source) (Plan, error) {
	s := newSheet(Asana, src.table)
	id, name := s.columns("Task ID"), s.columns("Name")
	section, notes, tags := s.columns("Section/Column", "Section", "Column"), s.columns("Notes"), s.columns("Tags")
	created, done := s.dates("Created At"), s.dates("Completed At")
	start, due, parent := s.dates("Start Date"), s.dates("Due Date"), s.columns("Parent task")
	who, email, projects := s.columns("Assignee"), s.columns("Assignee Email"), s.columns("Projects")
	waits, blocks := s.columns("Blocked By (Dependencies)", "Blocked By"), s.columns("Blocking (Dependencies)", "Blocking")
	kind := s.columns("Type", "Resource subtype")
	s.columns("Last Modified")
	names := namesOf{}
	for _, r := range s.table.Rows {
		names.add(s.one(r, name), s.one(r, id))
	}
	for _, r := range s.table.Rows {
		step := Step{Key: s.one(r, id), Name: s.one(r, name), Note: s.one(r, notes), Stage: s.one(r, section), Labels: listed(s.one(r, tags)), Milestone: table.Fold(s.one(r, kind)) == "milestone"}
		p := Problem{Line: r.Line, Where: called(step)}
		step.Created, step.Finished = s.date(p, "created", r, created), s.date(p, "finished", r, done)
		step.Start, step.Due = s.date(p, "start", r, start), s.date(p, "due", r, due)
		if s.one(r, done) != "" {
			step.State = Done
		}
		s.plan.Name = first(s.plan.Name, s.one(r, projects))
		if up := s.one(r, parent); up != "" {
			step.Parent = s.nameOf(p, "parent", names, up)
		}
		if s.one(r, who)+s.one(r, email) != "" {
			key, err := s.person(Person{s.one(r, email), s.one(r, who), s.one(r, email)})
			if err != nil {
				return Plan{}, err
			}
			step.Assignees = []string{key}
		}
		if err := s.step(r.Line, step); err != nil {
			return Plan{}, err
		}
		key := s.plan.Steps[len(s.plan.Steps)-1].Key
		for _, other := range named(s.one(r, waits), names.known) {
			if err := s.link(r.Line, Link{From: s.nameOf(p, "blocked by", names, other), To: key, Kind: FS}); err != nil {
				return Plan{}, err
			}
		}
		for _, other := range named(s.one(r, blocks), names.known) {
			if err := s.link(r.Line, Link{From: key, To: s.nameOf(p, "blocking", names, other), Kind: FS}); err != nil {
				return Plan{}, err
			}
		}
	}
	s.tellUnused()
	return s.finish()
}

// nameOf finds a step by its name, or says why not.
func (s *sheet) nameOf(p Problem, field string, names namesOf, name string) string {
	key, why := names.keyOf(name)
	if why != "" {
		p.Field, p.What, p.Done = field, why, "left out"
		s.problem(p)
	}
	return key
}

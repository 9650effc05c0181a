package plans

import (
	"regexp"
	"strconv"
	"strings"

	"kept/internal/importer/table"
)

// words are the headings of a table in plain words, most telling first.
var words = table.Vocabulary{
	"id":        {"id", "key", "no", "nr", "number", "row", "unique id", "task id", "vorgangsnr", "nummer", "numéro", "número"},
	"name":      {"step", "task name", "name", "task", "activity", "activity name", "title", "summary", "item", "what", "deliverable", "schritt", "vorgangsname", "vorgang", "aufgabe", "tätigkeit", "titel", "étape", "tâche", "nom", "paso", "tarea", "nombre", "tarefa", "etapa", "nome", "stap", "taak", "naam", "attività", "passo", "compito"},
	"parent":    {"parent", "part of", "parent task", "parent id", "summary task", "gehört zu", "teil von", "übergeordnet"},
	"outline":   {"wbs", "outline number", "gliederungsnummer", "psp code", "psp"},
	"level":     {"outline level", "level", "indent", "gliederungsebene", "ebene"},
	"stage":     {"phase", "stage", "section", "list", "group", "column", "bucket", "abschnitt", "liste", "gruppe", "fase", "sección", "sezione"},
	"start":     {"start", "start date", "begin", "begins", "from", "planned start", "anfang", "beginn", "startdatum", "von", "début", "date de début", "inicio", "fecha de inicio", "início", "inizio", "begindatum"},
	"end":       {"end", "finish", "end date", "finish date", "until", "to", "planned finish", "planned end", "ende", "enddatum", "fertig stellen", "bis", "fin", "date de fin", "fecha de fin", "fim", "fine", "einddatum"},
	"due":       {"due", "due date", "deadline", "due by", "fällig", "fällig am", "stichtag", "échéance", "vencimiento", "fecha límite", "prazo", "scadenza", "vervaldatum"},
	"duration":  {"duration", "length", "takes", "dauer", "durée", "duración", "duração", "durata", "duur"},
	"estimate":  {"estimate", "work", "effort", "estimated hours", "hours", "aufwand", "arbeit", "schätzung", "charge", "travail", "esfuerzo", "trabajo", "esforço", "lavoro", "werk"},
	"waits":     {"depends on", "predecessors", "predecessor", "dependencies", "dependency", "after", "waits for", "blocked by", "needs", "vorgänger", "hängt ab von", "abhängig von", "nach", "dépend de", "prédécesseurs", "depende de", "predecesoras", "predecessoras", "dipende da", "predecessori", "hangt af van", "voorganger"},
	"who":       {"who", "owner", "assignee", "assigned to", "responsible", "resource names", "resource", "resources", "assignees", "wer", "verantwortlich", "zuständig", "ressourcennamen", "qui", "responsable", "quién", "responsável", "quem", "chi", "responsabile", "wie", "verantwoordelijk"},
	"email":     {"email", "e-mail", "mail", "assignee email"},
	"state":     {"status", "state", "zustand", "statut", "état", "estado", "stato"},
	"done":      {"done", "completed", "finished", "erledigt", "fertig", "terminé", "hecho", "feito", "fatto", "klaar"},
	"finished":  {"actual finish", "completed at", "completed on", "done on", "closed", "ist ende"},
	"started":   {"actual start", "started", "started on", "ist anfang"},
	"percent":   {"% complete", "complete", "percent", "percent complete", "progress", "% abgeschlossen", "fortschritt", "avancement", "avance", "progresso", "voortgang"},
	"milestone": {"milestone", "meilenstein", "jalon", "hito", "marco", "mijlpaal"},
	"note":      {"note", "notes", "description", "comment", "comments", "notiz", "notizen", "beschreibung", "bemerkung", "remarques", "notas", "descripción", "descrição", "note e commenti", "opmerkingen"},
	"labels":    {"labels", "tags", "label", "tag", "etiketten", "étiquettes", "etiquetas", "etichette"},
	"priority":  {"priority", "priorität", "priorité", "prioridad", "prioridade", "priorità", "prioriteit"},
	"url":       {"url", "link", "address"},
}

var (
	doneWords    = known("done completed complete finished closed resolved yes y true x 1 100 erledigt fertig abgeschlossen ja oui terminé termine hecho si sim feito fatto klaar")
	droppedWords = known("cancelled canceled dropped abandoned rejected wontfix entfällt entfallt abgesagt annulé annule cancelado annullato vervallen")
	yesWords     = known("yes y true x 1 ja j oui si sim wahr vrai")
	// linked is "12FS+2d" or "12": what is waited for, the kind of the link, and the lag.
	linked = regexp.MustCompile(`(?i)^(.*?\S)\s*(FS|SS|FF|SF|EA|AA|EE|AE)?\s*(?:([+-]\s*\d[\d.,]*\s*\pL*)\??)?$`)
)

// plain reads a table with headings in plain words.
type plain struct {
	*sheet
	columnOf map[string]int
	rows     map[string]string // keys by the number of the row, from 1
	keys     map[string]bool
	names    namesOf
	above    []string
	outlines map[string]string
	fraction bool // percents are written as parts of one
}

func readPlain(src source) (Plan, error) {
	c := plain{sheet: newSheet(CSV, src.table), columnOf: map[string]int{}, rows: map[string]string{}, keys: map[string]bool{}, names: namesOf{}, outlines: map[string]string{}}
	found := src.table.Columns(words)
	guesses := src.table.Columns(rangeWords)
	for field := range rangeWords {
		if i := guesses.At(field); i >= 0 && !c.used[i] {
			c.columnOf[field], c.used[i] = i, true
		}
	}
	for field := range words {
		if found.Has(field) && !c.used[found.At(field)] {
			c.columnOf[field] = found.At(field)
			c.used[found.At(field)] = true
		}
	}
	for _, field := range []string{"start", "end", "due", "started", "finished"} {
		if i, ok := c.columnOf[field]; ok {
			c.dated = append(c.dated, i)
		}
	}
	if _, ok := c.columnOf["name"]; !ok {
		return Plan{}, refuse("The table has no column with the steps' names. Its headings are: %s. Wanted is one named “step”, “task” or “name”, and such as “start”, “end”, “duration”, “depends on” and “who”.", shown(strings.Join(src.table.Header, ", ")))
	}
	c.fraction = c.percentsAreParts()
	c.knowAll()
	for i, r := range c.table.Rows {
		if err := c.row(i, r); err != nil {
			return Plan{}, err
		}
	}
	for i, r := range c.table.Rows {
		if err := c.waits(c.rows[strconv.Itoa(i+1)], r); err != nil {
			return Plan{}, err
		}
	}
	c.groups()
	c.tellUnused()
	return c.finish()
}

// text gives what a row says in the column of a field.
func (c *plain) text(r table.Row, field string) string {
	i, ok := c.columnOf[field]
	if !ok {
		return ""
	}
	return r.Cell(i)
}

func (c *plain) when(p Problem, r table.Row, field string) Moment {
	i, ok := c.columnOf[field]
	if !ok {
		return Moment{}
	}
	return c.date(p, field, r, []int{i})
}

// knowAll notes all ids, names and outlines before rows refer to them. Without
// a column of ids, an outline or the name of a step is its id.
func (c *plain) knowAll() {
	count := map[string]int{}
	for i, r := range c.table.Rows {
		key := oneLine(first(c.text(r, "id"), c.text(r, "outline"), shown(c.text(r, "name")), "row "+strconv.Itoa(i+1)))
		if count[key]++; count[key] > 1 && c.text(r, "id") == "" {
			key += " (" + strconv.Itoa(count[key]) + ")"
		}
		c.keys[key] = true
		c.rows[strconv.Itoa(i+1)] = key
		c.names.add(c.text(r, "name"), key)
		if outline := strings.Trim(c.text(r, "outline"), "."); outline != "" {
			c.outlines[outline] = key
		}
	}
}

func (c *plain) row(i int, r table.Row) error {
	s := Step{Key: c.rows[strconv.Itoa(i+1)], Name: c.text(r, "name"), Note: c.text(r, "note"), Stage: first(c.text(r, "stage"), c.text(r, "state")),
		Priority: c.text(r, "priority"), URL: c.text(r, "url"), Labels: listed(c.text(r, "labels")), Milestone: yesWords[table.Fold(c.text(r, "milestone"))]}
	p := Problem{Line: r.Line, Where: called(s)}
	s.Parent = c.parent(p, r, s.Key)
	s.Start, s.End, s.Due = midnightIsDay(c.when(p, r, "start")), midnightIsDay(c.when(p, r, "end")), midnightIsDay(c.when(p, r, "due"))
	s.Started, s.Finished = c.when(p, r, "started"), c.when(p, r, "finished")
	s.Duration, s.Estimate = c.lengthIn(p, r, "duration", "d"), c.lengthIn(p, r, "estimate", "")
	for field := range rangeWords {
		s.guess(field, c.lengthIn(p, r, field, "d"))
	}
	s.Percent = c.share(p, r)
	done := c.text(r, "done")
	switch state := table.Fold(first(c.text(r, "state"), done)); {
	case droppedWords[state]:
		s.State = Dropped
	case doneWords[state] || doneWords[table.Fold(done)] || s.Percent == 100 || !s.Finished.IsZero():
		s.State = Done
	}
	if done != "" && !doneWords[table.Fold(done)] && strings.ContainsAny(done, "0123456789") && s.Finished.IsZero() {
		if s.Finished = c.when(p, r, "done"); !s.Finished.IsZero() {
			s.State = Done
		}
	}
	for n, name := range listed(c.text(r, "who")) {
		who := Person{Key: name, Name: name}
		if emails := listed(c.text(r, "email")); n < len(emails) {
			who = Person{Key: emails[n], Name: name, Email: emails[n]}
		}
		key, err := c.person(who)
		if err != nil {
			return err
		}
		s.Assignees = append(s.Assignees, key)
	}
	if err := c.step(r.Line, s); err != nil {
		return err
	}
	c.rows[strconv.Itoa(i+1)] = c.plan.Steps[len(c.plan.Steps)-1].Key
	return nil
}

// parent tells what a step is a part of: by its column, its outline number, or
// its level below the steps before it.
func (c *plain) parent(p Problem, r table.Row, own string) string {
	if up := c.text(r, "parent"); up != "" {
		if c.keys[oneLine(up)] {
			return oneLine(up)
		}
		return c.nameOf(p, "parent", c.names, up)
	}
	if at := strings.LastIndexByte(strings.Trim(c.text(r, "outline"), "."), '.'); at > 0 {
		return c.outlines[strings.Trim(c.text(r, "outline"), ".")[:at]]
	}
	text := c.text(r, "level")
	if text == "" {
		return ""
	}
	level, err := strconv.Atoi(text)
	if err != nil || level < 1 || level > len(c.above)+1 {
		p.Field, p.What, p.Done = "level", quoted(text)+" is no level below the step before", "it stands by itself"
		c.problem(p)
		c.above = []string{own}
		return ""
	}
	c.above = append(c.above[:level-1], own)
	if level == 1 {
		return ""
	}
	return c.above[level-2]
}

// lengthIn reads a length; what its bare numbers count is told by the heading,
// as in "Estimate (h)".
func (c *plain) lengthIn(p Problem, r table.Row, field, bare string) Length {
	text := c.text(r, field)
	if text == "" {
		return Length{}
	}
	for _, word := range strings.Fields(table.Fold(c.table.Header[c.columnOf[field]])) {
		if _, ok := spelledUnit(word); ok {
			bare = word
		}
	}
	l, err := lengthOf(text, bare)
	return c.length(p, field, l, err)
}

// percentsAreParts tells whether a column of percents has parts of one, as
// spreadsheets keep them: some between 0 and 1, none above.
func (c *plain) percentsAreParts() bool {
	between := false
	for _, r := range c.table.Rows {
		f, err := strconv.ParseFloat(c.text(r, "percent"), 64)
		if err == nil && f > 1 || strings.HasSuffix(c.text(r, "percent"), "%") {
			return false
		}
		between = between || err == nil && f > 0 && f < 1
	}
	return between
}

func (c *plain) share(p Problem, r table.Row) int {
	text := c.text(r, "percent")
	if f, err := strconv.ParseFloat(text, 64); err == nil && c.fraction {
		text = number(100 * f)
	}
	return c.percent(p, text)
}

// germanKinds are the kinds of links in German Microsoft Project: end and beginning.
var germanKinds = map[string]LinkKind{"EA": FS, "AA": SS, "EE": FF, "AE": SF}

// waits reads what a step waits for: ids, numbers of rows where there are no
// ids, or names, each with a kind and a lag behind it.
func (c *plain) waits(own string, r table.Row) error {
	p := Problem{Line: r.Line, Where: quoted(c.text(r, "name"))}
	for _, text := range named(c.text(r, "waits"), func(s string) bool { return c.names.known(s) || c.keys[s] }) {
		l := Link{From: c.stepOf(text), To: own, Kind: FS}
		if m := linked.FindStringSubmatch(text); l.From == "" && m != nil {
			l.From = c.stepOf(m[1])
			if kind := strings.ToUpper(m[2]); germanKinds[kind] != "" {
				l.Kind = germanKinds[kind]
			} else if kind != "" {
				l.Kind = LinkKind(kind)
			}
			if m[3] != "" && l.From != "" {
				lag, err := lengthOf(strings.ReplaceAll(m[3], " ", ""), "d")
				l.Lag = c.length(p, lagField, lag, err)
			}
		}
		if l.From == "" {
			_, why := c.names.keyOf(text)
			c.problem(Problem{p.Line, p.Where, "depends on", why, "left out"})
		}
		if err := c.link(r.Line, l); err != nil {
			return err
		}
	}
	return nil
}

// stepOf finds a step by its id, its name, or the number of its row.
func (c *plain) stepOf(text string) string {
	text = oneLine(text)
	if c.keys[text] {
		return text
	}
	if key, _ := c.names.keyOf(text); key != "" {
		return key
	}
	if _, ids := c.columnOf["id"]; !ids {
		return c.rows[text]
	}
	return ""
}

// groups marks the steps that others are parts of.
func (c *plain) groups() {
	for _, s := range c.plan.Steps {
		if up, ok := c.at[s.Parent]; ok && s.Parent != "" {
			c.plan.Steps[up].Group = true
		}
	}
}

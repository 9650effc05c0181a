package plans

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/internal/fault"
)

// gatherer takes what a format reads, watches the limits, and lists what is
// wrong.
type gatherer struct {
	plan    Plan
	lines   []int          // of each step
	at      map[string]int // the step of each key
	links   []claim
	text    int // bytes of all names and notes
	lost    int // links whose ends were not even named
	people  map[string]bool
	more    int                       // problems beyond those listed
	left    map[string]map[string]int // fields without a place, by the kind of thing
	leftOut map[string]int            // things without a place
}

// claim is a link as it stands in the file; its ends may be nowhere.
type claim struct {
	Link
	line int
}

func newGatherer(f Format) *gatherer {
	return &gatherer{plan: Plan{Format: f, Steps: []Step{}, Links: []Link{}, People: []Person{}, Problems: []Problem{}},
		at: map[string]int{}, people: map[string]bool{}, left: map[string]map[string]int{}, leftOut: map[string]int{}}
}

func refuse(words string, args ...any) error {
	return fault.New(fault.Invalid, fmt.Sprintf(words, args...))
}

// problem lists one, up to MaxProblems.
func (g *gatherer) problem(p Problem) {
	if len(g.plan.Problems) >= MaxProblems {
		g.more++
		return
	}
	p.Where, p.What = shown(p.Where), shown(p.What)
	g.plan.Problems = append(g.plan.Problems, p)
}

// unread notes that a field of a kind of thing says something that has no place here.
func (g *gatherer) unread(kind, field string) {
	if g.left[kind] == nil {
		g.left[kind] = map[string]int{}
	}
	if len(g.left[kind]) < MaxLabels || g.left[kind][field] > 0 {
		g.left[kind][field]++
	}
}

// leave notes that a thing has no place here.
func (g *gatherer) leave(thing string) {
	if len(g.leftOut) < MaxLabels || g.leftOut[thing] > 0 {
		g.leftOut[thing]++
	}
}

// step takes a step. One whose key is taken gets another key.
func (g *gatherer) step(line int, s Step) error {
	if len(g.plan.Steps) >= MaxSteps {
		return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, line)
	}
	s.Key = oneLine(s.Key)
	where := Problem{Line: line, Where: called(s)}
	if _, twice := g.at[s.Key]; twice || s.Key == "" {
		key := g.free(s.Key)
		p := where
		p.Field, p.What, p.Done = "id", "the id "+quoted(s.Key)+" stands twice", "read as "+quoted(key)+"; links to it are of the first"
		if s.Key == "" {
			p.What, p.Done = "it has no id", "read as "+quoted(key)
		}
		g.problem(p)
		s.Key = key
	}
	if s.Name = oneLine(s.Name); s.Name == "" {
		p := where
		p.Field, p.What = "name", "it has no name"
		s.Name = "Step " + s.Key
		p.Done = "called " + quoted(s.Name)
		g.problem(p)
	}
	s.Note = manyLines(s.Note)
	s.Name = g.cut(where, "name", s.Name, MaxName)
	s.Note = g.cut(where, "note", s.Note, MaxNote)
	if g.text += len(s.Name) + len(s.Note); g.text > MaxText {
		return refuse("The plan holds more than %d MB of text (line %d). Split it.", MaxText>>20, line)
	}
	s.Stage, s.Priority, s.Parent = oneLine(s.Stage), oneLine(s.Priority), oneLine(s.Parent)
	s.Labels = g.few(where, "labels", s.Labels)
	s.Assignees = g.few(where, "people", s.Assignees)
	if s.State == "" {
		s.State = Open
	}
	if s.State == Done {
		s.Percent = 100
	}
	g.order(where, &s)
	g.at[s.Key] = len(g.plan.Steps)
	g.plan.Steps = append(g.plan.Steps, s)
	g.lines = append(g.lines, line)
	return nil
}

// order takes the end out where it stands before the start.
func (g *gatherer) order(p Problem, s *Step) {
	if !s.Start.IsZero() && !s.End.IsZero() && s.End.Time.Before(dayOf(s.Start, s.End)) {
		p.Field, p.What, p.Done = "end", fmt.Sprintf("it ends (%s) before it starts (%s)", s.End, s.Start), "the end is left out"
		g.problem(p)
		s.End = Moment{}
	}
}

// free finds a key that is not taken.
func (g *gatherer) free(key string) string {
	for n := len(g.plan.Steps) + 1; ; n++ {
		try := key + "#" + strconv.Itoa(n)
		if _, taken := g.at[try]; !taken {
			return try
		}
	}
}

func (g *gatherer) cut(p Problem, field, text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	p.Field, p.What, p.Done = field, fmt.Sprintf("it has more than %d characters", most), "cut there"
	g.problem(p)
	return string([]rune(text)[:most])
}

// few cleans a list and drops what stands twice or beyond MaxLabels.
func (g *gatherer) few(p Problem, field string, list []string) []string {
	var out []string
	for _, s := range list {
		if s = oneLine(s); s == "" || slices.Contains(out, s) {
			continue
		}
		if len(out) == MaxLabels {
			p.Field, p.What, p.Done = field, fmt.Sprintf("it has more than %d", MaxLabels), "the others are left out"
			g.problem(p)
			break
		}
		out = append(out, s)
	}
	return out
}

// link takes a link; its ends are looked up at the end.
func (g *gatherer) link(line int, l Link) error {
	if len(g.links)+g.lost >= MaxLinks {
		return refuse("The plan has more than %d links (line %d). Split it.", MaxLinks, line)
	}
	if l.From == "" || l.To == "" {
		g.lost++ // its problem is listed where it was looked for
		return nil
	}
	l.From, l.To = oneLine(l.From), oneLine(l.To)
	g.links = append(g.links, claim{l, line})
	return nil
}

// person takes somebody and gives his key; one who is here stays as he is.
func (g *gatherer) person(p Person) (string, error) {
	p.Key, p.Name, p.Email = oneLine(p.Key), oneLine(p.Name), oneLine(p.Email)
	if p.Key == "" {
		p.Key = first(p.Email, p.Name)
	}
	if p.Key == "" || g.people[p.Key] {
		return p.Key, nil
	}
	if len(g.plan.People) >= MaxPeople {
		return "", refuse("The plan names more than %d people. Split it.", MaxPeople)
	}
	if p.Name == "" {
		p.Name = first(p.Email, p.Key)
	}
	g.people[p.Key] = true
	g.plan.People = append(g.plan.People, p)
	return p.Key, nil
}

// finish looks up parents, people and links, takes rings out, and tells what
// was left.
func (g *gatherer) finish() (Plan, error) {
	g.plan.Name = string([]rune(oneLine(g.plan.Name))[:min(MaxName, utf8.RuneCountInString(oneLine(g.plan.Name)))])
	g.parents()
	for i := range g.plan.Steps {
		s := &g.plan.Steps[i]
		s.Assignees = slices.DeleteFunc(s.Assignees, func(key string) bool {
			if g.people[key] {
				return false
			}
			g.problem(Problem{g.lines[i], called(*s), "people", "nobody in the file has the id " + quoted(key), "left out"})
			return true
		})
	}
	g.ends()
	if err := g.rings(); err != nil {
		return Plan{}, err
	}
	for _, c := range g.links {
		g.plan.Links = append(g.plan.Links, c.Link)
	}
	if len(g.plan.Steps) == 0 {
		g.problem(Problem{What: "the plan holds no steps", Done: "nothing to bring in"})
	}
	g.tellLeft()
	return g.plan, nil
}

// parents takes parents out that are nowhere or go round.
func (g *gatherer) parents() {
	known := make([]bool, len(g.plan.Steps)) // leads up to a step without a parent
	for i := range g.plan.Steps {
		var way []int
		onWay := map[int]bool{}
		for at := i; !known[at]; {
			s := &g.plan.Steps[at]
			way, onWay[at] = append(way, at), true
			if s.Parent == "" {
				break
			}
			up, ok := g.at[s.Parent]
			if !ok || onWay[up] {
				what := "it is a part of " + quoted(s.Parent) + ", which is not in the file"
				if ok {
					what = "it is a part of " + quoted(s.Parent) + ", which is a part of it"
				}
				g.problem(Problem{g.lines[at], called(*s), "parent", what, "it stands by itself"})
				s.Parent = ""
				break
			}
			at = up
		}
		for _, at := range way {
			known[at] = true
		}
	}
}

// ends takes links out that lead nowhere or to themselves, or stand twice.
func (g *gatherer) ends() {
	seen := map[Link]bool{}
	g.links = slices.DeleteFunc(g.links, func(c claim) bool {
		p := Problem{Line: c.line, Where: quoted(c.From) + " to " + quoted(c.To), Field: "link", Done: "left out"}
		_, from := g.at[c.From]
		_, to := g.at[c.To]
		switch {
		case !from:
			p.What = quoted(c.From) + " is not in the file"
		case !to:
			p.What = quoted(c.To) + " is not in the file"
		case c.From == c.To:
			p.What = "a step cannot wait for itself"
		case seen[c.Link]:
			return true // said twice, as tools do that list both ends
		default:
			seen[c.Link] = true
			return false
		}
		g.problem(p)
		return true
	})
}

// tellLeft lists what had no place, one problem for each kind.
func (g *gatherer) tellLeft() {
	list := func(counts map[string]int) string {
		var names []string
		for _, name := range slices.Sorted(maps.Keys(counts)) {
			names = append(names, fmt.Sprintf("%s (%d)", oneLine(name), counts[name]))
		}
		return strings.Join(names, ", ")
	}
	add := func(field string, counts map[string]int) {
		g.plan.Problems = append(g.plan.Problems, Problem{Field: field, What: "no place here for " + list(counts), Done: "left out"})
	}
	for _, kind := range slices.Sorted(maps.Keys(g.left)) {
		add(kind, g.left[kind])
	}
	if len(g.leftOut) > 0 {
		add("", g.leftOut)
	}
	if g.more > 0 {
		g.plan.Problems = append(g.plan.Problems, Problem{What: fmt.Sprintf("%d more problems", g.more), Done: "not listed"})
	}
}

// called names a step for a problem.
func called(s Step) string {
	if s.Name == "" {
		return quoted(s.Key)
	}
	return quoted(oneLine(s.Name))
}

func quoted(s string) string { return "“" + shown(oneLine(s)) + "”" }

// shown shortens foreign text for a sentence.
func shown(s string) string {
	const longest = 120
	if len(s) <= longest {
		return s
	}
	if runes := []rune(s[:min(len(s), 4*longest+4)]); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

// oneLine trims a text and makes one line of it, free of control characters.
func oneLine(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Join(strings.Fields(manyLines(s)), " ")
}

// isPlain tells whether a text is one line of printable ASCII, as most are.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// manyLines trims a text and takes control characters and broken ones out, but for line breaks.
func manyLines(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\ufeff':
			return -1
		}
		return r
	}, s))
}

// first gives the first text that says something.
func first(texts ...string) string {
	for _, s := range texts {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

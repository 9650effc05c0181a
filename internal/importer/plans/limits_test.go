package plans

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"kept/internal/fault"
)

// refused wants a file to be refused with these words.
func refused(t *testing.T, data, want string) {
	t.Helper()
	_, err := Read(File{Data: []byte(data)})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

// taken reads a file that is a plan.
func taken(t *testing.T, data string) Plan {
	t.Helper()
	p, err := Read(File{Data: []byte(data)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// says wants a problem of a plan to have these words, and gives how many do.
func says(t *testing.T, p Plan, want string) int {
	t.Helper()
	n := 0
	for _, one := range p.Problems {
		if strings.Contains(one.String(), want) {
			n++
		}
	}
	if n == 0 {
		t.Errorf("no problem says %q: %v", want, p.Problems)
	}
	return n
}

const (
	mspdiHead = `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Name>P</Name><Tasks>`
	mspdiTail = `</Tasks></Project>`
)

func mspdiTasks(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "<Task><UID>%d</UID><Name>T</Name></Task>", i)
	}
	return mspdiHead + b.String() + mspdiTail
}

func TestStepsAreLimited(t *testing.T) {
	many := map[string]func(n int) string{
		"mspdi": mspdiTasks,
		"csv":   func(n int) string { return "id,step\n" + lines(n, "%d,a\n") },
		"planner": func(n int) string {
			return `<project name="" project-start="x"><tasks>` + lines(n, `<task id="%d" name="t"/>`) + `</tasks></project>`
		},
		"xer": func(n int) string {
			return "ERMHDR\t8\n%T\tTASK\n%F\ttask_id\ttask_code\ttask_name\n" + strings.ReplaceAll(lines(n, "@R\t%[1]d\tA%[1]d\tt\n"), "@R", "%R") + "%E\n"
		},
		"trello": func(n int) string {
			return `{"lists":[{"id":"l"}],"cards":[` + strings.TrimSuffix(lines(n, `{"id":"%d","name":"c","idList":"l"},`), ",") + `]}`
		},
		"github": func(n int) string {
			return lines(n, `{"number":%d,"title":"x","state":"open"}`+"\n")
		},
		"pmxml": func(n int) string {
			return `<APIBusinessObjects><Project><Name>P</Name>` + lines(n, `<Activity><ObjectId>%d</ObjectId><Name>n</Name></Activity>`) + `</Project></APIBusinessObjects>`
		},
	}
	for name, file := range many {
		t.Run(name, func(t *testing.T) {
			if p := taken(t, file(MaxSteps)); len(p.Steps) != MaxSteps {
				t.Errorf("%d steps", len(p.Steps))
			}
			refused(t, file(MaxSteps+1), "The plan has more than 20000 steps (line ")
		})
	}
	refused(t, mspdiTasks(100_000), "more than 20000 steps")
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestBytesAreLimited(t *testing.T) {
	head := "id,step\n1,a\n"
	for more, big := range map[int]bool{0: false, 1: true} {
		if _, err := Read(File{Data: append([]byte(head), bytes.Repeat([]byte("\n"), MaxBytes-len(head)+more)...)}); (err != nil) != big {
			t.Errorf("a table of 16 MB and %d: %v", more, err)
		}
	}
	x := mspdiTasks(1)
	if p := taken(t, x+strings.Repeat(" ", MaxBytes-len(x))); len(p.Steps) != 1 {
		t.Errorf("%d steps", len(p.Steps))
	}
	refused(t, x+strings.Repeat(" ", MaxBytes-len(x)+1), "larger than 16 MB")
}

func TestRings(t *testing.T) {
	tests := []struct {
		name, table string
		links       int
		want        string
	}{
		{"two", "id,step,after\n1,a,2\n2,b,1\n", 1, "the links go round"},
		{"three", "id,step,after\n1,a,3\n2,b,1\n3,c,2\n", 2, "the links go round: “1” to “2”, “2” to “3”, “3” to “1”"},
		{"two rings", "id,step,after\n1,a,2\n2,b,1\n3,c,4\n4,d,3\n", 2, "“4”"},
		{"itself", "id,step,after\n1,a,1\n", 0, "cannot wait for itself"},
		{"start with start, both ways", "id,step,after\n1,a,2SS\n2,b,1SS\n", 1, "go round"},
		{"started together, ended together", "id,step,after\n1,a,2FF\n2,b,1SS\n", 2, ""},
		{"a part waits for its whole", "id,step,parent,after\n1,a,,\n2,b,1,1\n", 0, "go round"},
		{"a whole waits for its part", "id,step,parent,after\n1,a,,2\n2,b,1,\n", 0, "go round"},
		{"parts of one wait for each other", "id,step,parent,after\n1,a,,\n2,b,1,\n3,c,1,2\n", 1, ""},
		{"by way of the whole", "id,step,parent,after\n1,a,,3\n2,b,1,\n3,c,,2\n", 1, "go round"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := taken(t, tt.table)
			if len(p.Links) != tt.links {
				t.Errorf("%d links, want %d: %v", len(p.Links), tt.links, p.Links)
			}
			if tt.want == "" {
				if len(p.Problems) > 0 {
					t.Errorf("problems: %v", p.Problems)
				}
				return
			}
			says(t, p, tt.want)
		})
	}
}

func TestRingsAreLimited(t *testing.T) {
	rings := func(n int) string {
		var b strings.Builder
		b.WriteString("id,step,after\n")
		for i := range n {
			fmt.Fprintf(&b, "a%[1]d,a,b%[1]d\nb%[1]d,b,a%[1]d\n", i)
		}
		return b.String()
	}
	if p := taken(t, rings(MaxRings)); len(p.Links) != MaxRings {
		t.Errorf("%d links", len(p.Links))
	}
	refused(t, rings(MaxRings+1), "go round in more than 20 rings")
}

func TestWhatIsWrongInAPlan(t *testing.T) {
	task := func(inside string) string {
		return mspdiHead + "<Task><UID>1</UID><Name>A</Name></Task>\n<Task><UID>2</UID><Name>B</Name>" + inside + "</Task>" + mspdiTail
	}
	tests := []struct{ name, data, want string }{
		{"nowhere", task(`<PredecessorLink><PredecessorUID>9</PredecessorUID></PredecessorLink>`), "line 2: “9” to “2”: link: “9” is not in the file: left out"},
		{"year 1", task(`<Start>0001-01-01T00:00:00</Start>`), "line 2: “B”: start: “0001-01-01T00:00:00”: the year 1 is not between 1970 and 2199: left out"},
		{"year 9999", task(`<Finish>9999-12-31T00:00:00</Finish>`), "the year 9999"},
		{"no date", task(`<Start>soon</Start>`), "it is no date"},
		{"negative", task(`<Duration>-PT8H0M0S</Duration>`), "less than nothing"},
		{"endless", task(`<Duration>PT999999999H0M0S</Duration>`), "longer than a hundred years"},
		{"no length", task(`<Duration>P1Y</Duration>`), "is no length of time"},
		{"end before start", task(`<Start>2026-02-02T08:00:00</Start><Finish>2026-02-01T08:00:00</Finish>`), "it ends (2026-02-01T08:00) before it starts (2026-02-02T08:00): the end is left out"},
		{"percent", task(`<PercentComplete>140</PercentComplete>`), "not between 0 and 100"},
		{"level", task(`<OutlineLevel>7</OutlineLevel>`), "stands at level “7”"},
		{"another project", task(`<PredecessorLink><CrossProject>1</CrossProject><CrossProjectName>C:\x.mpp\2</CrossProjectName></PredecessorLink>`), "a task of another project"},
		{"twice", mspdiHead + "<Task><UID>1</UID><Name>A</Name></Task>\n<Task><UID>1</UID><Name>B</Name></Task>" + mspdiTail, "line 2: “B”: id: the id “1” stands twice: read as “1#2”"},
		{"no id", "<Project><Tasks><Task><Name>A</Name></Task></Tasks></Project>", "it has no id"},
		{"no name", task(`</Task><Task><UID>3</UID>`), "it has no name: called “Step 3”"},
		{"long name", task(`</Task><Task><UID>3</UID><Name>` + strings.Repeat("é", MaxName+1) + `</Name>`), "more than 500 characters: cut there"},
		{"no steps", mspdiHead + mspdiTail, "the plan holds no steps"},
		{"part of nothing", "id,step,parent\n1,a,9\n", "no step is called “9”"},
		{"parts of each other", "id,step,parent\n1,a,2\n2,b,1\n", "which is a part of it: it stands by itself"},
		{"nobody", mspdiHead + "<Task><UID>1</UID><Name>A</Name></Task></Tasks><Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID></Assignment></Assignments></Project>", "nobody in the file has the id “7”"},
		{"ambiguous date", "step,start\na,3/4/2026\n", "may be 3 April or 4 March"},
		{"unit", "step,duration\na,3 moons\n", "has a unit that is not known"},
		{"unit of work", "step,work\na,3\n", "does not say whether hours or days are meant"},
		{"columns", "step,colour\na,red\n", "columns: no place here for colour (1): left out"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { says(t, taken(t, tt.data), tt.want) })
	}
	if p := taken(t, "step,start\n"+lines(MaxProblems+5, "s%d,soon\n")); len(p.Problems) != MaxProblems+1 || says(t, p, "5 more problems: not listed") != 1 {
		t.Errorf("%d problems", len(p.Problems))
	}
}

func TestRefusedFiles(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>`
	outside := `<?xml version="1.0"?><!DOCTYPE p SYSTEM "file:///etc/passwd"><Project xmlns="http://schemas.microsoft.com/project"><Name>&x;</Name></Project>`
	full := mspdiTasks(3)
	tests := []struct{ name, data, want string }{
		{"nothing", "", "The file is empty"},
		{"space", " \n", "empty"},
		{"laughs", laughs, "The XML defines entities of its own, in line 1"},
		{"an entity of nowhere", outside, "The XML is broken in line 1: invalid character entity &x;"},
		{"XML cut off", full[:len(full)-40], "The file is cut off in line 1"},
		{"XML cut off in a tag", full[:len(full)-3], "cut off"},
		{"wrong end", mspdiHead + "</Task>", "broken in line 1"},
		{"deep", strings.Repeat("<Project>", 70), "more than 64 elements deep"},
		{"other XML", `<?xml version="1.0"?><feed/>`, "it begins with <feed>, in line 1"},
		{"long tag", `<Project xmlns="http://schemas.microsoft.com/project"><Name a="` + strings.Repeat("x", maxPiece) + `"/></Project>`, "a tag or text of more than 1 MB"},
		{"large task", mspdiHead + "<Task>" + strings.Repeat("<a/>", maxNodes) + "</Task>" + mspdiTail, "more than 20000 elements"},
		{"HTML", "<!DOCTYPE html><html></html>", "web page"},
		{"PDF", "%PDF-1.7", "PDF"},
		{"MPX", "MPX,Microsoft Project for Windows,4.0,ANSI\n", ".mpx"},
		{"MPP", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....MSProject.MPP12", "choose File, Save As, and take “XML Format (*.xml)”"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", ".xls of before 2007"},
		{"broken ZIP", "PK\x03\x04xxxx", "broken"},
		{"XER cut off", "ERMHDR\t8.4\n%T\tTASK\n%F\ttask_id\n%R\t1\n", "its last line (%E) is missing after line 4"},
		{"XER without fields", "ERMHDR\t8.4\n%T\tTASK\n%R\t1\n", "line 3 stands before the fields"},
		{"XER of many fields", "ERMHDR\t8.4\n%F" + strings.Repeat("\t", 600) + "\n", "more than 500 fields"},
		{"JSON cut off", `{"lists":[],"cards":[{"id":"1"`, "The file is cut off"},
		{"JSON broken", "{\"lists\":[],\n\"cards\":[{\"id\":x}]}", "The JSON is broken in line 2"},
		{"other JSON", `{"a":1,"b":[{"c":2}]}`, "its first entry has a, b"},
		{"empty list", `[ {} ]`, "has nothing"},
		{"two boards", `{"lists":[]} {}`, "behind the board"},
		{"many elements", mspdiHead + strings.Repeat("<a/>", maxElements) + mspdiTail, "more than 1500000 elements"},
		{"many links", "step,after\na,\"" + strings.Repeat("b,", 16_000) + "\"\n" + strings.Repeat("c,\""+strings.Repeat("b,", 16_000)+"\"\n", 6), "more than 100000 links (line 8)"},
		{"many actions", `{"lists":[],"actions":[{}` + strings.Repeat(",{}", MaxLinks) + `]}`, "more than 100000 lists"},
		{"many items", `{"lists":[],"checklists":[{"checkItems":[{}` + strings.Repeat(",{}", MaxLinks) + `]}]}`, "more than 100000 lists"},
		{"large card", `{"lists":[],"cards":[{"desc":"` + strings.Repeat("x", MaxRecord) + `"}]}`, "larger than 1 MB"},
		{"deep JSON", `{"cards":` + strings.Repeat("[", 200_000), "exceeded max depth"},
		{"no names", "colour,size\nred,3\n", "Its headings are: colour, size"},
		{"open quotation mark", "step,start\n\"a,2026-01-01\n", "never closes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { refused(t, tt.data, tt.want) })
	}
	for _, f := range []Format{Jira, MSPDI, Trello} {
		if _, err := Read(File{Data: []byte("step\na\n"), Format: f}); err == nil || !strings.Contains(err.Error(), "This is a plan of the format csv, not "+string(f)) {
			t.Errorf("a table as %s: %v", f, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := `<?xml version="1.0" encoding="ENCODING"?><Project xmlns="http://schemas.microsoft.com/project"><Name>Café – Łódź</Name></Project>`
	for name, c := range map[string]struct{ data, want string }{
		"UTF-8":            {strings.Replace(text, "ENCODING", "UTF-8", 1), "Café – Łódź"},
		"mark":             {"\xef\xbb\xbf" + strings.Replace(text, "ENCODING", "utf-8", 1), "Café – Łódź"},
		"UTF-16, small":    {"\xff\xfe" + wide(strings.Replace(text, "ENCODING", "UTF-16", 1), 0), "Café – Łódź"},
		"UTF-16, big":      {"\xfe\xff" + wide(strings.Replace(text, "ENCODING", "UTF-16", 1), 1), "Café – Łódź"},
		"Windows-1252":     {`<?xml version="1.0" encoding="windows-1252"?><Project><Name>Caf` + "\xe9 \x96 x" + `</Name></Project>`, "Café – x"},
		"Windows-1250":     {`<?xml version="1.0" encoding="windows-1250"?><Project><Name>` + "\xa3\xf3d\x9f" + `</Name></Project>`, "Łódź"},
		"nothing declared": {`<Project><Name>Caf` + "\xe9" + `</Name></Project>`, "Café"},
	} {
		if got := taken(t, c.data).Name; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	p := taken(t, "ERMHDR\t8.4\n%T\tTASK\n%F\ttask_id\ttask_name\n%R\t1\tStra\xdfe\n%E\n")
	if p.Steps[0].Name != "Straße" {
		t.Errorf("XER: %q", p.Steps[0].Name)
	}
	p = taken(t, "\xff\xfe"+wide("Vorgangsname\tDauer\nGrün\t3 Tage\n", 0))
	if p.Steps[0].Name != "Grün" || p.Steps[0].Duration.String() != "3d" {
		t.Errorf("table: %+v", p.Steps[0])
	}
}

// wide writes UTF-16; low is the place of the low byte.
func wide(s string, low int) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(u), byte(u>>8)
		b.Write(pair[:])
	}
	return b.String()
}

// TestEdges reads what is at a limit and what is one above.
func TestEdges(t *testing.T) {
	people := func(n int) string { return "step,who\n" + lines(n, "s,p%d\n") }
	if p := taken(t, people(MaxPeople)); len(p.People) != MaxPeople {
		t.Errorf("%d people", len(p.People))
	}
	refused(t, people(MaxPeople+1), "more than 5000 people")

	links := func(n int) string {
		var b strings.Builder
		b.WriteString(`<project name="" project-start="x"><tasks><task id="0" name="t"/><task id="1" name="u"><predecessors>`)
		for range n {
			b.WriteString(`<predecessor predecessor-id="0" type="FS"/>`)
		}
		return b.String() + `</predecessors></task></tasks></project>`
	}
	if p := taken(t, links(MaxLinks)); len(p.Links) != 1 {
		t.Errorf("%d links of one that is said often", len(p.Links))
	}
	refused(t, links(MaxLinks+1), "more than 100000 links")

	card := func(inside string) string { return `{"lists":[{"id":"l"}],"cards":[` + inside + `]}` }
	text := func(n int) string { return `{"id":"c","name":"n","idList":"l","x":"` + strings.Repeat("x", n) + `"}` }
	over := MaxRecord - len(text(0))
	if p := taken(t, card(text(over))); len(p.Steps) != 1 {
		t.Errorf("a card of 1 MB: %v", p)
	}
	refused(t, card(text(over+1)), "larger than 1 MB")

	labels := func(n int) string { return "step,labels\na,\"" + strings.TrimSuffix(lines(n, "l%d,"), ",") + "\"\n" }
	if p := taken(t, labels(MaxLabels)); len(p.Steps[0].Labels) != MaxLabels || len(p.Problems) > 0 {
		t.Errorf("%d labels, %v", len(p.Steps[0].Labels), p.Problems)
	}
	says(t, taken(t, labels(MaxLabels+1)), "it has more than 100: the others are left out")

	note := func(n int) string { return "step,note\na," + strings.Repeat("é", n) + "\n" }
	if p := taken(t, note(MaxNote)); len(p.Problems) > 0 || len([]rune(p.Steps[0].Note)) != MaxNote {
		t.Errorf("a note of %d: %v", len([]rune(p.Steps[0].Note)), p.Problems)
	}
	if p := taken(t, note(MaxNote+1)); says(t, p, "more than 32000 characters: cut there") != 1 || len([]rune(p.Steps[0].Note)) != MaxNote {
		t.Error("a longer note is not cut")
	}

	p := taken(t, mspdiHead+"<Task><UID>0</UID><Name>Q</Name></Task><Task><UID>5</UID><OutlineLevel>0</OutlineLevel></Task><Task><UID>0</UID><Name>A</Name><OutlineLevel>1</OutlineLevel></Task>"+mspdiTail)
	if len(p.Steps) != 1 || p.Steps[0].Name != "A" {
		t.Errorf("the project itself is a step: %v", p.Steps)
	}

	deep := strings.Repeat("<a>", maxDepth-1) + strings.Repeat("</a>", maxDepth-1)
	if p := taken(t, "<Project>"+deep+"</Project>"); len(p.Steps) != 0 {
		t.Errorf("%v", p.Steps)
	}
	refused(t, "<Project><b>"+deep+"</b></Project>", "more than 64 elements deep")
}

// TestTextIsLimited reads letters that are twice as long in UTF-8 as in the file.
func TestTextIsLimited(t *testing.T) {
	notes := func(n int) string {
		return "step,note\n" + strings.Repeat("s,"+strings.Repeat("\xe9", MaxNote)+"\n", n)
	}
	most := MaxText / (2*MaxNote + len("s"))
	if p := taken(t, notes(most)); len(p.Steps) != most {
		t.Errorf("%d steps of %d", len(p.Steps), most)
	}
	refused(t, notes(most+1), "more than 24 MB of text")
}

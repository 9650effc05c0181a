package plans

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told writes a plan as short lines, to hold against what is wanted.
func told(p Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q\n", p.Format, p.Name)
	for _, s := range p.Steps {
		fmt.Fprintf(&b, "%s %q %s %d%%", s.Key, s.Name, s.State, s.Percent)
		add := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, " %s=%s", name, strings.ReplaceAll(value, "\n", "|"))
			}
		}
		add("in", s.Parent)
		add("stage", s.Stage)
		add("start", s.Start.String())
		add("end", s.End.String())
		add("due", s.Due.String())
		add("hold", string(s.Fixed.Hold))
		add("at", s.Fixed.At.String())
		add("takes", s.Duration.String())
		add("least", s.Least.String())
		add("likely", s.Likely.String())
		add("most", s.Most.String())
		add("work", s.Estimate.String())
		add("created", s.Created.String())
		add("started", s.Started.String())
		add("finished", s.Finished.String())
		add("who", strings.Join(s.Assignees, ","))
		add("labels", strings.Join(s.Labels, ","))
		add("priority", s.Priority)
		add("note", s.Note)
		add("url", s.URL)
		if s.Group {
			b.WriteString(" group")
		}
		if s.Milestone {
			b.WriteString(" milestone")
		}
		b.WriteByte('\n')
	}
	for _, l := range p.Links {
		fmt.Fprintf(&b, "%s>%s %s%s\n", l.From, l.To, l.Kind, l.Lag)
	}
	for _, one := range p.People {
		fmt.Fprintf(&b, "%s=%s %s\n", one.Key, one.Name, one.Email)
	}
	for _, one := range p.Problems {
		fmt.Fprintf(&b, "! %s\n", one)
	}
	return b.String()
}

func TestVectors(t *testing.T) {
	for name, want := range toldOf {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(File{Data: data})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, told(p)); d != "" {
				t.Error(d)
			}
		})
	}
}

// toldOf is what each vector in testdata holds, read by a person against the file.
var toldOf = map[string]string{
	"asana.csv": `asana "House"
1 "Plan, then draw" done 100% stage=Doing start=2026-03-02 due=2026-03-06 created=2026-03-01 finished=2026-03-04 who=ana@studio.example labels=a,b note=words
2 "Keys" open 0% stage=Waiting due=2026-03-09 created=2026-03-01
3 "Part" open 0% in=2 stage=Waiting due=2026-03-31 created=2026-03-01
4 "Part" open 0% stage=Waiting created=2026-03-01
1>2 FS
ana@studio.example=Ana Díaz ana@studio.example
! line 4: “Part”: blocked by: no step is called “Nothing”: left out
! line 5: “Part”: parent: several steps are called “Part”: left out
! line 4: “2” to “3”: link: the links go round: “2” to “3”: this link is left out
! columns: no place here for Budget (1): left out
`,
	"english.plain.csv": `csv ""
1 "Draw" done 100% stage=Plans start=2026-03-02 end=2026-03-06 takes=5d work=20h who=Ana,Tom
2 "Permit" open 50% stage=Plans start=2026-03-16 end=2026-04-05 takes=480 clock h who=Tom
3 "Keys" open 0% start=2026-04-06 end=2026-04-06 takes=0d milestone
1>2 FS5d
2>3 FS
1>3 SS-4h
Ana=Ana 
Tom=Tom 
`,
	"german.plain.csv": `csv ""
Zeichnen "Zeichnen" done 100% stage=offen start=2026-03-02 end=2026-03-06 takes=5d finished=2026-03-04 who=Ana
Genehmigung "Genehmigung" open 0% start=2026-03-09T08:00 end=2026-03-09T11:00 takes=3h who=Tom
Schlüssel "Schlüssel" dropped 0% stage=entfällt
Zeichnen>Genehmigung FS2d
Genehmigung>Schlüssel FS
Zeichnen>Schlüssel FS
Ana=Ana 
Tom=Tom 
`,
	"github.cli.json": `github ""
o/r#4 "By the command line" open 0% created=2026-03-01T10:00:00Z who=tom url=https://github.com/o/r/issues/4
tom=Tom 
`,
	"github.hooks.jsonl": `github ""
o/r#1 "First, renamed" done 100% created=2026-03-01T10:00:00Z finished=2026-03-05T10:00:00Z url=https://github.com/o/r/issues/1
o/r#2 "Gone" dropped 0% url=https://github.com/o/r/issues/2
o/r#3 "Stays" open 0% url=https://github.com/o/r/issues/3
! no place here for events: push (1): left out
`,
	"github.issues.json": `github ""
o/r#1 "Start" done 100% stage=v1 due=2026-03-10 created=2026-03-01T10:00:00Z finished=2026-03-03T10:00:00Z who=ana labels=client note=text url=https://github.com/o/r/issues/1
o/r#2 "Never" dropped 0% in=o/r#1 finished=2026-03-04T10:00:00Z url=https://github.com/o/r/issues/2
ana=ana 
! no place here for pull requests (1): left out
`,
	"house.mspdi.xml": `mspdi "House"
1 "Plans & permits" open 0% group
2 "Draw" done 100% in=1 start=2026-03-02T08:00 end=2026-03-06T17:00 takes=5d work=15h started=2026-03-02T08:00 finished=2026-03-05T17:00 who=1 note=two|lines
4 "Permit" open 0% in=1 due=2026-04-30T17:00 hold=start not before at=2026-03-16T08:00 takes=240 clock h priority=800
5 "Keys" open 0% takes=0d milestone
6 "Not now" dropped 0% hold=as late as possible
2>4 FS1d
4>5 FF-1h
2>5 SS
1=Ana Díaz ana@studio.example
! line 15: “Keys”: lag: the lag is 50% of the other step: left out
! line 21: “Paint”: people: it is material or a cost: left out
! fields of tasks: no place here for Cost (1): left out
! no place here for calendars (1): left out
`,
	"house.planner": `planner "House"
1 "Plans" open 0% start=2026-03-02T08:00 end=2026-03-03T17:00 work=8h group
2 "Draw" done 100% in=1 start=2026-03-02T08:00 end=2026-03-03T17:00 takes=16h work=8h who=1 priority=5 note=by hand
3 "Keys" open 0% start=2026-03-04T08:00 end=2026-03-04T08:00 hold=start on at=2026-03-04T08:00 work=0m milestone
2>3 FS-1h
1>3 FS
1=Ana ana@studio.example
! line 10: “3”: link: the link is of the kind “XY”: read as finish to start
! no place here for calendars (1): left out
`,
	"house.pmxml": `pmxml "House"
group 20 "Plans" open 0% group
A100 "Draw" done 100% in=group 20 start=2026-03-02T08:00 end=2026-03-03T17:00 takes=16h work=10h who=7
A110 "Keys" open 25% hold=end by at=2026-04-01T17:00 priority=Top milestone
A100>A110 SS8h
7=Ana 
! line 5: “Crane”: people: it is material or a tool: left out
! fields of activities: no place here for Feedback (1): left out
! no place here for Calendar (1): left out
`,
	"house.xer": `xer "House"
group 11 "Plans" open 0% group
A100 "Draw" done 100% in=group 11 start=2026-03-02T08:00 end=2026-03-03T17:00 takes=16h work=10h started=2026-03-02T08:00 finished=2026-03-04T12:00 who=7
A110 "Check" open 75% in=group 11 start=2026-03-04T08:00 end=2026-03-04T17:00 hold=end by at=2026-03-05T17:00 takes=8h started=2026-03-04T08:00
A120 "Keys" open 40% hold=as late as possible takes=0m milestone
A100>A110 FS8h
A110>A120 FF-4h
7=Ana ana@studio.example
! line 12: “Crane”: people: it is material or a tool: left out
! fields of tasks: no place here for float_path (1): left out
! no place here for rows of CALENDAR (1): left out
`,
	"jira.csv": `jira "House"
H-1 "Draw" open 0% stage=In Progress due=2026-03-06 work=4h created=2026-03-02T09:05 who=Ana labels=one,two,Epic priority=High note=words
H-2 "Keys" done 100% in=H-1 stage=Done created=2026-03-02T09:05 finished=2026-03-04T17:00 labels=Story priority=Low
H-3 "Never" dropped 0% in=H-1 stage=Closed created=2026-03-02T09:05 finished=2026-03-04T17:00 labels=Task priority=Low
Ana=Ana 
! line 3: “Keys”: estimate: “x” is no number of seconds: left out
! line 4: “H-7” to “H-3”: link: “H-7” is not in the file: left out
! line 2: “H-1” to “H-2”: link: the links go round: “H-1” to “H-2”: this link is left out
! columns: no place here for Inward issue link (Relates) (1), Reporter (3): left out
`,
	"todoist.csv": `todoist ""
First / Draw @client "Draw @client" open 0% stage=First start=2026-03-12T16:00:00Z due=2026-03-20 takes=30m who=2 labels=client priority=1 note=words||a word
First / Draw @client / Part "Part" open 0% in=First / Draw @client stage=First priority=4
First / Draw @client / Part (2) "Part" open 0% in=First / Draw @client stage=First due=2026-03-12T17:00 priority=4
First / Too deep "Too deep" open 0% stage=First priority=4
2=Tom 
! line 5: “Part”: date: “every monday” comes again and again: it has no date
! line 6: “Part”: timezone: the zone “Mars/Olympus” is not known: the time is read without a zone
! line 7: “Too deep”: indent: it stands below no task: it stands by itself
! no place here for rows of the type meta (1): left out
`,
	"trello.board.json": `trello "Relaunch"
5fcbec2e6621ca4f0a547896 "Write" done 100% stage=Doing start=2026-03-02T09:00:00Z due=2026-03-06T16:00:00Z created=2020-12-05T20:23:10Z finished=2026-03-05T10:00:00Z who=m1 labels=green,client note=words||Before:|[x] ask|[ ] check (due 2026-03-04) url=https://trello.com/c/1
c2 "Old" dropped 0% stage=Past
c3 "Archived" dropped 0% stage=Doing
c4 "Lost" open 0%
c6 "Step c6" open 0% stage=Doing
m1=Ana Díaz 
! line 3: name: it is a number, not what it should be: left out
! line 3: “Old”: state: it, or its list, is archived without being marked as done: read as dropped
! line 3: “Archived”: state: it, or its list, is archived without being marked as done: read as dropped
! line 3: “Lost”: list: its list is not in the file: it has no stage
! line 3: “c6”: name: it has no name: called “Step c6”
! line 3: “Lost”: people: nobody in the file has the id “m9”: left out
! fields of cards: no place here for custom fields (1): left out
! no place here for actions (1), cards that are templates (1): left out
`,
	"wekan.board.json": `trello "Relaunch"
c1 "Write" done 100% stage=Doing due=2026-03-06T16:00:00Z created=2026-03-01T08:00:00Z finished=2026-03-05T16:00:00Z who=u1 labels=client note=words||Before:|[x] ask
c2 "Part" open 0% in=c1 stage=Doing who=u1
u1=Ana Díaz 
! no place here for swimlanes (1): left out
`,
}

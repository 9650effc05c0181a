package plans

import (
	"strings"
	"testing"
)

// Fields of one's own in Microsoft Project count as guesses where they are called
// so, and only there.
func TestGuessesOfMicrosoftProject(t *testing.T) {
	const field = `<ExtendedAttribute><FieldID>%</FieldID><FieldName>#</FieldName><Alias>@</Alias></ExtendedAttribute>`
	define := func(id, name, alias string) string {
		return strings.NewReplacer("%", id, "#", name, "@", alias).Replace(field)
	}
	value := func(id, length string) string {
		return `<ExtendedAttribute><FieldID>` + id + `</FieldID><Value>` + length + `</Value><DurationFormat>7</DurationFormat></ExtendedAttribute>`
	}
	p := taken(t, `<Project xmlns="http://schemas.microsoft.com/project"><ExtendedAttributes>`+
		define("188743783", "Duration1", "Optimistic Dur.")+define("188743784", "Duration2", "Erwartete Dauer")+define("188743785", "Duration3", "Worst-Case")+
		define("188743955", "Duration4", "Travel")+define("188743731", "Text1", "Optimistic")+`</ExtendedAttributes><Tasks>
		<Task><UID>1</UID><Name>A</Name><Duration>PT24H0M0S</Duration><DurationFormat>7</DurationFormat>`+value("188743783", "PT8H0M0S")+value("188743784", "PT24H0M0S")+value("188743785", "PT64H0M0S")+value("188743955", "PT4H0M0S")+value("188743731", "PT1H0M0S")+`</Task>
		<Task><UID>2</UID><Name>B</Name><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>`+value("188743783", "PT0H0M0S")+value("188743785", "-PT8H0M0S")+`</Task></Tasks></Project>`)
	a, b := p.Steps[0], p.Steps[1]
	if a.Least.String() != "1d" || a.Likely.String() != "3d" || a.Most.String() != "8d" || a.Duration.String() != "3d" {
		t.Errorf("%+v", a)
	}
	if !b.Least.IsZero() || !b.Most.IsZero() {
		t.Errorf("%+v", b)
	}
	if said := told(p); !strings.Contains(said, "ExtendedAttribute (2)") || !strings.Contains(said, "less than nothing") {
		t.Error(said)
	}
}

func TestGuessesOfTables(t *testing.T) {
	for _, heads := range []string{"Step;Optimistic;Most likely;Pessimistic", "Task;Min;Likely;Max", "Schritt;Optimistische Dauer;Erwartet;Höchstens", "Tâche;Durée optimiste;Probable;Durée pessimiste"} {
		p := taken(t, heads+"\nDraw;2 d;3;6 d\nBuild;;5 h;\n")
		if s := p.Steps[0]; s.Least.String() != "2d" || s.Likely.String() != "3d" || s.Most.String() != "6d" || len(p.Problems) != 0 {
			t.Errorf("%s: %+v %v", heads, s, p.Problems)
		}
		if s := p.Steps[1]; !s.Least.IsZero() || s.Likely.String() != "5h" {
			t.Errorf("%s: %+v", heads, s)
		}
	}
	if s := taken(t, "Step;Optimistic (h);Pessimistic (h)\nDraw;4;16\n").Steps[0]; s.Least.String() != "4h" || s.Most.String() != "16h" {
		t.Errorf("%+v", s)
	}
}

package member

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
	"kept/worktime"
)

// The whole table, written a second time by hand: a change of who may do what
// has to be made in both places.
const wantPolicy = `
see workspace     all all all
see record        all all own
make promise      all all all
change promise    all all own
change client     all all all
keep documents    all all all
tell client       all all all
change message    all all own
settle prompt     all all own
open portal       all all all
set absence       all all own
change member     all own own
manage people     all no no
change workspace  all no no
release mail      all no no
import            all all no
use tokens        own own own
end session       all own own
`

func TestPolicy(t *testing.T) {
	var b strings.Builder
	b.WriteString("\n")
	for _, r := range Policy() {
		fmt.Fprintf(&b, "%-17s %s %s %s\n", r.Act, May(Owner, r.Act), May(Leader, r.Act), May(Regular, r.Act))
	}
	if diff := cmp.Diff(wantPolicy, b.String()); diff != "" {
		t.Error(diff)
	}
	if got := May("intern", SeeWorkspace); got != No {
		t.Errorf("an unknown role may %q", got)
	}
	if got := May(Owner, "fly"); got != No {
		t.Errorf("an unknown act is allowed: %q", got)
	}
}

func TestCheckEmail(t *testing.T) {
	for _, row := range []struct {
		email string
		ok    bool
	}{
		{"ana@casaruiz.example", true}, {"a+b.c@x.example", true}, {"ana@münchen.example", true},
		{"", false}, {"ana", false}, {"@x.example", false}, {"ana@", false}, {"a b@x.example", false}, {"a@b@c.example", false},
		{"a@x.example\r\nBcc: b@y.example", false}, {"<a@x.example>", false}, {"a@.x", false}, {"a@x..y", false}, {"a@x.", false}, {"a\x00@x.example", false},
		{strings.Repeat("a", 64) + "@x.example", true}, {strings.Repeat("a", 65) + "@x.example", false},
		{"a@" + strings.Repeat("b", MaxEmail-2), true}, {"a@" + strings.Repeat("b", MaxEmail-1), false},
	} {
		var c fault.Check
		CheckEmail(&c, "email", row.email)
		if ok := c.Err() == nil; ok != row.ok {
			t.Errorf("%q: taken %v, want %v", row.email, ok, row.ok)
		}
	}
}

func TestCheckLine(t *testing.T) {
	for _, row := range []struct {
		text string
		ok   bool
	}{
		{"Ana Ruiz", true}, {"日本", true}, {"שלום", true}, {strings.Repeat("é", 10), true},
		{strings.Repeat("é", 11), false}, {"", false}, {"   ", false}, {"a\nb", false}, {"a\rb", false}, {"a\x00b", false}, {"a\u2028b", false}, {"a\xffb", false}, {"a\u0085b", false},
	} {
		var c fault.Check
		CheckLine(&c, "name", row.text, 10)
		if ok := c.Err() == nil; ok != row.ok {
			t.Errorf("%q: taken %v, want %v", row.text, ok, row.ok)
		}
	}
}

func TestCheckMember(t *testing.T) {
	good := Member{ID: "mem_1", Name: "Nils Holm", Email: "nils@x.example", Role: Regular, Hours: worktime.Standard("Europe/Rome")}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Member){
		"role": func(m *Member) { m.Role = "boss" }, "leader": func(m *Member) { m.LeaderID = m.ID }, "deputy": func(m *Member) { m.DeputyID = m.ID },
		"name": func(m *Member) { m.Name = "" }, "email": func(m *Member) { m.Email = "nils" },
	} {
		m := good
		spoil(&m)
		f, ok := fault.As(m.Check())
		if !ok || f.Fields[name] == "" {
			t.Errorf("%s: nothing said beside the field: %v", name, m.Check())
		}
	}
}

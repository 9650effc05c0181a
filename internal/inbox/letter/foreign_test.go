package letter

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
)

// foreignMails are mails that nobody here wrote, with the fields on which
// independent parsers agree.
const foreignMails = "mime"

// mailCase is one line of expected.jsonl; nil is a field they do not agree on.
type mailCase struct {
	File   string
	Expect struct {
		From, To, Cc     []string
		Subject, Date    *string
		MessageID        *string  `json:"message_id"`
		Text, HTML       *string  // white space collapsed
		TextSHA256       *string  `json:"text_sha256"`
		HTMLSHA256       *string  `json:"html_sha256"`
		AttachmentNames  []string `json:"attachment_names"`
		AttachmentSHA256 []string `json:"attachment_sha256"`
	}
}

func mailCases(t testing.TB) []mailCase {
	t.Helper()
	f, err := os.Open(filepath.Join(datatest.Path(t, foreignMails), "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []mailCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c mailCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		t.Fatal("no case was read")
	}
	return all
}

func (c mailCase) raw(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(datatest.Path(t, foreignMails), c.File))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// heldBack tells whether a case is of the sixth that no rule was made from.
func (c mailCase) heldBack() bool {
	h := fnv.New32a()
	h.Write([]byte(path.Base(c.File)))
	return h.Sum32()%6 == 0
}

// mailTally counts the fields that were right, of how many.
type mailTally map[string][2]int

func (m mailTally) note(t *testing.T, c mailCase, field string, want, got any) {
	right := cmp.Equal(want, got)
	part := "seen"
	if c.heldBack() {
		part = "held back"
	} else if !right {
		t.Logf("%s %s:\n  want %.300q\n  got  %.300q", c.File, field, want, got)
	}
	for _, key := range []string{field, "= " + part, "= all"} {
		n := m[key]
		if n[1]++; right {
			n[0]++
		}
		m[key] = n
	}
}

// list notes a list whose order does not matter; nil is not noted.
func (m mailTally) list(t *testing.T, c mailCase, field string, want, got []string) {
	if want == nil {
		return
	}
	slices.Sort(want)
	slices.Sort(got)
	m.note(t, c, field, strings.Join(want, "\n"), strings.Join(got, "\n"))
}

func (m mailTally) text(t *testing.T, c mailCase, field string, want *string, got string) {
	if want != nil {
		m.note(t, c, field, *want, got)
	}
}

func (m mailTally) mail(t *testing.T, c mailCase, l Letter) {
	want := c.Expect
	m.list(t, c, "from", want.From, keys(l.From))
	m.list(t, c, "to", want.To, keys(l.To))
	m.list(t, c, "cc", want.Cc, keys(l.Cc))
	m.text(t, c, "subject", want.Subject, l.Subject)
	date := ""
	if !l.Date.IsZero() {
		date = l.Date.Format("2006-01-02T15:04:05.000Z")
	}
	m.text(t, c, "date", want.Date, date)
	m.text(t, c, "message_id", want.MessageID, l.MessageID)
	m.text(t, c, "text", want.Text, collapse(l.Text))
	m.text(t, c, "html", want.HTML, collapse(l.SentHTML))
	m.text(t, c, "text_sha256", want.TextSHA256, digest(l.Text))
	m.text(t, c, "html_sha256", want.HTMLSHA256, digest(l.SentHTML))
	var names, sums []string
	for _, a := range l.Attachments {
		if a.Name != "" {
			names = append(names, a.Name)
		}
		if len(a.Content) > 0 { // they name no sum of an empty file
			sums = append(sums, hex.EncodeToString(a.SHA256[:]))
		}
	}
	m.list(t, c, "attachment_names", want.AttachmentNames, names)
	m.list(t, c, "attachment_sha256", want.AttachmentSHA256, sums)
}

func keys(all []Address) []string {
	var out []string
	for _, a := range all {
		if a.Mail != "" {
			out = append(out, a.Key())
		}
	}
	return out
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

func digest(s string) string {
	sum := sha256.Sum256([]byte(collapse(s)))
	return hex.EncodeToString(sum[:])
}

// The issue asks for 98.5 % of the fields, and for two seconds at most.
func TestForeignMails(t *testing.T) {
	right := mailTally{}
	for _, c := range mailCases(t) {
		raw := c.raw(t)
		begun := time.Now()
		l := Read(raw)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%s took %s", c.File, took)
		}
		right.mail(t, c, l)
	}
	for _, key := range slices.Sorted(maps(right)) {
		n := right[key]
		t.Logf("%-18s %4d of %4d, %.2f %%", key, n[0], n[1], 100*float64(n[0])/float64(n[1]))
	}
	if n := right["= all"]; n[0]*1000 < n[1]*985 {
		t.Errorf("%d of %d fields, fewer than 98.5 %%", n[0], n[1])
	}
}

func maps(m mailTally) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

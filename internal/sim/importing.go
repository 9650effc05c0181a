package sim

import (
	"fmt"
	"time"

	"kept/internal/office"
	"kept/promise"
)

// importing is somebody's calendar, brought in each fortnight: what was in it
// before is not made again.
type importing struct {
	dice
	lines []office.PromiseImport
	named int
}

// mostLines is how many entries the calendar shows at once.
const mostLines = 6

// act imports the calendar, first as a dry run now and then.
func (m *importing) act(y *year) time.Time {
	h := one(m.dice, y.clients)
	for range 2 {
		m.named++
		key := fmt.Sprintf("calendar:%d", m.named)
		m.lines = append(m.lines, office.PromiseImport{Key: key, Line: key, New: office.NewPromise{
			Client: h.id, Contact: h.contacts[0].id, Kind: promise.Deliverable, Words: wordsAbout(y, "From the calendar"), Source: "import: calendar.ics",
			When: promise.When{At: y.now.Add(m.between(40*24*time.Hour, 60*24*time.Hour))},
		}})
	}
	m.lines = m.lines[max(0, len(m.lines)-mostLines):]
	dry := m.odds(0.3)
	done, err := y.Imports.Promises(y.ctx, y.owner, m.lines, dry, nil)
	if y.did("import a calendar", err) && done.Made+done.Skipped != len(m.lines) {
		y.finds("import", fmt.Sprintf("%d lines, %d made and %d skipped", len(m.lines), done.Made, done.Skipped))
	}
	return y.now.Add(14 * 24 * time.Hour)
}

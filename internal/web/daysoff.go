package web

import (
	"strconv"

	"kept/internal/office"
	"kept/internal/web/page"
	"kept/worktime"
)

// run is days on end that are different in the same way.
type run struct {
	first, last worktime.Day
	how         string
}

// runsOf folds days, in their order, into runs.
func runsOf(days []run) []run {
	var out []run
	for _, d := range days {
		if n := len(out) - 1; n >= 0 && out[n].how == d.how && out[n].last.AddDays(1) == d.first {
			out[n].last = d.last
			continue
		}
		out = append(out, d)
	}
	return out[:min(len(out), shownDays)]
}

// item shows a run on one line; under is where its days are taken away.
func (r run) item(v *visit, under string) page.Item {
	first, last := v.voice().FullDay(office.Noon(r.first)), v.voice().FullDay(office.Noon(r.last))
	it := page.Item{Text: first, Hint: r.how}
	end := under + "/" + r.first.String() + "/end"
	if r.last != r.first {
		n := r.first.DaysUntil(r.last) + 1
		it.Text = v.say("{first} to {last}, {n} days", "first", first, "last", last, "n", strconv.Itoa(n))
		end += "?until=" + r.last.String()
	}
	it.Acts = []page.Act{{Label: v.say("Take away"), Post: end}}
	return it
}

// sentRun reads which days are taken away: one, or a run of them.
func sentRun(v *visit) (run, error) {
	first, err := worktime.ParseDay(v.r.PathValue("day"))
	if err != nil {
		return run{}, errNothing
	}
	last := first
	if text := v.r.URL.Query().Get("until"); text != "" {
		if last, err = worktime.ParseDay(text); err != nil {
			return run{}, errNothing
		}
	}
	return run{first: first, last: last}, nil
}

// has tells whether a day belongs to the run.
func (r run) has(d worktime.Day) bool { return !d.Before(r.first) && !d.After(r.last) }

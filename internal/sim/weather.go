package sim

import "time"

// weather is what comes over the firm: Kept dies in the middle of an act, does
// not run for hours or days, and the mail server is down for a day.
type weather struct{ dice }

// act lets something come, and gives when the next thing does.
func (w *weather) act(y *year) time.Time {
	switch w.chances(0.76, 0.08, 0.10, 0.06) {
	case 0:
		y.random.left = 1 + w.IntN(40) // it dies when so many more things were made
	case 1:
		y.mails.until = y.now.Add(w.between(time.Hour, 25*time.Hour))
	case 2:
		w.down(y, w.between(time.Hour, 9*time.Hour))
	case 3:
		w.down(y, 72*time.Hour)
		y.report.Downs++
	}
	return y.now.Add(w.between(6*time.Hour, 60*time.Hour))
}

// down stops Kept for a while.
func (w *weather) down(y *year, d time.Duration) {
	if err := y.restart(d); err != nil {
		y.finds("start", "Kept did not come back: "+err.Error())
	}
}

package page

import "github.com/a-h/templ"

// CalibrationURL is where it stands how often our dates held.
const CalibrationURL = RecordURL + "/forecasts"

// Calibration is how often the dates that were forecast held.
type Calibration struct {
	Desk     Desk
	Steps    []HeldRow
	Promises []HeldRow
}

// HeldRow is how often something held that was to hold with a chance.
type HeldRow struct {
	What   string // "Done by the 80 % day"
	Chance string // of a hundred, "80"
	Share  string // of a hundred, how many did
	Count  string // "31 of 40"
	Few    string // "Too few to judge."; ""
}

// View prints the page.
func (c Calibration) View() templ.Component { return calibrationView(c) }

package page

import "kept/internal/ui"

// meaning says in a sentence what a state stands for.
func meaning(s ui.State) string {
	switch s {
	case ui.OnTrack:
		return "the date stands"
	case ui.Doubtful:
		return "it may not hold, and there is still time to tell"
	case ui.Broken:
		return "the date passed and the client does not know"
	case ui.Told:
		return "the client knows where it stands"
	case ui.Kept:
		return "the client had it by its date"
	case ui.ResetInTime:
		return "a new date was told before the old one passed"
	case ui.ToldLate:
		return "told after the date, by the end of the client’s next business day"
	case ui.BrokenInSilence:
		return "nobody told the client"
	case ui.Released:
		return "the client let us off"
	}
	return ""
}

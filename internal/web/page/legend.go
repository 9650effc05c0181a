package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

// meaning says in a sentence what a state stands for.
func meaning(v tongue.Voice, s ui.State) string {
	switch s {
	case ui.OnTrack:
		return v.Say("the date stands")
	case ui.Doubtful:
		return v.Say("it may not hold, and there is still time to tell")
	case ui.Broken:
		return v.Say("the date passed and the client does not know")
	case ui.Told:
		return v.Say("the client knows where it stands")
	case ui.Kept:
		return v.Say("the client had it by its date")
	case ui.ResetInTime:
		return v.Say("a new date was told before the old one passed")
	case ui.ToldLate:
		return v.Say("told after the date, by the end of the client’s next business day")
	case ui.BrokenInSilence:
		return v.Say("nobody told the client")
	case ui.Released:
		return v.Say("the client let us off")
	}
	return ""
}

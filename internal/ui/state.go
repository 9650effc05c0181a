package ui

// State is how a promise stands, as shown: where it is on its way, or the
// outcome it ended in. Each has a word and a sign; colour is never alone.
type State string

// The states of a promise under way, then the outcomes.
const (
	OnTrack         State = "on_track"
	Doubtful        State = "doubtful"
	Broken          State = "broken" // its date passed, and the client does not know
	Told            State = "told"   // its date is in doubt or passed, and the client has been told
	Kept            State = "kept"
	ResetInTime     State = "reset_in_time"
	ToldLate        State = "told_late"
	BrokenInSilence State = "broken_in_silence"
	Released        State = "released"
)

// States gives all of them, in the order in which a legend lists them.
func States() []State {
	return []State{OnTrack, Doubtful, Broken, Told, Kept, ResetInTime, ToldLate, BrokenInSilence, Released}
}

// Label is the word for the state on the desk, in English: the sentence that a voice says. Pages for clients have words of their own.
func (s State) Label() string {
	switch s {
	case OnTrack:
		return "On track"
	case Doubtful:
		return "Doubtful"
	case Broken:
		return "Broken"
	case Told:
		return "Told"
	case Kept:
		return "Kept"
	case ResetInTime:
		return "Reset in time"
	case ToldLate:
		return "Told late"
	case BrokenInSilence:
		return "Broken in silence"
	case Released:
		return "Released"
	}
	return string(s)
}

// Proof is how far a notice got, as shown.
type Proof string

// The ways of a notice, in the order in which they happen.
const (
	Draft     Proof = "draft"
	Queued    Proof = "queued"
	Accepted  Proof = "accepted"
	Delivered Proof = "delivered"
	Seen      Proof = "seen"
	Bounced   Proof = "bounced"
	Unsure    Proof = "unsure" // handed over, but the answer was lost: never silently sent again
	Dead      Proof = "dead"   // given up after the last attempt
	Withdrawn Proof = "withdrawn"
	ByVoice   Proof = "by_voice" // told by a call or meeting that a member logged
)

// Proofs gives all of them.
func Proofs() []Proof {
	return []Proof{Draft, Queued, Accepted, Delivered, Seen, Bounced, Unsure, Dead, Withdrawn, ByVoice}
}

// Label is the word for the proof on the desk, in English: the sentence that a voice says.
func (p Proof) Label() string {
	switch p {
	case Draft:
		return "Draft"
	case Queued:
		return "Queued"
	case Accepted:
		return "Accepted"
	case Delivered:
		return "Delivered"
	case Seen:
		return "Seen"
	case Bounced:
		return "Bounced"
	case Unsure:
		return "Unsure"
	case Dead:
		return "Given up"
	case Withdrawn:
		return "Withdrawn"
	case ByVoice:
		return "Told by voice"
	}
	return string(p)
}

// tone is the badge class that goes with the proof, and icon its sign.
func (p Proof) tone() string {
	switch p {
	case Accepted, Delivered:
		return "badge-told"
	case Seen, ByVoice:
		return "badge-kept"
	case Bounced, Dead:
		return "badge-broken"
	case Unsure:
		return "badge-doubtful"
	}
	return ""
}

func (p Proof) icon() string {
	switch p {
	case Queued:
		return "queue"
	case Accepted, Delivered:
		return "mail"
	case Seen:
		return "seen"
	case ByVoice:
		return "call"
	case Bounced, Dead:
		return "broken"
	case Unsure:
		return "help"
	case Draft:
		return "pen"
	}
	return "released"
}

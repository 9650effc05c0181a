package sim

import "kept/internal/office"

// looks is somebody who looks at what is coming to clients: he opens some of it,
// leaves some out, has it sent after all, gives it other words, or tries it.
func (p *person) looks(y *year) {
	all, err := y.Coming.All(y.ctx, p.who)
	if !y.did("look at what is coming", err) {
		return
	}
	var some []office.ComingMessage
	for _, m := range all {
		if m.Machine() {
			some = append(some, m)
		}
	}
	if len(some) == 0 {
		return
	}
	m := one(p.dice, some)
	if _, err := y.Coming.Open(y.ctx, p.who, m.ID); !y.did("open a coming message", err) {
		return
	}
	switch {
	case m.Change.Skipped && p.odds(0.4):
		_, err = y.Coming.Restore(y.ctx, p.who, m.ID)
		y.did("send a coming message after all", err)
	case m.Effect != nil && !m.Change.Skipped && p.odds(0.4):
		_, err = y.Coming.Skip(y.ctx, p.who, m.ID, wordsAbout(y, "Because"))
		y.did("leave a coming message out", err)
	case m.Worded() && p.odds(0.5):
		_, err = y.Coming.Word(y.ctx, p.who, m.ID, wordsAbout(y, "Words"))
		y.did("word a coming message", err)
	default:
		_, err = y.Coming.Test(y.ctx, p.who, m.ID)
		y.did("test a coming message", err)
	}
}

package office

import (
	"cmp"

	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/worktime"
)

// memberVoice is that in which a member is written to.
func memberVoice(m member.Member) tongue.Voice { return tongue.In(m.Language) }

// thirdVoice is that in which a third party is written to, of whom no language is
// known: the firm's for them, else that of whoever asks.
func thirdVoice(a *act, asker member.Member) tongue.Voice {
	return tongue.In(cmp.Or(a.book.firm.HandOffs.Language, asker.Language))
}

// promptMail writes the mail about prompts that stand before a member.
func promptMail(a *act, m member.Member, rows []store.PromptRow) (outbox.Mail, error) {
	v := memberVoice(m)
	var items []outbox.Item
	for _, p := range rows[:min(len(rows), inOneMail)] {
		it, err := promptItem(a, v, p, a.book.hours[m.ID])
		if err != nil {
			return outbox.Mail{}, err
		}
		items = append(items, it)
	}
	mail := outbox.Mail{
		Language: v.Code(), To: outbox.Address{Name: m.Name, Addr: m.Email}, From: outbox.Address{Name: a.book.firm.Name}, Auto: true,
		Subject: promptSubject(v, items[0].Title, len(rows)-1), Greeting: v.Say("Hello {name},", "name", m.Name), Items: items,
		Lead: v.Count(len(rows), "One matter asks for you.", "{n} matters ask for you, the most urgent first."),
		Foot: v.Say("Kept writes inside your office hours. The links open pages on which you decide; opening them changes nothing."),
	}
	if more := len(rows) - len(items); more > 0 {
		mail.Next = v.Count(more, "There is one more on your page.", "There are {n} more on your page.")
		mail.Link = &outbox.Link{Label: v.Say("See all of it"), URL: a.URL + "/"}
	}
	return mail, nil
}

func promptSubject(v tongue.Voice, title string, more int) string {
	if more == 0 {
		return shorten(title, 120)
	}
	return v.Count(more, "{title} (and one more)", "{title} (and {n} more)", "title", shorten(title, 90))
}

func promptItem(a *act, v tongue.Voice, p store.PromptRow, cal *worktime.Calendar) (outbox.Item, error) {
	k, err := dressPrompt(a, p)
	if err != nil {
		return outbox.Item{}, err
	}
	k.Voice = v
	it := outbox.Item{Title: k.Sentence(cal), Why: k.Why(cal), Link: outbox.Link{Label: v.Say("Settle it"), URL: a.URL + "/prompts/" + string(p.ID)}}
	at := v.FullMoment(p.ActBy.In(cal.Location()))
	switch {
	case p.ActBy.IsZero():
	case a.now.After(p.ActBy):
		it.By = v.Say("The moment to be in time passed {when}.", "when", at)
	default:
		it.By = v.Say("By {when} it is still in time.", "when", at)
	}
	return it, nil
}

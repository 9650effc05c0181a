package office

import (
	"fmt"
	"strings"
	"time"

	"kept/internal/store"
	"kept/member"
	"kept/notice"
)

// promptsEffect begins the effect key of a mail with prompts; the member's id
// and the moment follow.
const promptsEffect = "prompts:"

// PromptsHold is how long a mail with prompts may wait before it is written
// anew, from what is still open: after the mail server was away for a day each
// member gets one mail, and it is true.
const PromptsHold = time.Hour

func promptsKey(holder member.ID, at time.Time) string {
	return fmt.Sprintf("%s%s:%013d", promptsEffect, holder, at.UnixMilli())
}

// promptsOf tells whose prompts a mail brings.
func promptsOf(l store.Leaving) (member.ID, bool) {
	holder, ok := strings.CutPrefix(l.EffectKey, promptsEffect)
	holder, _, _ = strings.Cut(holder, ":")
	return member.ID(holder), ok
}

// mailAnew has a member mailed everything that stands before him.
func mailAnew(a *act, holder member.ID) error {
	live, err := store.PromptsByHolder(a.tx, a.ws, holder, mostLive)
	if err != nil {
		return err
	}
	for _, p := range live {
		if !p.Open(a.now) || !p.MailAt.IsZero() {
			continue
		}
		p.MailAt, a.due = a.mailAt(p.Ask), true
		if err := store.SavePrompt(a.tx, a.ws, p); err != nil {
			return err
		}
	}
	return nil
}

// withdrawPrompts takes back the mails with a member's prompts that have not
// left, and tells whether there were any: the next one says all of it.
func withdrawPrompts(a *act, holder member.ID) (bool, error) {
	unsaid, err := unsay(a, promptsKey(holder, a.now.Add(-2*GiveUpAfter)), promptsKey(holder, a.now))
	return len(unsaid) > 0, err
}

// unsay takes back the mails that have not left and whose effect keys lie from one up
// to another, and gives them.
func unsay(a *act, from, to string) ([]store.Leaving, error) {
	waiting, err := store.QueuedEffects(a.tx, a.ws, from, to)
	for _, l := range waiting {
		if err := withdrawLeaving(a, l); err != nil {
			return nil, err
		}
	}
	return waiting, err
}

// withdrawLeaving takes a mail back that has not left, with the notice that it is.
func withdrawLeaving(a *act, l store.Leaving) error {
	if l.NoticeID != "" {
		return withdrawNotice(a, notice.ID(l.NoticeID))
	}
	l.State, l.DoneAt = withdrawn, a.now
	return store.SaveLeaving(a.tx, l, queued)
}

package web

import (
	"context"
	"time"

	"kept/conversation"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/web/page"
	"kept/member"
	"kept/prompt"
)

// promptPage is where a link in a mail about prompts leads. It changes nothing;
// its buttons do.
func promptPage(v *visit) error {
	p, err := buildPrompt(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildPrompt(v *visit) (page.PromptPage, error) {
	k, err := v.o.Prompts.One(v.r.Context(), v.who, prompt.ID(v.r.PathValue("prompt")))
	if err != nil {
		return page.PromptPage{}, err
	}
	h, err := hereAt(v, page.HomeURL)
	if err != nil {
		return page.PromptPage{}, err
	}
	p := page.PromptPage{Desk: v.frame(v.say("What Kept asks"), page.InHome), Prompt: v.prompt(k)}
	p.Desk.Narrow = true
	p.Prompt.Acts = promptActs(v, k, h)
	switch {
	case !k.SettledAt.IsZero():
		p.Settled, p.Prompt.Acts = v.say("Settled since {when}. Nothing is asked any more.", "when", v.short(k.SettledAt)), nil
		p.Prompt.Late = false
	case k.Dismissed != "":
		p.Settled, p.Prompt.Acts = v.say("Not needed: {why}", "why", k.Dismissed), nil
	case k.SnoozedUntil.After(v.now):
		p.Chosen = v.say("Put off until {when}.", "when", v.short(k.SnoozedUntil))
	}
	return p, nil
}

// settlePrompt does one act on a prompt. One that is refused is shown again
// with its word, on the prompt's own page.
func settlePrompt(v *visit, form string, act func(context.Context, prompt.ID) error, said func() string) error {
	if err := parseForm(v, form); err != nil {
		return err
	}
	id := prompt.ID(v.r.PathValue("prompt"))
	to, err := once(v, func(ctx context.Context) (string, error) { return backTo(v, page.HomeURL), act(ctx, id) })
	if err == nil {
		v.leave(said())
		return v.go303(to)
	}
	p, wrong := buildPrompt(v)
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, p.Prompt.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
}

// refuse shows a page again on which one of several acts was refused: with the
// word in its form, or above everything where it is a mere button.
func (v *visit) refuse(err error, action string, acts []page.Act, with func(*page.Flash) page.Page) error {
	f, ok := fault.As(err)
	if !ok || f.Kind == fault.NotFound || f.Kind == fault.NotAllowed {
		return err
	}
	for _, a := range acts {
		if a.Form == nil || a.Form.Action != action {
			continue
		}
		if err := v.complain(err, &a.Form.Form, a.Form.Inputs()...); err != nil {
			return err
		}
		return v.again(with(nil))
	}
	code, _ := v.problem(v, err)
	say := f.Say
	if len(f.Fields) == 1 {
		say = f.Fields[first(f.Fields)]
	}
	return door.Show(v.w, v.r, code, with(&page.Flash{Text: v.voice().Refusal(say), Problem: true}).View())
}

// snoozePrompt puts a prompt off.
func snoozePrompt(v *visit) error {
	var until time.Time
	return settlePrompt(v, "until", func(ctx context.Context, id prompt.ID) error {
		var err error
		if until, err = time.Parse(time.RFC3339, v.r.PostForm.Get("until")); err != nil {
			return fault.Field("until", "Choose one of the moments.")
		}
		return v.o.Prompts.Snooze(ctx, v.who, id, until)
	}, func() string {
		if until.IsZero() {
			return v.say("Put off.")
		}
		return v.say("Put off until {when}.", "when", v.short(until))
	})
}

// dismissPrompt says that a prompt is not needed, and why.
func dismissPrompt(v *visit) error {
	return settlePrompt(v, "because", func(ctx context.Context, id prompt.ID) error {
		return v.o.Prompts.Dismiss(ctx, v.who, id, v.r.PostForm.Get("because"))
	}, func() string { return v.say("Not needed: {why}", "why", v.r.PostForm.Get("because")) })
}

// handOverPrompt gives what a prompt is about to somebody else: one promise, or
// all that falls due in an absence.
func handOverPrompt(v *visit) error {
	to := member.ID(v.r.PostFormValue("to"))
	said := v.say("Handed over.")
	return settlePrompt(v, "to", func(ctx context.Context, id prompt.ID) error {
		k, err := v.o.Prompts.One(ctx, v.who, id)
		if err != nil {
			return err
		}
		m, err := v.o.People.One(ctx, v.who, to)
		if err != nil {
			return fault.Field("to", "Choose a member of this workspace.")
		}
		switch {
		case k.Absence != nil:
			n, err := v.o.Prompts.HandOverAll(ctx, v.who, k.Absence.ID, to)
			said = v.count(n, "1 promise handed over to {who}.", "{n} promises handed over to {who}.", "who", m.Name)
			return err
		case k.HandOff != nil && k.HandOff.Promise != nil:
			_, err := v.o.Promises.HandOver(ctx, v.who, k.HandOff.Promise.ID, to)
			said = v.say("{what} is {who}’s now.", "what", k.HandOff.Promise.Words, "who", m.Name)
			return renamed(err, map[string]string{"owner": "to"})
		case k.Promise != nil:
			_, err := v.o.Promises.HandOver(ctx, v.who, k.Promise.ID, to)
			said = v.say("{what} is {who}’s now.", "what", k.Promise.Words, "who", m.Name)
			return renamed(err, map[string]string{"owner": "to"})
		case k.Clock != nil && k.Clock.ConversationID != "":
			said = v.say("{who} is to answer now.", "who", m.Name)
			err := v.o.Conversations.Assign(ctx, v.who, office.OfTalk{ID: conversation.ID(k.Clock.ConversationID)}, to)
			return renamed(err, map[string]string{"member": "to"})
		}
		return fault.Field("to", "This cannot be handed over. Ask a leader.")
	}, func() string { return said })
}

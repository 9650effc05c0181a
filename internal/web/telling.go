package web

import (
	"context"
	"net/url"
	"strings"
	"time"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/news"
	"kept/promise"
)

// tellPage shows the composer.
func tellPage(w way) handler {
	return func(v *visit) error {
		c, err := compose(v, w)
		if err != nil {
			return err
		}
		sent, wrong := c.read(c.blank())
		c.preview(sent, wrong)
		if fault.KindOf(wrong) == fault.Invalid {
			c.page.Blocked = "" // nobody has written anything yet
		}
		return v.show(c.page)
	}
}

// blank is the form as it opens.
func (c *composing) blank() url.Values {
	form := url.Values{"notify": {"on"}, "share": {"on"}, "reached": {"on"}, "channel": {"call"}, "subject": {c.page.Subject.Value}}
	for _, r := range c.page.Readers {
		if r.Chosen {
			form.Add("to", r.Value)
		}
	}
	c.presetForm(form)
	blankParts(c, form)
	if c.document != nil || c.entry != nil {
		form.Set("message", c.page.Message.Value)
	}
	if c.talk != nil {
		form.Set("message", c.page.Message.Value)
		form.Set("next_choice", c.page.Next.Chips.Options[0].Value)
	}
	return form
}

// tellPreview shows the composer again, with what they will read.
func tellPreview(w way) handler {
	return func(v *visit) error {
		if err := parseForm(v, "files"); err != nil {
			return err
		}
		c, err := compose(v, w)
		if err != nil {
			return err
		}
		sent, wrong := c.read(v.r.PostForm)
		c.preview(sent, wrong)
		return v.show(c.page)
	}
}

// preview puts beside the form what they will read, word for word, or what is
// still missing. What is read is what the real act would send at this moment.
func (c *composing) preview(w written, wrong error) {
	p := &c.page
	p.Submit = submitWord(c, c.chosen(), w.notify)
	if f, ok := fault.As(wrong); ok {
		p.Blocked = blocked(c.voice(), f)
		if missing := besides(f.Fields, "reason"); len(missing) > 0 || w.reason != "" {
			return
		}
		w.reason = "…" // the one thing that can be left open in a letter
	} else if wrong != nil {
		p.Blocked = c.say("What they will read cannot be shown just now.")
		return
	}
	d, err := rehearse(c, w)
	switch f, ok := fault.As(err); {
	case ok:
		p.Blocked, p.Because.Error = blocked(c.voice(), f), c.voice().Refusal(f.Fields["because"])
	case err != nil:
		c.Log.Error("a preview failed", "error", err)
		p.Blocked = c.say("What they will read cannot be shown just now.")
	case d.Text != "":
		if u := c.update; u != nil && u.Second && u.State != news.Approved {
			p.Blocked = c.say("Somebody else has to approve it before it leaves.")
		}
		p.Letter = &page.Letter{From: d.From, To: c.voice().List(d.To), Subject: d.Subject, Text: d.Text, Lang: d.Language}
		if d.From != "" {
			p.Letter.When = c.say("It leaves ten seconds after you press the button; until then it can be undone.")
			if why := heldBack(c.visit); why != "" {
				p.Letter.When = c.say("It will wait in the outbox: {why}. Nobody is told before it leaves.", "why", why)
			}
		} else {
			p.Letter.Subject = ""
		}
	}
}

func rehearse(c *composing, w written) (office.Draft, error) {
	switch {
	case c.way.mode == page.Logging && w.reached:
		return c.o.Calls.Preview(c.r.Context(), c.who, c.call(w))
	case c.way.mode == page.Logging || !w.notify:
		return office.Draft{}, nil
	}
	return c.o.Notices.Preview(c.r.Context(), c.who, c.telling(w))
}

func besides(m map[string]string, key string) []string {
	var out []string
	for k := range m {
		if k != key {
			out = append(out, k)
		}
	}
	return out
}

// blocked says what keeps it from being sent.
func blocked(v tongue.Voice, f *fault.Error) string {
	names := []struct{ field, what string }{
		{"readers", v.Say("who is told")}, {"due", v.Say("the new date")}, {"reason", v.Say("why it moves")}, {"message", v.Say("what there is to tell")}, {"next", v.Say("when they hear from us next")},
	}
	var missing, rest []string
	for _, n := range names {
		if say, ok := f.Fields[n.field]; ok {
			if strings.HasPrefix(say, "Say ") || strings.HasPrefix(say, "Choose the") || strings.HasPrefix(say, "Write ") {
				missing = append(missing, n.what)
			} else {
				rest = append(rest, v.Refusal(say))
			}
		}
	}
	for _, field := range []string{"notify", "at", "reached", "channel", "subject", "text", "because"} {
		if say, ok := f.Fields[field]; ok {
			rest = append(rest, v.Refusal(say))
		}
	}
	if len(missing) > 0 {
		rest = append([]string{v.Say("Still missing: {list}.", "list", v.List(missing))}, rest...)
	}
	if len(rest) == 0 {
		return v.Refusal(f.Say)
	}
	return strings.Join(rest, " ")
}

// tell does what the composer was filled in for.
func tell(w way) handler {
	return func(v *visit) error {
		if err := parseForm(v, "files"); err != nil {
			return err
		}
		c, err := compose(v, w)
		if err != nil {
			return err
		}
		sent, err := c.read(v.r.PostForm)
		if err == nil {
			err = confirmed(c.page.At, c.page.Date, c.page.Next)
		}
		var done told
		to := ""
		if err == nil {
			to, err = once(v, func(ctx context.Context) (string, error) {
				var err error
				done, err = c.send(ctx, sent)
				return backTo(v, c.base), err
			})
		}
		if err != nil {
			return c.again(sent, err)
		}
		if done.say != "" {
			v.sayUndo(done.say, done.undo, done.by)
		}
		return v.go303(to)
	}
}

// told is what the next page says of a telling.
type told struct {
	say  string
	undo string
	by   time.Time
}

// send does it.
func (c *composing) send(ctx context.Context, w written) (told, error) {
	names := c.voice().List(c.chosen())
	switch {
	case c.way.mode == page.Logging:
		return c.log(ctx, w, names)
	case !w.notify && c.update != nil:
		return shareUpdate(ctx, c, w)
	case !w.notify && c.way.mode == page.Resetting:
		_, err := c.o.Promises.Edit(ctx, c.who, c.promise.Promise.ID, c.moves(w)[0].Version, promise.Editing{When: &w.due})
		return told{say: c.say("Moved to {date}. Nobody was told.", "date", sayWhen(c.voice(), w.due, c.Calendar))}, err
	case !w.notify:
		_, err := c.o.Promises.Keep(ctx, c.who, c.promise.Promise.ID, time.Time{})
		return told{say: c.say("Kept: {words}. Nobody was told.", "words", c.promise.Promise.Words), undo: c.base + "/reopening", by: c.now.Add(office.UndoFor)}, err
	}
	t, err := c.o.Notices.Tell(ctx, c.who, c.telling(w))
	say := c.say("Written to {who}; it leaves in ten seconds.", "who", names)
	if why := heldBack(c.visit); why != "" {
		say = c.say("Written to {who}. It waits in the outbox: {why}.", "who", names, "why", why)
	}
	return told{say: say, undo: "/tellings/" + t.ID + "/undo", by: t.UndoBy}, err
}

// heldBack says why no mail leaves just now; "" = it leaves.
func heldBack(v *visit) string {
	switch {
	case v.NoServer:
		return v.say("outgoing mail is not set up")
	case v.firm.MailPaused:
		return v.say("outgoing mail is paused")
	}
	return ""
}

// log writes down what was said. Messages that did not arrive are made good by
// a call that reached whom they were for.
func (c *composing) log(ctx context.Context, w written, names string) (told, error) {
	l, err := c.o.Calls.Log(ctx, c.who, c.call(w))
	if err != nil {
		return told{}, err
	}
	if !w.reached {
		return told{say: c.say("Written down. {who} cannot know yet.", "who", names)}, nil
	}
	said := told{say: c.say("Written down: told {who}.", "who", names)}
	if !l.Told.UndoBy.IsZero() {
		said.undo, said.by = "/tellings/"+l.Told.ID+"/undo", l.Told.UndoBy
	}
	return said, nil
}

// again shows the composer that failed, with its words beside the fields.
func (c *composing) again(w written, err error) error {
	err = renamed(err, map[string]string{"text": "message", "contact": "readers", "moves": "due"})
	c.page.Submit = submitWord(c, c.chosen(), w.notify)
	if c.talk != nil && fault.KindOf(err) == fault.Conflict {
		return c.spokenSince(err)
	}
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		c.page.NoReader, c.page.Blocked = c.voice().Refusal(f.Fields["readers"]), blocked(c.voice(), f)
		delete(f.Fields, "readers")
		if len(f.Fields) == 0 {
			return c.visit.again(c.page)
		}
	}
	if err := c.complain(err, &c.page.Form, c.page.Fields()...); err != nil {
		return err
	}
	return c.visit.again(c.page)
}

// undoTelling takes a telling back while nothing of it has left.
func undoTelling(v *visit) error {
	to := cameFrom(v)
	return undone(v, v.o.Notices.Undo(v.r.Context(), v.who, v.r.PathValue("telling")), to, to)
}

// undoPromise takes the making of a promise back.
func undoPromise(v *visit) error {
	id := promise.ID(v.r.PathValue("promise"))
	p, err := v.o.Promises.View(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	return undone(v, v.o.Promises.Undo(v.r.Context(), v.who, id), "/clients/"+string(p.Client.ID), "/promises/"+string(id))
}

// undone says what became of an undo, on one page when it was done and on
// another when it was too late.
func undone(v *visit, err error, to, late string) error {
	if f, ok := fault.As(err); ok && f.Kind == fault.Conflict {
		v.cookies.Say(v.w, door.Word{Text: v.voice().Refusal(f.Say), Problem: true})
		return v.go303(late)
	}
	if err != nil {
		return err
	}
	v.leave(v.say("Undone. Nothing has left, and everything is as it was."))
	return v.go303(to)
}

// cameFrom is the page of ours on which a button was pressed.
func cameFrom(v *visit) string {
	u, err := url.Parse(v.r.Referer())
	if err != nil || u.Host != v.r.Host || !ours(u.Path) {
		return page.HomeURL
	}
	return u.Path
}

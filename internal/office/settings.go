package office

import (
	"context"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
	"kept/worktime"
)

// Settings is the workspace itself: hours, standards, policy, brand, and
// whether mail leaves.
type Settings struct{ *desk }

// Workspace gives the actor's workspace.
func (s Settings) Workspace(ctx context.Context, who Actor) (workspace.Workspace, error) {
	var w workspace.Workspace
	err := s.see(ctx, who, func(a *act) error { w = a.book.firm; return nil })
	return w, err
}

// Calendars gives the compiled calendars of the firm and of the acting member.
func (s Settings) Calendars(ctx context.Context, who Actor) (firm, mine *worktime.Calendar, err error) {
	err = s.see(ctx, who, func(a *act) error {
		firm, mine = a.book.firmHours, a.book.hours[who.Member]
		if mine == nil {
			mine = firm
		}
		return nil
	})
	return firm, mine, err
}

// CalendarOf compiles office hours, or says what is wrong with them.
func (s Settings) CalendarOf(h worktime.Hours) (*worktime.Calendar, error) {
	cal, err := s.calendars.of(h)
	if f, ok := fault.As(err); ok {
		return nil, f
	}
	return cal, err
}

// WorkspaceEdit is a change of a workspace.
type WorkspaceEdit struct {
	Version int
	Change  func(*workspace.Workspace)
}

// Edit changes the workspace. Everything is watched anew by what holds now.
func (s Settings) Edit(ctx context.Context, who Actor, in WorkspaceEdit) (workspace.Workspace, error) {
	var w workspace.Workspace
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		before := a.book.firm
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		w = before
		in.Change(&w)
		w.ID, w.MadeAt, w.MailPaused, w.Version = before.ID, before.MadeAt, before.MailPaused, before.Version
		if err := w.Check(); err != nil {
			return err
		}
		if r := w.Inbox.ReceptionID; r != "" && r != before.Inbox.ReceptionID {
			if err := a.isMember("reception", r); err != nil {
				return err
			}
		}
		if err := store.SaveWorkspace(a.tx, w); err != nil {
			return err
		}
		w.Version++
		if err := a.note("workspace changed", obligation("workspace", w.ID), "", before, w); err != nil {
			return err
		}
		a.due = true
		if err := store.TouchAllWatches(a.tx, a.ws, a.now); err != nil {
			return err
		}
		if w.PageFor() != before.PageFor() {
			if err := store.WatchPages(a.tx, a.ws, a.now); err != nil {
				return err
			}
		}
		return watchAsked(a)
	})
	return w, err
}

// PauseMail holds back everything that would leave, or releases it.
func (s Settings) PauseMail(ctx context.Context, who Actor, paused bool) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ReleaseMail, nil); err != nil {
			return err
		}
		w := a.book.firm
		if w.MailPaused == paused {
			return nil
		}
		w.MailPaused = paused
		if err := store.SaveWorkspace(a.tx, w); err != nil {
			return err
		}
		a.due = true
		what := "mail released"
		if paused {
			what = "mail paused"
		} else if err := store.ReleaseLeaving(a.tx, a.ws, a.now); err != nil {
			return err
		}
		return a.note(what, obligation("workspace", w.ID), "", nil, nil)
	})
}

// maxPicture is the largest picture kept, in bytes, after it was made anew.
const maxPicture = 512 << 10

// AddPicture keeps a picture that was made anew from an upload, and gives its id.
func (s Settings) AddPicture(ctx context.Context, who Actor, p store.Picture) (string, error) {
	if len(p.Bytes) == 0 || len(p.Bytes) > maxPicture {
		return "", fault.Field("logo", "This picture is too large.")
	}
	id := "pic_" + hashed(string(p.Bytes))
	return id, s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		return store.AddPicture(a.tx, a.ws, id, p, a.now.UnixMilli())
	})
}

// Picture gives a stored picture to whoever belongs to the workspace or its clients.
func (s Settings) Picture(ctx context.Context, who Actor, id string) (store.Picture, error) {
	p, err := store.PictureOf(s.DB.Read(ctx), who.Workspace, id)
	return p, notFound(err)
}

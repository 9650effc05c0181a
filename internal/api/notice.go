package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
)

// notices are what contacts were told, and what became of it.
func notices(s *service) {
	r := noticeDesk{s}
	list(s, "/notices", "list-notices", "List notices, the newest first", r.list)
	one(s, "/notices/{notice}", "see-notice", "See a notice with every attempt to hand it over", r.see)
	act(s, "/notices/{notice}/sendings", "send-notice-again", "Send a notice again that was given up, refused, or whose answer was lost", r.sendAgain)
	act(s, "/notices/{notice}/settlement", "settle-notice", "Say how a notice that did not arrive was made good", r.settle)
}

type noticeDesk struct{ *service }

// NoticeIn names a notice.
type NoticeIn struct {
	Notice string `path:"notice"`
}

func (in NoticeIn) id() (notice.ID, error) { return named[notice.ID](ofNotice, in.Notice) }

// noticeOut is one telling of one matter to one contact.
type noticeOut struct {
	ID          string       `json:"id"`
	ClientID    string       `json:"client_id"`
	ProjectID   *string      `json:"project_id"`
	ContactID   string       `json:"contact_id"`
	Address     string       `json:"address" doc:"Where it went; the contact may have another one by now"`
	ByID        *string      `json:"by_id" doc:"The member who told"`
	Kind        string       `json:"kind" enum:"made,reset,keeping,word,answer,acknowledgement"`
	Channel     string       `json:"channel" enum:"mail,call,meeting"`
	State       string       `json:"state" enum:"queued,accepted,bounced,unsure,withdrawn"`
	Subject     string       `json:"subject"`
	Text        string       `json:"text" doc:"Word for word as it was sent or said"`
	ToldAt      *time.Time   `json:"told_at" doc:"From then on the contact knows; null = they do not"`
	QueuedAt    time.Time    `json:"queued_at"`
	AcceptedAt  *time.Time   `json:"accepted_at"`
	DeliveredAt *time.Time   `json:"delivered_at"`
	SeenAt      *time.Time   `json:"seen_at"`
	BouncedAt   *time.Time   `json:"bounced_at"`
	UnsureAt    *time.Time   `json:"unsure_at"`
	WithdrawnAt *time.Time   `json:"withdrawn_at"`
	Proof       *string      `json:"proof" doc:"The channel's last answer"`
	SettledAt   *time.Time   `json:"settled_at"`
	SettledHow  *string      `json:"settled_how" doc:"How an undelivered one was made good"`
	Mail        *leavingOut  `json:"mail" doc:"Of a single notice by mail: how far handing it over has come; null in lists, and when it was said"`
	Attempts    []attemptOut `json:"attempts" nullable:"false" doc:"Of a single notice by mail: every attempt to hand it over"`
	PromiseIDs  []string     `json:"promise_ids" nullable:"false" doc:"Of a single notice: the promises that it tells of"`
	Version     int          `json:"version"`
}

func (n noticeOut) version() int { return n.Version }

// attemptOut is one handing over of a mail and what the server answered.
type attemptOut struct {
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome" enum:"accepted,later,refused,unsure"`
	Code    int       `json:"code" doc:"The server's code; 0 = it gave none"`
	Text    string    `json:"text" doc:"The server's line"`
	Stage   string    `json:"stage" doc:"How far the conversation had come"`
}

func outNotice(n notice.Notice) noticeOut {
	return noticeOut{
		ID: string(n.ID), ClientID: n.ClientID, ProjectID: outText(n.ProjectID), ContactID: n.ContactID, Address: n.Address, ByID: outText(n.ByID),
		Kind: string(n.Kind), Channel: string(n.Channel), State: string(n.State()), Subject: n.Subject, Text: n.Text, ToldAt: outTime(n.Told()),
		QueuedAt: n.QueuedAt, AcceptedAt: outTime(n.AcceptedAt), DeliveredAt: outTime(n.DeliveredAt), SeenAt: outTime(n.SeenAt), BouncedAt: outTime(n.BouncedAt),
		UnsureAt: outTime(n.UnsureAt), WithdrawnAt: outTime(n.WithdrawnAt), Proof: outText(n.Proof), SettledAt: outTime(n.SettledAt), SettledHow: outText(n.SettledHow),
		Attempts: []attemptOut{}, PromiseIDs: []string{}, Version: n.Version,
	}
}

// noticeRow is a notice in a list: without what it says.
type noticeRow struct {
	ID          string     `json:"id"`
	ClientID    string     `json:"client_id"`
	ClientName  string     `json:"client_name"`
	ContactID   string     `json:"contact_id"`
	ContactName string     `json:"contact_name"`
	Address     string     `json:"address"`
	ByID        *string    `json:"by_id"`
	Kind        string     `json:"kind" enum:"made,reset,keeping,word,answer,acknowledgement"`
	Channel     string     `json:"channel" enum:"mail,call,meeting"`
	State       string     `json:"state" enum:"queued,accepted,bounced,unsure,withdrawn"`
	MailState   *string    `json:"mail_state" enum:"queued,leased,sent,refused,dead,unsure,withdrawn" doc:"null = it was said"`
	Subject     string     `json:"subject"`
	ToldAt      *time.Time `json:"told_at"`
	QueuedAt    time.Time  `json:"queued_at"`
	SeenAt      *time.Time `json:"seen_at"`
	Proof       *string    `json:"proof"`
	SettledAt   *time.Time `json:"settled_at"`
}

func outNoticeRow(n store.NoticeRow) noticeRow {
	return noticeRow{
		ID: string(n.ID), ClientID: n.ClientID, ClientName: n.ClientName, ContactID: n.ContactID, ContactName: n.ContactName, Address: n.Address, ByID: outText(n.ByID),
		Kind: string(n.Kind), Channel: string(n.Channel), State: string(n.State()), MailState: outText(n.Leaving), Subject: n.Subject, ToldAt: outTime(n.Told()),
		QueuedAt: n.QueuedAt, SeenAt: outTime(n.SeenAt), Proof: outText(n.Proof), SettledAt: outTime(n.SettledAt),
	}
}

// notice gives a notice as it stands now.
func (r noticeDesk) notice(ctx context.Context, who office.Actor, id notice.ID) (noticeOut, error) {
	v, err := r.office.Notices.View(ctx, who, id)
	if err != nil {
		return noticeOut{}, err
	}
	out := outNotice(v.Notice)
	told, err := r.office.Notices.ToldBy(ctx, who, id)
	if err != nil {
		return noticeOut{}, err
	}
	for _, p := range told {
		out.PromiseIDs = append(out.PromiseIDs, string(p.ID))
	}
	if v.Leaving.ID != "" {
		l, err := outLeaving(v.Leaving)
		if err != nil {
			return noticeOut{}, err
		}
		out.Mail = &l
	}
	for _, a := range v.Attempts {
		out.Attempts = append(out.Attempts, attemptOut{a.At, a.Outcome, a.Code, a.Text, a.Stage})
	}
	return out, nil
}

type noticesIn struct {
	PageIn
	ClientID string `query:"client_id" doc:"Of one client; with it, arrival does not count"`
	Arrival  string `query:"arrival" enum:"lost,waiting" doc:"lost = came back, given up, or nobody knows; waiting = has not left; left out = all"`
}

func (r noticeDesk) list(ctx context.Context, who office.Actor, in *noticesIn) (listOut[noticeRow], error) {
	before, err := in.afterID("notices")
	if err != nil {
		return listOut[noticeRow]{}, err
	}
	rows, err := r.office.Notices.Rows(ctx, who, office.NoticeFilter{
		Client: ref[client.ID](ofClient, in.ClientID), Which: office.Which(in.Arrival), Before: notice.ID(before), Limit: in.Limit + 1,
	})
	if err != nil {
		return listOut[noticeRow]{}, err
	}
	return part(rows, in.Limit, func(n store.NoticeRow) cursor { return cursor{"notices", string(n.ID)} }, outNoticeRow), nil
}

func (r noticeDesk) see(ctx context.Context, who office.Actor, in *NoticeIn) (noticeOut, error) {
	id, err := in.id()
	if err != nil {
		return noticeOut{}, err
	}
	return r.notice(ctx, who, id)
}

type sendAgainIn struct {
	Keyed
	NoticeIn
}

func (r noticeDesk) sendAgain(ctx context.Context, who office.Actor, in *sendAgainIn) (noticeOut, error) {
	id, err := in.id()
	if err != nil {
		return noticeOut{}, err
	}
	if err := r.office.Notices.SendAgain(ctx, who, id); err != nil {
		return noticeOut{}, err
	}
	return r.notice(ctx, who, id)
}

type settleIn struct {
	Keyed
	NoticeIn
	Body settlement
}

type settlement struct {
	How string `json:"how" doc:"By a call, say; 300 characters at most"`
}

func (r noticeDesk) settle(ctx context.Context, who office.Actor, in *settleIn) (noticeOut, error) {
	id, err := in.id()
	if err != nil {
		return noticeOut{}, err
	}
	if err := r.office.Notices.Settle(ctx, who, id, in.Body.How); err != nil {
		return noticeOut{}, err
	}
	return r.notice(ctx, who, id)
}

// outbox is all mail that leaves or has left. What it says is in the notices;
// ways in are not shown to anybody but whom they are for.
func outboxList(s *service) {
	r := noticeDesk{s}
	list(s, "/outbox", "list-outbox", "List all mail that leaves or has left, the newest first", r.outbox)
}

// leavingOut is a mail that is to leave or has left.
type leavingOut struct {
	ID       string     `json:"id"`
	NoticeID *string    `json:"notice_id" doc:"null for mail that is no notice: prompts, ways in"`
	To       string     `json:"to"`
	Subject  string     `json:"subject"`
	State    string     `json:"state" enum:"queued,leased,sent,refused,dead,unsure,withdrawn"`
	SendAt   time.Time  `json:"send_at" doc:"Not before then"`
	Tries    int        `json:"tries"`
	MadeAt   time.Time  `json:"made_at"`
	DoneAt   *time.Time `json:"done_at"`
	Answer   *string    `json:"answer" doc:"The server's last line"`
}

func outLeaving(l store.Leaving) (leavingOut, error) {
	m, err := outbox.ReadMail(l.Mail)
	return leavingOut{
		ID: l.ID, NoticeID: outText(l.NoticeID), To: m.To.Addr, Subject: m.Subject, State: l.State, SendAt: l.SendAt, Tries: l.Tries,
		MadeAt: l.MadeAt, DoneAt: outTime(l.DoneAt), Answer: outText(l.Answer),
	}, err
}

func (r noticeDesk) outbox(ctx context.Context, who office.Actor, in *struct{ PageIn }) (listOut[leavingOut], error) {
	before, err := in.afterID("outbox")
	if err != nil {
		return listOut[leavingOut]{}, err
	}
	rows, err := r.office.Notices.Outbox(ctx, who, before, in.Limit+1)
	if err != nil {
		return listOut[leavingOut]{}, err
	}
	items := make([]leavingOut, 0, len(rows))
	for _, l := range rows {
		out, err := outLeaving(l)
		if err != nil {
			return listOut[leavingOut]{}, err
		}
		items = append(items, out)
	}
	return part(items, in.Limit, func(l leavingOut) cursor { return cursor{"outbox", l.ID} }, func(l leavingOut) leavingOut { return l }), nil
}

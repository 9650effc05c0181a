package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"kept/client"
	"kept/promise"
	"kept/subscription"
	"kept/workspace"
)

const changeColumns = `seq, key, client_id, project_id, topic, what, about, at, told`

// Writers take turns, so that a number is higher than all that can be read.
const sqlAddChange = `INSERT INTO changes (seq, workspace_id, key, client_id, project_id, topic, what, about, at, told)
  SELECT COALESCE(MAX(seq), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM changes WHERE true ON CONFLICT (workspace_id, key) DO NOTHING`

// AddChange keeps what is new on a client's page, and numbers it; false = this
// change was kept before.
func AddChange(tx *Tx, ws workspace.ID, c subscription.Change) (bool, error) {
	told, err := text(c.Told)
	if err != nil {
		return false, err
	}
	n, err := tx.exec(sqlAddChange, ws, c.Key, c.ClientID, c.ProjectID, c.Topic, c.What, c.About, ms(c.At), told)
	return n > 0, err
}

const sqlChangesAfter = `SELECT ` + changeColumns + ` FROM changes WHERE workspace_id = $1 AND client_id = $2 AND seq > $3 ORDER BY seq LIMIT 0+$4`

// ChangesAfter lists what changed for a client after a change, in order.
func ChangesAfter(tx *Tx, ws workspace.ID, of client.ID, seq int64, limit int) ([]subscription.Change, error) {
	return many(tx, scanChange, sqlChangesAfter, ws, of, seq, limit)
}

const sqlLatestChanges = `SELECT ` + changeColumns + ` FROM changes WHERE workspace_id = $1 AND client_id = $2 ORDER BY seq DESC LIMIT 0+$3`

// LatestChanges lists what changed for a client last, the newest first.
func LatestChanges(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]subscription.Change, error) {
	return many(tx, scanChange, sqlLatestChanges, ws, of, limit)
}

const sqlLastChange = `SELECT COALESCE(MAX(seq), 0) FROM changes`

// LastChange is the number of the last change of all; zero = there is none.
func LastChange(tx *Tx) (int64, error) {
	return one(tx, func(row scanner) (seq int64, err error) { return seq, row.Scan(&seq) }, sqlLastChange)
}

// NewChange is a change with whose it is.
type NewChange struct {
	Workspace workspace.ID
	subscription.Change
}

const sqlNewChanges = `SELECT workspace_id, ` + changeColumns + ` FROM changes WHERE seq > $1 ORDER BY seq LIMIT 0+$2`

// NewChanges lists what changed anywhere after a change, in order.
func NewChanges(tx *Tx, seq int64, limit int) ([]NewChange, error) {
	return many(tx, func(row scanner) (c NewChange, err error) {
		c.Change, err = scanChangeAfter(row, &c.Workspace)
		return c, err
	}, sqlNewChanges, seq, limit)
}

func scanChange(row scanner) (subscription.Change, error) { return scanChangeAfter(row) }

func scanChangeAfter(row scanner, first ...any) (subscription.Change, error) {
	var c subscription.Change
	var when int64
	var told string
	if err := row.Scan(append(first, &c.Seq, &c.Key, &c.ClientID, &c.ProjectID, &c.Topic, &c.What, &c.About, &when, &told)...); err != nil {
		return c, err
	}
	c.At = at(when)
	if err := json.Unmarshal([]byte(told), &c.Told); err != nil {
		return c, fmt.Errorf("read who was told of a change: %w", err)
	}
	return c, nil
}

const subscriptionColumns = `contact_id, client_id, rhythm, topics, through, due_at, why, version, channel`

const sqlSubscription = `SELECT ` + subscriptionColumns + ` FROM subscriptions WHERE workspace_id = $1 AND contact_id = $2`

// Subscription loads what a contact follows.
func Subscription(tx *Tx, ws workspace.ID, of client.ContactID) (subscription.Subscription, error) {
	return one(tx, scanSubscription, sqlSubscription, ws, of)
}

const sqlSubscriptionsOf = `SELECT ` + subscriptionColumns + ` FROM subscriptions WHERE workspace_id = $1 AND client_id = $2 AND rhythm <> '' ORDER BY contact_id LIMIT 0+$3`

// SubscriptionsOf lists what contacts of a client follow.
func SubscriptionsOf(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]subscription.Subscription, error) {
	return many(tx, scanSubscription, sqlSubscriptionsOf, ws, of, limit)
}

const sqlAddSubscription = `INSERT INTO subscriptions (workspace_id, ` + subscriptionColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

// AddSubscription adds what a contact follows who followed nothing ever.
func AddSubscription(tx *Tx, ws workspace.ID, s subscription.Subscription) error {
	return tx.put(sqlAddSubscription, ws, s.ContactID, s.ClientID, s.Rhythm, s.Topics, s.Through, ms(s.DueAt), s.Why, s.Version, s.Channel)
}

const sqlSaveSubscription = `UPDATE subscriptions SET rhythm = $1, topics = $2, through = $3, due_at = $4, why = $5, channel = $6, version = version + 1 WHERE workspace_id = $7 AND contact_id = $8 AND version = $9`

// SaveSubscription saves one that was loaded with this version.
func SaveSubscription(tx *Tx, ws workspace.ID, s subscription.Subscription) error {
	return tx.touch(sqlSaveSubscription, s.Rhythm, s.Topics, s.Through, ms(s.DueAt), s.Why, s.Channel, ws, s.ContactID, s.Version)
}

const sqlWakeSubscriptions = `UPDATE subscriptions SET due_at = $1 WHERE workspace_id = $2 AND client_id = $3 AND rhythm = $4 AND due_at = 0 AND (topics & $5) <> 0`

// Waking is for whom something changed: the subscribers of topics at a client who
// hear of it in a rhythm, and when.
type Waking struct {
	Client client.ID
	Rhythm subscription.Rhythm
	Topics subscription.Topics
	Due    time.Time
}

// WakeSubscriptions has subscribers be looked at, unless they wait for a mail already.
func WakeSubscriptions(tx *Tx, ws workspace.ID, w Waking) error {
	return tx.put(sqlWakeSubscriptions, ms(w.Due), ws, w.Client, w.Rhythm, w.Topics)
}

const sqlDealtSubscription = `UPDATE subscriptions SET through = $1, due_at = $2 WHERE workspace_id = $3 AND contact_id = $4`

// DealtSubscription notes the last change that was dealt with for a subscriber, and
// when to look again; zero = when something changes.
func DealtSubscription(tx *Tx, ws workspace.ID, of string, through int64, due time.Time) error {
	return tx.put(sqlDealtSubscription, through, ms(due), ws, of)
}

// DueSubscriptions are the subscribers of one client whose moment has come.
type DueSubscriptions struct {
	Workspace workspace.ID
	Client    client.ID
}

const sqlSubscribedDue = `SELECT workspace_id, client_id FROM subscriptions WHERE due_at > 0 AND due_at <= $1 ORDER BY due_at, workspace_id, client_id LIMIT 0+$2`

// SubscribedDue lists the clients of the subscribers, so many of them at most, whose
// moment has come, each client once.
func SubscribedDue(tx *Tx, now time.Time, limit int) ([]DueSubscriptions, error) {
	all, err := many(tx, func(row scanner) (d DueSubscriptions, err error) { return d, row.Scan(&d.Workspace, &d.Client) }, sqlSubscribedDue, ms(now), limit)
	var out []DueSubscriptions
	for _, d := range all {
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out, err
}

// Subscriber is a contact with what he follows.
type Subscriber struct {
	subscription.Subscription
	Contact client.Contact
}

const sqlSubscribersDue = `SELECT s.contact_id, s.client_id, s.rhythm, s.topics, s.through, s.due_at, s.why, s.version, s.channel,
  k.id, k.client_id, k.name, k.title, k.email, k.phone, k.channel, k.portal, k.ended_at, k.no_mail_at, k.version
  FROM subscriptions s CROSS JOIN contacts k WHERE s.workspace_id = $1 AND s.client_id = $2 AND s.due_at > 0 AND s.due_at <= $3
  AND k.workspace_id = s.workspace_id AND k.id = s.contact_id ORDER BY s.due_at, s.contact_id LIMIT 0+$4`

// SubscribersDue lists the subscribers of a client whose moment has come.
func SubscribersDue(tx *Tx, d DueSubscriptions, now time.Time, limit int) ([]Subscriber, error) {
	return many(tx, func(row scanner) (s Subscriber, err error) {
		var due int64
		x := &s.Subscription
		s.Contact, err = scanContactAfter(row, &x.ContactID, &x.ClientID, &x.Rhythm, &x.Topics, &x.Through, &due, &x.Why, &x.Version, &x.Channel)
		s.DueAt = at(due)
		return s, err
	}, sqlSubscribersDue, d.Workspace, d.Client, ms(now), limit)
}

const sqlNextSubscription = `SELECT due_at FROM subscriptions WHERE due_at > 0 ORDER BY due_at LIMIT 1`

// NextSubscription is the moment at which the next subscriber is looked at; zero = none waits.
func NextSubscription(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextSubscription) }

func scanSubscription(row scanner) (subscription.Subscription, error) {
	var s subscription.Subscription
	var due int64
	err := row.Scan(&s.ContactID, &s.ClientID, &s.Rhythm, &s.Topics, &s.Through, &due, &s.Why, &s.Version, &s.Channel)
	s.DueAt = at(due)
	return s, err
}

const sqlNoticeReader = `SELECT contact_id FROM notices WHERE workspace_id = $1 AND id = $2`

// NoticeReader gives to whom a notice goes.
func NoticeReader(tx *Tx, ws workspace.ID, id string) (client.ContactID, error) {
	return one(tx, func(row scanner) (k client.ContactID, err error) { return k, row.Scan(&k) }, sqlNoticeReader, ws, id)
}

// Tie is the date of a promise that a notice tells of.
type Tie struct {
	Promise promise.ID
	Seq     int
}

const sqlToldDates = `SELECT DISTINCT t.promise_id FROM tellings t CROSS JOIN promises p
  WHERE t.workspace_id = $1 AND t.notice_id = $2 AND p.workspace_id = t.workspace_id AND p.id = t.promise_id AND p.kind NOT IN ('next contact', 'answer') ORDER BY t.promise_id`

// ToldDates lists the promises that a notice tells of, without next contacts and answers.
func ToldDates(tx *Tx, ws workspace.ID, noticeID string) ([]promise.ID, error) {
	return many(tx, func(row scanner) (id promise.ID, err error) { return id, row.Scan(&id) }, sqlToldDates, ws, noticeID)
}

const sqlReadersOfDate = `SELECT n.contact_id FROM tellings t CROSS JOIN notices n
  WHERE t.workspace_id = $1 AND t.promise_id = $2 AND t.seq = $3 AND n.workspace_id = t.workspace_id AND n.id = t.notice_id AND n.withdrawn_at = 0 ORDER BY t.notice_id`

// ReadersOfDate lists the contacts who were told of a promise's date, or are being
// told, once for each notice.
func ReadersOfDate(tx *Tx, ws workspace.ID, t Tie) ([]string, error) {
	return many(tx, func(row scanner) (id string, err error) { return id, row.Scan(&id) }, sqlReadersOfDate, ws, t.Promise, t.Seq)
}

const sqlOpenToContact = `SELECT id, owner_id FROM promises WHERE workspace_id = $1 AND contact_id = $2 AND state = 'open' AND kind <> 'next contact' ORDER BY due_at, id LIMIT 1`

// NearestToContact gives the open promise to a contact that is due first, with its owner alone.
func NearestToContact(tx *Tx, ws workspace.ID, of client.ContactID) (promise.Promise, error) {
	return one(tx, func(row scanner) (p promise.Promise, err error) { return p, row.Scan(&p.ID, &p.OwnerID) }, sqlOpenToContact, ws, of)
}

const sqlReachedContact = `SELECT COALESCE(MAX(accepted_at), 0) FROM notices WHERE workspace_id = $1 AND client_id = $2 AND contact_id = $3 AND channel <> 'mail' AND withdrawn_at = 0 AND accepted_at >= $4`

// ReachedContact is when a contact was spoken to last, since a moment; zero = he was not.
func ReachedContact(tx *Tx, ws workspace.ID, k client.Contact, since time.Time) (time.Time, error) {
	return one(tx, func(row scanner) (time.Time, error) {
		var ms int64
		err := row.Scan(&ms)
		return at(ms), err
	}, sqlReachedContact, ws, k.ClientID, k.ID, ms(since))
}

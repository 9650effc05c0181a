package store

import (
	"strings"
	"time"

	"kept/client"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// Feed is the secret address at which other programs read a contact's dates and
// what is new for him. Only a hash of its secret is kept. One that has ended stays,
// so that who asks for it is told so.
type Feed struct {
	Hash      string
	Workspace workspace.ID
	Contact   client.ContactID
	Client    client.ID
	MadeAt    time.Time
	EndedAt   time.Time
}

const feedColumns = `secret_hash, workspace_id, contact_id, client_id, made_at, ended_at`

const sqlFeed = `SELECT ` + feedColumns + ` FROM feeds WHERE secret_hash = $1`

// FeedBySecret finds the feed with a secret, also one that has ended.
func FeedBySecret(tx *Tx, hash string) (Feed, error) { return one(tx, scanFeed, sqlFeed, hash) }

const sqlFeedOf = `SELECT ` + feedColumns + ` FROM feeds WHERE workspace_id = $1 AND contact_id = $2 AND ended_at = 0 ORDER BY secret_hash LIMIT 1`

// FeedOf finds the feed that a contact has.
func FeedOf(tx *Tx, ws workspace.ID, of client.ContactID) (Feed, error) {
	return one(tx, scanFeed, sqlFeedOf, ws, of)
}

const sqlAddFeed = `INSERT INTO feeds (` + feedColumns + `) VALUES ($1, $2, $3, $4, $5, 0)`

// AddFeed adds a feed.
func AddFeed(tx *Tx, f Feed) error {
	return tx.put(sqlAddFeed, f.Hash, f.Workspace, f.Contact, f.Client, ms(f.MadeAt))
}

const sqlEndFeeds = `UPDATE feeds SET ended_at = $1 WHERE workspace_id = $2 AND contact_id = $3 AND ended_at = 0`

// EndFeeds ends what feeds a contact has; false = he had none.
func EndFeeds(tx *Tx, ws workspace.ID, of client.ContactID, now time.Time) (bool, error) {
	n, err := tx.exec(sqlEndFeeds, ms(now), ws, of)
	return n > 0, err
}

func scanFeed(row scanner) (Feed, error) {
	var f Feed
	var made, ended int64
	err := row.Scan(&f.Hash, &f.Workspace, &f.Contact, &f.Client, &made, &ended)
	f.MadeAt, f.EndedAt = at(made), at(ended)
	return f, err
}

// Latest is how far the ledger is for one client: whatever his pages show is the
// same while it is.
type Latest struct {
	Line   string // the last of the journal about him
	Change int64  // the last change that he can see
}

const sqlLatest = `SELECT COALESCE((SELECT MAX(id) FROM journal WHERE workspace_id = $1 AND client_id = $2), ''),
  COALESCE((SELECT seq FROM changes WHERE workspace_id = $1 AND client_id = $2 AND at <= $3 ORDER BY seq DESC LIMIT 1), 0)`

// LatestOf tells how far the ledger is for a client.
func LatestOf(tx *Tx, ws workspace.ID, of client.ID, now time.Time) (Latest, error) {
	return one(tx, func(row scanner) (l Latest, err error) { return l, row.Scan(&l.Line, &l.Change) }, sqlLatest, ws, of, ms(now))
}

const sqlLatestChange = `SELECT COALESCE(MAX(seq), 0) FROM (SELECT seq FROM changes WHERE workspace_id = $1 AND client_id = $2 AND at <= $3 ORDER BY seq DESC LIMIT 1) c`

// LatestChange is the number of the last change that a client can see; zero = there is none.
func LatestChange(tx *Tx, ws workspace.ID, of client.ID, now time.Time) (int64, error) {
	return one(tx, func(row scanner) (seq int64, err error) { return seq, row.Scan(&seq) }, sqlLatestChange, ws, of, ms(now))
}

// Moves is how often what a client sees of a thing has changed, and when last.
type Moves struct {
	Times int
	Last  time.Time
}

const sqlMoves = `SELECT about, COUNT(*), MAX(at) FROM changes WHERE workspace_id = $1 AND client_id = $2 AND topic IN ('dates', 'plan') AND at <= $3 GROUP BY about ORDER BY about`

const sqlBouncedOfClient = `SELECT id, bounced_at FROM notices WHERE workspace_id = $1 AND client_id = $2 AND bounced_at > 0 AND bounced_at <= $3 ORDER BY id`

const sqlCameBack = `SELECT t.promise_id, 1 + (SELECT COUNT(*) FROM tellings o CROSS JOIN notices m
    WHERE o.workspace_id = t.workspace_id AND o.promise_id = t.promise_id AND o.seq = t.seq AND m.workspace_id = o.workspace_id AND m.id = o.notice_id AND m.accepted_at > $1 AND m.accepted_at <= $2)
  FROM tellings t WHERE t.workspace_id = $3 AND t.notice_id = $4 ORDER BY t.promise_id, t.seq`

// MovesOf gives the moves of a client's promises and plans, by what they are about. A
// date that came back with its notice has moved to the one before, and back again each
// time that it was told after that.
func MovesOf(tx *Tx, ws workspace.ID, of client.ID, now time.Time) (map[string]Moves, error) {
	all, err := many(tx, scanMoved, sqlMoves, ws, of, ms(now))
	if err != nil {
		return nil, err
	}
	returned, err := many(tx, scanBounced, sqlBouncedOfClient, ws, of, ms(now))
	if err != nil {
		return nil, err
	}
	for _, n := range returned {
		back, err := many(tx, scanTimes, sqlCameBack, ms(n.at), ms(now), ws, n.id)
		if err != nil {
			return nil, err
		}
		for _, m := range back {
			all = append(all, moved{about: "promise:" + m.about, Moves: Moves{Times: m.Times, Last: n.at}})
		}
	}
	out := make(map[string]Moves, len(all))
	for _, m := range all {
		was := out[m.about]
		if was.Times += m.Times; m.Last.After(was.Last) {
			was.Last = m.Last
		}
		out[m.about] = was
	}
	return out, nil
}

type moved struct {
	about string
	Moves
}

func scanMoved(row scanner) (m moved, err error) {
	var last int64
	err = row.Scan(&m.about, &m.Times, &last)
	m.Last = at(last)
	return m, err
}

func scanTimes(row scanner) (m moved, err error) { return m, row.Scan(&m.about, &m.Times) }

// bounced is a notice that came back.
type bounced struct {
	id string
	at time.Time
}

func scanBounced(row scanner) (b bounced, err error) {
	var when int64
	err = row.Scan(&b.id, &when)
	b.at = at(when)
	return b, err
}

// ToldDate is a date of a promise of which the client was told.
type ToldDate struct {
	Promise promise.ID
	Kind    promise.Kind
	Words   string
	Project string
	Owner   member.ID
	Ended   time.Time // kept, or released; zero = it is open
	Seq     int
	Day     worktime.Day // zero = a moment
	DueAt   time.Time
	ToldAt  time.Time
}

// Whoever asks for the ended ones says since when; the open ones have ended at zero.
const sqlToldDatesOf = `SELECT p.id, p.kind, p.words, p.project_id, p.owner_id, p.kept_at + p.released_at, t.seq, d.due_on, d.due_at, n.accepted_at
  FROM promises p CROSS JOIN tellings t CROSS JOIN notices n CROSS JOIN promise_dates d
  WHERE p.workspace_id = $1 AND p.client_id = $2 AND p.state = '' || $3 AND p.kept_at + p.released_at >= $4 AND p.kind NOT IN ('next contact', 'answer')
  AND t.workspace_id = p.workspace_id AND t.promise_id = p.id AND n.workspace_id = t.workspace_id AND n.id = t.notice_id
  AND n.accepted_at > 0 AND n.bounced_at = 0 AND n.withdrawn_at = 0 AND d.workspace_id = t.workspace_id AND d.promise_id = t.promise_id AND d.seq = t.seq
  ORDER BY p.due_at DESC, p.id DESC, t.seq DESC LIMIT 0+$5`

// ToldSlice is which dates are listed: of promises in a state, those that ended
// before a moment left out.
type ToldSlice struct {
	State promise.State
	Since time.Time
	Limit int
}

// ToldDatesOf lists the dates of which a client was told: the farthest date first, and
// of one promise the last one.
func ToldDatesOf(tx *Tx, ws workspace.ID, of client.ID, part ToldSlice) ([]ToldDate, error) {
	return many(tx, func(row scanner) (d ToldDate, err error) {
		var ended, due, told int64
		var on string
		if err := row.Scan((*string)(&d.Promise), (*string)(&d.Kind), &d.Words, &d.Project, (*string)(&d.Owner), &ended, &d.Seq, &on, &due, &told); err != nil {
			return d, err
		}
		d.Ended, d.DueAt, d.ToldAt = at(ended), at(due), at(told)
		d.Day, err = dayOf(on)
		return d, err
	}, sqlToldDatesOf, ws, of, part.State, ms(part.Since), part.Limit)
}

const sqlNextDates = `SELECT p.id, p.project_id, p.owner_id, d.seq, d.due_on, d.due_at, d.set_at FROM promises p CROSS JOIN promise_dates d
  WHERE p.workspace_id = $1 AND p.client_id = $2 AND p.state = 'open' AND p.kind = 'next contact' AND d.workspace_id = p.workspace_id AND d.promise_id = p.id AND d.seq = p.resets
  ORDER BY p.due_at, p.id LIMIT 200`

// NextDates lists when a client hears from us, the nearest first. Told is when it was set.
func NextDates(tx *Tx, ws workspace.ID, of client.ID) ([]ToldDate, error) {
	return many(tx, func(row scanner) (d ToldDate, err error) {
		var due, set int64
		var on string
		if err := row.Scan((*string)(&d.Promise), &d.Project, (*string)(&d.Owner), &d.Seq, &on, &due, &set); err != nil {
			return d, err
		}
		d.Kind, d.DueAt, d.ToldAt = promise.NextContact, at(due), at(set)
		d.Day, err = dayOf(on)
		return d, err
	}, sqlNextDates, ws, of)
}

// Reads is a session that may come in as a contact.
type Reads struct {
	Hash      string // of the session's secret
	Workspace workspace.ID
	Contact   client.ContactID
	Client    client.ID
	Past      bool // the client is past: his page may be over
}

// ReadsAtOnce is how many sessions [StillReads] looks at in one statement.
const ReadsAtOnce = 500

const hashLength = 64

// The hashes stand one behind the other in one text, which both engines take apart.
const sqlStillReads = `WITH RECURSIVE hits(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM hits WHERE i + 1 < 0+$1)
  SELECT s.secret_hash, s.workspace_id, s.contact_id, k.client_id, c.stage FROM hits CROSS JOIN sessions s CROSS JOIN contacts k CROSS JOIN clients c
  WHERE s.secret_hash = substr('' || $2, hits.i * 64 + 1, 64) AND s.ended_at = 0 AND s.expires_at > $3
  AND k.workspace_id = s.workspace_id AND k.id = s.contact_id AND k.portal = 1 AND k.ended_at = 0 AND c.workspace_id = k.workspace_id AND c.id = k.client_id`

// StillReads finds which sessions of contacts, [ReadsAtOnce] at most, may still come in.
func StillReads(tx *Tx, hashes []string, now time.Time) ([]Reads, error) {
	var all strings.Builder
	for _, h := range hashes[:min(len(hashes), ReadsAtOnce)] {
		if len(h) == hashLength {
			all.WriteString(h)
		}
	}
	return many(tx, func(row scanner) (r Reads, err error) {
		var stage client.Stage
		err = row.Scan(&r.Hash, &r.Workspace, &r.Contact, &r.Client, &stage)
		r.Past = stage == client.Past
		return r, err
	}, sqlStillReads, all.Len()/hashLength, all.String(), ms(now))
}

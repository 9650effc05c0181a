package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kept/client"
	"kept/news"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
)

const sqlClientNews = `SELECT rules FROM client_news WHERE workspace_id = $1 AND client_id = $2`

// ClientNews gives what holds for the updates of a client; the zero value where
// nothing was said of him.
func ClientNews(tx *Tx, ws workspace.ID, of client.ID) (news.Rules, error) {
	var r news.Rules
	kept, err := one(tx, scanText, sqlClientNews, ws, of)
	if errors.Is(err, ErrNone) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(kept), &r); err != nil {
		return r, fmt.Errorf("read what holds for the updates of a client: %w", err)
	}
	return r, nil
}

const sqlSetClientNews = `INSERT INTO client_news (workspace_id, client_id, rules) VALUES ($1, $2, $3) ON CONFLICT (workspace_id, client_id) DO UPDATE SET rules = excluded.rules`

// SetClientNews sets what holds for the updates of a client.
func SetClientNews(tx *Tx, ws workspace.ID, of client.ID, r news.Rules) error {
	kept, err := text(r)
	if err != nil {
		return err
	}
	return tx.put(sqlSetClientNews, ws, of, kept)
}

const sqlAnsweredInProject = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND client_id = $2 AND stopped_at >= $3 AND stopped_at > 0 AND stopped_with <> '' AND wait IN ('first answer', 'next answer')
  AND EXISTS (SELECT 1 FROM conversations v WHERE v.workspace_id = clocks.workspace_id AND v.id = clocks.conversation_id AND v.project_id = $4) ORDER BY stopped_at, id LIMIT 0+$5`

// AnsweredInProject lists the waits of a client in conversations of a project that
// a message of ours ended from a moment on, in order.
func AnsweredInProject(tx *Tx, ws workspace.ID, of client.Project, since time.Time, limit int) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlAnsweredInProject, ws, of.ClientID, ms(since), of.ID, limit)
}

const sqlHoldingNote = `SELECT sent_at FROM holding_notes WHERE workspace_id = $1 AND promise_id = $2`

// HoldingNote tells when a note went by itself because a next contact had passed, or
// was left out as a member wanted; [ErrNone] when neither.
func HoldingNote(tx *Tx, ws workspace.ID, of promise.ID) (time.Time, error) {
	sent, err := one(tx, scanInt, sqlHoldingNote, ws, of)
	return at(sent), err
}

const sqlAddHoldingNote = `INSERT INTO holding_notes (workspace_id, promise_id, sent_at) VALUES ($1, $2, $3)`

// AddHoldingNote notes that one went, or was left out: a conflict where one did before.
func AddHoldingNote(tx *Tx, ws workspace.ID, of promise.ID, sent time.Time) error {
	return tx.put(sqlAddHoldingNote, ws, of, ms(sent))
}

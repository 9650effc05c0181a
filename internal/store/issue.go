package store

import (
	"encoding/json"
	"fmt"

	"kept/client"
	"kept/issue"
	"kept/workspace"
)

const issueColumns = `id, owner_id, state, what, effect, fix, closing, made_at, changed_at, next_on, next_at, closed_at, version`

const sqlAddIssue = `INSERT INTO issues (workspace_id, ` + issueColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

// AddIssue adds an issue.
func AddIssue(tx *Tx, ws workspace.ID, i issue.Issue) error {
	return tx.put(sqlAddIssue, ws, i.ID, i.OwnerID, i.State, i.What, i.Effect, i.Fix, i.Closing, ms(i.MadeAt), ms(i.ChangedAt), i.Next.Day.String(), ms(i.Next.At), ms(i.ClosedAt), i.Version)
}

const sqlSaveIssue = `UPDATE issues SET owner_id = $1, state = $2, what = $3, effect = $4, fix = $5, closing = $6, changed_at = $7, next_on = $8, next_at = $9, closed_at = $10, version = version + 1
  WHERE workspace_id = $11 AND id = $12 AND version = $13`

// SaveIssue saves an issue that was loaded with this version.
func SaveIssue(tx *Tx, ws workspace.ID, i issue.Issue) error {
	return tx.touch(sqlSaveIssue, i.OwnerID, i.State, i.What, i.Effect, i.Fix, i.Closing, ms(i.ChangedAt), i.Next.Day.String(), ms(i.Next.At), ms(i.ClosedAt), ws, i.ID, i.Version)
}

const sqlIssue = `SELECT ` + issueColumns + ` FROM issues WHERE workspace_id = $1 AND id = $2`

// Issue loads an issue.
func Issue(tx *Tx, ws workspace.ID, id issue.ID) (issue.Issue, error) {
	return one(tx, scanIssue, sqlIssue, ws, id)
}

const sqlIssues = `SELECT ` + issueColumns + ` FROM issues WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT 0+$3`

// Issues lists issues, the newest first, from before one on; "" = from the newest.
func Issues(tx *Tx, ws workspace.ID, before issue.ID, limit int) ([]issue.Issue, error) {
	if before == "" {
		before = "~"
	}
	return many(tx, scanIssue, sqlIssues, ws, before, limit)
}

const sqlOpenIssues = `SELECT ` + issueColumns + ` FROM issues WHERE workspace_id = $1 AND closed_at = 0 ORDER BY id DESC LIMIT 0+$2`

// OpenIssues lists the issues that are not over, the newest first.
func OpenIssues(tx *Tx, ws workspace.ID, limit int) ([]issue.Issue, error) {
	return many(tx, scanIssue, sqlOpenIssues, ws, limit)
}

const sqlIssuesOfClient = `SELECT i.id, i.owner_id, i.state, i.what, i.effect, i.fix, i.closing, i.made_at, i.changed_at, i.next_on, i.next_at, i.closed_at, i.version
  FROM issue_touches t JOIN issues i ON i.workspace_id = t.workspace_id AND i.id = t.issue_id WHERE t.workspace_id = $1 AND t.client_id = $2 ORDER BY t.issue_id DESC LIMIT 0+$3`

// IssuesOfClient lists the issues that touch a client, the newest first.
func IssuesOfClient(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]issue.Issue, error) {
	return many(tx, scanIssue, sqlIssuesOfClient, ws, of, limit)
}

func scanIssue(row scanner) (issue.Issue, error) {
	var i issue.Issue
	var on string
	var made, changed, next, closed int64
	err := row.Scan(&i.ID, &i.OwnerID, &i.State, &i.What, &i.Effect, &i.Fix, &i.Closing, &made, &changed, &on, &next, &closed, &i.Version)
	if err != nil {
		return i, err
	}
	i.MadeAt, i.ChangedAt, i.ClosedAt, i.Next.At = at(made), at(changed), at(closed), at(next)
	i.Next.Day, err = dayOf(on)
	return i, err
}

const (
	sqlTouches  = `SELECT client_id, promise_ids, since_at FROM issue_touches WHERE workspace_id = $1 AND issue_id = $2 ORDER BY client_id`
	sqlAddTouch = `INSERT INTO issue_touches (workspace_id, issue_id, client_id, promise_ids, since_at) VALUES ($1, $2, $3, $4, $5)`
	sqlDropAll  = `DELETE FROM issue_touches WHERE workspace_id = $1 AND issue_id = $2`
)

// SetTouches says whom an issue touches.
func SetTouches(tx *Tx, ws workspace.ID, id issue.ID, all []issue.Touch) error {
	if err := tx.put(sqlDropAll, ws, id); err != nil {
		return err
	}
	for _, t := range all {
		promises, err := text(t.Promises)
		if err != nil {
			return err
		}
		if err := tx.put(sqlAddTouch, ws, id, t.ClientID, promises, ms(t.Since)); err != nil {
			return err
		}
	}
	return nil
}

// Touches gives whom an issue touches, with what each was told, the oldest first.
func Touches(tx *Tx, ws workspace.ID, id issue.ID) ([]issue.Touch, error) {
	all, err := many(tx, scanTouch, sqlTouches, ws, id)
	if err != nil {
		return nil, err
	}
	words, err := many(tx, scanIssueWord, sqlIssueWords, ws, id)
	for _, w := range words {
		for k := range all {
			if all[k].ClientID == w.client {
				all[k].Words = append(all[k].Words, w.word)
			}
		}
	}
	return all, err
}

func scanTouch(row scanner) (issue.Touch, error) {
	var t issue.Touch
	var promises string
	var since int64
	if err := row.Scan(&t.ClientID, &promises, &since); err != nil {
		return t, err
	}
	t.Since = at(since)
	if err := json.Unmarshal([]byte(promises), &t.Promises); err != nil {
		return t, fmt.Errorf("read what an issue touches: %w", err)
	}
	return t, nil
}

const (
	sqlAddIssueWord = `INSERT INTO issue_words (workspace_id, notice_id, issue_id, client_id, at, words) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlIssueWords   = `SELECT w.client_id, w.notice_id, w.at, w.words, n.accepted_at, n.bounced_at, n.withdrawn_at
  FROM issue_words w JOIN notices n ON n.workspace_id = w.workspace_id AND n.id = w.notice_id WHERE w.workspace_id = $1 AND w.issue_id = $2 ORDER BY w.notice_id`
	sqlIssueOfNotice = `SELECT issue_id FROM issue_words WHERE workspace_id = $1 AND notice_id = $2`
)

// AddIssueWord notes what one notice told of an issue.
func AddIssueWord(tx *Tx, ws workspace.ID, of issue.ID, clientID string, w issue.Word) error {
	words, err := text(w.Words)
	if err != nil {
		return err
	}
	return tx.put(sqlAddIssueWord, ws, w.NoticeID, of, clientID, ms(w.At), words)
}

// IssueOfNotice tells of which issue a notice tells.
func IssueOfNotice(tx *Tx, ws workspace.ID, notice string) (issue.ID, error) {
	id, err := one(tx, scanText, sqlIssueOfNotice, ws, notice)
	return issue.ID(id), err
}

// issueWord is one word with whose it is.
type issueWord struct {
	client string
	word   issue.Word
}

func scanIssueWord(row scanner) (issueWord, error) {
	var w issueWord
	var words string
	var when, accepted, bounced, withdrawn int64
	if err := row.Scan(&w.client, &w.word.NoticeID, &when, &words, &accepted, &bounced, &withdrawn); err != nil {
		return w, err
	}
	w.word.At, w.word.Withdrawn, w.word.Reached = at(when), withdrawn != 0, accepted != 0 && bounced == 0
	if err := json.Unmarshal([]byte(words), &w.word.Words); err != nil {
		return w, fmt.Errorf("read what was told of an issue: %w", err)
	}
	return w, nil
}

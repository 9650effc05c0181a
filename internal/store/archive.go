package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Table is a table of the ledger as a backup reads and writes it: whole rows,
// whatever they mean. A test holds [Tables] against the tables of both engines,
// so that no migration is forgotten here.
type Table struct {
	Name    string
	Columns []string // in the order of every row
	count   string
	dump    string
	load    string
}

// Tables lists every table of the ledger so that each comes after those that
// it refers to.
func Tables() []Table { return slices.Concat(promisedTables(), saidTables()) }

// promisedTables are people, clients, plans, promises and what is kept with them.
func promisedTables() []Table {
	return []Table{
		{"workspaces", columns(rowWorkspaces), sqlCountWorkspaces, sqlDumpWorkspaces, sqlLoadWorkspaces},
		{"members", columns(rowMembers), sqlCountMembers, sqlDumpMembers, sqlLoadMembers},
		{"absences", columns(rowAbsences), sqlCountAbsences, sqlDumpAbsences, sqlLoadAbsences},
		{"sessions", columns(rowSessions), sqlCountSessions, sqlDumpSessions, sqlLoadSessions},
		{"passes", columns(rowPasses), sqlCountPasses, sqlDumpPasses, sqlLoadPasses},
		{"tokens", columns(rowTokens), sqlCountTokens, sqlDumpTokens, sqlLoadTokens},
		{"clients", columns(rowClients), sqlCountClients, sqlDumpClients, sqlLoadClients},
		{"contacts", columns(rowContacts), sqlCountContacts, sqlDumpContacts, sqlLoadContacts},
		{"projects", columns(rowProjects), sqlCountProjects, sqlDumpProjects, sqlLoadProjects},
		{"steps", columns(rowSteps), sqlCountSteps, sqlDumpSteps, sqlLoadSteps},
		{"step_links", columns(rowStepLinks), sqlCountStepLinks, sqlDumpStepLinks, sqlLoadStepLinks},
		{"plan_origins", columns(rowPlanOrigins), sqlCountPlanOrigins, sqlDumpPlanOrigins, sqlLoadPlanOrigins},
		{"plan_links", columns(rowPlanLinks), sqlCountPlanLinks, sqlDumpPlanLinks, sqlLoadPlanLinks},
		{"plan_deliveries", columns(rowPlanDeliveries), sqlCountPlanDeliveries, sqlDumpPlanDeliveries, sqlLoadPlanDeliveries},
		{"templates", columns(rowTemplates), sqlCountTemplates, sqlDumpTemplates, sqlLoadTemplates},
		{"template_versions", columns(rowTemplateVersions), sqlCountTemplateVersions, sqlDumpTemplateVersions, sqlLoadTemplateVersions},
		{"outlooks", columns(rowOutlooks), sqlCountOutlooks, sqlDumpOutlooks, sqlLoadOutlooks},
		{"forecasts", columns(rowForecasts), sqlCountForecasts, sqlDumpForecasts, sqlLoadForecasts},
		{"promises", columns(rowPromises), sqlCountPromises, sqlDumpPromises, sqlLoadPromises},
		{"holding_notes", columns(rowHoldingNotes), sqlCountHoldingNotes, sqlDumpHoldingNotes, sqlLoadHoldingNotes},
		{"message_changes", columns(rowMessageChanges), sqlCountMessageChanges, sqlDumpMessageChanges, sqlLoadMessageChanges},
		{"client_news", columns(rowClientNews), sqlCountClientNews, sqlDumpClientNews, sqlLoadClientNews},
		{"updates", columns(rowUpdates), sqlCountUpdates, sqlDumpUpdates, sqlLoadUpdates},
		{"files", columns(rowFiles), sqlCountFiles, sqlDumpFiles, sqlLoadFiles},
		{"documents", columns(rowDocuments), sqlCountDocuments, sqlDumpDocuments, sqlLoadDocuments},
		{"document_versions", columns(rowDocumentVersions), sqlCountDocumentVersions, sqlDumpDocumentVersions, sqlLoadDocumentVersions},
		{"document_room", columns(rowDocumentRoom), sqlCountDocumentRoom, sqlDumpDocumentRoom, sqlLoadDocumentRoom},
		{"field_entries", columns(rowFieldEntries), sqlCountFieldEntries, sqlDumpFieldEntries, sqlLoadFieldEntries},
		{"shelf_items", columns(rowShelfItems), sqlCountShelfItems, sqlDumpShelfItems, sqlLoadShelfItems},
		{"check_ins", columns(rowCheckIns), sqlCountCheckIns, sqlDumpCheckIns, sqlLoadCheckIns},
		{"issues", columns(rowIssues), sqlCountIssues, sqlDumpIssues, sqlLoadIssues},
		{"issue_touches", columns(rowIssueTouches), sqlCountIssueTouches, sqlDumpIssueTouches, sqlLoadIssueTouches},
		{"issue_words", columns(rowIssueWords), sqlCountIssueWords, sqlDumpIssueWords, sqlLoadIssueWords},
		{"hand_offs", columns(rowHandOffs), sqlCountHandOffs, sqlDumpHandOffs, sqlLoadHandOffs},
		{"hand_off_links", columns(rowHandOffLinks), sqlCountHandOffLinks, sqlDumpHandOffLinks, sqlLoadHandOffLinks},
		{"hand_off_answers", columns(rowHandOffAnswers), sqlCountHandOffAnswers, sqlDumpHandOffAnswers, sqlLoadHandOffAnswers},
		{"contact_links", columns(rowContactLinks), sqlCountContactLinks, sqlDumpContactLinks, sqlLoadContactLinks},
		{"portal_hosts", columns(rowPortalHosts), sqlCountPortalHosts, sqlDumpPortalHosts, sqlLoadPortalHosts},
		{"changes", columns(rowChanges), sqlCountChanges, sqlDumpChanges, sqlLoadChanges},
		{"subscriptions", columns(rowSubscriptions), sqlCountSubscriptions, sqlDumpSubscriptions, sqlLoadSubscriptions},
		{"feeds", columns(rowFeeds), sqlCountFeeds, sqlDumpFeeds, sqlLoadFeeds},
		{"push_keys", columns(rowPushKeys), sqlCountPushKeys, sqlDumpPushKeys, sqlLoadPushKeys},
		{"push_devices", columns(rowPushDevices), sqlCountPushDevices, sqlDumpPushDevices, sqlLoadPushDevices},
		{"pushes", columns(rowPushes), sqlCountPushes, sqlDumpPushes, sqlLoadPushes},
		{"ratings", columns(rowRatings), sqlCountRatings, sqlDumpRatings, sqlLoadRatings},
		{"promise_dates", columns(rowPromiseDates), sqlCountPromiseDates, sqlDumpPromiseDates, sqlLoadPromiseDates},
		{"notices", columns(rowNotices), sqlCountNotices, sqlDumpNotices, sqlLoadNotices},
		{"tellings", columns(rowTellings), sqlCountTellings, sqlDumpTellings, sqlLoadTellings},
		{"outbox", columns(rowOutbox), sqlCountOutbox, sqlDumpOutbox, sqlLoadOutbox},
		{"attempts", columns(rowAttempts), sqlCountAttempts, sqlDumpAttempts, sqlLoadAttempts},
		{"suppressions", columns(rowSuppressions), sqlCountSuppressions, sqlDumpSuppressions, sqlLoadSuppressions},
	}
}

// saidTables are prompts, the journal, and what was said.
func saidTables() []Table {
	return []Table{
		{"prompts", columns(rowPrompts), sqlCountPrompts, sqlDumpPrompts, sqlLoadPrompts},
		{"watches", columns(rowWatches), sqlCountWatches, sqlDumpWatches, sqlLoadWatches},
		{"journal", columns(rowJournal), sqlCountJournal, sqlDumpJournal, sqlLoadJournal},
		{"messages", columns(rowMessages), sqlCountMessages, sqlDumpMessages, sqlLoadMessages},
		{"conversations", columns(rowConversations), sqlCountConversations, sqlDumpConversations, sqlLoadConversations},
		{"message_bodies", columns(rowMessageBodies), sqlCountMessageBodies, sqlDumpMessageBodies, sqlLoadMessageBodies},
		{"message_texts", columns(rowMessageTexts), sqlCountMessageTexts, sqlDumpMessageTexts, sqlLoadMessageTexts},
		{"blobs", columns(rowBlobs), sqlCountBlobs, sqlDumpBlobs, sqlLoadBlobs},
		{"attachments", columns(rowAttachments), sqlCountAttachments, sqlDumpAttachments, sqlLoadAttachments},
		{"arrivals", columns(rowArrivals), sqlCountArrivals, sqlDumpArrivals, sqlLoadArrivals},
		{"acknowledgements", columns(rowAcknowledgements), sqlCountAcknowledgements, sqlDumpAcknowledgements, sqlLoadAcknowledgements},
		{"mailboxes", columns(rowMailboxes), sqlCountMailboxes, sqlDumpMailboxes, sqlLoadMailboxes},
		{"chases", columns(rowChases), sqlCountChases, sqlDumpChases, sqlLoadChases},
		{"phrases", columns(rowPhrases), sqlCountPhrases, sqlDumpPhrases, sqlLoadPhrases},
		{"clocks", columns(rowClocks), sqlCountClocks, sqlDumpClocks, sqlLoadClocks},
		{"imported", columns(rowImported), sqlCountImported, sqlDumpImported, sqlLoadImported},
		{"answered", columns(rowAnswered), sqlCountAnswered, sqlDumpAnswered, sqlLoadAnswered},
		{"settings", columns(rowSettings), sqlCountSettings, sqlDumpSettings, sqlLoadSettings},
		{"search_words", columns(rowSearchWords), sqlCountSearchWords, sqlDumpSearchWords, sqlLoadSearchWords},
		{"uploads", columns(rowUploads), sqlCountUploads, sqlDumpUploads, sqlLoadUploads},
		{"pictures", columns(rowPictures), sqlCountPictures, sqlDumpPictures, sqlLoadPictures},
	}
}

func columns(row string) []string { return strings.Split(row, ", ") }

// Count gives the number of rows.
func (t Table) Count(tx *Tx) (int64, error) {
	text := t.count
	return one(tx, scanInt, text)
}

// Rows reads every row in the order of its key, one after the other: an int64,
// a string or bytes for each column. The row is the callback's for its call only.
func (t Table) Rows(tx *Tx, do func(row []any) error) error {
	rows, err := tx.stmts.query(tx.ctx, t.dump, nil)
	if err != nil {
		return failed(t.dump, err)
	}
	defer rows.Close()
	row, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read a row of %s: %w", t.Name, err)
		}
		for i, v := range row {
			// No column has NULL: SQLite gives that for no bytes at all.
			if b, ok := v.([]byte); v == nil || ok && b == nil {
				row[i] = []byte{}
			}
		}
		if err := do(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return failed(t.dump, err)
	}
	return nil
}

// Add adds a row as it was read.
func (t Table) Add(tx *Tx, row []any) error {
	text := t.load
	return tx.put(text, row...)
}

// Snapshot runs a reading that sees the ledger as it was at one moment,
// whatever is written meanwhile. The view lives as long as read.
func (db *DB) Snapshot(ctx context.Context, read func(*Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if db.engine == onPostgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	tx, err := db.readers.db.BeginTx(ctx, opts)
	if err != nil {
		return db.engine.explain(fmt.Errorf("begin a snapshot: %w", err))
	}
	err = read(&Tx{ctx: ctx, engine: db.engine, stmts: inTx{tx}})
	return db.engine.explain(errors.Join(err, ignoreDone(tx.Rollback())))
}

// Schema is the version of the tables: the number of the last migration. An
// open ledger is always at it.
func (db *DB) Schema() (int, error) { return Newest(db.engine.name) }

// Newest is the number of an engine's last migration.
func Newest(engine string) (int, error) {
	files, err := overlay(engine)
	if err != nil {
		return 0, err
	}
	last := 0
	names, err := fs.Glob(files, "*.sql")
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "%d_", &n); err != nil {
			return 0, fmt.Errorf("read the number of the migration %s: %w", name, err)
		}
		last = max(last, n)
	}
	return last, err
}

const sqlForgetSetup = `DELETE FROM passes WHERE workspace_id = $1`

// ForgetSetup takes back the links by which a first workspace could be opened.
func ForgetSetup(tx *Tx) error {
	return tx.put(sqlForgetSetup, "")
}

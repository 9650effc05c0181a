package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
)

// database looks at the database, and at what lies in it if nobody else has it open.
func (d *doctor) database() {
	ctx := d.ctx // reading through a large file takes its time
	if d.set.engine() != "sqlite" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d.patience)
		defer cancel()
	}
	c, err := store.Inspect(ctx, d.set.Database)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		d.say("database", look, words(err), "kept serve makes it.")
	case fault.KindOf(err) == fault.Busy && c.Engine == "sqlite":
		d.running()
	case err != nil:
		d.say("database", broken, words(err), "Look at KEPT_DATABASE, and whether the database runs.")
	case len(c.Damage) > 0:
		d.say("database", broken, "The file is damaged: "+strings.Join(c.Damage, "; ")+".", "Stop Kept, keep the file aside, and restore a backup (docs/backup.md).")
	case c.Schema > c.Wanted:
		d.say("database", broken, fmt.Sprintf("It was made by a newer Kept (its tables are version %d, this program knows %d).", c.Schema, c.Wanted), "Start the newer program.")
	case c.Schema < c.Wanted:
		d.say("database", look, fmt.Sprintf("%s %s answers; its tables are version %d, this program wants %d.", c.Engine, c.Version, c.Schema, c.Wanted), "Make a backup with the old program, then start this one: it brings them up to date.")
	default:
		d.say("database", fine, fmt.Sprintf("%s %s answers, and its tables are up to date.", c.Engine, c.Version), "")
		d.ledger()
	}
}

// running looks at a Kept that has the SQLite file open: the file is its own,
// so it is asked itself.
func (d *doctor) running() {
	word, err := d.server()
	switch {
	case err != nil:
		d.say("database", look, "A running Kept has it open, but nobody answers at http://"+d.set.Listen+".", "If it listens elsewhere, say --listen. Stop it to have the file itself looked at.")
	case word != "":
		d.say("database", broken, "A running Kept has it open and says: "+word, "Look into its log.")
	default:
		d.say("database", fine, "A running Kept has it open and is ready. Stop it to have the file itself looked at.", "")
	}
}

// ledger looks at what waits in the ledger.
func (d *doctor) ledger() {
	db, err := store.Open(d.ctx, d.set.Database)
	if err != nil {
		d.say("ledger", broken, words(err), "")
		return
	}
	defer db.Close()
	tx := db.Read(d.ctx)
	f, err := store.FiguresOf(tx)
	if err == nil {
		d.watchdog(f, db.Engine())
		err = d.outbox(tx)
	}
	if err == nil {
		err = d.workspaces(tx)
	}
	if err != nil {
		d.say("ledger", broken, words(err), "")
	}
}

// watchdog looks whether the watchdog keeps up. It is behind when nobody runs.
func (d *doctor) watchdog(f store.Figures, engine string) {
	late := d.now.Sub(f.NextWatch)
	switch {
	case f.NextWatch.IsZero() || late <= behind:
		d.say("watchdog", fine, fmt.Sprintf("Nothing is overdue; %d prompts stand before people.", f.Prompts), "")
	case engine == "sqlite":
		d.say("watchdog", look, "It should have looked at something "+since(late)+" ago: Kept is not running.", "Start it; it asks once about each thing that fell due.")
	default:
		d.say("watchdog", broken, "It should have looked at something "+since(late)+" ago.", "Is Kept running? If it is, look into its log.")
	}
}

// outbox looks at the mails that wait or came to grief.
func (d *doctor) outbox(tx *store.Tx) error {
	states, err := store.CountMails(tx)
	if err != nil {
		return err
	}
	var troubled []string
	for _, s := range states {
		waits := d.now.Sub(s.Since)
		switch {
		case s.State == "queued" && waits > time.Hour:
			troubled = append(troubled, fmt.Sprintf("%d wait, the oldest for %s", s.Count, since(waits)))
		case s.State == "leased" && waits > time.Hour:
			troubled = append(troubled, fmt.Sprintf("%d are being handed over, the oldest for %s", s.Count, since(waits)))
		case s.State == "unsure":
			troubled = append(troubled, fmt.Sprintf("of %d nobody knows whether they arrived", s.Count))
		case s.State == "dead":
			troubled = append(troubled, fmt.Sprintf("%d were given up", s.Count))
		}
	}
	if len(troubled) == 0 {
		d.say("outbox", fine, "No mail is stuck.", "")
		return nil
	}
	d.say("outbox", look, "Of the mails "+strings.Join(troubled, ", ")+".", "Their authors are prompted to call instead; the page Notices shows each.")
	return nil
}

// workspaces looks at each firm: whether its mail leaves, and whether the clock
// has been behind what its journal says.
func (d *doctor) workspaces(tx *store.Tx) error {
	all, err := store.Workspaces(tx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		d.say("workspace", look, "There is none yet.", "kept serve prints a link that opens the first one.")
	}
	for _, w := range all {
		if w.MailPaused {
			d.say("mail", look, "Outgoing mail of "+w.Name+" is paused.", "An owner releases it on the settings page.")
		}
		last, err := store.Journal(tx, w.ID, "", 1)
		if err != nil {
			return err
		}
		if len(last) > 0 && last[0].At.After(d.now.Add(time.Minute)) {
			d.say("clock", broken, "The journal of "+w.Name+" was last written "+since(last[0].At.Sub(d.now))+" from now: the machine's clock is behind, or was ahead.", "Set the clock.")
			return nil
		}
	}
	d.say("clock", fine, "It says "+d.now.UTC().Format("Monday 2 January 2006, 15:04 UTC")+".", "")
	return nil
}

// since writes a while for a person.
func since(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return fmt.Sprintf("%d minutes", max(1, d/time.Minute))
}

package web

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"kept/internal/fault"
	"kept/internal/web/page"
	"kept/member"
)

// Backup makes a backup of the whole server and gives it, whole, with its size.
type Backup func(ctx context.Context) (file io.ReadCloser, size int64, err error)

// backupURL is where an owner downloads one.
const backupURL = page.SettingsURL + "/backup"

// backupPart offers the download to who may have it.
func backupPart(v *visit) []page.SettingsPart {
	if v.Backup == nil || v.me.Role != member.Owner {
		return nil
	}
	return []page.SettingsPart{{
		ID: "backup", Title: v.say("Backup"), Lead: v.say("Everything in one file, as it is at this moment. Keep it as safe as the database: whoever has it can read all of it."),
		Acts: []page.Act{{Label: v.say("Download a backup"), URL: backupURL}},
	}}
}

// downloadBackup gives an owner everything in one file.
func (s *Site) downloadBackup(v *visit) error {
	if v.me.Role != member.Owner {
		return fault.New(fault.NotAllowed, "A backup holds everything. It is for the owners of the workspace.")
	}
	if s.Backup == nil {
		return errNothing
	}
	file, size, err := s.Backup(v.r.Context())
	if err != nil {
		return err
	}
	defer file.Close()
	// A large one takes longer than a page may.
	if err := http.NewResponseController(v.w).SetWriteDeadline(time.Time{}); err != nil {
		s.Log.Debug("the time for a backup stays limited", "error", err)
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/gzip")
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	h.Set("Content-Disposition", `attachment; filename="kept-`+v.now.UTC().Format("2006-01-02-1504")+`.backup"`)
	h.Set("Cache-Control", "no-store")
	if _, err := io.Copy(v.w, file); err != nil {
		s.Log.Warn("a backup was not taken to its end", "error", err)
	}
	return nil
}

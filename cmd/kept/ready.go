package main

import (
	"fmt"
	"net/http"
	"time"

	"kept/internal/store"
)

// behind is how late the watchdog may be before Kept is not ready.
const behind = 5 * time.Minute

// ready tells whether the database answers and what asks people keeps up. The
// outbox does not count: a mail server that is down or slow is no reason to
// take Kept off its address, for people learn of it here. By a test clock the
// duties run when it is moved, so that nothing is late before.
func (h *house) ready(w http.ResponseWriter, r *http.Request) {
	f, err := store.FiguresOf(h.db.Read(r.Context()))
	if err != nil {
		h.log.Error("the database does not answer", "error", err)
		http.Error(w, "The database does not answer.", http.StatusServiceUnavailable)
		return
	}
	now := h.now()
	for duty, at := range map[string]time.Time{"The watchdog": f.NextWatch, "The mail about prompts": f.NextPromptMail, "The mail to those who follow": f.NextDigest} {
		if late := now.Sub(at); h.clock == nil && !at.IsZero() && late > behind {
			http.Error(w, duty+" is behind, by "+since(late)+".", http.StatusServiceUnavailable)
			return
		}
	}
	fmt.Fprintln(w, "ready")
}

package ways

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kept/internal/inbox/imap"
	"kept/internal/office"
	"kept/internal/store"
)

// testPatience is how long a test may take: somebody waits for the page.
const testPatience = 15 * time.Second

// Test connects to a mailbox that is fetched, signs in, opens its folder and
// hangs up: nothing is fetched. An error is ours; what is wrong with the
// mailbox is what the test found.
func (w *Ways) Test(ctx context.Context, m store.Mailbox) (office.WayTest, error) {
	set, err := office.SettingsOf(m)
	if err != nil {
		return office.WayTest{}, err
	}
	late := &imap.Trouble{Kind: imap.Away, Say: fmt.Sprintf("%s did not answer within %d seconds.", set.Host, testPatience/time.Second)}
	ctx, cancel := context.WithTimeoutCause(ctx, testPatience, late)
	defer cancel()
	err = w.fetcher(m).Check(ctx)
	var t *imap.Trouble
	switch {
	case errors.As(err, &t):
		return office.WayTest{Kind: string(t.Kind), Say: w.withoutSecret(m, t.Say)}, nil
	case err != nil:
		return office.WayTest{}, fmt.Errorf("test a mailbox: %w", err)
	}
	folder := set.Folder
	if folder == "" {
		folder = "INBOX"
	}
	return office.WayTest{Kind: office.WayWorks, Say: fmt.Sprintf("%s lets %s in, and %s can be read.", set.Host, set.User, folder)}, nil
}

// withoutSecret takes the secret out of a sentence that quotes a server: one
// that repeats what it was sent would have it shown and kept.
func (w *Ways) withoutSecret(m store.Mailbox, say string) string {
	secret, err := w.Office.Mailboxes.Secret(m)
	if err != nil {
		return say // a secret that cannot be opened was not sent
	}
	for line := range strings.SplitSeq(secret, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			say = strings.ReplaceAll(say, line, "…")
		}
	}
	return say
}

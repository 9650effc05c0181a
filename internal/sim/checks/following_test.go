package checks

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/subscription"
)

// Who hears of dates at once is found when he did not hear of one that another was
// told of, once it is late enough; not when he heard, and not because the other has
// read it much later.
func TestWhoHearsAtOnce(t *testing.T) {
	for name, row := range map[string]struct {
		hears bool
		want  string
	}{"did not hear": {false, "did not hear of"}, "heard": {true, ""}} {
		t.Run(name, func(t *testing.T) {
			f, c := small(), newFollowing()
			f.Contacts["v"] = client.Contact{ID: "v", ClientID: "ana", Name: "Vera", Email: "vera@x.example", Portal: true}
			f.Follows["v"] = subscription.Subscription{ContactID: "v", ClientID: "ana", Rhythm: subscription.AtOnce, Topics: subscription.Of(subscription.Dates), Version: 1}
			look := func(at time.Time) string {
				f.Now, f.Letters = at, []notice.ID{"n1"}
				defer func() { f.Letters = nil }()
				return strings.Join(c.Look(f), "; ")
			}
			if got := look(now); got != "" {
				t.Errorf("at once: %q", got)
			}
			if row.hears {
				f.Leavings["d1@x"] = store.Leaving{ID: "d1", EffectKey: "digest:v:7", MadeAt: now.Add(time.Minute)}
			}
			if got := look(now.Add(soon).Add(-time.Millisecond)); got != "" {
				t.Errorf("just before it is late: %q", got)
			}
			if got := look(now.Add(soon)); (row.want == "") != (got == "") || !strings.Contains(got, row.want) {
				t.Errorf("when it is late: %q, want %q", got, row.want)
			}
			n := f.Notices["n1"]
			n.SeenAt = now.Add(48 * hour)
			f.Notices["n1"] = n
			for _, at := range []time.Time{n.SeenAt, n.SeenAt.Add(soon), n.SeenAt.Add(2 * soon)} {
				if got := look(at); got != "" {
					t.Errorf("read later: %q", got)
				}
			}
		})
	}
}

package office_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
)

// What an act that was undone had written of people is forgotten with it: the
// next change, made by another process, bears the same number and is another one.
func TestUndonePeopleAreNotRemembered(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx, undone := t.Context(), errors.New("undone")
		other := office.New(office.Config{DB: h.DB, Now: h.Now, Random: rand.NewChaCha8([32]byte{2}), URL: "https://kept.example"})
		rename := func(ctx context.Context, o *office.Office, name string) error {
			_, err := o.People.Edit(ctx, h.Owner, h.Owner.Member, office.MemberEdit{Change: func(m *member.Member) { m.Name = name }})
			return err
		}
		says := func(ctx context.Context, o *office.Office, want string) {
			t.Helper()
			if r, err := o.People.Reader(ctx, h.Owner); err != nil || r.Me.Name != want {
				t.Errorf("it is %q (%v), not %q", r.Me.Name, err, want)
			}
		}
		for _, name := range []string{"First", "Second"} {
			_, _, err := h.Once(ctx, h.Owner, office.Request{Key: name, Fingerprint: "1"}, func(inner context.Context) (store.Answered, error) {
				if err := rename(inner, h.Office, "Nobody"); err != nil {
					return store.Answered{}, err
				}
				says(inner, h.Office, "Nobody")
				return store.Answered{}, undone
			})
			if !errors.Is(err, undone) {
				t.Fatal(err)
			}
			if err := rename(ctx, other, name); err != nil {
				t.Fatal(err)
			}
			says(ctx, h.Office, name)
			says(ctx, other, name)
		}
	})
}

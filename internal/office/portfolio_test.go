package office_test

import (
	"slices"
	"testing"
	"time"

	"kept/chase"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/portfolio"
	"kept/promise"
	"kept/prompt"
)

// The leader sees first the client whose date has passed in silence, then who had to
// ask, and never who is well; by kinds, by whose they are, and a part at a time.
func TestPortfolio(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		lea := h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
		nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, lea.Member)
		broken, k := h.Client(nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		chased, paul := h.Client(lea, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
		h.Client(nils, "Aalto", "Europe/Helsinki", "Aino Aalto", "aino@aalto.example")
		look := func(in office.Wanted) office.StandsOf {
			t.Helper()
			out, err := h.Portfolio.Look(ctx, lea, in)
			must(t, err)
			return out
		}
		if got := look(office.Wanted{}); len(got.Clients) != 0 || got.Total != 0 {
			t.Fatalf("all are well, and it shows %+v", got)
		}
		_, err := h.Promises.Make(ctx, nils, office.NewPromise{Client: broken.ID, Contact: k.ID, Kind: promise.Deliverable, Words: "The plans", How: office.ByMail, When: promise.When{At: h.Now().Add(72 * time.Hour)}})
		must(t, err)
		_, err = h.Chases.Confirm(ctx, lea, office.NewChase{Client: chased.ID, Contact: paul.ID, Cause: chase.NotTold, About: "the permit"})
		must(t, err)
		h.Pass(73 * time.Hour)
		names := func(of office.StandsOf) (out []string) {
			for _, s := range of.Clients {
				out = append(out, s.Client.Name)
			}
			return out
		}
		all := look(office.Wanted{})
		if got := names(all); !slices.Equal(got, []string{"Casa Ruiz", "Brenner"}) || all.Total != 2 {
			t.Fatalf("the worst first: %v of %d", got, all.Total)
		}
		if s := all.Clients[0]; s.Asked == nil || s.Asked.Rule != prompt.Broken || s.Asked.Promise == nil || s.Asked.Promise.Words != "The plans" {
			t.Errorf("Casa Ruiz stands first for %+v", s.Asked)
		}
		if s := all.Clients[1]; s.Asked != nil || len(s.Chases) != 1 || s.Chases[0].About != "the permit" {
			t.Errorf("Brenner stands for %+v, %+v", s.Asked, s.Chases)
		}
		for _, row := range []struct {
			name string
			in   office.Wanted
			want []string
		}{
			{"by kind", office.Wanted{Kinds: []portfolio.Kind{portfolio.Chased}}, []string{"Brenner"}},
			{"by a kind of which there is none", office.Wanted{Kinds: []portfolio.Kind{portfolio.Doubtful}}, nil},
			{"hers", office.Wanted{Owner: lea.Member}, []string{"Brenner"}},
			{"hers and those whom she leads", office.Wanted{Owner: lea.Member, Led: true}, []string{"Casa Ruiz", "Brenner"}},
			{"the first", office.Wanted{Limit: 1}, []string{"Casa Ruiz"}},
			{"those after it", office.Wanted{From: 1}, []string{"Brenner"}},
			{"those after all", office.Wanted{From: 9}, nil},
		} {
			if got := names(look(row.in)); !slices.Equal(got, row.want) {
				t.Errorf("%s: %v, want %v", row.name, got, row.want)
			}
		}
		if got := look(office.Wanted{Kinds: []portfolio.Kind{portfolio.Chased}}); got.Count[portfolio.Broken] != 1 || got.Count[portfolio.Chased] != 1 || got.Count[portfolio.Doubtful] != 0 {
			t.Errorf("it counts %v", got.Count)
		}
		h.Tick(portfolio.ChasedFor)
		if got := look(office.Wanted{Kinds: []portfolio.Kind{portfolio.Chased}}); got.Total != 0 {
			t.Errorf("a chase of a month ago: %v", names(got))
		}
	})
}

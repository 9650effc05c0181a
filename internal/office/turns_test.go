package office_test

import (
	"fmt"
	"slices"
	"testing"

	"kept/internal/office/officetest"
)

// Acts of one and the same millisecond stand in the journal one after the
// other, in their order: history is read from the last line seen on.
func TestJournalKeepsTheOrderOfActs(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		var want []string
		for i := range 20 {
			c, _ := h.Client(h.Owner, fmt.Sprintf("Client %d", i), "Europe/Rome", "Ana", fmt.Sprintf("ana%d@x.example", i))
			want = append(want, "client:"+string(c.ID))
		}
		lines, err := h.Journal.From(t.Context(), h.Owner, "", 1000)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range lines {
			if l.Act == "client added" {
				got = append(got, l.Object)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the journal has them in the order\n%v\nand they were added in the order\n%v", got, want)
		}
	})
}

package checks

import (
	"fmt"

	"kept/notice"
)

// evidence: a notice that bounced, was withdrawn, or whose answer was lost
// never counts as told.
type evidence struct{}

func (evidence) Name() string { return "evidence" }

func (evidence) Look(f *Firm) []string {
	var out []string
	for _, key := range f.watched() {
		p := f.Promises[key]
		for _, t := range p.Tellings {
			n, ok := f.Notices[notice.ID(t.NoticeID)]
			switch {
			case !ok:
				out = append(out, fmt.Sprintf("promise %s rests on notice %s, which is not there", p.ID, t.NoticeID))
			case t.Stands() && !arrived(n):
				out = append(out, fmt.Sprintf("promise %s counts as told by notice %s, which is %s", p.ID, n.ID, n.State()))
			case t.Stands() && !t.ToldAt.Equal(n.AcceptedAt):
				out = append(out, fmt.Sprintf("promise %s counts as told at %s by notice %s, which was accepted at %s", p.ID, stamp(t.ToldAt), n.ID, stamp(n.AcceptedAt)))
			}
		}
	}
	return out
}

package quote

import (
	"sort"
	"strings"
)

// maxFold is the longest HTML, in bytes, that is cut in two.
const maxFold = 8 << 20

// Fold cuts an HTML body in two that can be shown one after the other: what a
// reader sees at once, as [Parts.Shown], and what is folded below it. Both keep
// the elements that they stand in, as their sender wrote them: sanitise them
// afterwards. folded is empty when there is nothing to fold, or the body is
// longer than [maxFold].
func Fold(body string) (shown, folded string) {
	if len(body) > maxFold {
		return body, ""
	}
	page := render(body, true)
	kinds := make([]Kind, len(page.lines))
	fold := false
	spans := split(page.lines, page.text)
	for i, l := range page.lines {
		// The line on which writer and quote meet is shown: it is his as well.
		at := sort.Search(len(spans), func(k int) bool { return spans[k].end > l.start })
		if at < len(spans) {
			kinds[i] = spans[at].kind
		}
		fold = fold || folds(kinds[i])
	}
	if !fold {
		return body, ""
	}
	return page.only(body, kinds, false), page.only(body, kinds, true)
}

func folds(k Kind) bool { return k == Quoted || k == Signature }

// only is the HTML without what the other half shows, and without the elements
// that hold nothing but that.
func (p page) only(body string, kinds []Kind, folded bool) string {
	keep := make([]bool, len(p.runs))
	lost := make([]int32, len(p.runs)+1) // how many runs before each are left out
	kept := make([]int32, len(p.runs)+1)
	for i, r := range p.runs {
		keep[i] = !r.shows || len(kinds) == 0 || folds(kinds[r.line]) == folded
		lost[i+1], kept[i+1] = lost[i], kept[i]
		switch {
		case !keep[i]:
			lost[i+1]++
		case r.shows:
			kept[i+1]++
		}
	}
	for i := len(p.runs) - 1; i >= 0; i-- {
		if o := p.runs[i].open; o >= 0 && keep[i] && lost[i] > lost[o] && kept[i] == kept[o] {
			for k := int(o); k <= i; k++ {
				keep[k] = false
			}
			i = int(o)
		}
	}
	var b strings.Builder
	for i, r := range p.runs {
		if keep[i] {
			b.WriteString(body[r.start:r.end])
		}
	}
	return b.String()
}

package ics

import (
	"fmt"
	"strings"

	"kept/internal/importer/contentline"
)

// component is a BEGIN … END with what is in it.
type component struct {
	name     string
	line     int
	lines    []contentline.Line
	children []*component
}

// nest makes the tree of components. An END without its BEGIN is passed over
// and told; a BEGIN without its END ends where its parent ends.
func nest(lines []contentline.Line, problems *contentline.Problems) []*component {
	var roots, open []*component
	tooDeep := 0
	for _, l := range lines {
		name := strings.ToUpper(strings.TrimSpace(l.Value))
		switch {
		case l.Name == "BEGIN" && (tooDeep > 0 || len(open) >= MaxDepth):
			if tooDeep == 0 {
				problems.Add(l.Number, fmt.Sprintf("components are nested deeper than %d; these were left out", MaxDepth))
			}
			tooDeep++
		case l.Name == "END" && tooDeep > 0:
			tooDeep--
		case tooDeep > 0:
		case l.Name == "BEGIN":
			c := &component{name: name, line: l.Number}
			if len(open) == 0 {
				roots = append(roots, c)
			} else {
				parent := open[len(open)-1]
				parent.children = append(parent.children, c)
			}
			open = append(open, c)
		case l.Name == "END":
			open = closeComponent(open, name, l.Number, problems)
		case len(open) == 0:
			problems.Add(l.Number, fmt.Sprintf("%s stands outside of everything", l.Name))
		default:
			c := open[len(open)-1]
			c.lines = append(c.lines, l)
		}
	}
	for _, c := range open {
		problems.Add(c.line, fmt.Sprintf("this %s never ends; the file may have been cut off", shown(c.name)))
	}
	return roots
}

// closeComponent closes the innermost open component of that name and those
// inside it.
func closeComponent(open []*component, name string, line int, problems *contentline.Problems) []*component {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].name != name {
			continue
		}
		for _, c := range open[i+1:] {
			problems.Add(c.line, fmt.Sprintf("this %s never ends", shown(c.name)))
		}
		return open[:i]
	}
	problems.Add(line, fmt.Sprintf("END:%s ends nothing", shown(name)))
	return open
}

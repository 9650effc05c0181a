package sim

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/internal/sim/checks"
)

// pushService is whoever shows pushes on devices: it takes them, puts them off, refuses
// them, loses its answer, no longer knows a browser, and Kept dies while it talks to it.
type pushService struct {
	dice
	year *year
	gone map[string]bool // browsers that are not there any more, by their addresses
}

// deliver takes one push, or does not.
func (s *pushService) deliver(_ context.Context, p office.PushOut) office.PushAnswer {
	a, took, dies := s.answer(p)
	code := a.Code
	if dies {
		code = 0
	}
	s.year.outside.Pushes = append(s.year.outside.Pushes, checks.Pushing{At: s.year.now, Push: p, Took: took, Code: code})
	s.year.report.Acts["a push: "+a.Text]++
	if dies {
		panic(crash{"while a push was handed over"})
	}
	return a
}

func (s *pushService) answer(p office.PushOut) (a office.PushAnswer, took, dies bool) {
	taken := office.PushAnswer{Code: 201, Text: "Created"}
	switch {
	case s.year.mails.calm:
		return taken, true, false
	case s.gone[p.Endpoint]:
		return office.PushAnswer{Code: 410, Text: "Gone"}, false, false
	}
	switch s.chances(0.82, 0.03, 0.05, 0.02, 0.02, 0.02, 0.01, 0.015, 0.015) {
	case 1:
		return office.PushAnswer{Code: 429, Text: "Too Many Requests", After: s.between(time.Second, 5*time.Hour)}, false, false
	case 2:
		return office.PushAnswer{Code: 503, Text: "Service Unavailable"}, false, false
	case 3:
		return office.PushAnswer{Text: "no answer"}, true, false
	case 4:
		return office.PushAnswer{Text: "no answer"}, false, false
	case 5:
		return office.PushAnswer{Code: 400, Text: "Bad Request"}, false, false
	case 6:
		s.gone[p.Endpoint] = true
		return office.PushAnswer{Code: 404, Text: "Not Found"}, false, false
	case 7:
		return taken, true, true
	case 8:
		return taken, false, true
	}
	return taken, true, false
}

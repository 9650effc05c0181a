package forecasts

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"kept/forecast"
)

// How the one length that a file gives for a job is spread: log-normal about
// it as the median, and once more by a factor for the whole project.
const (
	jobSpread     = .35
	projectSpread = .20
)

func logNormal(median, spread float64) func(p float64) float64 {
	return func(p float64) float64 { return median * math.Exp(spread*math.Sqrt2*math.Erfinv(2*p-1)) }
}

// ProjectFactor is the factor of a whole project about which the jobs of a file are spread.
func ProjectFactor(p float64) float64 { return logNormal(1, projectSpread)(p) }

// plan is what a file of jobs says: of each job what waits for it, and how long it takes.
type plan struct {
	next    map[string][]string
	lengths map[string]float64
	order   []string
}

// ReadNetwork reads a file of PSPLIB (.sm): jobs, what waits for them, and
// their lengths. Resources are not looked at.
func ReadNetwork(name string, in io.Reader) (*forecast.Network, error) {
	p := &plan{next: map[string][]string{}, lengths: map[string]float64{}}
	lines := bufio.NewScanner(in)
	section := ""
	for lines.Scan() {
		text := strings.TrimSpace(lines.Text())
		if head, _, ok := strings.Cut(text, ":"); ok || text == "" || strings.HasPrefix(text, "*") {
			section = head
			continue
		}
		fields := strings.Fields(text)
		if !slices.ContainsFunc(fields, func(f string) bool { _, err := strconv.Atoi(f); return err != nil }) {
			if err := p.take(section, fields); err != nil {
				return nil, bad(name, err.Error())
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, bad(name, err.Error())
	}
	steps := make([]forecast.Step, 0, len(p.order))
	var links []forecast.Link
	for _, job := range p.order {
		length, has := p.lengths[job]
		if !has {
			return nil, bad(name, fmt.Sprintf("says nothing of how long job %s takes", job))
		}
		steps = append(steps, forecast.Step{ID: job, Length: logNormal(length, jobSpread)})
		for _, to := range p.next[job] {
			links = append(links, forecast.Link{From: job, To: to})
		}
	}
	return forecast.NewNetwork(steps, links)
}

func (p *plan) take(section string, fields []string) error {
	switch section {
	case "PRECEDENCE RELATIONS":
		if len(fields) < 3 {
			return word("a job has no count of what waits for it")
		}
		if n, err := strconv.Atoi(fields[2]); err != nil || n != len(fields)-3 {
			return word(fmt.Sprintf("job %s names %d others and counts %s", fields[0], len(fields)-3, fields[2]))
		}
		if _, twice := p.next[fields[0]]; twice {
			return word(fmt.Sprintf("job %s is there twice", fields[0]))
		}
		if len(p.order) == forecast.MaxSteps {
			return word(fmt.Sprintf("has more than %d jobs", forecast.MaxSteps))
		}
		p.order = append(p.order, fields[0])
		p.next[fields[0]] = fields[3:]
	case "REQUESTS/DURATIONS":
		if len(fields) < 3 {
			return word("a job has no duration")
		}
		length, err := strconv.ParseFloat(fields[2], 64)
		if err != nil || !(length >= 0 && length <= forecast.MaxLength) {
			return word(fmt.Sprintf("job %s takes %s", fields[0], fields[2]))
		}
		p.lengths[fields[0]] = length
	}
	return nil
}

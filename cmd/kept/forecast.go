package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"kept/internal/forecasts"
)

// forecastCmd forecasts how long work will take, from files of past work.
type forecastCmd struct {
	Log      forecastLog      `cmd:"" help:"When cases of a log of events will be done."`
	Tasks    forecastTasks    `cmd:"" help:"How long tasks will take."`
	Promises forecastPromises `cmd:"" help:"Whether promises will be kept."`
	Network  forecastNetwork  `cmd:"" help:"When the jobs of networks (PSPLIB, .sm) will be done, by drawing samples."`
}

type forecastLog struct {
	Log     string `help:"The log: case, activity, end, resource, done, case:..." required:"" type:"existingfile" placeholder:"FILE"`
	Queries string `help:"What is asked: case, prefix, asof." required:"" type:"existingfile" placeholder:"FILE"`
	Out     string `help:"Where the answers go; without it, to the standard output." placeholder:"FILE"`
}

// Run answers questions on a log.
func (c forecastLog) Run(r *run) error {
	l, err := reading(c.Log, forecasts.ReadLog)
	if err != nil {
		return err
	}
	asks, err := reading(c.Queries, l.LogQuestions)
	if err != nil {
		return err
	}
	answers, err := l.Forecast(r.ctx, asks)
	if err != nil {
		return err
	}
	return r.writing(c.Out, func(w io.Writer) error { return forecasts.WriteLog(w, answers) })
}

// rowFiles are the files of forecasts on tasks and promises.
type rowFiles struct {
	Rows    string `help:"Past and present ones: id, asof, known_at, y, est or promise_days, cat_..., num_..." required:"" type:"existingfile" placeholder:"FILE"`
	Queries string `help:"What is asked: id, asof." required:"" type:"existingfile" placeholder:"FILE"`
	Out     string `help:"Where the answers go; without it, to the standard output." placeholder:"FILE"`
}

func (c rowFiles) answers(r *run) (*forecasts.Rows, []forecasts.Answer, error) {
	rows, err := reading(c.Rows, forecasts.ReadRows)
	if err != nil {
		return nil, nil, err
	}
	asks, err := reading(c.Queries, rows.RowQuestions)
	if err != nil {
		return nil, nil, err
	}
	answers, err := rows.Forecast(r.ctx, asks)
	return rows, answers, err
}

type forecastTasks struct{ rowFiles }

// Run answers questions on tasks.
func (c forecastTasks) Run(r *run) error {
	_, answers, err := c.answers(r)
	if err != nil {
		return err
	}
	return r.writing(c.Out, func(w io.Writer) error { return forecasts.WriteTasks(w, answers) })
}

type forecastPromises struct{ rowFiles }

// Run answers questions on promises.
func (c forecastPromises) Run(r *run) error {
	rows, answers, err := c.answers(r)
	if err != nil {
		return err
	}
	return r.writing(c.Out, func(w io.Writer) error { return rows.WritePromises(w, answers) })
}

// reading opens a file and gives what a reader makes of it.
func reading[T any](path string, read func(name string, in io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return read(path, f)
}

// writing makes a file, or uses the standard output where none is named.
func (r *run) writing(path string, write func(io.Writer) error) error {
	if path == "" {
		return write(r.out)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

type forecastNetwork struct {
	Files   []string `arg:"" help:"The networks." type:"existingfile" name:"file"`
	Samples int      `help:"How many samples are drawn." default:"10000"`
	Seed    uint64   `help:"What chance begins with: the same seed, the same answer." default:"1"`
}

// networkAnswer is what was drawn of one file, a line of JSON each.
type networkAnswer struct {
	File    string      `json:"file"`
	Jobs    int         `json:"jobs"`
	Samples int         `json:"samples"`
	End     [3]float64  `json:"end"` // 50, 80, 95 %
	Took    float64     `json:"milliseconds"`
	Steps   []jobAnswer `json:"steps"`
}

type jobAnswer struct {
	Job      string     `json:"job"`
	Finish   [3]float64 `json:"finish"`
	Critical float64    `json:"critical"`
}

// Run draws samples of networks.
func (c forecastNetwork) Run(r *run) error {
	for _, file := range c.Files {
		n, err := reading(file, forecasts.ReadNetwork)
		if err != nil {
			return err
		}
		begin := time.Now()
		o, err := n.Draw(c.Samples, forecasts.ProjectFactor, c.Seed)
		if err != nil {
			return err
		}
		a := networkAnswer{File: file, Jobs: len(o.Finish), Samples: c.Samples, End: o.End, Took: float64(time.Since(begin).Microseconds()) / 1000}
		for k, job := range n.Steps() {
			a.Steps = append(a.Steps, jobAnswer{job, o.Finish[k], o.Critical[k]})
		}
		if err := r.tell(fmt.Sprintf("%s: %d jobs, done within %.1f (50 %%), %.1f (80 %%), %.1f (95 %%); %d samples in %.1f ms", file, a.Jobs, a.End[0], a.End[1], a.End[2], c.Samples, a.Took), a); err != nil {
			return err
		}
	}
	return nil
}

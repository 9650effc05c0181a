package main

import (
	"errors"
	"io"
	"os"

	"kept/internal/forecasts"
)

// forecastCmd forecasts how long work will take, from files of past work.
type forecastCmd struct {
	Log      forecastLog      `cmd:"" help:"When cases of a log of events will be done."`
	Tasks    forecastTasks    `cmd:"" help:"How long tasks will take."`
	Promises forecastPromises `cmd:"" help:"Whether promises will be kept."`
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

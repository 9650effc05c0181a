package sim

import (
	"errors"
	"fmt"
	"io"
	"time"

	"kept/internal/duty"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/preview"
	"kept/internal/sim/checks"
	"kept/internal/store"
)

// house is Kept as it runs: it is torn down and built anew whenever it dies.
type house struct {
	*office.Office
	db     *store.DB
	crew   *duty.Crew
	starts int
}

// crash is how Kept dies: it goes up from wherever it was.
type crash struct{ where string }

// open starts Kept. After the first start it knows, now and then, that it is
// the only process, and ends the leases of the one that died.
func (y *year) open() error {
	db, err := y.Open(y.ctx)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	y.starts++
	holder := fmt.Sprintf("sim-%d", y.starts)
	o := office.New(office.Config{DB: db, Files: y.blobs, Previewer: preview.Maker{}, Resolver: y.names, Now: y.clock, Random: y.random, Public: y.holidays.Public, URL: "https://kept.example", From: "kept@kept.example", Key: func() ([]byte, error) { return make([]byte, office.KeyBytes), nil }})
	y.house = house{Office: o, db: db, starts: y.starts, crew: duty.NewCrew(y.clock, nil,
		duty.Watchdog{Office: o}, duty.PromptMail{Office: o}, duty.Digests{Office: o}, duty.Pushes{Office: o, Deliver: y.push.deliver, Holder: holder}, duty.Hosts{Office: o}, &duty.Tidying{Office: o}, duty.Mail{Office: o, Deliver: y.mails.deliver, Holder: holder})}
	if y.starts > 1 && y.weather != nil && y.weather.odds(0.5) {
		return o.Notices.Alone(y.ctx, holder)
	}
	return nil
}

// shut closes the database.
func (y *year) shut() error {
	if y.db == nil {
		return nil
	}
	err := y.db.Close()
	y.db = nil
	return err
}

// survive does something in which Kept may die, and starts it anew when it did.
func (y *year) survive(do func() error) (died bool, err error) {
	func() {
		defer func() {
			if p := recover(); p != nil {
				if _, ok := p.(crash); !ok {
					panic(p)
				}
				died = true
			}
		}()
		err = do()
	}()
	if y.random.takeBlown() {
		died = true
	}
	if !died {
		return false, err
	}
	y.report.Crashes++
	return true, y.restart(y.weather.between(2*time.Second, time.Minute))
}

// restart starts Kept anew after it was not there for a while.
func (y *year) restart(after time.Duration) error {
	from := y.now
	if err := y.shut(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	y.now = y.now.Add(after)
	y.downs, y.back = append(y.downs, checks.Span{From: from, Until: y.now}), true
	if err := y.open(); err != nil {
		return fmt.Errorf("start anew: %w", err)
	}
	return nil
}

// did counts an act and tells whether it was done. A refusal in words is part
// of life; anything else is a finding. When Kept died in it, it goes up.
func (y *year) did(act string, err error) bool {
	if y.random.blown {
		panic(crash{act})
	}
	switch kind := fault.KindOf(err); {
	case err == nil:
		y.report.Acts[act]++
		return true
	case kind == fault.Invalid || kind == fault.Conflict || kind == fault.NotAllowed || kind == fault.NotFound:
		y.report.Refused[act]++
		var f *fault.Error
		if errors.As(err, &f) && f.Say == "" {
			y.finds("words", act+" was refused without a word")
		}
	default:
		y.finds("acts", fmt.Sprintf("%s failed: %v", act, err))
	}
	return false
}

// fuse is Kept's randomness, which can be set to end it in the middle of an
// act: between two things that it makes.
type fuse struct {
	from  io.Reader
	left  int // readings until it blows; -1 = never
	blown bool
}

// Read reads randomness, or ends Kept.
func (f *fuse) Read(p []byte) (int, error) {
	if f.left == 0 {
		f.left, f.blown = -1, true
	}
	if f.blown {
		panic(crash{"in the middle of an act"})
	}
	if f.left > 0 {
		f.left--
	}
	return f.from.Read(p)
}

func (f *fuse) takeBlown() bool {
	was := f.blown
	f.blown, f.left = false, -1
	return was
}

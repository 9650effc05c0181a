package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kept/internal/check"
)

// checkCmd answers lines of input with what Kept understands of them.
type checkCmd struct {
	Worktime   checkWorktime   `cmd:"" help:"Sums over office hours, a line of JSON each."`
	Recurrence checkRecurrence `cmd:"" help:"Instances of recurrence rules, a line of JSON each."`
	Holidays   checkHolidays   `cmd:"" help:"The public holidays of a region and year."`
	Calendar   checkCalendar   `cmd:"" help:"What stands in a calendar file."`
	Reply      checkReply      `cmd:"" help:"What was newly written in letters, a line of JSON each."`
	Asks       checkAsks       `cmd:"" help:"Whether texts ask where something stands, a line each."`
	Mail       checkMail       `cmd:"" help:"What Kept understands of a mail, a line of JSON for each file."`
	HTML       checkHTML       `cmd:"" name:"html" help:"A fragment of HTML, sanitised."`
}

type checkWorktime struct{}

// Run answers sums over office hours.
func (checkWorktime) Run(r *run) error { return check.Worktime(r.in, r.out) }

type checkRecurrence struct{}

// Run lists instances of recurrence rules.
func (checkRecurrence) Run(r *run) error { return check.Recurrence(r.in, r.out) }

type checkHolidays struct {
	Region string `help:"The region's code." required:"" placeholder:"DE-BY"`
	Year   int    `help:"The year." required:""`
}

// Run lists holidays.
func (c checkHolidays) Run(r *run) error { return check.Holidays(c.Region, c.Year, r.out) }

type checkCalendar struct {
	File string `arg:"" help:"The calendar file." type:"existingfile"`
}

// Run says what stands in a calendar.
func (c checkCalendar) Run(r *run) error { return check.Calendar(c.File, r.out) }

type checkReply struct {
	Beside string `help:"The folder of the cases, for their body_file; without it, that of the standard input where this is a file." placeholder:"FOLDER" type:"existingdir"`
}

// Run tells what was newly written.
func (c checkReply) Run(r *run) error {
	return check.Reply(r.in, r.out, os.DirFS(cmp.Or(c.Beside, folderOf(r.in))))
}

// folderOf is the folder of the file that is read, as far as the system tells;
// else the one we are in.
func folderOf(in io.Reader) string {
	f, ok := in.(*os.File)
	if !ok {
		return "."
	}
	name, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
	if err != nil || !filepath.IsAbs(name) {
		return "."
	}
	return filepath.Dir(name)
}

type checkAsks struct{}

// Run tells who asks where something stands.
func (checkAsks) Run(r *run) error { return check.Asks(r.in, r.out) }

type checkMail struct {
	Files []string `arg:"" help:"The mails, a file each (RFC 5322)." type:"existingfile" name:"file"`
}

// Run says what Kept understands of mails.
func (c checkMail) Run(r *run) error { return check.Mail(c.Files, r.out) }

type checkHTML struct{}

// Run sanitises HTML.
func (checkHTML) Run(r *run) error { return check.HTML(r.in, r.out) }

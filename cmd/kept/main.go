// Command kept is Kept: promises kept, clients kept informed.
//
// It is one binary: the server, the sample firm, imports, checks, the
// simulator and the tools of whoever runs it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones are ours, whatever the machine has

	"github.com/alecthomas/kong"

	"kept/internal/sample"
)

// version is what this program calls itself.
const version = "0.1.0"

// cli is every command and flag; the reference in docs is made from it.
type cli struct {
	Settings
	JSON bool `help:"Answer in JSON." name:"json"`

	Serve    serveCmd    `cmd:"" help:"Run the server."`
	Try      tryCmd      `cmd:"" help:"Serve a sample firm with a story that moves and a catcher of all mail, at /try/mail."`
	Setup    setupCmd    `cmd:"" help:"Create the first workspace and its owner without a browser."`
	Import   importCmd   `cmd:"" help:"Bring in what was kept elsewhere: all or nothing, and nothing twice."`
	Mailbox  mailboxCmd  `cmd:"" help:"See to the ways in: mailboxes that are fetched, addresses of the SMTP entrance, webhooks."`
	Backup   backupCmd   `cmd:"" help:"Write everything into one file, for any engine."`
	Restore  restoreCmd  `cmd:"" help:"Put a backup into an empty database; outgoing mail is paused afterwards."`
	Doctor   doctorCmd   `cmd:"" help:"Look whether everything that Kept needs is in order; changes and sends nothing."`
	Check    checkCmd    `cmd:"" help:"Say what Kept understands of calendars, dates and hours."`
	Forecast forecastCmd `cmd:"" help:"Say when work will be done, from files of past work."`
	Sim      simCmd      `cmd:"" help:"Live years of a simulated firm, and check on every step what must always hold."`
	Version  versionCmd  `cmd:"" help:"Say which Kept this is."`
}

// run is what every command is given.
type run struct {
	ctx   context.Context
	set   *Settings
	json  bool
	out   io.Writer
	err   io.Writer
	in    io.Reader
	story *sample.Clock // of a trial, laid over the clock; nil otherwise
}

// tell prints a line for a person, or v as JSON for a program.
func (r *run) tell(line string, v any) error {
	if !r.json {
		_, err := fmt.Fprintln(r.out, line)
		return err
	}
	return json.NewEncoder(r.out).Encode(v)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// Main runs one command line and gives the exit status.
func Main(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var c cli
	parser, err := newParser(&c, out, errOut)
	if err != nil {
		fmt.Fprintln(errOut, "kept:", err)
		return 2
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(args[1:], "--help")
	}
	cmd, err := parser.Parse(args)
	if err != nil {
		parser.FatalIfErrorf(err)
	}
	r := &run{ctx: ctx, set: &c.Settings, json: c.JSON, out: out, err: errOut, in: in}
	if err := cmd.Run(r); err != nil {
		return sorry(r, err)
	}
	return 0
}

// newParser makes the reader of command lines, environment and settings file.
func newParser(c *cli, out, errOut io.Writer) (*kong.Kong, error) {
	return kong.New(c, kong.Name("kept"), kong.Description("Promises kept, clients kept informed."), kong.Writers(out, errOut),
		kong.ShortUsageOnError(), kong.Configuration(readSettings, settingsFiles()...), kong.DefaultEnvars("KEPT"))
}

// sorry prints an error: a fault in its words, anything else with its chain.
func sorry(r *run, err error) int {
	say := words(err)
	if r.json {
		_ = json.NewEncoder(r.err).Encode(map[string]string{"error": say}) // where else could it be said
	} else {
		fmt.Fprintln(r.err, "kept: "+say)
	}
	return 1
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(r *run) error {
	return r.tell("Kept "+version, map[string]string{"version": version})
}

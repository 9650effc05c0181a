package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar shows on a terminal how far long work is; elsewhere nothing is shown.
type bar struct {
	out  io.Writer
	what string
	bar  *progressbar.ProgressBar
}

// bar names the work that is shown.
func (r *run) bar(what string) *bar {
	if f, ok := r.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &bar{out: r.err, what: what}
	}
	return &bar{}
}

// far tells how far the work is.
func (b *bar) far(done, total int64) {
	if b.out == nil {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(b.what),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	}
	b.bar.ChangeMax64(total)
	// A terminal that went away is no reason to stop the work.
	_ = b.bar.Set64(done)
}

// items is far for work that counts in int.
func (b *bar) items(done, total int) { b.far(int64(done), int64(total)) }

// end takes the bar off the terminal.
func (b *bar) end() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}

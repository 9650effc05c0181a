// Package preview makes small pictures of files, to be shown beside them: of
// pictures by drawing them anew, of PDFs by having pdftoppm of poppler-utils draw
// the first page, where it is installed. Neither is ever done while somebody waits
// for a page: a duty does it, one file after the other.
package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"

	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/picture"
)

// Limits of a preview.
const (
	Longest    = 1600 // of its longer side, in pixels
	drawFor    = 20 * time.Second
	drawMemory = 1 << 20  // kB of address space of who draws a PDF
	maxDrawn   = 32 << 20 // bytes of the page as it was drawn
)

// Maker makes previews.
type Maker struct {
	// PDF is the program that draws pages of PDFs; "" = none of them has a preview.
	PDF string
	// Dir is where a PDF lies while it is drawn; "" = the system's place.
	Dir string
}

// New makes a maker with what is installed on this machine.
func New(dir string) Maker {
	path, err := exec.LookPath("pdftoppm")
	if err != nil {
		path = ""
	}
	return Maker{PDF: path, Dir: dir}
}

// Previews tells whether previews are made of a media type.
func (m Maker) Previews(kind string) bool {
	return files.IsPicture(kind) || files.IsPDF(kind) && m.PDF != ""
}

// Preview makes the preview of a file; a fault says why there is none.
func (m Maker) Preview(ctx context.Context, kind string, from files.File) ([]byte, error) {
	switch {
	case files.IsPicture(kind):
		return picture.Photo(from, Longest)
	case files.IsPDF(kind) && m.PDF != "":
		return m.page(ctx, from)
	}
	return nil, fault.New(fault.Invalid, "There are no previews of files of this sort.")
}

// page draws the first page of a PDF. Who draws it reads what strangers sent: it
// has a file of its own, no environment, so much time, memory and room for what it
// writes, and what it drew is made anew like any picture that comes from outside.
func (m Maker) page(ctx context.Context, from io.Reader) ([]byte, error) {
	f, err := os.CreateTemp(m.Dir, ".page-*.pdf")
	if err != nil {
		return nil, fmt.Errorf("make a file for a page: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = io.Copy(f, from)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("write a file for a page: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, drawFor)
	defer cancel()
	const limited = `ulimit -v "$1" && ulimit -t "$2" && ulimit -f 65536 && ulimit -c 0 && shift 2 && exec "$@"`
	//nolint:gosec // the program is what was found on this machine at the start, the file a name of ours
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", limited, "sh", strconv.Itoa(drawMemory), strconv.Itoa(int(drawFor/time.Second)),
		m.PDF, "-q", "-f", "1", "-l", "1", "-singlefile", "-scale-to", strconv.Itoa(Longest), "-png", f.Name())
	cmd.Env, cmd.WaitDelay = []string{"LD_LIBRARY_PATH=" + os.Getenv("LD_LIBRARY_PATH")}, time.Second
	drawn := &capped{full: cancel}
	cmd.Stdout = drawn
	if err := cmd.Run(); err != nil {
		return nil, fault.New(fault.Invalid, "The first page of this PDF cannot be drawn: "+err.Error())
	}
	return picture.Photo(bytes.NewReader(drawn.into.Bytes()), Longest)
}

// capped takes so much of what is written; more ends who writes it. It has the
// buffer for itself: whoever copied into it by ReadFrom would go past the limit.
type capped struct {
	into bytes.Buffer
	full func()
}

// Write takes bytes.
func (c *capped) Write(p []byte) (int, error) {
	if c.into.Len()+len(p) > maxDrawn {
		c.full()
		return 0, errors.New("it is too large")
	}
	return c.into.Write(p)
}

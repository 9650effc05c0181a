package portal

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/news"
)

// How often one reader may take everything: so many at once, then one in so long.
const (
	takesBurst = 3
	takesEvery = 20 * time.Minute
)

// takeEverything hands out all that the page shows in one file: documents with
// their versions, updates, letters, promises with their dates, and what was seen
// on the site. It is written as it is read; nothing is kept of it.
func takeEverything(v *visit) error {
	if !v.takes.Allow(string(v.who.Contact), v.now) {
		return fault.New(fault.Busy, "You have taken everything several times. Please wait an hour, then take it again.")
	}
	all, err := v.o.Pages.Everything(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p := &pack{reading: v.reading(all.PortalView), all: all, zip: zip.NewWriter(v.w), used: map[string]bool{}}
	set := v.w.Header()
	set.Set("Content-Type", "application/zip")
	set.Set("Cache-Control", "private, no-store")
	set.Set("No-Gzip-Compression", "1")
	set.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": plainName(all.Client.Name) + ".zip"}))
	v.w.WriteHeader(http.StatusOK)
	if err := p.write(v.r.Context()); err != nil {
		// What left cannot be called back: a file without its list is seen to be broken.
		v.Log.Error("a download of everything broke off", "error", err)
	}
	return nil
}

// pack is one download under way.
type pack struct {
	reading
	all  office.Everything
	zip  *zip.Writer
	used map[string]bool // the names that are taken, folded
}

func (p *pack) write(ctx context.Context) error {
	for _, part := range []func(context.Context) error{p.promises, p.updates, p.letters, p.documents, p.site} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return p.zip.Close()
}

func (p *pack) promises(context.Context) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", p.view.Firm.Name+" · "+p.view.Client.Name, p.voice().FullMoment(p.now.In(p.cal.Location())))
	for _, x := range p.all.Promises {
		out := p.promiseOf(x)
		fmt.Fprintf(&b, "%s\n", strings.TrimSpace(out.Words+" "+bracketed(out.Project)))
		for _, d := range out.Dates {
			fmt.Fprintf(&b, "  %s  %s\n", orText(d.When.Title, d.When.Text), strings.Join(nonEmpty(d.Given, d.Reason, d.Told, d.Became), " "))
		}
		b.WriteString("\n")
	}
	return p.text(p.say("What we have promised you")+".txt", b.String(), p.now)
}

func (p *pack) updates(context.Context) error {
	for _, u := range p.all.Updates {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%s\n", u.Subject, p.voice().FullMoment(u.SentAt.In(p.cal.Location())))
		if u.Intro != "" {
			fmt.Fprintf(&b, "\n%s\n", u.Intro)
		}
		for _, part := range news.Parts() {
			lines := u.Of(part)
			if len(lines) == 0 {
				continue
			}
			fmt.Fprintf(&b, "\n%s\n", p.say(office.PartTitle(part)))
			for _, l := range lines {
				fmt.Fprintf(&b, "- %s\n", l.Text)
			}
		}
		if err := p.text(path.Join(plainName(p.say("Updates")), p.dated(u.SentAt, u.Subject)), b.String(), u.SentAt); err != nil {
			return err
		}
	}
	return nil
}

func (p *pack) letters(context.Context) error {
	for _, n := range p.all.Letters {
		if err := p.text(path.Join(plainName(p.say("What we have told you")), p.dated(n.AcceptedAt, n.Subject)), n.Text, n.AcceptedAt); err != nil {
			return err
		}
	}
	return nil
}

// dated is the name of a text: its day, then what it is about.
func (p *pack) dated(at time.Time, about string) string {
	return at.In(p.cal.Location()).Format(time.DateOnly) + " " + plainName(about) + ".txt"
}

// documents packs the versions of each document, the newest under its own name.
func (p *pack) documents(ctx context.Context) error {
	for _, d := range p.all.Documents {
		folder := path.Join(plainName(p.say("Documents")), plainName(projectName(p.reading, d.ProjectID)))
		for _, x := range d.Versions {
			name := plainName(d.Name)
			if x.Number != d.Latest().Number {
				name = strconv.Itoa(x.Number) + " " + name
			}
			f, err := p.o.Portal.DocumentFile(ctx, p.who, d.ID, x.Number)
			if fault.KindOf(err) == fault.NotFound || fault.KindOf(err) == fault.Conflict {
				continue // it was taken away in the meantime
			}
			if err != nil {
				return err
			}
			if err := p.file(path.Join(folder, name), x.At, f.File); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pack) site(ctx context.Context) error {
	if len(p.all.Entries) == 0 {
		return nil
	}
	folder := plainName(p.say("From the site"))
	var b strings.Builder
	for _, e := range p.all.Entries {
		seen := seenIn(p.reading, e)
		fmt.Fprintf(&b, "%s  %s\n%s\n\n", orText(seen.At.Title, seen.At.Text), strings.Join(nonEmpty(seen.Of, seen.Weather), ", "), e.Text)
		for _, x := range e.Seen() {
			f, err := p.o.Portal.Photo(ctx, p.who, e.ID, x.Number, false)
			if fault.KindOf(err) == fault.NotFound || fault.KindOf(err) == fault.Conflict {
				continue
			}
			if err != nil {
				return err
			}
			if err := p.file(path.Join(folder, e.At.In(p.cal.Location()).Format(time.DateOnly)+" "+plainName(f.Name)), e.At, f.File); err != nil {
				return err
			}
		}
	}
	return p.text(path.Join(folder, folder+".txt"), b.String(), p.now)
}

func (p *pack) text(name, text string, at time.Time) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: p.free(name), Method: zip.Deflate, Modified: at})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, strings.ReplaceAll(text, "\n", "\r\n"))
	return err
}

// file packs bytes as they are: most files are packed already.
func (p *pack) file(name string, at time.Time, f files.File) error {
	defer f.Close()
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: p.free(name), Method: zip.Store, Modified: at})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// free is a name that nothing else in the file has, also where case counts nothing.
func (p *pack) free(name string) string {
	ext := path.Ext(name)
	stem, out := strings.TrimSuffix(name, ext), name
	for n := 2; p.used[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s (%d)%s", stem, n, ext)
	}
	p.used[strings.ToLower(out)] = true
	return out
}

// maxPlain is the longest part of a name in the file, in characters.
const maxPlain = 100

// plainName is a name as every system takes it for a file: no folders, no signs
// that mean something to one, not empty.
func plainName(s string) string {
	out := []rune(strings.TrimLeft(strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`<>:"/\|?*`, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)), " "), ". "))
	if len(out) > maxPlain {
		ext := []rune(path.Ext(string(out)))
		if len(ext) > 10 {
			ext = nil
		}
		out = append(out[:maxPlain-len(ext):maxPlain-len(ext)], ext...)
	}
	if name := strings.TrimRight(string(out), ". "); name != "" {
		return name
	}
	return "_"
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func nonEmpty(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

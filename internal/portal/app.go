package portal

import (
	"encoding/json"
	"fmt"
	"image/color"
	"net/http"
	"unicode"

	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/picture"
	"kept/internal/portal/page"
	"kept/workspace"
)

// appRoutes are for a page that is put on the home screen of a device, as an iPhone
// wants before it tells anybody anything.
func appRoutes(s *Site) {
	s.open("GET "+page.ManifestPath, manifest)
	s.open("GET "+page.IconPath, icon(page.IconSide))
	s.open("GET "+page.LargeIconPath, icon(page.LargeIconSide))
}

// app is whose page a device asks about: the firm of the reader who is signed in, else
// that which the address or the server has alone: who may not come in is a stranger. It
// says nothing of a client.
func app(v *visit) workspace.Workspace {
	ctx := v.r.Context()
	if guest, err := v.o.Access.Enter(ctx, v.cookies.Session(v.r)); err == nil && guest.Actor.Contact != "" {
		v.guest, v.who = guest, guest.Actor
		ctx = office.Within(ctx, guest.Actor.Workspace)
	}
	w, err := v.o.Portal.Front(ctx)
	if err != nil {
		v.Log.Error("nobody knows whose page a device asks about", "error", err)
	}
	return w
}

func manifest(v *visit) error {
	w := app(v)
	f := v.frame(w.Name, page.Firm{Name: w.Name, Accent: w.Accent})
	v.w.Header().Set("Content-Type", "application/manifest+json")
	v.w.Header().Set("Cache-Control", "private, no-cache")
	return json.NewEncoder(v.w).Encode(page.ManifestOf(f, iconTag(w)))
}

// iconTag names what the icons of a firm look like.
func iconTag(w workspace.Workspace) string {
	ground, on := page.Tone(w.Accent)
	return door.Hash(fmt.Sprintf("1 %s %c %s %s", w.LogoID, initial(w.Name), ground, on))[:12]
}

// initial is the first letter or digit of a firm's name; 0 = it has none.
func initial(name string) rune {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
	}
	return 0
}

// icon draws the firm's logo on paper, or its letter on its colour.
func icon(side int) handler {
	return func(v *visit) error {
		w := app(v)
		tag := fmt.Sprintf(`"%s-%d"`, iconTag(w), side)
		v.w.Header().Set("ETag", tag)
		v.w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
		if v.r.Header.Get("If-None-Match") == tag {
			v.w.WriteHeader(http.StatusNotModified)
			return nil
		}
		ground, on := page.Tone(w.Accent)
		of := picture.Icon{Letter: initial(w.Name), Ground: paint(ground), Ink: paint(on)}
		if w.LogoID != "" {
			p, err := v.o.Settings.Picture(v.r.Context(), office.Actor{Workspace: w.ID}, w.LogoID)
			if err != nil {
				return err
			}
			of.Logo, of.Ground = p.Bytes, paint(page.Paper())
		}
		drawn, err := of.Draw(side)
		if err != nil {
			return err
		}
		v.w.Header().Set("Content-Type", "image/png")
		_, err = v.w.Write(drawn)
		return err
	}
}

// paint reads #rrggbb.
func paint(hex string) color.Color {
	c := color.RGBA{A: 0xff}
	_, _ = fmt.Sscanf(hex, "#%02x%02x%02x", &c.R, &c.G, &c.B) // what is read here was written by us
	return c
}

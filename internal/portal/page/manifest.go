package page

// The addresses of what a device reads of a page that is put on its home screen.
const (
	ManifestPath  = "/p/manifest.webmanifest"
	IconPath      = "/p/icon.png"
	LargeIconPath = "/p/icon-large.png"
)

// The sides of the two icons, in pixels.
const (
	IconSide      = 192
	LargeIconSide = 512
)

// Manifest is what a device is told of a page that is put on its home screen (Web
// Application Manifest, W3C): it opens as a program of its own.
type Manifest struct {
	ID          string         `json:"id"`
	Name        string         `json:"name"`
	ShortName   string         `json:"short_name"`
	Description string         `json:"description,omitempty"`
	Lang        string         `json:"lang"`
	Dir         string         `json:"dir"`
	StartURL    string         `json:"start_url"`
	Scope       string         `json:"scope"`
	Display     string         `json:"display"`
	Background  string         `json:"background_color"`
	Theme       string         `json:"theme_color"`
	Icons       []ManifestIcon `json:"icons"`
}

// ManifestIcon is one icon for one purpose.
type ManifestIcon struct {
	Source  string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

// ManifestOf is that of a frame's page. tag changes when the icons do.
func ManifestOf(f Frame, tag string) Manifest {
	firm := f.Firm.Name
	if firm == "" {
		firm = "Kept"
	}
	ground, _ := Tone(f.Firm.Accent)
	m := Manifest{
		ID: "/p/", Name: firm, ShortName: firm, Description: f.About, Lang: f.Lang, Dir: "ltr", StartURL: "/p/", Scope: "/p/", Display: "standalone", Background: Paper(), Theme: ground,
	}
	if f.RTL {
		m.Dir = "rtl"
	}
	for _, i := range []struct{ path, sizes string }{{IconPath, "192x192"}, {LargeIconPath, "512x512"}} {
		for _, purpose := range []string{"any", "maskable"} {
			m.Icons = append(m.Icons, ManifestIcon{i.path + "?of=" + tag, i.sizes, "image/png", purpose})
		}
	}
	return m
}

// Paper is what the light pages lie on, #rrggbb.
func Paper() string { return lightScheme().paper }

// Tone gives a surface in a firm's accent and what is written on it, as on the light
// pages; ink and paper where the accent is no colour.
func Tone(accent string) (ground, on string) {
	s := lightScheme()
	hex := colour(accent)
	if hex == "" {
		return s.ink, s.onLight
	}
	p := paint(hex, s)
	return p.accent, p.on
}

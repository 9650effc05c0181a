package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"

	"kept/internal/ui"
)

// Push is on which devices a reader is told of what is new. Adding one takes a
// script, for a browser asks its reader by one alone; stopping one takes none.
type Push struct {
	Heading string
	Lead    string
	Devices []PushDevice
	Channel Ways // by what he hears of what he follows; no options = nothing to choose
	Add     PushAdd
}

// PushDevice is a device on which he is told.
type PushDevice struct {
	Name  string // "Safari on an iPhone"
	Since string
	Mark  string // by which a browser knows itself: the SHA-256 of its address in hex
	Stop  ui.Form
	Label string // of the button
}

// Ways is a small choice with a form of its own.
type Ways struct {
	Form   ui.Form
	Choice ui.Field
	Button string
}

// PushAdd is the button that has a device be told, with all that its script says. It
// is shown by the script, where the browser can be told.
type PushAdd struct {
	Action string // where the script says which browser it is
	KeyURL string // where the script asks whose pushes they are
	Label  string
	Here   string // this device is among them
	Denied string // the browser's reader does not allow it
	Failed string
	Cannot string // the browser cannot; also where no script runs
}

// The addresses of what browsers run for pushes.
const (
	// WorkerPath is that of the service worker: a browser lets it see what lies beside
	// it, so it stands where the client's pages do.
	WorkerPath = "/p/worker.js"
	// PushScriptRoot is the path under which [PushScript] must be mounted.
	PushScriptRoot = "/p/push/"
)

//go:embed push.js
var pushScript string

//go:embed worker.js
var worker string

var pushHash = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(pushScript))
	return hex.EncodeToString(sum[:6])
})

// PushScriptPath is the address of the script that adds a device.
func PushScriptPath() string { return PushScriptRoot + pushHash() + "/push.js" }

// PushScript serves that script.
func PushScript() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/push.js") {
			http.NotFound(w, r)
			return
		}
		keep := "no-cache"
		if r.URL.Path == PushScriptPath() {
			keep = "public, max-age=31536000, immutable"
		}
		serveScript(w, pushScript, keep)
	})
}

// Worker serves the service worker. A browser asks for it anew now and then.
func Worker() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { serveScript(w, worker, "no-cache") })
}

func serveScript(w http.ResponseWriter, script, keep string) {
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", keep)
	_, _ = w.Write([]byte(script)) // a reader who went away needs no script
}

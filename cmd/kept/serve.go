package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"kept/internal/api"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/importer/planhook"
	"kept/internal/inbox/clean"
	"kept/internal/office"
	"kept/internal/portal"
	"kept/internal/web"
	"kept/workspace"
)

type serveCmd struct{}

// Run serves until it is told to stop.
func (serveCmd) Run(r *run) error {
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	return h.serve(r)
}

// stopFor is how long requests and mails under way may take when Kept stops.
const stopFor = 20 * time.Second

func (h *house) serve(r *run) error {
	l, err := net.Listen("tcp", h.set.Listen)
	if err != nil {
		return fault.New(fault.Busy, "Kept cannot listen on "+h.set.Listen+": "+err.Error())
	}
	readers := portal.New(h.office, portal.Options{Secure: h.set.secure(), Log: h.log})
	srv := &http.Server{Handler: h.routes(readers), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	srv.RegisterOnShutdown(func() { portal.HangUp(readers) })
	unmeasure, err := h.measure()
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer unmeasure()
	if err := h.greet(r); err != nil {
		return errors.Join(err, l.Close())
	}
	tuneMemory()
	ctx, stop := context.WithCancel(r.ctx)
	defer stop()
	var all sync.WaitGroup
	if h.clock == nil {
		all.Go(func() { h.crew.Run(ctx) })
	}
	failed := make(chan error, 2)
	all.Go(func() { failed <- srv.Serve(l) })
	shut, err := h.openEntrance(&all, failed)
	if err != nil {
		return errors.Join(err, srv.Close())
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopFor)
		defer cancel()
		err = errors.Join(srv.Shutdown(last), shut(last))
	}
	stop()
	all.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// greet says where Kept is, and how to begin.
func (h *house) greet(r *run) error {
	fmt.Fprintf(r.err, "Kept %s is at %s\n", version, h.set.URL)
	if h.trial != nil {
		return h.trial.greet(r)
	}
	secret, err := h.office.Access.SetupLink(r.ctx)
	if err != nil {
		return err
	}
	if r.json {
		answer := struct {
			URL   string `json:"url"`
			Setup string `json:"setup,omitempty"`
		}{URL: h.set.URL}
		if secret != "" {
			answer.Setup = h.set.URL + "/setup/" + secret
		}
		return r.tell("", answer)
	}
	if secret != "" {
		fmt.Fprintf(r.err, "Begin here, once: %s/setup/%s\n", h.set.URL, secret)
	}
	if h.transport == nil {
		fmt.Fprintln(r.err, "No mail server is set up (KEPT_SMTP): mails are kept in the outbox.")
	}
	if at := h.nearby(); at != "" {
		fmt.Fprintln(r.err, "Links in mails lead to "+at+", which opens on this machine alone: set KEPT_URL.")
	}
	return nil
}

// nearby is the public address where real mail leaves with links that open on
// this machine alone; "" = they open where they are read, or nothing leaves.
func (h *house) nearby() string {
	u, err := url.Parse(h.set.URL)
	if err != nil || h.transport == nil || h.trial != nil || h.clock != nil || !local(u.Hostname()) {
		return ""
	}
	return h.set.URL
}

// routes is everything that Kept serves.
func (h *house) routes(readers *portal.Site) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", web.New(h.office, web.Options{Secure: h.set.secure(), Log: h.log, NoServer: h.transport == nil, Nearby: h.nearby(), Holidays: h.holidays, Banners: h.trial.banners(), Backup: h.backup, ShowMail: showMail, Entrance: h.set.Entrance, Read: h.ways.Read, TestWay: h.ways.Test}))
	mux.Handle("POST /in/{secret}", h.ways.Hook(h.set.URL))
	mux.Handle("POST /in/{secret}/mime", h.ways.Hook(h.set.URL)) // Mailgun sends mails whole to an address that ends so
	mux.Handle("POST /in/{link}/github", h.planHook())
	mux.Handle("/p/", readers)
	mux.Handle("/h/", readers)
	mux.Handle("/c/", readers)
	mux.Handle("/w/", readers)
	mux.Handle("/r/", readers)
	mux.Handle("/s/", readers)
	mux.Handle(office.FeedRoot, readers)
	mux.Handle("/api/v1/", whenAsked(func() http.Handler {
		return api.New(h.office, api.Options{Log: h.log, Random: rand.Reader, Region: h.holidays.Known, Take: h.ways.Given, Understand: h.ways.Anew, TestWay: h.ways.Test})
	}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", h.ready)
	if h.clock != nil {
		h.clockRoutes(mux)
	}
	if h.trial != nil {
		h.trial.routes(mux)
	}
	mux.HandleFunc("GET /hosts/ask", h.ask)
	return patient(door.Guard(h.measured(portal.Hosts(readers, h.set.URL, mux)), h.set.secure(), h.log))
}

// ask answers a proxy that wants to know whether to get a certificate for a name:
// 200 for ours and for those at which a workspace shows its clients' pages.
func (h *house) ask(w http.ResponseWriter, r *http.Request) {
	name := workspace.HostOf(r.URL.Query().Get("domain"))
	ws, err := h.office.Hosts.Served(r.Context(), name)
	switch {
	case err != nil:
		http.Error(w, "The database does not answer.", http.StatusServiceUnavailable)
	case ws == "" && (name == "" || name != portal.OwnHost(h.set.URL)):
		http.Error(w, "No pages are shown under this name.", http.StatusNotFound)
	default:
		fmt.Fprintln(w, "yes")
	}
}

// How many webhooks of linked plans are taken from one address, and for one link,
// at once, and then one in how long. A milestone of a hundred issues that is
// taken apart sends a hundred.
const (
	linkedAtOnce = 300
	linkedEvery  = 200 * time.Millisecond
)

// planHook takes the webhooks of linked plans.
func (h *house) planHook() http.Handler {
	return &planhook.Hook{Office: h.office, Log: h.log, Allow: door.NewLimiter(linkedEvery, linkedAtOnce).Allow, From: door.Caller}
}

// showMail shows the HTML of a mail that was sanitised when it came.
func showMail(html string, remote bool, inline func(cid string) string) string {
	return clean.Cleaned{HTML: html}.Show(remote, inline)
}

// whenAsked makes a handler at its first request. The API describes itself
// from its types when it is made, in time and memory that a firm which does
// not use it need not spend.
func whenAsked(build func() http.Handler) http.Handler {
	made := sync.OnceValue(build)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { made().ServeHTTP(w, r) })
}

// slowFor is how long a document may take on its way in or out.
const slowFor = 30 * time.Minute

// patient gives documents more time than other requests have.
func patient(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if door.Slow(r) {
			c, until := http.NewResponseController(w), time.Now().Add(slowFor)
			// A writer that knows no deadlines has none to be moved.
			_, _ = c.SetReadDeadline(until), c.SetWriteDeadline(until)
		}
		h.ServeHTTP(w, r)
	})
}

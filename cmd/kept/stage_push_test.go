package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"

	"kept/internal/duty"
	"kept/internal/fake/smtp"
	"kept/internal/push"
	"kept/internal/push/pushtest"
	"kept/internal/testkit"
)

// pushed is a push as the browser reads it.
type pushed struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	URL   string `json:"url"`
	Tag   string `json:"tag"`
	Lang  string `json:"lang"`
	Dir   string `json:"dir"`
}

// pushService is a maker's push service, with one browser that asked it for an address.
type pushService struct {
	t       *testing.T
	browser *pushtest.Browser
	server  *httptest.Server

	mu   sync.Mutex
	key  string // whose pushes the browser takes, as its page asked for it
	came []string
}

// pushAddress is where the service takes what is for the browser.
const pushAddress = "https://push.example.com/send/anna"

func newPushService(t *testing.T) *pushService {
	p := &pushService{t: t, browser: pushtest.NewBrowser("anna")}
	p.server = httptest.NewTLSServer(http.HandlerFunc(p.take))
	t.Cleanup(p.server.Close)
	return p
}

// client connects to the service, whatever is asked for.
func (p *pushService) client() *http.Client {
	known := p.server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: known, ServerName: "example.com"},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, p.server.Listener.Addr().String())
		},
	}}
}

// take takes a push that is signed by whom the browser wants to hear, for its keys.
func (p *pushService) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.t.Error(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	claims, err := pushtest.Signed(r.Header.Get("Authorization"), p.key)
	if err != nil || claims.Audience != "https://push.example.com" || "https://"+r.Host+r.URL.Path != pushAddress || r.Header.Get("TTL") == "" || r.Header.Get("Topic") == "" {
		p.t.Errorf("a push to %s%s of %+v: %v %v", r.Host, r.URL.Path, claims, r.Header, err)
	}
	text, err := p.browser.Read(body)
	if err != nil {
		p.t.Errorf("the browser cannot read it: %v", err)
	}
	p.came = append(p.came, text)
	w.WriteHeader(http.StatusCreated)
}

// taken are the pushes that came, the newest last.
func (p *pushService) taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.came
}

// newPushStage is a stage whose program runs in this process, beside a push service:
// what it sends to one reaches that service and no other.
func newPushStage(t *testing.T, database string) (*stage, *pushService) {
	t.Helper()
	sink, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	service, address := newPushService(t), testkit.FreePort(t)
	set := &Settings{Data: t.TempDir(), Database: database, Listen: address, URL: "http://" + address, SMTP: sink.URL(), From: "kept@northlight.example", TestClock: monday.Format(time.RFC3339), LogLevel: "info"}
	s := &stage{t: t, sink: sink, kept: &testkit.Kept{URL: set.URL}}
	var out, bad bytes.Buffer
	if code := Main(t.Context(), append(setup(), "--data", set.Data, "--database", set.Database, "--url", set.URL, "--smtp", set.SMTP, "--from", set.From, "--test-clock", set.TestClock), nil, &out, &bad); code != 0 {
		t.Fatalf("kept setup: %d %s", code, bad.String())
	}
	s.opened(out.Bytes())
	ctx, stop := context.WithCancel(t.Context())
	r := &run{ctx: ctx, set: set, out: io.Discard, err: io.Discard}
	h, err := open(r)
	if err != nil {
		t.Fatal(err)
	}
	sender := push.New(push.Options{Client: service.client()})
	h.crew = duty.NewCrew(h.now, h.log, append(h.duties(senders), duty.Pushes{Office: h.office, Deliver: sender.Deliver, Holder: holder()})...)
	ended := make(chan error, 1)
	go func() { ended <- h.serve(r) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("it ended with %v", err)
		}
		h.close()
	})
	for range 200 {
		if res, err := http.Get(set.URL + "/readyz"); err == nil {
			res.Body.Close()
			break
		}
		s.wait()
	}
	return s, service
}

// asks gives what a script comes to on the page that is shown.
func asks[T any](s *stage, script string) T {
	s.t.Helper()
	got, err := evaluated[T](s.browser, script)
	if err != nil {
		s.t.Fatalf("%v\n%s\nthe page says:\n%s", err, script, s.text())
	}
	return got
}

func evaluated[T any](ctx context.Context, script string) (T, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, func(p *runtime.EvaluateParams) {
		wait := true
		p.AwaitPromise = &wait
	}))
}

// becomes waits until a script comes to true.
func (s *stage) becomes(script string) {
	s.t.Helper()
	for range 300 {
		if is, err := evaluated[bool](s.browser, script); err == nil && is {
			return
		}
		s.wait()
	}
	s.t.Fatalf("it does not become true: %s\n%s", script, s.text())
}

// takesPushes lets the browser show messages, and has its maker's push service be ours:
// none can be reached from here, and which one it is a browser does not let itself be told.
func (s *stage) takesPushes(p *pushService) {
	s.t.Helper()
	for _, name := range []string{"notifications", "push"} {
		granted := browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name, UserVisibleOnly: true}, Setting: browser.PermissionSettingGranted, Origin: s.kept.URL}
		if _, err := chromedp.CallBrowser(s.browser, browser.SetPermission, granted); err != nil {
			s.t.Fatal(err)
		}
	}
	script := fmt.Sprintf(`(() => {
		const buffer = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)).buffer;
		const of = (key) => ({ endpoint: %q, options: { applicationServerKey: buffer(key) }, getKey: (name) => buffer(name == "auth" ? %q : %q), unsubscribe: async () => { localStorage.removeItem("pushes"); return true; } });
		PushManager.prototype.getSubscription = async () => localStorage.pushes ? of(localStorage.pushes) : null;
		PushManager.prototype.subscribe = async (o) => {
			if (!o.userVisibleOnly) throw new Error("what is pushed has to be shown");
			if (window.unreachable) return new Promise(() => {});
			localStorage.pushes = btoa(String.fromCharCode(...o.applicationServerKey)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
			return of(localStorage.pushes);
		};
	})()`, pushAddress, p.browser.Auth(), p.browser.P256dh())
	s.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return chromedp.Void{}, err
	})
}

// hears has the service learn whose pushes the browser takes, from what its page said.
func (p *pushService) hears(s *stage) {
	key := asks[string](s, `localStorage.pushes || ""`)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = key
}

// worker is the browser's service worker for the client's pages, for chromedp.
func (s *stage) worker() context.Context {
	s.t.Helper()
	for range 200 {
		all, err := chromedp.Targets(s.browser)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, target := range all {
			if target.Type == "service_worker" && target.URL == s.kept.URL+"/p/worker.js" {
				worker, leave := chromedp.NewContext(s.browser, chromedp.WithTargetID(target.TargetID))
				s.t.Cleanup(leave)
				return worker
			}
		}
		s.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			if _, err := cdp.Call(ctx, t, serviceworker.Enable, cdp.Empty{}); err != nil {
				return chromedp.Void{}, err
			}
			_, err := cdp.Call(ctx, t, serviceworker.StartWorker, serviceworker.StartWorkerParams{ScopeURL: s.kept.URL + "/p/"})
			return chromedp.Void{}, err
		})
		s.wait()
	}
	s.t.Fatal("no worker runs")
	return nil
}

// delivers brings a push to the browser's worker, as the maker's service would, and
// waits until it is shown: who asks for what is shown before that, has it forgotten.
func (s *stage) delivers(worker context.Context, text string) {
	s.t.Helper()
	watch := `(() => {
		const show = registration.showNotification.bind(registration);
		self.shown = new Promise((done) => { registration.showNotification = (...what) => show(...what).finally(() => done(true)); });
		return true;
	})()`
	if _, err := evaluated[bool](worker, watch); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.browser, 10*time.Second)
	defer cancel()
	all := chromedp.Events(ctx, serviceworker.WorkerRegistrationUpdated)
	s.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, t, serviceworker.Disable, cdp.Empty{}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := cdp.Call(ctx, t, serviceworker.Enable, cdp.Empty{}) // it lists all that there are
		return chromedp.Void{}, err
	})
	for e, err := range all {
		if err != nil {
			s.t.Fatalf("no worker is registered: %v", err)
		}
		for _, r := range e.Registrations {
			if r.IsDeleted || r.ScopeURL != s.kept.URL+"/p/" {
				continue
			}
			s.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
				_, err := cdp.Call(ctx, t, serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{Origin: s.kept.URL, RegistrationID: r.RegistrationID, Data: text})
				return chromedp.Void{}, err
			})
			if _, err := evaluated[bool](worker, `self.shown`); err != nil {
				s.t.Fatalf("nothing is shown: %v", err)
			}
			return
		}
	}
}

// shown are the messages that the browser shows.
func (s *stage) shown() []pushed {
	s.t.Helper()
	raw := asks[string](s, `navigator.serviceWorker.getRegistration("/p/").then(w => w.getNotifications()).then(all => JSON.stringify(all.map(n => ({title: n.title, body: n.body, tag: n.tag, lang: n.lang, dir: n.dir, url: n.data.url}))))`)
	var all []pushed
	if err := json.Unmarshal([]byte(raw), &all); err != nil {
		s.t.Fatal(err)
	}
	return all
}

// clicks presses the one message that is shown, and gives the path that its worker
// opens. What a browser lets a worker do at a press, no program may bring about: the
// worker's own answer to it is what is played.
func (s *stage) clicks(worker context.Context) string {
	s.t.Helper()
	at, err := evaluated[string](worker, `(async () => {
		const [shown] = await self.registration.getNotifications();
		let opened = "";
		self.clients.openWindow = async (url) => { opened = url; };
		const press = new NotificationEvent("notificationclick", {notification: shown});
		let done;
		press.waitUntil = (until) => { done = until; };
		self.dispatchEvent(press);
		await done;
		return opened;
	})()`)
	if err != nil {
		s.t.Fatal(err)
	}
	u, err := url.Parse(at)
	if err != nil || u.Scheme+"://"+u.Host != s.kept.URL {
		s.t.Fatalf("it opens %q: %v", at, err)
	}
	return u.Path
}

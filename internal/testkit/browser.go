package testkit

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The two widths at which every page is looked at, in CSS pixels.
const (
	Phone = 390
	Desk  = 1280
)

// browserLimit bounds all that one test does with its browser: one that hangs
// fails its test with a line, rather than the whole run.
const browserLimit = 4 * time.Minute

// axe-core 4.14.1 by Deque Systems, MPL 2.0 (axe/LICENSE.txt): a test asset,
// never part of the program.
//
//go:embed axe/axe.min.js
var axeScript string

// Browser starts a headless Chromium with an empty profile and gives the
// context of its one tab, for chromedp.Do and chromedp.Run. It ends with the
// test, or after four minutes. Find elements with chromedp.CSS("…"): a bare
// string is a search of another kind, and slow.
func Browser(t testing.TB) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		missing(t, "no Chromium on the PATH (Debian package chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Env("TMPDIR="+t.TempDir()), // where it leaves its lock files
		chromedp.WindowSize(Desk, 800),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("lang", "en-GB"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium refuses root otherwise
	}
	ctx, cancel := context.WithTimeout(context.Background(), browserLimit)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(ctx, chromedp.WithErrorf(t.Logf))
	t.Cleanup(func() {
		// Cancel waits until Chromium is gone, so that its profile can be removed.
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("stop Chromium: %v", err)
		}
		leave()
	})
	if err := chromedp.Do(ctx, Viewport(Desk)); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// Tab opens one more tab in the browser of ctx, with the same cookies.
func Tab(t testing.TB, ctx context.Context) context.Context {
	t.Helper()
	return tab(t, ctx)
}

// Stranger opens a tab in the browser of ctx that shares no cookie with the
// others: another person, or another browser.
func Stranger(t testing.TB, ctx context.Context) context.Context {
	t.Helper()
	return tab(t, ctx, chromedp.WithNewBrowserContext())
}

func tab(t testing.TB, ctx context.Context, options ...chromedp.ContextOption) context.Context {
	t.Helper()
	ctx, leave := chromedp.NewContext(ctx, options...)
	t.Cleanup(leave)
	if err := chromedp.Do(ctx, Viewport(Desk)); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return ctx
}

// Viewport sets the width of the page, in CSS pixels: Phone (with touch) or Desk.
func Viewport(width int64) chromedp.Action[chromedp.Void] {
	if width <= Phone {
		return chromedp.EmulateViewport(width, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	return chromedp.EmulateViewport(width, 800)
}

// Light has the page drawn in its light colours, without motion.
func Light() chromedp.Action[chromedp.Void] { return scheme("light") }

// Dark has the page drawn in its dark colours, without motion.
func Dark() chromedp.Action[chromedp.Void] { return scheme("dark") }

func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: name},
				// A picture taken halfway through a transition shows what nobody sees.
				{Name: "prefers-reduced-motion", Value: "reduce"},
			},
		})
		return err
	})
}

// NoScript turns JavaScript off, or on again, for the pages opened afterwards.
// What the test itself evaluates still runs.
func NoScript(off bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
		return err
	})
}

// Screenshot writes the whole page, not only what is in view, as a PNG. Missing
// folders are made.
func Screenshot(path string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		beyond := true
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &beyond,
		})
		if err != nil {
			return fmt.Errorf("take a screenshot: %w", err)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, shot.Data, 0o644)
	})
}

// violation is what axe reports of one rule.
type violation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// allRules asks for WCAG 2.2 AA and what Deque calls best practice.
const allRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// Violations runs axe-core on the page as it is shown now, and gives what it
// finds as text, a paragraph for each rule; "" is a clean page.
func Violations() chromedp.Action[string] {
	return func(ctx context.Context, t *chromedp.Target) (string, error) { return violations(ctx, t, allRules) }
}

func violations(ctx context.Context, t *chromedp.Target, rules string) (string, error) {
	if err := loadAxe(ctx, t); err != nil {
		return "", err
	}
	run := `axe.run(document, {runOnly: ` + rules + `, resultTypes: ["violations"]}).then(r => r.violations)`
	found, err := chromedp.Evaluate[[]violation](run, func(p *runtime.EvaluateParams) {
		wait := true
		p.AwaitPromise = &wait
	})(ctx, t)
	if err != nil {
		return "", fmt.Errorf("run axe: %w", err)
	}
	var text strings.Builder
	for _, v := range found {
		fmt.Fprintf(&text, "%s (%s): %s\n", v.ID, v.Impact, v.Help)
		for _, n := range v.Nodes {
			fmt.Fprintf(&text, "  %s\n    %s\n", n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    "))
		}
	}
	return text.String(), nil
}

package testkit

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// Contrast is [Violations] of the one rule that depends on the colours of a page, so
// that a page that was looked at in one scheme is looked at in the other in less time.
func Contrast() chromedp.Action[string] {
	return func(ctx context.Context, t *chromedp.Target) (string, error) {
		return violations(ctx, t, `{type: "rule", values: ["color-contrast"]}`)
	}
}

// loadAxe loads axe-core into the page, once.
func loadAxe(ctx context.Context, t *chromedp.Target) error {
	there, err := chromedp.Evaluate[bool](`"axe" in window`)(ctx, t)
	if err != nil || there {
		return err
	}
	if _, err := chromedp.Evaluate[chromedp.Void](axeScript)(ctx, t); err != nil {
		return fmt.Errorf("load axe: %w", err)
	}
	return nil
}

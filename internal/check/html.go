package check

import (
	"errors"
	"fmt"
	"io"

	"kept/internal/inbox/clean"
	"kept/internal/inbox/letter"
)

// HTML prints a fragment of HTML sanitised, its images parked. It takes no more
// than a mail may hold.
func HTML(in io.Reader, out io.Writer) error {
	fragment, err := io.ReadAll(io.LimitReader(in, letter.MaxText+1))
	if err != nil {
		return fmt.Errorf("read the fragment: %w", err)
	}
	if len(fragment) > letter.MaxText {
		return errors.New("the fragment is longer than a mail's HTML may be")
	}
	if _, err := io.WriteString(out, clean.HTML(string(fragment)).HTML+"\n"); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

package checks

// otherFirm: what belongs to another workspace is never touched.
type otherFirm struct{}

func (otherFirm) Name() string { return "other workspace" }

func (otherFirm) Look(f *Firm) []string { return f.Other }

package news

// Rules are what holds for the updates of one client.
type Rules struct {
	Cadence Cadence `json:"cadence,omitzero"` // of his projects that have none of their own
	Second  bool    `json:"second,omitempty"` // a second person approves them, where the workspace wants that of chosen clients
}

// Check refuses rules that cannot be.
func (r Rules) Check() error { return r.Cadence.Check() }

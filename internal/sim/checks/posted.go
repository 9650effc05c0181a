package checks

import (
	"kept/conversation"
	"kept/internal/office"
)

// Posted is what was sent to the firm, by Message-ID: the senders' own record,
// which Kept never sees. Under the Message-IDs of our own mails it says which of
// them really came back.
type Posted map[string]Sent

// Sent is one mail as whoever sent it knows it.
type Sent struct {
	From    string // the address that it names as its sender
	Key     string
	Machine bool // no person wrote it, and it says so
	Forged  bool // its sender is not who it says
	Bounced bool // of a mail of ours: its reader's mail system sent it back
}

// Note writes a mail down before it is sent.
func (p Posted) Note(in office.Incoming) {
	p[in.MID] = Sent{From: in.Sender.Addr, Key: in.Key, Machine: in.MustNotAnswer != "", Forged: in.Origin == conversation.Forged}
}

// Bounced notes that a mail of ours is sent back.
func (p Posted) Bounced(mid string) {
	s := p[mid]
	s.Bounced = true
	p[mid] = s
}

package conversation

// Known is a conversation that a mail points to, by a token in the address it
// was sent to or by a reference to an earlier mail.
type Known struct {
	ID       ID // "" = no conversation yet: a notice that is answered for the first time
	NoticeID string
	ClientID string
}

// Somebody is a contact who has the sender's address.
type Somebody struct {
	ContactID string
	ClientID  string
}

// Signs is what a mail shows of where it belongs.
type Signs struct {
	Origin Origin
	// ByToken and ByReference are what the mail points to; nil = nothing that is ours.
	ByToken, ByReference *Known
	// Senders are the contacts with the sender's address, the one whose client
	// was heard from last at the head.
	Senders []Somebody
	// Project is the one that the address it was sent to names; ProjectClient whose it is.
	Project, ProjectClient string
	// BySubject is the open conversation of the sender's with the same subject,
	// not older than [SubjectHolds]; "" = none.
	BySubject ID
}

// SubjectHolds is for how many days a subject alone ties an answer to a
// conversation, where the client's mail program lost the references.
const SubjectHolds = 30

// Place is where a message belongs.
type Place struct {
	// Held: it enters no client's history until a person has looked.
	Held bool
	// Stranger: nobody has this address. He becomes a prospect, in triage.
	Stranger     bool
	ClientID     string
	ContactID    string
	ProjectID    string
	Conversation ID     // "" = a new one
	Answers      string // the notice that it answers, where that has no conversation yet
	Why          string // for the people who read it
}

// File finds the place of a mail. A token or a reference leads into a
// conversation only for who belongs to its client: both can be stolen, and a
// stranger who has one is a stranger. A mail that the domain of its sender
// disowns goes nowhere by itself.
func File(s Signs) Place {
	if s.Origin == Forged {
		return Place{Held: true, Why: "The domain in its sender's address says that this mail is not from there."}
	}
	for _, k := range []struct {
		known *Known
		why   string
	}{{s.ByToken, "It was sent to the address of this conversation."}, {s.ByReference, "It answers a mail of this conversation."}} {
		if k.known == nil {
			continue
		}
		for _, who := range s.Senders {
			if who.ClientID == k.known.ClientID {
				p := Place{ClientID: who.ClientID, ContactID: who.ContactID, Conversation: k.known.ID, Why: k.why}
				if k.known.ID == "" {
					p.Answers = k.known.NoticeID
				}
				return p
			}
		}
	}
	if len(s.Senders) == 0 {
		if s.ByToken != nil || s.ByReference != nil {
			return Place{Stranger: true, Why: "Nobody here knows this address. It points to a conversation with somebody else, and was kept out of it."}
		}
		return Place{Stranger: true, Why: "Nobody here knows this address."}
	}
	return ofSender(s)
}

// ofSender files by the sender alone.
func ofSender(s Signs) Place {
	who := s.Senders[0]
	if s.Project != "" {
		for _, x := range s.Senders {
			if x.ClientID == s.ProjectClient {
				return Place{ClientID: x.ClientID, ContactID: x.ContactID, ProjectID: s.Project, Why: "It was sent to the address of this project."}
			}
		}
	}
	p := Place{ClientID: who.ClientID, ContactID: who.ContactID, Why: "It came from this contact's address."}
	if s.BySubject != "" {
		p.Conversation, p.Why = s.BySubject, "It came from this contact's address, with the subject of this conversation."
	}
	return p
}

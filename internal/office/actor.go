package office

import (
	"kept/client"
	"kept/member"
	"kept/workspace"
)

// Actor is who acts: a member, a contact in his portal, or a part of Kept
// itself. Exactly one of Member, Contact and System is set.
type Actor struct {
	Workspace workspace.ID
	Member    member.ID
	Contact   client.ContactID
	Client    client.ID // of the contact
	System    string    // "watchdog", "outbox", "setup", "import"
}

// String gives the actor as the journal names him.
func (a Actor) String() string {
	switch {
	case a.Member != "":
		return "member:" + string(a.Member)
	case a.Contact != "":
		return "contact:" + string(a.Contact)
	}
	return a.System
}

// system is the actor for what Kept does by itself in a workspace.
func system(name string, ws workspace.ID) Actor { return Actor{Workspace: ws, System: name} }

package member

// Act is something a member may or may not do. The names are those of the journal.
type Act string

// The acts that [May] decides on.
const (
	SeeWorkspace    Act = "see workspace"    // clients, promises, notices, the journal
	SeeRecord       Act = "see record"       // somebody's record against the standards
	MakePromise     Act = "make promise"     // also log what was said to a client
	ChangePromise   Act = "change promise"   // edit, confirm, keep, reset, release
	ChangeClient    Act = "change client"    // clients, contacts, projects
	KeepDocuments   Act = "keep documents"   // add, rename, share, remove; entries of field logs, links and notes too
	TellClient      Act = "tell client"      // write to a contact
	ChangeMessage   Act = "change message"   // leave out or reword what would leave by itself
	SettlePrompt    Act = "settle prompt"    // snooze, hand over, not needed
	OpenPortal      Act = "open portal"      // let a contact in, end his sessions
	SetAbsence      Act = "set absence"      //
	ChangeMember    Act = "change member"    // name, hours, zone
	ManagePeople    Act = "manage people"    // invite, end, roles, leaders, deputies
	ChangeWorkspace Act = "change workspace" // hours, standards, policy, brand
	ReleaseMail     Act = "release mail"     // pause and release what leaves
	Import          Act = "import"           //
	UseTokens       Act = "use tokens"       // API tokens
	EndSession      Act = "end session"      //
)

// Scope is how far a permission reaches.
type Scope string

// The scopes. Own means: the member himself, what he owns or holds, what
// belongs to a client he owns, or what belongs to one he stands in for or leads.
const (
	No  Scope = "no"
	Own Scope = "own"
	All Scope = "all"
)

// Rule is a row of the policy table: how far each role may go with an act.
type Rule struct {
	Act                    Act
	Owner, Leader, Regular Scope
}

// Policy is the one table of who may do what.
func Policy() []Rule {
	return []Rule{
		{SeeWorkspace, All, All, All},
		{SeeRecord, All, All, Own},
		{MakePromise, All, All, All},
		{ChangePromise, All, All, Own},
		{ChangeClient, All, All, All},
		{KeepDocuments, All, All, All},
		{TellClient, All, All, All},
		{ChangeMessage, All, All, Own},
		{SettlePrompt, All, All, Own},
		{OpenPortal, All, All, All},
		{SetAbsence, All, All, Own},
		{ChangeMember, All, Own, Own},
		{ManagePeople, All, No, No},
		{ChangeWorkspace, All, No, No},
		{ReleaseMail, All, No, No},
		{Import, All, All, No},
		{UseTokens, Own, Own, Own},
		{EndSession, All, Own, Own},
	}
}

// May tells how far role may go with act. An unknown role or act may nothing.
func May(role Role, act Act) Scope {
	for _, r := range Policy() {
		if r.Act != act {
			continue
		}
		switch role {
		case Owner:
			return r.Owner
		case Leader:
			return r.Leader
		case Regular:
			return r.Regular
		}
	}
	return No
}

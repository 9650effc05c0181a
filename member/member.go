// Package member holds the people of a firm: who they are, whom they answer
// to, when they are away, and what each of them may do.
package member

import (
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/tongue"
	"kept/worktime"
)

// ID names a member.
type ID string

// Role is what a member is to the workspace.
type Role string

// The roles. An owner runs the workspace, a leader answers for others' work,
// a regular member for his own.
const (
	Owner   Role = "owner"
	Leader  Role = "leader"
	Regular Role = "member"
)

// Roles lists every role, most trusted first.
func Roles() []Role { return []Role{Owner, Leader, Regular} }

// Member is a person of the firm.
type Member struct {
	ID       ID
	Name     string
	Email    string
	Role     Role
	Hours    worktime.Hours // own office hours and zone
	LeaderID ID             // who is prompted when this member does not act; "" = the workspace's owner
	DeputyID ID             // who acts while this member is away; "" = nobody
	Shows    Shown          // what clients see of him besides his name
	Language string         // in which he reads Kept, one of [tongue.Codes]; "" = as his browser asks, and English in mails
	JoinedAt time.Time
	EndedAt  time.Time // zero while he belongs to the firm
	Version  int
}

// Shown is what clients see of a member besides his name, as he chose it.
type Shown struct {
	Phone     string `json:"phone,omitempty"`   // "" = none
	PictureID string `json:"picture,omitempty"` // "" = his initials
	Hours     bool   `json:"hours,omitempty"`   // when he works
}

// MaxPhone is the longest number, in characters.
const MaxPhone = 40

// Active tells whether the member still belongs to the firm.
func (m Member) Active() bool { return m.EndedAt.IsZero() }

// Limits of what is said of a member, in characters.
const (
	MaxName  = 120
	MaxEmail = 254 // RFC 5321 4.5.3.1.3: a path of 256 with its brackets
)

// Check refuses a member that cannot be: a name or address missing or too
// long, an unknown role, hours that are none, or being one's own deputy.
func (m Member) Check() error {
	var c fault.Check
	CheckLine(&c, "name", m.Name, MaxName)
	CheckEmail(&c, "email", m.Email)
	c.Want(m.Role == Owner || m.Role == Leader || m.Role == Regular, "role", "Choose owner, leader or member.")
	c.Want(m.LeaderID == "" || m.LeaderID != m.ID, "leader", "Nobody is their own leader. Choose another member.")
	c.Want(m.DeputyID == "" || m.DeputyID != m.ID, "deputy", "Nobody is their own deputy. Choose another member.")
	CheckPhone(&c, "phone", m.Shows.Phone)
	c.Want(m.Language == "" || tongue.Known(m.Language), "language", "Choose one of the languages offered.")
	if err := c.Err(); err != nil {
		return err
	}
	return m.Hours.Check()
}

// CheckLine wants a single line of 1 to max characters without control characters.
func CheckLine(c *fault.Check, field, s string, limit int) {
	c.Want(strings.TrimSpace(s) != "", field, "This is needed.")
	CheckOptionalLine(c, field, s, limit)
}

// CheckPhone wants digits, spaces and the signs that numbers are written with,
// or nothing.
func CheckPhone(c *fault.Check, field, s string) {
	c.Want(len(s) <= MaxPhone && strings.Trim(s, "+0123456789 ()/.-") == "" && (s == "" || strings.ContainsAny(s, "0123456789")), field, "Write a number like +49 30 555 0142.")
}

// CheckEmail wants one plain address: something, an @, a domain; no spaces,
// brackets or control characters.
func CheckEmail(c *fault.Check, field, s string) {
	c.Want(s != "", field, "An e-mail address is needed.")
	c.Want(len(s) <= MaxEmail, field, "An e-mail address has at most 254 characters.")
	local, domain, ok := cutLast(s, '@')
	ok = ok && local != "" && domain != "" && len(local) <= 64 && !strings.ContainsAny(s, " \t\r\n<>,;:\"()[]\\")
	ok = ok && !strings.Contains(local, "@") && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.Contains(domain, "..")
	for _, r := range s {
		ok = ok && r > 0x20 && r != 0x7f && r != 0xfffd
	}
	c.Want(ok, field, "This is not an e-mail address. It should look like ana@example.com.")
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// EmailKey folds an address for comparing: people type capitals anywhere.
func EmailKey(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

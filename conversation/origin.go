// Package conversation holds what was said with a contact, whatever the
// channel, and the rules by which a message finds its place: whose it is, which
// thread it goes on with, and what a stranger may not enter.
//
// Nothing here reads a clock, a file or a database.
package conversation

// Origin is what is known of whether a mail comes from whom it names.
type Origin string

// The origins.
const (
	// Unknown: nobody whom we trust has looked.
	Unknown Origin = ""
	// Verified: the domain of the From address stands for this mail: DMARC passed
	// (RFC 7489), or an aligned DKIM signature (RFC 6376) verified.
	Verified Origin = "verified"
	// Unproven: it was looked at, and the domain neither stands for it nor
	// disowns it.
	Unproven Origin = "unproven"
	// Forged: the domain of the From address disowns it: DMARC failed.
	Forged Origin = "forged"
)

package conversation

import "time"

// Caller is a contact with the number that a call or a text came from.
type Caller struct {
	ContactID string
	ClientID  string
	LastAt    time.Time // when we were in contact last, either way; zero = never
}

// CallerOf says whose call or text it is: of several with one number the one
// with whom we were in contact last, for who calls mostly goes on with
// something; of those with whom that was at the same time, the first. shared:
// there are several, so that a person should look. With nobody it is the zero
// caller.
func CallerOf(all []Caller) (whose Caller, shared bool) {
	for i, c := range all {
		if i == 0 || c.LastAt.After(whose.LastAt) {
			whose = c
		}
	}
	return whose, len(all) > 1
}

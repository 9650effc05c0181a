package api

import (
	"strings"

	"kept/internal/fault"
	"kept/internal/id"
	"kept/internal/office"
	"kept/member"
)

// The prefixes of ids.
const (
	ofAbsence      = "abs"
	ofArrival      = "arr"
	ofClient       = "cli"
	ofClock        = "clk"
	ofContact      = "con"
	ofConversation = "cnv"
	ofHandOff      = "hof"
	ofUpdate       = "upd"
	ofIssue        = "iss"
	ofCheckIn      = "chk"
	ofMailbox      = "mbx"
	ofMember       = "mem"
	ofDevice       = "dev"
	ofDocument     = "doc"
	ofEntry        = "fld"
	ofItem         = "shf"
	ofMessage      = "msg"
	ofPhrase       = "phr"
	ofStep         = "stp"
	ofTemplate     = "tpl"
	ofNotice       = "ntc"
	ofProject      = "prj"
	ofPromise      = "prm"
	ofPrompt       = "pmt"
	ofSession      = "ses"
	ofTelling      = "tel"
	ofToken        = "tok"
)

// named reads an id in a path. One that cannot be looks like one that is not.
func named[T ~string](prefix, raw string) (T, error) {
	if !id.Valid(prefix, raw) {
		return "", nothingHere()
	}
	return T(raw), nil
}

// nothingHere is said of what is not there, and of what is another's.
func nothingHere() *fault.Error {
	return fault.New(fault.NotFound, "There is nothing here, or it is not yours.")
}

// ref reads an id in a body or a query; "" stays. One that cannot be becomes
// one that never was, so that it is refused like one that is not there, and no
// byte of it reaches the database.
func ref[T ~string](prefix, raw string) T {
	if raw != "" && !id.Valid(prefix, raw) {
		return T(prefix + "_" + strings.Repeat("0", id.Body))
	}
	return T(raw)
}

// memberRef is [ref] for members, where "me" is the actor.
func memberRef(who office.Actor, raw string) member.ID {
	if raw == "me" {
		return who.Member
	}
	return ref[member.ID](ofMember, raw)
}

// memberNamed is [named] for members, where "me" is the actor.
func memberNamed(who office.Actor, raw string) (member.ID, error) {
	if raw == "me" {
		return who.Member, nil
	}
	return named[member.ID](ofMember, raw)
}

// refs reads several ids.
func refs[T ~string](prefix string, raw []string) []T {
	out := make([]T, 0, len(raw))
	for _, r := range raw {
		if r == "" {
			r = "-" // an empty one names nobody either
		}
		out = append(out, ref[T](prefix, r))
	}
	return out
}

// clientField says of a client who is not there what a form would say.
func clientField(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field("client", "Choose a client.")
	}
	return err
}

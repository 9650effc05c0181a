// Package vcard reads contacts from vCard files (2.1, 3.0 and 4.0: RFC 2426,
// RFC 6350), as phones, Outlook, Google Contacts and Apple export them. Why
// emersion/go-vcard does not read the lines is told in package contentline.
package vcard

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/contentline"
	"kept/internal/importer/format"
)

// The limits on one file of contacts. Each is told to the person who passes it.
const (
	MaxBytes  = 32 << 20 // photos take most of it
	MaxCards  = 50_000
	MaxValues = 50 // addresses, and phones, of one card
)

// Card is one contact. Texts are unescaped and trimmed.
type Card struct {
	Line         int // physical line of its BEGIN
	UID          string
	Name         string // FN, else put together from N; "" where only an organisation or address is given
	Organisation string
	Title        string // what the contact does there: TITLE, else ROLE
	Zone         string // IANA name, "" when none is given
	Language     string // like "de" or "pt-BR", "" when none is given
	Emails       []string
	Phones       []Phone

	// Company tells that the card is of an organisation, not of a person.
	Company bool
}

// Phone is a number as it was written, and what for: CELL, WORK, HOME, FAX ...
type Phone struct {
	Number string
	Types  []string
}

// File is what a file of contacts holds. Problems lists what could not be taken.
type File struct {
	Cards    []Card
	Problems []contentline.Problem
}

// Read reads a file of contacts. What is no vCard, too large, or holds more
// than [MaxCards] is refused (fault.Invalid); a broken part of a card is told.
func Read(data []byte) (File, error) {
	if len(data) > MaxBytes {
		return File{}, fault.New(fault.Invalid, fmt.Sprintf(
			"The file of contacts is larger than %d MB. Export it without photos, or in parts.", MaxBytes>>20))
	}
	if kind := format.Of(data); kind != format.Cards {
		return File{}, format.Refuse(kind, "a file of contacts (.vcf)")
	}
	r := reader{}
	for _, l := range contentline.Read(data, &r.problems) {
		if err := r.take(l); err != nil {
			return File{}, err
		}
	}
	if r.depth > 0 {
		r.problems.Add(r.card.line, "this contact never ends; the file may have been cut off")
		r.close()
	}
	return File{Cards: r.cards, Problems: r.problems.List()}, nil
}

// reader is one reading of one file.
type reader struct {
	cards    []Card
	problems contentline.Problems
	depth    int // an AGENT of vCard 2.1 is a card inside of a card; it is passed over
	card     open
}

// open is the card that is being read.
type open struct {
	line  int
	lines []contentline.Line
}

func (r *reader) take(l contentline.Line) error {
	isCard := strings.EqualFold(strings.TrimSpace(l.Value), "VCARD")
	switch {
	case l.Name == "BEGIN" && isCard:
		if r.depth == 0 {
			r.card = open{line: l.Number}
		}
		r.depth++
	case l.Name == "END" && isCard && r.depth > 0:
		if r.depth--; r.depth > 0 {
			return nil
		}
		if len(r.cards) >= MaxCards {
			return fault.New(fault.Invalid, fmt.Sprintf("The file has more than %d contacts. Export it in parts.", MaxCards))
		}
		r.close()
	case r.depth == 0:
		r.problems.Add(l.Number, fmt.Sprintf("%s stands outside of every contact", l.Name))
	case r.depth == 1:
		r.card.lines = append(r.card.lines, l)
	}
	return nil
}

// close reads the card that just ended.
func (r *reader) close() {
	r.depth = 0
	c := Card{Line: r.card.line}
	var structured string
	var preferred []string
	for _, l := range r.card.lines {
		text := strings.TrimSpace(l.Text())
		switch l.Name {
		case "FN":
			keepFirst(&c.Name, text)
		case "N":
			keepFirst(&structured, nameOf(l))
		case "ORG":
			keepFirst(&c.Organisation, strings.TrimSpace(l.Texts(';')[0]))
		case "TITLE":
			c.Title = text
		case "ROLE":
			keepFirst(&c.Title, text)
		case "UID":
			c.UID = strings.TrimPrefix(text, "urn:uuid:")
		case "EMAIL":
			if address := r.email(l, len(c.Emails)); address != "" && !slices.Contains(c.Emails, address) {
				c.Emails = append(c.Emails, address)
				if isPreferred(l) {
					preferred = append(preferred, address)
				}
			}
		case "TEL":
			r.phone(&c, l)
		case "TZ":
			c.Zone = r.zone(l, text)
		case "LANG":
			keepFirst(&c.Language, text)
		case "KIND", "X-ADDRESSBOOKSERVER-KIND":
			switch strings.ToLower(text) {
			case "group":
				r.problems.Add(l.Number, "this is a group of contacts, not a contact; it was passed over")
				return
			case "org":
				c.Company = true
			}
		case "X-ABSHOWAS":
			c.Company = strings.EqualFold(text, "COMPANY")
		}
	}
	keepFirst(&c.Name, structured)
	c.Emails = firstThese(c.Emails, preferred)
	if c.Name == "" && c.Organisation == "" && len(c.Emails) == 0 {
		r.problems.Add(c.Line, "this contact has no name, organisation or address; it was passed over")
		return
	}
	r.cards = append(r.cards, c)
}

func keepFirst(to *string, s string) {
	if *to == "" {
		*to = s
	}
}

// nameOf puts N together: prefix, given name, additional names, family name, suffix.
func nameOf(l contentline.Line) string {
	parts := append(l.Texts(';'), "", "", "", "", "")
	ordered := []string{parts[3], parts[1], parts[2], parts[0], parts[4]}
	return strings.Join(strings.Fields(strings.Join(ordered, " ")), " ")
}

// email gives the address of a line in small letters, "" when it is none.
func (r *reader) email(l contentline.Line, have int) string {
	address := strings.ToLower(strings.TrimSpace(l.Text()))
	address = strings.TrimSpace(strings.TrimPrefix(address, "mailto:"))
	// Outlook and old phones write <ana@nordwind.example> and names around it.
	if from, to := strings.LastIndexByte(address, '<'), strings.LastIndexByte(address, '>'); from >= 0 && to > from {
		address = address[from+1 : to]
	}
	name, domain, ok := strings.Cut(address, "@")
	switch {
	case address == "":
	case !ok || name == "" || domain == "" || strings.ContainsAny(address, " \t\n,;<>") || strings.Contains(domain, "@"):
		r.problems.Add(l.Number, fmt.Sprintf("%q is no mail address", shown(address)))
	case have >= MaxValues:
		r.problems.Add(l.Number, fmt.Sprintf("a contact has at most %d addresses; this one was left out", MaxValues))
	default:
		return address
	}
	return ""
}

// isPreferred tells whether the owner of the address book put a value first.
func isPreferred(l contentline.Line) bool {
	return slices.Contains(l.Types(), "PREF") || l.Param("PREF") == "1"
}

func firstThese(all, first []string) []string {
	slices.SortStableFunc(all, func(a, b string) int {
		switch at, bt := slices.Contains(first, a), slices.Contains(first, b); {
		case at == bt:
			return 0
		case at:
			return -1
		}
		return 1
	})
	return all
}

func (r *reader) phone(c *Card, l contentline.Line) {
	number := strings.TrimSpace(l.Text())
	if len(number) > 4 && strings.EqualFold(number[:4], "tel:") {
		number = strings.Replace(number[4:], ";ext=", " ext. ", 1)
		number, _, _ = strings.Cut(number, ";")
	}
	switch {
	case number == "":
		return
	case len(c.Phones) >= MaxValues:
		r.problems.Add(l.Number, fmt.Sprintf("a contact has at most %d phones; this one was left out", MaxValues))
		return
	}
	types := slices.DeleteFunc(l.Types(), func(t string) bool { return t == "PREF" || t == "VOICE" || t == "QUOTED-PRINTABLE" })
	c.Phones = append(c.Phones, Phone{Number: number, Types: types})
}

// zone takes an IANA name; an offset alone is no zone, since it does not know
// when the clocks change.
func (r *reader) zone(l contentline.Line, text string) string {
	name, _, _ := strings.Cut(text, ";")
	if strings.Contains(name, "/") && len(name) <= 40 {
		if _, err := time.LoadLocation(name); err == nil {
			return name
		}
	}
	if name != "" {
		r.problems.Add(l.Number, fmt.Sprintf("%q is no time zone like Europe/Rome; it was left out", shown(name)))
	}
	return ""
}

// shown shortens foreign text for a sentence.
func shown(s string) string {
	const longest = 60
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

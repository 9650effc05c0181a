package promises

import (
	"fmt"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/importer/table"
)

// Hints are what a file says of whom an entry concerns.
type Hints struct {
	Addresses  []string // of attendees and the organizer, or of the contact; in small letters
	Summary    string
	Location   string
	Categories []string
	Calendar   string // name of the calendar
}

// ClientRef is a client as the directory knows it.
type ClientRef struct {
	ID        string
	Name      string
	Addresses []string // of its contacts
	Domains   []string // of its own, beside those of the addresses
}

// A client's name is looked for inside of texts from this many letters on:
// "Go" is in too many summaries. Without its legal form it must be longer.
const (
	shortestName  = 3
	shortestShort = 4
)

// Directory is the clients, indexed for [Directory.Match]. It is not changed
// once made and may be shared.
type Directory struct {
	clients   []ClientRef
	addresses map[string][]int // to places in clients, each once
	domains   map[string][]int
	names     map[string][]int // folded, with and without legal form
	mostWords int
}

// Index makes a directory of the clients.
func Index(clients []ClientRef) *Directory {
	d := &Directory{clients: clients, addresses: map[string][]int{}, domains: map[string][]int{}, names: map[string][]int{}}
	add := func(to map[string][]int, key string, i int) {
		if key != "" && !slices.Contains(to[key], i) {
			to[key] = append(to[key], i)
		}
	}
	for i, c := range clients {
		for _, a := range c.Addresses {
			a = strings.ToLower(strings.TrimSpace(a))
			add(d.addresses, a, i)
			if domain := domainOf(a); !client.SharedMail(domain) {
				add(d.domains, domain, i)
			}
		}
		for _, domain := range c.Domains {
			if domain = strings.ToLower(strings.TrimSpace(domain)); !client.SharedMail(domain) {
				add(d.domains, domain, i)
			}
		}
		for _, name := range namesOf(c.Name) {
			add(d.names, name, i)
			d.mostWords = max(d.mostWords, 1+strings.Count(name, " "))
		}
	}
	return d
}

// Match finds the client that the hints concern, and says why it is this one,
// or why none. In this order: an address of a contact; an address in a
// client's domain, freemail apart; the client's name as whole words in the
// summary, the location, the categories or the calendar's name, the longest
// name winning. Where two clients fit equally well, none is taken: a promise
// in the wrong client's portal is worse than a question.
func Match(h Hints, directory []ClientRef) (clientID string, why string, ok bool) {
	return Index(directory).Match(h)
}

// Match is [Match] in an indexed directory.
func (d *Directory) Match(h Hints) (clientID string, why string, ok bool) {
	for _, try := range []func(Hints) []hit{d.byAddress, d.byDomain, d.byName} {
		hits := try(h)
		if len(hits) == 0 {
			continue
		}
		best := slices.MaxFunc(hits, func(a, b hit) int { return a.weight - b.weight })
		for _, other := range hits {
			if other.client != best.client && other.weight == best.weight {
				return "", fmt.Sprintf("both %s (%s) and %s (%s) fit", d.clients[best.client].Name, best.why, d.clients[other.client].Name, other.why), false
			}
		}
		return d.clients[best.client].ID, best.why, true
	}
	return "", "no address and no word of it belongs to a client", false
}

// AddressOf gives the address among the hints that is a contact's of the
// client, "" when none is.
func (d *Directory) AddressOf(h Hints, clientID string) string {
	for _, a := range h.Addresses {
		for _, i := range d.addresses[a] {
			if d.clients[i].ID == clientID {
				return a
			}
		}
	}
	return ""
}

// hit is a client that fits, by its place, and how well.
type hit struct {
	client int
	why    string
	weight int
}

func (d *Directory) byAddress(h Hints) (hits []hit) {
	for _, a := range h.Addresses {
		for _, i := range d.addresses[a] {
			hits = append(hits, hit{client: i, why: a + " is a contact there"})
		}
	}
	return hits
}

// byDomain takes the domain of an address, or the nearest above it that is a
// client's.
func (d *Directory) byDomain(h Hints) (hits []hit) {
	for _, a := range h.Addresses {
		for domain := domainOf(a); domain != ""; _, domain, _ = strings.Cut(domain, ".") {
			if d.domains[domain] == nil {
				continue
			}
			for _, i := range d.domains[domain] {
				hits = append(hits, hit{client: i, why: a + " is at " + domain})
			}
			break
		}
	}
	return hits
}

func domainOf(address string) string {
	return strings.TrimSpace(address[strings.LastIndexByte(address, '@')+1:])
}

// byName looks for names in the texts of the hints, folded, as whole words.
func (d *Directory) byName(h Hints) (hits []hit) {
	look := func(text, place string, label bool) {
		words := strings.Fields(table.Fold(text))
		for from := range words {
			for to := from + 1; to <= min(len(words), from+d.mostWords); to++ {
				name := strings.Join(words[from:to], " ")
				whole := label && from == 0 && to == len(words)
				if len([]rune(name)) < shortestName && !whole {
					continue
				}
				for _, i := range d.names[name] {
					hits = append(hits, hit{client: i, why: d.clients[i].Name + " is named in " + place, weight: len(name)})
				}
			}
		}
	}
	look(h.Summary, "the summary", false)
	look(h.Location, "the place", false)
	for _, c := range h.Categories {
		look(c, "a category", true)
	}
	look(h.Calendar, "the calendar's name", true)
	return hits
}

// namesOf gives a client's name folded, and without its legal form: people
// write "Call with Nordwind", not "Call with Nordwind GmbH & Co. KG".
func namesOf(name string) []string {
	full := table.Fold(name)
	if full == "" {
		return nil
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\u00a0' })
	for len(parts) > 1 {
		last := strings.ReplaceAll(table.Fold(parts[len(parts)-1]), " ", "")
		if last != "" && !legalForms[last] {
			break
		}
		parts = parts[:len(parts)-1]
	}
	short := table.Fold(strings.Join(parts, " "))
	if short == full || len([]rune(short)) < shortestShort {
		return []string{full}
	}
	return []string{full, short}
}

// legalForms are the words that end a company's name in the register, folded
// and without their dots.
var legalForms = set("gmbh", "ag", "kg", "ohg", "gbr", "ug", "ek", "ev", "eg", "co", "mbh", "se", "inc", "incorporated", "llc", "llp", "ltd", "limited",
	"plc", "corp", "corporation", "sa", "sas", "sarl", "sasu", "eurl", "srl", "srls", "spa", "snc", "sl", "slu", "ltda", "lda", "unipessoal", "eireli",
	"bv", "nv", "vof", "bvba", "kft", "sro", "oy", "ab", "aps", "pty")

// set makes a set of words as they are.
func set(list ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[w] = true
	}
	return out
}

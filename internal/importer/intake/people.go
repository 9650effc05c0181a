package intake

import (
	"fmt"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/member"
)

// join plans the people of a client who is here: those who are not here yet
// are added to him, the others stay as they are.
func (m *clientMatcher) join(l *Line, it *office.ClientImport, c store.ClientName, seen before) error {
	var fresh, there []client.Contact
	for _, k := range it.Contacts {
		h, ok := m.person(c.ID, k)
		if !ok {
			fresh = append(fresh, k)
			continue
		}
		there = append(there, h)
		l.Remarks = append(l.Remarks, otherwise(h, k)...)
	}
	added, err := seen(c.ID, fresh)
	if err != nil {
		return err
	}
	it.Client, it.Contacts = client.Client{ID: c.ID}, nil
	for i, k := range fresh {
		if !added[i] {
			it.Contacts = append(it.Contacts, k)
		}
	}
	l.Client, l.Cells = c.ID, []string{c.Name, "", names(it.Contacts)}
	if wrong := wrongWith(it.Contacts); len(wrong) > 0 {
		l.Effect, l.Say = Problem, sentences(wrong)
		return nil
	}
	switch {
	case len(it.Contacts) > 0:
		l.Effect, l.Say = Join, "for a client who is here"
	case len(l.Remarks) > 0:
		l.Effect, l.Cells[2] = Differs, names(there)
	default:
		l.Effect, l.Cells[2] = There, names(there)
	}
	return nil
}

// person finds somebody among the contacts of a client, those who left too: by
// the address, else by the name.
func (d *desk) person(of client.ID, k client.Contact) (client.Contact, bool) {
	for _, h := range d.dir.Contacts[of] {
		if k.Email != "" && member.EmailKey(h.Email) == member.EmailKey(k.Email) {
			return h, true
		}
	}
	for _, h := range d.dir.Contacts[of] {
		if nameKey(h.Name) == nameKey(k.Name) {
			return h, true
		}
	}
	return client.Contact{}, false
}

// otherwise says what the file says otherwise of somebody who is here.
func otherwise(here, k client.Contact) (remarks []string) {
	switch {
	case !here.EndedAt.IsZero():
		return []string{here.Name + " is here as one who has left"}
	case k.Email == "" || member.EmailKey(k.Email) == member.EmailKey(here.Email):
	case here.Email == "":
		return []string{fmt.Sprintf("%s is here without an address; the file says %s", here.Name, k.Email)}
	default:
		return []string{fmt.Sprintf("%s is here with %s; the file says %s", here.Name, here.Email, k.Email)}
	}
	return nil
}

// several plans a line whose name several clients have: nobody can tell whose
// its people are, unless all of them are here.
func (m *clientMatcher) several(l *Line, it office.ClientImport, named []int) {
	l.Effect = There
	var strangers []string
	for _, k := range it.Contacts {
		found := false
		for _, i := range named {
			_, ok := m.person(m.dir.Clients[i].ID, k)
			found = found || ok
		}
		if !found {
			strangers = append(strangers, k.Name)
		}
	}
	if len(strangers) > 0 {
		l.Effect = Problem
		l.Say = fmt.Sprintf("%d clients here are named “%s”. Add %s on the page of the right one, and take this line out.", len(named), l.Cells[0], strings.Join(strangers, ", "))
	}
}

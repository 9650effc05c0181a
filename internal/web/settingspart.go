package web

import (
	"kept/internal/fault"
	"kept/internal/web/page"
)

// settingsPage is a page of settings: its address, and how it is built.
type settingsPage struct {
	url   string
	build func(*visit) (page.Settings, error)
}

// savePart saves one part of a page of settings and shows the page anew. When
// it fails, the page comes back with the part's form as it was sent, its words
// beside the fields, and a word at its head, for the part may stand far below.
func savePart(v *visit, on settingsPage, id string, save func() error) error {
	return savePartSaying(v, on, id, func() (string, error) {
		err := save()
		return v.say("Saved."), err
	})
}

// savePartSaying is savePart for what has more to say than that it is saved.
func savePartSaying(v *visit, on settingsPage, id string, save func() (string, error)) error {
	var word string
	err := parseForm(v, id)
	if err == nil {
		word, err = save()
	}
	if err == nil {
		v.leave(word)
		return v.go303(on.url + "#" + id)
	}
	p, wrong := on.build(v)
	if wrong != nil {
		return wrong
	}
	form, title := partForm(&p, id)
	switch {
	case form == nil && fault.KindOf(err) == fault.Invalid:
		return errNotYours // the part is not there for who may not
	case form == nil:
		return err
	}
	if err := v.complain(stale(err), &form.Form, form.Inputs()...); err != nil {
		return err
	}
	p.Desk.Flash = &page.Flash{Problem: true, Text: v.say("Something is to be mended in “{what}”.", "what", title)}
	p.Desk.Flash.Link.Text, p.Desk.Flash.Link.URL = v.say("Go there"), "#"+id
	return v.again(p)
}

// partForm finds the form of a part by the part's id: the one that stands
// there, the one that opens for one more item, or the one of an item.
func partForm(p *page.Settings, id string) (*page.ActForm, string) {
	for i := range p.Sections {
		s := &p.Sections[i]
		switch {
		case s.Form != nil && s.Form.ID == id:
			return s.Form, s.Title
		case s.Add != nil && s.Add.ID == id:
			return s.Add, s.Title
		}
		for _, it := range s.Items {
			for _, a := range it.Acts {
				if a.Form != nil && a.Form.ID == id {
					return a.Form, it.Text
				}
			}
		}
	}
	return nil, ""
}

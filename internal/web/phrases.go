package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// onPhrases is the page of the ready answers.
func onPhrases() settingsPage { return settingsPage{url: page.PhrasesURL, build: buildPhrases} }

// phrasesPage lists the ready answers, to be changed where they stand.
func phrasesPage(v *visit) error {
	p, err := buildPhrases(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildPhrases(v *visit) (page.Settings, error) {
	p := page.Settings{Desk: v.frame("Ready answers", page.InSettings), Heading: "Ready answers", Lede: "Words that you write often. They are offered where you answer, and you change them there as you like."}
	if mayDo(v, member.ChangeWorkspace) {
		p.Desk.Crumbs = []ui.Link{{Text: "Workspace", URL: page.SettingsURL}}
	}
	all, err := v.o.Phrases.List(v.r.Context(), v.who)
	if err != nil {
		return p, err
	}
	may := mayDo(v, member.TellClient)
	list := page.SettingsPart{ID: "phrases", Title: "Yours", None: "There is none yet. The first could be what you say when somebody asks how it goes."}
	for _, x := range all {
		list.Items = append(list.Items, phraseItem(x, may))
	}
	if may {
		list.Add, list.AddText = page.NewPhraseForm(ui.Form{Action: page.PhrasesURL, Once: newOnce()}, "phrase-new", "Add it"), "Add a ready answer"
		list.Add.Lead = "In braces stands what is filled in: " + placeholders() + "."
	}
	p.Sections = []page.SettingsPart{list, {ID: "placeholders", Title: "What is filled in", Lead: "Where an answer says one of these in braces, Kept puts in what fits. What it cannot know stays as it is, for you to see.", Items: placeholderItems()}}
	return p, nil
}

func phraseItem(x store.Phrase, may bool) page.Item {
	it := page.Item{ID: x.ID, Text: x.Name, Words: x.Text}
	if !may {
		return it
	}
	here := page.PhrasesURL + "/" + x.ID
	f := page.NewPhraseForm(ui.Form{Action: here, Version: strconv.Itoa(x.Version)}, x.ID, "Save")
	f.Fields[0].Value, f.Fields[1].Value = x.Name, x.Text
	it.Acts = []page.Act{{Label: "Change", Icon: "pen", Of: x.Name, Form: f}, {Label: "Drop", Of: x.Name, Post: here + "/end"}}
	return it
}

func placeholders() string { return "{" + strings.Join(office.Placeholders(), "}, {") + "}" }

func placeholderItems() []page.Item {
	say := map[string]string{
		"contact": "Who reads it: Ana Ruiz.", "client": "For whom they speak: Casa Ruiz.", "project": "What it is about, where it is about a project.", "me": "Your name.",
		"firm": "The name of the workspace.", "next contact": "When they hear from you next, as you set it.",
	}
	var out []page.Item
	for _, name := range office.Placeholders() {
		out = append(out, page.Item{Text: "{" + name + "}", Hint: say[name]})
	}
	return out
}

// savePhrase adds a ready answer, or changes the one of the address.
func savePhrase(v *visit) error {
	key := v.r.PathValue("phrase")
	part := key
	if key == "" {
		part = "phrase-new"
	} else if err := phraseThere(v, key); err != nil {
		return err
	}
	return savePart(v, onPhrases(), part, func() error {
		form := v.r.PostForm
		x := store.Phrase{ID: key, Name: strings.TrimSpace(form.Get("name")), Text: strings.TrimSpace(strings.ReplaceAll(form.Get("text"), "\r\n", "\n"))}
		if key != "" {
			x.Version = versionOf(v)
			_, err := v.o.Phrases.Save(v.r.Context(), v.who, x)
			return err
		}
		_, err := once(v, func(ctx context.Context) (string, error) {
			_, err := v.o.Phrases.Save(ctx, v.who, x)
			return page.PhrasesURL, err
		})
		return err
	})
}

// dropPhrase takes a ready answer away.
func dropPhrase(v *visit) error {
	key := v.r.PathValue("phrase")
	if err := phraseThere(v, key); err != nil {
		return err
	}
	if err := v.o.Phrases.Drop(v.r.Context(), v.who, key); err != nil {
		return err
	}
	v.leave(v.say("Dropped."))
	return v.go303(page.PhrasesURL)
}

// phraseThere refuses a ready answer that is not there, or not any more.
func phraseThere(v *visit, key string) error {
	all, err := v.o.Phrases.List(v.r.Context(), v.who)
	if err == nil && !slices.ContainsFunc(all, func(x store.Phrase) bool { return x.ID == key }) {
		return errNothing
	}
	return err
}

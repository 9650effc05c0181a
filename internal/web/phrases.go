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
	p := page.Settings{Desk: v.frame(v.say("Ready answers"), page.InSettings), Heading: v.say("Ready answers"), Lede: v.say("Words that you write often. They are offered where you answer, and you change them there as you like.")}
	if mayDo(v, member.ChangeWorkspace) {
		p.Desk.Crumbs = []ui.Link{{Text: v.say("Workspace"), URL: page.SettingsURL}}
	}
	all, err := v.o.Phrases.List(v.r.Context(), v.who)
	if err != nil {
		return p, err
	}
	may := mayDo(v, member.TellClient)
	list := page.SettingsPart{ID: "phrases", Title: v.say("Yours"), None: v.say("There is none yet. The first could be what you say when somebody asks how it goes.")}
	for _, x := range all {
		list.Items = append(list.Items, phraseItem(v, x, may))
	}
	if may {
		list.Add, list.AddText = page.NewPhraseForm(v.voice(), ui.Form{Action: page.PhrasesURL, Once: newOnce()}, "phrase-new", v.say("Add it")), v.say("Add a ready answer")
		list.Add.Lead = v.say("In braces stands what is filled in: {names}.", "names", placeholders())
	}
	p.Sections = []page.SettingsPart{list, {ID: "placeholders", Title: v.say("What is filled in"), Lead: v.say("Where an answer says one of these in braces, Kept puts in what fits. What it cannot know stays as it is, for you to see."), Items: placeholderItems(v)}}
	return p, nil
}

func phraseItem(v *visit, x store.Phrase, may bool) page.Item {
	it := page.Item{ID: x.ID, Text: x.Name, Words: x.Text}
	if !may {
		return it
	}
	here := page.PhrasesURL + "/" + x.ID
	f := page.NewPhraseForm(v.voice(), ui.Form{Action: here, Version: strconv.Itoa(x.Version)}, x.ID, v.say("Save"))
	f.Fields[0].Value, f.Fields[1].Value = x.Name, x.Text
	it.Acts = []page.Act{{Label: v.say("Change"), Icon: "pen", Of: x.Name, Form: f}, {Label: v.say("Drop"), Of: x.Name, Post: here + "/end"}}
	return it
}

func placeholders() string { return "{" + strings.Join(office.Placeholders(), "}, {") + "}" }

func placeholderItems(v *visit) []page.Item {
	say := map[string]string{
		"contact": v.say("Who reads it: Ana Ruiz."), "client": v.say("For whom they speak: Casa Ruiz."), "project": v.say("What it is about, where it is about a project."), "me": v.say("Your name."),
		"firm": v.say("The name of the workspace."), "next contact": v.say("When they hear from you next, as you set it."),
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

package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/conversation"
	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/web/webtest"
	"kept/member"
)

// mail is a mail of Ana Ruiz's as it is understood.
func mail(subject, text string) office.Incoming {
	raw := []byte("From: Ana Ruiz <ana@casaruiz.example>\r\nSubject: " + subject + "\r\n\r\n" + text)
	return office.Incoming{
		Raw: raw, SHA256: digest(raw), Key: digest(raw), Way: "smtp", Sender: outbox.Address{Name: "Ana Ruiz", Addr: "ana@casaruiz.example"}, Recipients: []string{"hello@northlight.example"},
		Subject: subject, Text: text, MID: digest(raw)[:12] + "@mail.example", Class: "human", Origin: conversation.Verified,
	}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// take takes a mail in and gives the address of its conversation.
func (f firm) take(t *testing.T, m office.Incoming) (string, office.Taken) {
	t.Helper()
	got, err := f.Inbox.Take(t.Context(), f.Owner.Workspace, m)
	if err != nil || got.Conversation == "" {
		t.Fatalf("%+v %v", got, err)
	}
	return "/conversations/" + string(got.Conversation), got
}

// The files of an answer may be as large as a mail may carry, to the byte; what
// is beyond is said clearly, whether it just does or does not even come in.
func TestFilesAtTheirLimit(t *testing.T) {
	if door.MaxBody < office.MaxFileBytes+1<<20 {
		t.Fatal("a page takes less than an answer may carry")
	}
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	write := func(size int) *webtest.Page {
		form := v.Get(at+"/answers/new").Says("15 MB together").Form(at+"/answers").Set("message", "The green ones.")
		return form.Attach("files", "tiles.pdf", "application/pdf", make([]byte, size)).Submit()
	}
	too := "These files are too large for a mail: 15 MB at most together."
	write(office.MaxFileBytes+1).Answers(422, too)
	write(door.MaxBody).Answers(422, too)
	write(office.MaxFileBytes).Says("Written to Ana Ruiz; it leaves in ten seconds.", "tiles.pdf", "15.0 MB")
}

// A text from a number that two people have says so, and goes to the other with
// one click.
func TestAMessageOfTheOther(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	_, bo := f.Client(f.Owner, "Berg Tiles", "Europe/Rome", "Bo Berg", "bo@berg.example")
	f.take(t, mail("The tiles", "Which tiles did we choose?"))
	got, err := f.Inbox.Hear(t.Context(), f.Owner.Workspace, office.Heard{Key: "t1", Channel: conversation.SMS, From: bo.Phone, Text: "Is it done?"})
	if err != nil {
		t.Fatal(err)
	}
	at := "/conversations/" + string(got.Conversation)
	p := v.Get(at).Says("Casa Ruiz", "This number belongs to several people: it may be from Bo Berg as well.", "Several people have its number.")
	p = p.Form(at+"/refilings").Submit().Says("It stands with whom it is from now", "Bo Berg", "Berg Tiles", "Nils Holm moved it here.").SaysNot("belongs to several people")
	if p.Path != at {
		t.Errorf("led to %s", p.Path)
	}
}

// Story 4 over the pages: a client writes, the inbox shows the time that is
// left, a person answers with the composer, and nobody waits any more.
func TestStoryTheUnansweredMail(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	v.Get("/inbox").Says("No way in is set up yet", "An owner of this workspace does that.")
	f.SignIn(f.Owner).Get("/inbox").Says("Set up a way in")
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	f.Pass(time.Minute)
	f.Pass(39 * time.Minute)

	in := v.Get("/inbox")
	in.Says("The tiles", "Casa Ruiz", "Ana Ruiz", "3 h 20 min left, by 14:00", "Nils Holm", "1 conversation, the least time left first")
	v.Get("/inbox?which=mine").Says("The tiles")
	talk := in.Follow("The tiles")
	talk.Says("Which tiles did we choose?", "Ana Ruiz", "by mail", "A first answer", "received Mon 10:00 Rome; standard 4 h; so Mon 14:00", "The moment that they were promised",
		"sent by itself, for Nils Holm", "Accepted", "It came from this contact's address.")

	write := talk.Follow("Answer")
	write.Says("Answer: The tiles", "Which tiles did we choose?", "Ana Ruiz ana@casaruiz.example", "as usual Mon 9 Mar, 16:00", "Answer Ana Ruiz").SaysNot("Still missing")
	form := write.Form(at+"/answers").Set("message", "The green ones.")
	form.To(at+"/answers/preview").Says("Re: The tiles", "The green ones.", "You will hear from Nils Holm again by Monday 9 March 2026, 16:00")
	done := form.Attach("files", "tiles.pdf", "application/pdf", []byte("%PDF-1.4 tiles")).Submit()
	done.Says("Written to Ana Ruiz; it leaves in ten seconds.", "Undo (10 s)", "The green ones.", "tiles.pdf", "40 min, within 4 h", "by Nils Holm", "with these words")
	f.Pass(time.Minute)
	got := last(f)
	if got.Subject != "Re: The tiles" || len(got.Files) != 1 || !strings.HasSuffix(got.InReplyTo, "@mail.example") {
		t.Errorf("the answer: %q with %d files, in reply to %q", got.Subject, len(got.Files), got.InReplyTo)
	}
	v.Get("/inbox").Says("No way in is set up yet").SaysNot("The tiles")
	v.Get("/inbox?which=open").Says("The tiles", "last word")
	closed := v.Get(at).Form(at + "/closing").Send()
	closed.Says("Closed. It opens by itself when they write again.")
	v.Get("/inbox?which=closed").Says("The tiles", "closed, last word")
	f.Pass(time.Hour)
	f.take(t, mail("Re: The tiles", "And the grout?"))
	v.Get("/inbox").Says("The tiles", "1 h left, by 12:41") // a word that we have it: they were acknowledged today
}

// Home asks, and its prompt leads to the conversation and to the answer.
func TestHomeLeadsToTheConversation(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	f.Pass(2 * time.Hour)
	home := v.Get("/")
	home.Says("Answer Ana Ruiz before", "The tiles", "Inbox 1")
	if got := home.Follow("The tiles").Path; got != at {
		t.Errorf("the prompt's matter is at %s", got)
	}
	answer := home.Follow("Answer")
	if cut(answer.Path) != at+"/answers/new" {
		t.Fatalf("its act is at %s", answer.Path)
	}
	back := answer.Form(at+"/answers").Set("message", "The green ones.").Submit()
	if back.Path != "/" {
		t.Errorf("after answering from Home one is at %s", back.Path)
	}
	back.Says("Nobody is waiting for a word from you").SaysNot("Inbox 1")
}

// Whoever sends after somebody else has spoken is stopped, with all that he
// wrote, and sees what was said.
func TestTwoAnswerOneClient(t *testing.T) {
	f := open(t)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	nils, lea := f.SignIn(f.nils), f.SignIn(f.lea)
	nils.Get(at)
	lea.Get(at).Says("Nils Holm is looking at this.")
	slow := nils.Get(at + "/answers/new")
	lea.Get(at + "/company").Says("Nils Holm is answering.")
	quick := lea.Get(at + "/answers/new")
	quick.Says("Nils Holm is answering.")
	quick.Form(at+"/answers").Set("message", "The green ones.").Submit().Says("Written to Ana Ruiz")
	f.Pass(time.Minute)
	sent := len(f.Sent)
	form := slow.Form(at+"/answers").Set("message", "The blue ones.")
	form.To(at + "/answers/preview").Says("Somebody has spoken in this conversation since you opened it.")
	late := form.Submit()
	late.Answers(409, "Somebody has spoken in this conversation since you opened it. Look, then send.", "The green ones.", "Nothing was sent yet")
	if late.Form(at+"/answers").Values.Get("message") != "The blue ones." {
		t.Error("what was written is lost")
	}
	f.Pass(time.Minute)
	if len(f.Sent) != sent {
		t.Fatal("it was sent all the same")
	}
	late.Form(at + "/answers").Submit().Says("Written to Ana Ruiz")
	f.Pass(3 * time.Minute)
	nils.Get(at).SaysNot("is looking at this", "is answering")
}

// A ready answer is taken by a link, and its placeholders are filled in once.
func TestReadyAnswers(t *testing.T) {
	f := open(t)
	p, err := f.Phrases.Save(t.Context(), f.nils, store.Phrase{Name: "We have it", Text: "dear {contact}, {client}: by {next contact}. {me}, {firm}"})
	if err != nil {
		t.Fatal(err)
	}
	at, _ := f.take(t, mail("{me}", "Which tiles?"))
	got := f.SignIn(f.nils).Get(at + "/answers/new?phrase=" + p.ID)
	if text := got.Form(at + "/answers").Values.Get("message"); text != "dear Ana Ruiz, Casa Ruiz: by Monday 9 March 2026, 16:00 (Madrid). Nils Holm, Northlight Studio" {
		t.Errorf("it says %q", text)
	}
	got.Says("We have it")
}

// What is done with a conversation, each by its own form.
func TestActsOnAConversation(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	f.Pass(30 * time.Minute)

	ack := v.Get(at).Form(at+"/acknowledgements").Set("by", "today 16:00", "text", "I am on it.")
	ack.Values.Del("by_seen")
	asked := ack.Send()
	asked.Answers(422, "Nothing is done yet.", "Monday 2 March 2026, 16:00 (Madrid)")
	ack.Submit().Says("They read that we are on it; it leaves in ten seconds.", "I am on it.")
	f.Pass(time.Minute)
	if !strings.Contains(last(f).Text(), "Monday 2 March 2026, 16:00") {
		t.Errorf("they read %q", last(f).Text())
	}
	v.Get(at).Form(at+"/acknowledgements").Set("by", "today 09:00").Submit().Answers(422, "passed")

	v.Get(at).Form(at+"/pauses").Set("why", "").Submit().Answers(422, "This is needed.")
	v.Get(at).Form(at+"/pauses").Set("why", "the size of the wall").Submit().Says("The clock stands still", "Waits on the client since Mon 10:31: the size of the wall")
	v.Get("/inbox?which=open").Says("waits on the client: the size of the wall")
	f.Pass(time.Hour)
	v.Get(at).Form(at+"/resumptions").Send().Says("The clock runs on.", "waited on the client from Mon 10:31 to Mon 11:31 (the size of the wall)")

	v.Get(at).Form(at+"/assignments").Pick("to", "Lea Brandt").Submit().Says("Lea Brandt is to answer now.", "Lea Brandt is to answer.")
	stale := v.Get(at).Form(at+"/excuses").Set("why", "we met")
	v.Get(at).Form(at+"/assignments").Pick("to", "Nils Holm").Submit().Says("Nils Holm is to answer now.")
	again := stale.Submit()
	again.Answers(409, "changed")
	if again.Form(at+"/excuses").Values.Get("why") != "we met" {
		t.Error("what was written is lost")
	}
	again.Form(at+"/excuses").Submit().Says("No answer needed. The conversation is closed.", "no answer needed", "we met (Nils Holm)")
	v.Get(at).SaysNot("No answer needed Because")
	v.Post(at+"/closing", url.Values{"version": {"999"}}).Answers(409)
}

// Conversations are merged, split and moved.
func TestWhereAConversationBelongs(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	one, first := f.take(t, mail("The tiles", "Which tiles?"))
	f.Pass(time.Minute)
	two, second := f.take(t, mail("The grout", "And the grout?"))
	v.Get(one).Form(one+"/mergers").Pick("into", "The grout").Submit().Says("Both are one conversation now.", "Which tiles?", "And the grout?")
	v.Get(one).Answers(404)
	f.Pass(time.Minute)
	v.Get(two).SaysNot("split-" + first.Message)
	split := v.Get(two).Form(two + "/splits")
	if split.Values.Get("message") == first.Message {
		t.Error("the first message can be split off")
	}
	split.Values.Set("message", second.Message)
	apart := split.Set("subject", "Grout alone").Submit()
	apart.Says("This is a conversation of its own now.", "Grout alone", "And the grout?").SaysNot("Which tiles?")

	c, k := f.Client(f.nils, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
	move := v.Get(two).Follow("Move it")
	move.Says("Where it belongs", "Move it to Casa Ruiz")
	there := v.Get(two + "/moves/new?client=" + string(c.ID))
	there.Form(two+"/moves").Set("contact", string(k.ID)).Submit().Says("Moved to Holm Lamps.", "Ida Holm", "Which tiles?")
	v.Get("/clients/"+string(c.ID)).Says("Conversations", "The grout")
	v.Get(two + "/moves/new?client=nobody").Answers(404)
}

// A call goes on with a conversation, and stops what they wait for.
func TestACallInAConversation(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles?"))
	f.Pass(20 * time.Minute)
	form := v.Get(at).Follow("Log a call in it").Form("/clients/" + string(f.ruiz.ID) + "/calls")
	got := form.Pick("direction", "We called and reached them").Set("text", "The green ones, she says.").Submit()
	got.Says("by telephone", "The green ones, she says.", "20 min, within 4 h")
	if got.Path != at {
		t.Errorf("after the call one is at %s", got.Path)
	}
	f.Pass(time.Hour)
	v.Get(at).Follow("Log a call in it").Form("/clients/"+string(f.ruiz.ID)+"/calls").Pick("direction", "They called, nobody answered").Submit().
		Says("called, nobody answered", "A call back", "standard 1 h 30 min")
	v.Get("/inbox").Says("The tiles", "1 h 30 min left")
}

// Story 7: that somebody had to ask is confirmed with its cause, and counted.
func TestTheyHadToAsk(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	ask := mail("Where is it?", "Where do things stand with the tiles?")
	ask.AsksStatus = true
	at, got := f.take(t, ask)
	f.Pass(time.Minute)
	page := v.Get(at)
	page.Says("It reads as if they had to ask where something stands.", "They were not told that it moved")
	v.Post("/messages/"+got.Message+"/chases", nil).Says("Say why they had to ask.")
	page.Form("/messages/"+got.Message+"/chases").Pick("cause", "They had asked before").Submit().
		Says("Counted: they had to ask. The target is none.", "they had to ask: they had asked before").SaysNot("It reads as if")
	client := "/clients/" + string(f.ruiz.ID)
	v.Get(client).Says("They had to ask once within a month: the target is none.")
	f.Pass(time.Hour)
	second := mail("Again", "Where do things stand?")
	second.AsksStatus = true
	at2, got2 := f.take(t, second)
	v.Get(at2).Form("/messages/" + got2.Message + "/denials").Send().Says("Not counted.").SaysNot("It reads as if")
	v.Get(client).Says("They had to ask once within a month")
	f.Pass(32 * 24 * time.Hour)
	f.SignIn(f.nils).Get(client).Says("They had to ask once within a year, not within the last month.")
}

// What a stranger wrote is served so that nothing of it runs.
func TestMailIsShownSafely(t *testing.T) {
	f := open(t)
	png := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	evil := []byte("<script>alert(1)</script>")
	m := mail("The tiles", "Which tiles?")
	m.Rest, m.Origin = "> quoted words", conversation.Unproven
	m.HTML = `<p>Which <b>tiles</b>?</p><img data-cid="p@x" alt="in"><img data-cid="e@x" alt="evil"><img data-remote="https://spy.example/p.gif" alt="out">`
	m.Files = []office.File{
		{Name: "wall.png", MediaType: "image/png", SHA256: digest(png), Bytes: png, ContentID: "p@x"},
		{Name: `..\evil.html`, MediaType: "text/html", SHA256: digest(evil), Bytes: evil},
		{Name: "lies.png", MediaType: "image/png", SHA256: digest(evil), Bytes: evil, ContentID: "e@x"},
	}
	at, got := f.take(t, m)
	v := f.SignIn(f.nils)
	v.Get(at).Says("Nothing proves that this is from Ana Ruiz.", "Quoted text and signature", "> quoted words", "wall.png", "25 B", "Pictures from elsewhere are not shown")
	base := "/messages/" + got.Message
	for path, want := range map[string]struct{ kind, disposition, policy, body string }{
		base + "/html":            {"text/html; charset=utf-8", "", "img-src data:; ", "data:image/png;base64,"},
		base + "/html?images=1":   {"text/html; charset=utf-8", "", "img-src data: https: http:; ", `src="https://spy.example/p.gif"`},
		base + "/files/0":         {"application/octet-stream", "attachment; filename=wall.png", "sandbox", "PNG"},
		base + "/files/0?shown=1": {"image/png", "inline; filename=wall.png", "sandbox", "PNG"},
		base + "/files/1":         {"application/octet-stream", "attachment; filename=evil.html", "sandbox", "<script>"},
		base + "/files/1?shown=1": {"application/octet-stream", "attachment; filename=evil.html", "sandbox", "<script>"},
		base + "/files/2?shown=1": {"application/octet-stream", "attachment; filename=lies.png", "sandbox", "<script>"},
		base + "/raw":             {"message/rfc822", `attachment; filename="The tiles.eml"`, "sandbox", "Subject: The tiles"},
	} {
		p := v.Get(path)
		policy := p.Header.Get("Content-Security-Policy")
		if p.Status != 200 || p.Header.Get("Content-Type") != want.kind || p.Header.Get("Content-Disposition") != want.disposition || !strings.Contains(policy, want.policy) || !strings.Contains(p.HTML, want.body) {
			t.Errorf("%s: %d %v\n%.300s", path, p.Status, p.Header, p.HTML)
		}
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "sandbox") || strings.Contains(policy, "allow-scripts") || strings.Contains(policy, "allow-same-origin") || p.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is served under %q", path, policy)
		}
	}
	if html := v.Get(base + "/html").HTML; strings.Contains(html, `src="https://spy`) || strings.Contains(html, "data:text") {
		t.Errorf("fetched without being asked: %s", html)
	}
	for _, path := range []string{base + "/files/9", base + "/files/-1", base + "/files/x", "/messages/nothing/html", "/messages/nothing/raw", "/messages/nothing/files/0"} {
		v.Get(path).Answers(404)
	}
}

// All that was said with a client stands on one page, whatever the channel,
// each thing once.
func TestHistoryOfAClient(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	f.Pass(time.Minute)
	v.Get(at+"/answers/new").Form(at+"/answers").Set("message", "The green ones.").Submit()
	f.Pass(time.Hour)
	v.Get("/calls/new?client="+string(f.ruiz.ID)).Form("/clients/"+string(f.ruiz.ID)+"/calls").Pick("direction", "They called, we spoke").Set("text", "About the wall.").Submit()
	f.Pass(time.Hour)
	f.promise(t, v, "The mock-ups", "9 March", "mail")
	f.Pass(time.Minute)
	page := v.Get("/clients/" + string(f.ruiz.ID)).Follow("All that was said")
	page.Says("Monday 2 March 2026", "Which tiles did we choose?", "The green ones.", "by telephone", "About the wall.", "told Ana Ruiz: The mock-ups", "Northlight Studio by itself We have your message", "5 messages, the newest first")
	for _, once := range []string{"The green ones.", "About the wall."} {
		if n := strings.Count(page.Text(), once); n != 1 {
			t.Errorf("%q stands there %d times", once, n)
		}
	}
	text := page.Text()
	if strings.Index(text, "The mock-ups") > strings.Index(text, "About the wall.") || strings.Index(text, "About the wall.") > strings.Index(text, "Which tiles") {
		t.Errorf("not the newest first: %s", text)
	}
	for i := range 60 {
		f.Pass(time.Minute)
		f.take(t, mail("The tiles", "Line "+string(rune('a'+i%26))+string(rune('a'+i/26))))
	}
	page = v.Get("/clients/" + string(f.ruiz.ID) + "/history")
	page.Says("Line hc", "50 messages").SaysNot("Which tiles did we choose?")
	page.Follow("Further").Says("Line aa", "Which tiles did we choose?", "About the wall.").SaysNot("Line hc").Follow("Back").Says("Line hc")
}

// Search finds what was said, with the words around it.
func TestSearchFindsMessages(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("Kitchen", "One two three four five six seven eight nine ten eleven and the porcelain arrived broken."))
	got := v.Get("/search?q=porcelain")
	got.Says("Messages", "Kitchen", "Casa Ruiz", "… six seven eight nine ten eleven and the porcelain arrived broken.")
	if p := got.Follow("Kitchen").Path; !strings.HasPrefix(p, at) {
		t.Errorf("it leads to %s", p)
	}
	v.Get("/search?q=porc").Says("porcelain")
}

// Of what belongs to another firm nothing is here, and nobody who is not
// signed in sees anything.
func TestConversationsOfOthers(t *testing.T) {
	f := open(t)
	m := mail("The tiles", "The secret of the tiles")
	b := []byte("x")
	m.HTML, m.Files = "<p>x</p>", []office.File{{Name: "x.txt", MediaType: "text/plain", SHA256: digest(b), Bytes: b}}
	at, got := f.take(t, m)
	other, err := f.Access.Open(t.Context(), office.Setup{Workspace: "Rival", Name: "Rita", Email: "rita@rival.example", Zone: "Europe/Rome"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rita, stranger := f.SignIn(other), f.Stranger()
	msg := "/messages/" + got.Message
	for _, path := range []string{at, at + "/company", at + "/answers/new", at + "/moves/new", msg + "/html", msg + "/files/0", msg + "/raw", "/clients/" + string(f.ruiz.ID) + "/history"} {
		rita.Get(path).Answers(404).SaysNot("secret", "Ruiz")
		if p := stranger.Get(path); !strings.HasPrefix(p.Path, "/sign-in") {
			t.Errorf("a stranger at %s is led to %s", path, p.Path)
		}
	}
	for _, noun := range []string{"answers", "answers/preview", "acknowledgements", "excuses", "pauses", "resumptions", "assignments", "closing", "moves", "mergers", "splits", "refilings"} {
		rita.Post(at+"/"+noun, url.Values{"version": {"1"}, "why": {"x"}, "on": {"client"}, "to": {string(other.Member)}, "by": {"tomorrow 16:00"}, "message": {"x"}}).Answers(404)
	}
	rita.Post(msg+"/chases", url.Values{"cause": {"other"}}).Answers(404)
	rita.Post(msg+"/denials", nil).Answers(404)
	rita.Get("/inbox").SaysNot("The tiles")
	rita.Get("/search?q=secret").SaysNot("Ruiz")
	v, err := f.Conversations.One(t.Context(), f.nils, got.Conversation, store.Place{})
	if err != nil || v.AssigneeID != f.nils.Member || !v.Open() || len(v.Messages) != 2 {
		t.Errorf("it was touched: %+v %v", v.Conversation, err)
	}
	f.SignIn(f.nils).Get("/inbox?which=nothing").Answers(404)
	f.SignIn(f.nils).Get("/inbox?from=%21").Answers(404)
}

// A list longer than a page goes on where it ended.
func TestInboxGoesOn(t *testing.T) {
	f := open(t)
	for i := range 103 {
		f.take(t, mail("Matter "+string(rune('a'+i%26))+string(rune('a'+i/26)), "x"))
		f.Pass(time.Second)
	}
	v := f.SignIn(f.nils)
	page := v.Get("/inbox")
	page.Says("Matter ba", "100 conversations", "Inbox 99+")
	page.Follow("Further").Says("Matter yd", "Matter aa", "3 conversations").SaysNot("Matter ba").Follow("Back").Says("Matter ba") // the first one was acknowledged, the others wait for that
}

// Who wrote and is not known yet is marked, and what nobody filed is counted.
func TestInboxShowsWhoIsNew(t *testing.T) {
	f := open(t)
	m := mail("A shop", "Could you build us a shop?")
	m.Sender = outbox.Address{Name: "Ida Holm", Addr: "ida@holm.example"}
	at, _ := f.take(t, m)
	forged := mail("Money", "Send money")
	forged.Origin = conversation.Forged
	if _, err := f.Inbox.Take(t.Context(), f.Owner.Workspace, forged); err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	page := v.Get("/inbox")
	page.Says("A shop", "new: nobody knows them yet", "Look at 2 things", "1 mail not filed, 1 person nobody knows yet").SaysNot("Money")
	if page.Link("Look at 2 things") != "/triage" {
		t.Error("it does not lead to the triage")
	}
	v.Get(at).Says("new: nobody knows them yet", "Say who they are")
}

// A prompt about somebody who waits hands his conversation over.
func TestHandOverWhoWaits(t *testing.T) {
	f := open(t)
	f.take(t, mail("The tiles", "Which tiles?"))
	f.Pass(2 * time.Hour)
	ada := f.Member("Ada Stein", "ada@northlight.example", member.Regular, "")
	v := f.SignIn(f.nils)
	home := v.Get("/")
	_, rest, _ := strings.Cut(home.HTML, `action="/prompts/`)
	id, _, _ := strings.Cut(rest, "/")
	home.Form("/prompts/"+id+"/handovers").Pick("to", "Ada Stein").Submit().Says("Ada Stein is to answer now.")
	f.Pass(time.Minute)
	f.SignIn(ada).Get("/inbox?which=mine").Says("The tiles")
}

// What we wrote with a date is offered as a promise: a person says yes or no.
func TestWhatWeWroteIsAPromise(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	at, _ := f.take(t, mail("The tiles", "Which tiles did we choose?"))
	form := v.Get(at + "/answers/new").Form(at + "/answers")
	form.Set("message", "The green ones. I will send you the drawing by Friday. You will have the invoice by 20 March.").Submit()
	f.Pass(time.Minute)
	page := v.Get(at)
	page.Says("You wrote “I will send you the drawing by Friday”.", "Is it a promise for Friday 6 March 2026", "You wrote “You will have the invoice by 20 March”.")
	all, err := f.Offers.List(t.Context(), f.nils, conversation.ID(strings.TrimPrefix(at, "/conversations/")))
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	to := "/messages/" + all[0].Message
	page.Form(to+"/promises").Set("words", "The drawing").Submit().Says("It is a promise now").SaysNot("You wrote “I will send you the drawing by Friday”.")
	v.Get("/promises").Says("The drawing", "Fri 6 Mar")
	v.Get(at).Form(to + "/no-promises").Send().Says("It is no promise.").SaysNot("You wrote")
	v.Post(to+"/promises", url.Values{"day": {"2026-03-06"}, "words": {"The drawing"}}).Says("Somebody has decided about this already.")
}

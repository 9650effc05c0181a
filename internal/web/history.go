package web

import (
	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/notice"
)

// historyPage shows all that was said between a client and us, whatever the
// channel, the newest first.
func historyPage(v *visit) error {
	q := v.r.URL.Query()
	from := office.HistoryPlace{Notices: notice.ID(q.Get("notice"))}
	if at := q.Get("message"); at != "" {
		var err error
		if from.Messages, err = readCursor(at); err != nil {
			return err
		}
	}
	id := client.ID(v.r.PathValue("client"))
	h, err := v.o.Conversations.History(v.r.Context(), v.who, id, from, office.TalkMessages)
	if err != nil {
		return err
	}
	asked, err := v.o.Chases.OfClient(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	p := page.History{Desk: v.frame(v.say("All that was said with {who}", "who", h.Client.Name), page.InClients), Client: uiClient(string(id), h.Client.Name, h.Client.Colour, h.Client.LogoID), Chased: chased(v, asked)}
	p.Desk.Crumbs = clientCrumbs(v, h.Client)
	for _, e := range h.Events {
		day := v.voice().FullDay(e.At().In(v.cal.Location()))
		if n := len(p.Days); n == 0 || p.Days[n-1].Day != day {
			p.Days = append(p.Days, page.JournalDay{Day: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Lines = append(last.Lines, saidLine(v, h, e))
	}
	p.Pager.Said = v.count(len(h.Events), "1 message, the newest first", "{n} messages, the newest first")
	here := "/clients/" + string(id) + "/history"
	if from != (office.HistoryPlace{}) {
		p.Pager.Newer = here
	}
	if h.Next != nil {
		p.Pager.Older = with(here, nil, "notice", string(h.Next.Notices))
		if h.Next.Messages != (store.Place{}) {
			p.Pager.Older = with(here, nil, "notice", string(h.Next.Notices), "message", cursorOf(h.Next.Messages))
		}
	}
	return v.show(p)
}

// historyExcerpt is how many characters of a letter of ours stand in a history.
const historyExcerpt = 240

// saidLine is one message or notice as a line of a history.
func saidLine(v *visit, h office.History, e office.Event) page.Happening {
	if e.Said == nil {
		n := *e.Notice
		return page.Happening{
			When: v.moment(n.QueuedAt, h.Calendar), Icon: channelIcon(string(n.Channel)), Who: e.By, Text: v.say("told {who}:", "who", e.To), Words: excerpt(n.Text, "", historyExcerpt),
			Link: ui.Link{Text: v.subjectOf(n), URL: "/notices/" + string(n.ID)}, Proof: proofOf(n),
		}
	}
	m := e.Said
	out := page.Happening{When: v.moment(m.At, h.Calendar), Icon: channelIcon(m.Channel), Who: m.Who, Text: channelWord(v, m.Message), Words: m.Text}
	if m.Direction == string(conversation.Out) { // with greeting and signature: the whole stands in its conversation
		out.Words = excerpt(m.Text, "", historyExcerpt)
	}
	if out.Who == "" {
		out.Who = v.say("Somebody")
	}
	if m.ConversationID != "" {
		out.Link = ui.Link{Text: v.subject(m.Subject), URL: talkURL(m.ConversationID) + "#" + m.ID}
	}
	if m.Notice != nil {
		out.Proof = proofOf(*m.Notice)
		if m.Notice.Kind.ByItself() {
			out.Who, out.Text = v.firm.Name, v.say("by itself")
		}
	}
	return out
}

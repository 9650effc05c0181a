package sample

import (
	"fmt"
	"slices"
	"time"

	"kept/internal/office"
	"kept/promise"
	"kept/worktime"
)

// scene is something that happens at a moment of the past.
type scene struct {
	at   time.Time
	what string
	do   doing
}

// past is what happened on a business day, counted back from today, at a time
// on the firm's wall.
type past struct {
	day   int
	clock worktime.Clock
	do    doing
}

// hm is a time on the wall.
func hm(hour, minute int) worktime.Clock { return worktime.Clock(hour*60 + minute) }

// scenes are everything that happens until now, in order.
func (p *play) scenes() []scene {
	var out []scene
	for _, list := range [][]past{lindner(), berlin(), york(), tokyo(), rhythm(), said(), built(), waited(), toldNews(), toldPapers(), fieldNotes(), atHand(), outage()} {
		for i, s := range list {
			at := p.wall(s.day, s.clock).Add(p.minutes(9))
			out = append(out, scene{at, fmt.Sprintf("scene %d", i), s.do})
		}
	}
	out = append(append(out, p.today()...), p.saidToday()...)
	slices.SortStableFunc(out, func(a, b scene) int { return a.at.Compare(b.at) })
	return out
}

// lindner is a project that goes as it should: what moves is told before its
// date, with a reason (story 1).
func lindner() []past {
	return []past{
		{-15, hm(9, 40), promised("nils", owed{"l-proposal", "lindner", promise.Proposal, "The offer for ordering online", due{-12, 0}, office.ByMail})},
		{-12, hm(14, 10), told("nils", letter{client: "lindner", text: "Here is the offer, with three ways to pay. Ask whatever is not clear.", keeps: []string{"l-proposal"}, next: -8})},
		{-11, hm(10, 5), looked("lindner")},
		{-11, hm(10, 30), promised("nils", owed{"l-mockups", "lindner", promise.Deliverable, "The mock-ups of the order page", due{-7, 0}, office.ByMail})},
		{-8, hm(11, 20), told("nils", letter{client: "lindner", text: "The photographs of the cakes come on Thursday, so the mock-ups follow on Friday. The opening date stands.",
			moves: []moved{{"l-mockups", due{-5, 0}, "The photographs come two days later"}}, next: -5})},
		{-7, hm(18, 30), looked("lindner")},
		{-5, hm(12, 0), told("nils", letter{client: "lindner", text: "Here they are: three pages, on the phone and on a wide screen.", keeps: []string{"l-mockups"}, next: -2})},
		{-4, hm(9, 50), missed("lindner", "nils", "Which colours may be changed?")},
		{-4, hm(10, 35), told("nils", letter{client: "lindner", text: "Called back: all colours may be changed until Monday.", next: -1, spoken: true})},
		{-3, hm(15, 0), promised("nils", owed{"l-pages", "lindner", promise.Deliverable, "The order page with your corrections", due{2, 0}, office.ByMail})},
		{-2, hm(10, 0), promised("nils", owed{"l-visit", "lindner", promise.Appointment, "We photograph the shop window", due{1, hm(15, 0)}, office.SaidSelf})},
		{-1, hm(13, 0), told("nils", letter{client: "lindner", text: "Two of your five corrections are in. I write when the rest is.", next: 3})},
		{-1, hm(17, 0), looked("lindner")},
	}
}

// berlin are the other clients near the firm, with what goes wrong there.
func berlin() []past {
	return []past{
		{-15, hm(10, 15), promised("jana", owed{"b-texts", "brenner", promise.Deliverable, "The texts of the first forty pages", due{-10, 0}, office.ByMail})},
		{-14, hm(11, 0), promised("omar", owed{"a-permit", "albrecht", promise.Answer, "What the building office says to the terrace", due{-11, hm(12, 0)}, office.ByMail})},
		{-14, hm(15, 30), promised("nils", owed{"v-form", "vogt", promise.Deliverable, "The form for new patients", due{-9, 0}, office.ByMail})},
		{-13, hm(9, 30), promised("lea", owed{"k-offer", "kunst", promise.Proposal, "Das Angebot für die Website der Ausstellung", due{-8, 0}, office.ByMail})},
		// Told late: the date passed, the client heard of it the next morning.
		{-9, hm(10, 20), told("jana", letter{client: "brenner", text: "The texts were due yesterday, and I should have written before. Half of them lie with the printer; you have all on Thursday.",
			moves: []moved{{"b-texts", due{-6, 0}, "The printer found faults in the first half"}}, next: -6})},
		{-6, hm(14, 40), told("jana", letter{client: "brenner", text: "All forty pages are with you.", keeps: []string{"b-texts"}, next: -2})},
		// Broken in silence: nobody told, and it came three days later.
		{-8, hm(15, 0), told("omar", letter{client: "albrecht", text: "The office wants a drawing of the stairs. I am sorry that you waited for this.", keeps: []string{"a-permit"}, next: -5, spoken: true})},
		{-9, hm(11, 30), told("nils", letter{client: "vogt", text: "The form is online. Please try it with a made-up name.", keeps: []string{"v-form"}, next: -5})},
		{-8, hm(10, 0), told("lea", letter{client: "kunst", text: "Das Angebot liegt auf Ihrer Seite. Am Donnerstag rufe ich an und höre, was Sie davon halten.", keeps: []string{"k-offer"}, next: -5})},
		{-7, hm(9, 20), promised("jana", owed{"b-index", "brenner", promise.Deliverable, "The index of the catalogue", due{3, 0}, office.ByMail})},
		{-6, hm(16, 0), promised("omar", owed{"a-stairs", "albrecht", promise.Deliverable, "The drawing of the stairs", due{-2, 0}, office.ByMail})},
		{-5, hm(9, 15), told("lea", letter{client: "kunst", text: "Sie entscheiden nächste Woche. Ich bringe zwei Beispiele anderer Häuser mit.", next: -1, spoken: true})},
		{-5, hm(13, 0), missed("vogt", "nils", "The form does not send")},
		{-5, hm(15, 50), told("nils", letter{client: "vogt", text: "The form sends again: a field was too strict.", next: -1, spoken: true})},
		{-4, hm(11, 0), promised("nils", owed{"v-fix", "vogt", promise.Fix, "The form takes numbers with a slash", due{-3, hm(12, 0)}, office.ByMail})},
		{-3, hm(11, 10), told("nils", letter{client: "vogt", text: "Done, and tried with twenty numbers.", keeps: []string{"v-fix"}, next: 1})},
		{-3, hm(9, 45), promised("omar", owed{"a-window", "albrecht", promise.Answer, "When the windows can be delivered", due{2, hm(12, 0)}, office.ByMail})},
		{-2, hm(12, 30), told("omar", letter{client: "albrecht", text: "The stairs take two more days: the surveyor measures again tomorrow.",
			moves: []moved{{"a-stairs", due{1, 0}, "The surveyor measures again"}}, next: 2})},
		{-2, hm(10, 30), told("jana", letter{client: "brenner", text: "The index goes well. One question about part numbers comes by tomorrow.", next: 1})},
		{-2, hm(16, 30), away("omar", 2, 7, "Holiday")},
		{-1, hm(10, 10), promised("lea", owed{"k-examples", "kunst", promise.Answer, "Zwei Beispiele anderer Häuser", due{0, hm(17, 0)}, office.SaidSelf})},
		{-1, hm(11, 0), settled("lea", "")},
		{-1, hm(14, 0), told("lea", letter{client: "kunst", text: "Der Vorstand tagt am Donnerstagabend; ich bin eingeladen.", next: 4, spoken: true})},
		{-1, hm(15, 20), told("nils", letter{client: "vogt", text: "The first twelve patients came by the form.", next: 2})},
	}
}

// york are the clients in New York. One of them has an address that is gone.
func york() []past {
	return []past{
		{-15, hm(16, 0), promised("grace", owed{"o-form", "okafor", promise.Deliverable, "The booking form, working on phones", due{-10, 0}, office.ByMail})},
		{-14, hm(16, 30), promised("grace", owed{"h-calendar", "hudson", promise.Deliverable, "The workshop calendar, first version", due{-9, 0}, office.ByMail})},
		{-13, hm(17, 0), promised("ravi", owed{"m-tour", "maple", promise.Appointment, "Filming in the showroom", due{-9, hm(11, 0)}, office.SaidSelf})},
		{-12, hm(16, 10), told("grace", letter{client: "okafor", text: "The form works on three of four phones we tried.", next: -8})},
		{-11, hm(16, 20), told("grace", letter{client: "hudson", text: "The calendar stands; the reminders are next.", next: -7})},
		{-11, hm(17, 10), told("ravi", letter{client: "maple", text: "We agreed on the order of the rooms.", next: -6, spoken: true})},
		{-10, hm(17, 30), told("grace", letter{client: "okafor", text: "The form is live. It took a booking while I wrote this.", keeps: []string{"o-form"}, next: -5})},
		{-10, hm(16, 15), confirmed("ravi", "m-tour")},
		{-9, hm(18, 0), kept("ravi", "m-tour")},
		{-8, hm(16, 5), told("grace", letter{client: "hudson", text: "The calendar is a day late, and with you now. It should have been said the day before.", keeps: []string{"h-calendar"}, next: -4})},
		{-8, hm(17, 0), promised("ravi", owed{"r-proposal", "rivera", promise.Proposal, "The proposal for the new website", due{-4, 0}, office.ByMail})},
		{-6, hm(16, 40), missed("hudson", "grace", "Two bookings at the same hour")},
		{-6, hm(17, 20), told("grace", letter{client: "hudson", text: "Found it: the hour of the clock change. Mended tonight.", next: -3, spoken: true})},
		{-6, hm(18, 10), told("ravi", letter{client: "maple", text: "The rough cut of the tour is ready to be seen.", next: -2})},
		{-5, hm(16, 0), told("ravi", letter{client: "maple", text: "My mail came back, so I called: the rough cut is on the page. She sends a new address.", next: -1, spoken: true})},
		{-5, hm(17, 0), told("grace", letter{client: "okafor", text: "Forty bookings in the first week. The waiting list comes next.", next: -1})},
		{-5, hm(17, 30), told("ravi", letter{client: "rivera", text: "Your partners look at it on Friday; I hear from you afterwards.", next: -1, spoken: true})},
		{-4, hm(17, 40), told("ravi", letter{client: "rivera", text: "The proposal is here, with two ways to begin.", keeps: []string{"r-proposal"}, next: 1})},
		{-4, hm(16, 30), promised("grace", owed{"o-list", "okafor", promise.Deliverable, "The waiting list", due{1, 0}, office.ByMail})},
		{-3, hm(16, 20), told("grace", letter{client: "hudson", text: "No two bookings at one hour since Tuesday.", next: 1})},
		{-3, hm(17, 0), promised("ravi", owed{"m-cut", "maple", promise.Deliverable, "The final cut of the tour", due{4, 0}, office.SaidSelf})},
		{-3, hm(17, 30), promised("grace", owed{"h-reminders", "hudson", promise.Deliverable, "Reminders by text message", due{5, 0}, office.ByMail})},
		{-2, hm(17, 0), missed("okafor", "grace", "Asks for the bill of October")},
		{-2, hm(20, 30), told("grace", letter{client: "okafor", text: "The bill is on its way. Called back late: I was on site.", next: 1, spoken: true})},
		{-1, hm(17, 15), told("ravi", letter{client: "maple", text: "The music is chosen; the final cut is on course.", next: 3, spoken: true})},
		{-1, hm(18, 0), looked("okafor")},
	}
}

// tokyo are the clients in Japan. One of them has a mail server that takes
// mail without an answer.
func tokyo() []past {
	return []past{
		{-15, hm(9, 5), promised("nils", owed{"s-words", "sakura", promise.Deliverable, "The words of the shop in Japanese", due{-10, 0}, office.ByMail})},
		{-14, hm(9, 10), promised("jana", owed{"m-plan", "mori", promise.Deliverable, "The planting calendar for spring", due{-8, 0}, office.SaidSelf})},
		{-12, hm(9, 15), told("nils", letter{client: "sakura", text: "Half of the words are back from the translator.", next: -8})},
		{-12, hm(9, 40), told("jana", letter{client: "mori", text: "He wants the cherry trees on a page of their own.", next: -7, spoken: true})},
		{-11, hm(9, 20), told("nils", letter{client: "sakura", text: "The translator is ill; another one begins today and has all on Thursday.",
			moves: []moved{{"s-words", due{-6, 0}, "The translator is ill"}}, next: -7})},
		{-9, hm(9, 30), told("jana", letter{client: "mori", text: "The calendar for spring is on your page.", keeps: []string{"m-plan"}, next: -4, spoken: true})},
		{-7, hm(9, 10), told("nils", letter{client: "sakura", text: "All the words are in the shop.", keeps: []string{"s-words"}, next: -3})},
		{-7, hm(9, 40), looked("sakura")},
		{-6, hm(9, 20), promised("nils", owed{"s-pay", "sakura", promise.Answer, "Which ways to pay the bank allows", due{-3, hm(12, 0)}, office.ByMail})},
		{-5, hm(9, 30), promised("jana", owed{"m-maple", "mori", promise.Deliverable, "The page of the maples", due{-1, 0}, office.SaidSelf})},
		{-4, hm(9, 15), released("nils", "s-pay", "She found it out herself and told me on the telephone")},
		{-4, hm(9, 50), told("jana", letter{client: "mori", text: "The maples wait for a photograph.", next: 1, spoken: true})},
		{-3, hm(9, 5), told("nils", letter{client: "sakura", text: "The shop opens on the day that we said. The last thing is the tax on sweets.", next: 1})},
		{-2, hm(9, 20), told("jana", letter{client: "mori", text: "The photograph of the maples comes a few days later, and so does the page.",
			moves: []moved{{"m-maple", due{3, 0}, "The photograph comes later"}}, next: 2})},
		{-2, hm(9, 40), promised("nils", owed{"s-tax", "sakura", promise.Answer, "The tax on sweets", due{1, hm(12, 0)}, office.ByMail})},
		{-1, hm(9, 10), promised("nils", owed{"s-open", "sakura", promise.Deliverable, "The shop is open", due{6, 0}, office.ByMail})},
	}
}

// rhythm is the words in between: what keeps a client from having to ask.
func rhythm() []past {
	var out []past
	for i, w := range []struct{ who, client, text string }{
		{"jana", "brenner", "The photographs of the tools are sorted."},
		{"omar", "albrecht", "The surveyor comes on Monday. You need not be there."},
		{"nils", "vogt", "The telephone now says when you are open."},
		{"lea", "kunst", "Ich habe das Konzept der Ausstellung zweimal gelesen: Es ist gut."},
		{"ravi", "rivera", "Thank you for the tour through your office."},
	} {
		out = append(out, past{-13 + i%3, hm(11, 5*i), told(w.who, letter{client: w.client, text: w.text, next: -8 + i%2})})
	}
	return out
}

// today is what happened within the last hours, counted back from now, so that
// something stands before everybody.
func (p *play) today() []scene {
	ago := func(minutes int) time.Time { return p.end.Add(-time.Duration(minutes) * time.Minute) }
	return []scene{
		{ago(75), "open", (*play).openNow},
		{ago(70), "missed", missed("hudson", "grace", "When does the text message go out?")},
		{ago(52), "called back", told("grace", letter{client: "hudson", text: "Called back: the day before, at noon.", next: 2, spoken: true})},
		{ago(48), "missed", missed("rivera", "ravi", "Has a question about the second way to begin")},
		{ago(30), "soon", promisedSoon("nils", "vogt", promise.Answer, "Whether the form may ask for the insurance", 36)},
		{ago(14), "soon", promisedSoon("jana", "brenner", promise.Answer, "The question about part numbers", 17)},
		{ago(15), "soon", promisedSoon("marta", "kunst", promise.Answer, "Wer bei der Eröffnung spricht", 44)},
		{ago(8), "soon", promisedSoon("nils", "lindner", promise.Answer, "Whether gluten can be named in the order", 27)},
		{ago(6), "soon", promisedSoon("lea", "kunst", promise.Answer, "Was zwei Beispiele kosten", 19)},
		{ago(4), "soon", promisedSoon("nils", "sakura", promise.Fix, "The basket forgets the second tea", 25)},
		{ago(2), "looked", looked("lindner")},
	}
}

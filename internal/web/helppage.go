package web

import "kept/internal/web/page"

// helpPage shows what the keys do, and what the words mean.
func helpPage(v *visit) error {
	p := page.NewHelp(v.frame(v.say("Keys and help"), page.InHelp))
	p.Words = glossary(v)
	return v.show(p)
}

// glossary says what Kept's words mean, in plain ones.
func glossary(v *visit) []page.Fact {
	return facts(
		v.say("Promise"), v.say("What we owe somebody by a moment: a proposal, an answer, a delivery, an appointment. Said once, it stands until it is kept, given a new date, or the client lets us off."),
		v.say("Reset"), v.say("A new date with its reason, told before the old one passed. It is honest, and it counts as such."),
		v.say("Outcome"), v.say("What became of a date: kept, reset in time, told late, broken in silence, or released. Kept decides it from evidence; nobody enters it."),
		v.say("Notice"), v.say("One telling of one thing to one person, kept word for word with what became of it."),
		v.say("Told"), v.say("A client is told when their mail server took the notice and did not send it back, or when you logged a call that reached them. Before that they do not know."),
		v.say("Next contact"), v.say("When a client hears from us next, whatever happens. Everybody we work for has one; a missing one is an alarm."),
		v.say("Prompt"), v.say("What Kept asks of you: why, and by when it is still in time. One for each matter; its words change as time runs."),
		v.say("Escalation"), v.say("A prompt that nobody settled goes to the deputy, then to the leader, while there is still time to tell the client."),
		v.say("Standard"), v.say("How soon calls are returned and mails answered, counted in our working time."),
		v.say("Conversation"), v.say("What was said with a contact about one thing, whatever the channel. The inbox has those first in which somebody waits for us, the least time left at the head."),
		v.say("Chase"), v.say("A time that a client had to ask where something stands. A person confirms it and says what they had not been told. The target is none."),
		v.say("Response clock"), v.say("One wait of a client: it starts when they called and nobody answered, and stops when a person reaches them. Automatic mail stops nothing."),
		v.say("Way in"), v.say("How what clients write and say comes here: a mailbox, our own entrance, a mail service, the telephone."),
		v.say("Triage"), v.say("Where people whom nobody knows yet, and mails that could not be filed, wait until somebody says what they are. Nothing of it is lost."),
		v.say("Record"), v.say("Everybody’s waits and outcomes in a stretch of days: the share within the standard, the middle wait, the one that 9 of 10 stay under, and the worst."),
		v.say("Working time"), v.say("Time inside somebody’s office hours, without their holidays, in their zone."),
		v.say("Client, contact"), v.say("A company or household we serve, and a person there who can be told."),
		v.say("Plan, step"), v.say("What a project is made of: steps, who holds each, how many working days it takes, and what follows on what. A template is a plan to start from."),
		v.say("Forecast"), v.say("When a step will really be done, as finished steps like it have taught: the days by which it is done in half, in 80 and in 95 of 100 cases."),
		v.say("Hangs on"), v.say("A promise that hangs on a step can be kept once that is done. Its chance is that of the step; below the firm's number it is doubtful, and its owner is asked at once."),
		v.say("Hand-off"), v.say("What a promise or a step needs from somebody else, by when. Whoever was asked is reminded, and you are asked in time to tell the client."),
		v.say("Project, pursuit"), v.say("What we do for a client, and what we hope to do for them."),
		v.say("Their page"), v.say("What the client sees: what we owe them, what they were told, and when they hear next. It opens by a link in a mail, without a password."),
		v.say("Journal"), v.say("Everything that was done here, by whom. It only ever grows."),
	)
}

package web

import "kept/internal/web/page"

// helpPage shows what the keys do, and what the words mean.
func helpPage(v *visit) error {
	p := page.NewHelp(v.frame("Keys and help", page.InHelp))
	p.Words = glossary()
	return v.show(p)
}

// glossary says what Kept's words mean, in plain ones.
func glossary() []page.Fact {
	return facts(
		"Promise", "What we owe somebody by a moment: a proposal, an answer, a delivery, an appointment. Said once, it stands until it is kept, given a new date, or the client lets us off.",
		"Reset", "A new date with its reason, told before the old one passed. It is honest, and it counts as such.",
		"Outcome", "What became of a date: kept, reset in time, told late, broken in silence, or released. Kept decides it from evidence; nobody enters it.",
		"Notice", "One telling of one thing to one person, kept word for word with what became of it.",
		"Told", "A client is told when their mail server took the notice and did not send it back, or when you logged a call that reached them. Before that they do not know.",
		"Next contact", "When a client hears from us next, whatever happens. Everybody we work for has one; a missing one is an alarm.",
		"Prompt", "What Kept asks of you: why, and by when it is still in time. One for each matter; its words change as time runs.",
		"Escalation", "A prompt that nobody settled goes to the deputy, then to the leader, while there is still time to tell the client.",
		"Standard", "How soon calls are returned and mails answered, counted in our working time.",
		"Conversation", "What was said with a contact about one thing, whatever the channel. The inbox has those first in which somebody waits for us, the least time left at the head.",
		"Chase", "A time that a client had to ask where something stands. A person confirms it and says what they had not been told. The target is none.",
		"Response clock", "One wait of a client: it starts when they called and nobody answered, and stops when a person reaches them. Automatic mail stops nothing.",
		"Way in", "How what clients write and say comes here: a mailbox, our own entrance, a mail service, the telephone.",
		"Triage", "Where people whom nobody knows yet, and mails that could not be filed, wait until somebody says what they are. Nothing of it is lost.",
		"Record", "Everybody’s waits and outcomes in a stretch of days: the share within the standard, the middle wait, the one that 9 of 10 stay under, and the worst.",
		"Working time", "Time inside somebody’s office hours, without their holidays, in their zone.",
		"Client, contact", "A company or household we serve, and a person there who can be told.",
		"Plan, step", "What a project is made of: steps, who holds each, how many working days it takes, and what follows on what. A template is a plan to start from.",
		"Forecast", "When a step will really be done, as finished steps like it have taught: the days by which it is done in half, in 80 and in 95 of 100 cases.",
		"Hangs on", "A promise that hangs on a step can be kept once that is done. Its chance is that of the step; below the firm's number it is doubtful, and its owner is asked at once.",
		"Hand-off", "What a promise or a step needs from somebody else, by when. Whoever was asked is reminded, and you are asked in time to tell the client.",
		"Project, pursuit", "What we do for a client, and what we hope to do for them.",
		"Their page", "What the client sees: what we owe them, what they were told, and when they hear next. It opens by a link in a mail, without a password.",
		"Journal", "Everything that was done here, by whom. It only ever grows.",
	)
}

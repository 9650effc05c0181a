package web

import "kept/internal/web/page"

// clientRoutes are the pages about whom the firm works for, who works there,
// and how: clients, calls, the record, people, settings, journal, agenda and import.
func (s *Site) clientRoutes() {
	s.desk("GET /dates", echoDate)
	s.desk("GET /pictures/{picture}", showPicture)

	s.desk("GET "+page.ClientsURL, clientList)
	s.desk("GET "+page.PortfolioURL, portfolioPage)
	s.desk("GET "+page.PortfolioURL+".csv", portfolioCSV)
	s.desk("GET "+page.PortfolioURL+".xlsx", portfolioXLSX)
	s.desk("POST "+page.ClientsURL, addClient)
	s.desk("GET /clients/new", newClient)
	s.desk("GET /clients/{client}", clientPage)
	s.desk("POST /clients/{client}", editClient)
	s.desk("GET /clients/{client}/edit", clientToEdit)
	s.desk("POST /clients/{client}/next", setClientNext)
	s.desk("GET /clients/{client}/contacts/new", newContact)
	s.desk("POST /clients/{client}/contacts", addContact)
	s.desk("GET /clients/{client}/projects/new", newProject)
	s.desk("POST /clients/{client}/projects", addProject)
	s.desk("POST /clients/{client}/calls", logCall)

	s.desk("GET /contacts/{contact}", contactToEdit)
	s.desk("POST /contacts/{contact}", editContact)
	s.desk("POST /contacts/{contact}/leaving", contactLeaves)
	s.desk("POST /contacts/{contact}/return", contactReturns)
	s.desk("POST /contacts/{contact}/takes-mail", contactTakesMail)
	s.desk("POST /contacts/{contact}/following", contactFollows)
	s.desk("POST /contacts/{contact}/feed-end", endContactFeed)
	s.desk("POST /contacts/{contact}/invitations", inviteContact)

	s.desk("GET /projects/{project}", projectPage)
	s.desk("POST /projects/{project}", editProject)
	s.desk("GET /projects/{project}/edit", projectToEdit)
	s.desk("POST /projects/{project}/next", setProjectNext)
	s.desk("POST /projects/{project}/closing", closeProject)
	s.desk("POST /projects/{project}/reopening", reopenProject)

	s.desk("GET "+page.CallsURL, waitingCalls)
	s.desk("GET /calls/new", callToLog)
	s.desk("GET "+page.RecordURL, recordPage)
	s.desk("GET "+page.CalibrationURL, calibrationPage)
	s.desk("GET "+page.AgendaURL, agendaPage)
	s.desk("GET "+page.JournalURL, journalPage)
	s.desk("GET "+page.HelpURL, helpPage)

	s.desk("GET "+page.ImportURL, importPage)
	s.desk("POST "+page.ImportURL, sendImport)
	s.desk("GET /import/{what}/{file}", previewImport)
	s.desk("POST /import/{what}/{file}", runImport)

	s.peopleRoutes()
	s.settingsRoutes()
	s.inboxSettingsRoutes()
	s.triageRoutes()
	s.planRoutes()
	s.templateRoutes()
	s.handOffRoutes()
	documentRoutes(s)
	fieldLogRoutes(s)
	shelfRoutes(s)
}

// peopleRoutes are the pages about who works here.
func (s *Site) peopleRoutes() {
	s.desk("GET "+page.PeopleURL, peopleList)
	s.desk("POST "+page.PeopleURL, invite)
	s.desk("GET /people/{member}", memberPage)
	s.desk("POST /people/{member}", saveMember)
	s.desk("POST /people/{member}/hours", saveHours)
	s.desk("POST /people/{member}/absences", addAbsence)
	s.desk("POST /people/{member}/absences/{absence}/end", endAbsence)
	s.desk("POST /people/{member}/absences/{absence}/handing-over", passOn)
	s.desk("POST /people/{member}/ending", endMember)

	s.desk("GET "+page.MeURL, myPage)
	s.desk("POST /me/language", saveLanguage)
	s.desk("POST /me/shown", saveShown)
	s.desk("POST /me/password", changePassword)
	s.desk("POST /me/sessions/end", endSessions)
	s.desk("POST /me/sessions/{session}/end", endSession)
	s.desk("POST /me/tokens", makeToken)
	s.desk("POST /me/tokens/{token}/end", endToken)
}

// settingsRoutes are what holds for the whole workspace.
func (s *Site) settingsRoutes() {
	s.desk("GET "+page.SettingsURL, firmPage)
	s.desk("POST /settings/workspace", saveFirm)
	s.desk("POST /settings/hours", saveFirmHours)
	s.desk("POST /settings/exceptions", addException)
	s.desk("POST /settings/exceptions/{day}/end", endException)
	s.desk("POST /settings/holidays", addHolidays)
	s.desk("POST /settings/holidays/end", endHolidays)
	s.desk("POST /settings/holidays/{day}/end", endHoliday)
	s.desk("POST /settings/standards", saveStandards)
	s.desk("POST /settings/inbox", saveInbox)
	s.desk("POST /settings/policy", savePolicy)
	s.desk("POST /settings/updates", saveNews)
	s.desk("POST /settings/reminders", saveReminders)
	s.desk("POST /settings/brand", saveBrand)
	pageRoutes(s)
	s.desk("POST /settings/mail/pause", pauseMail)
	s.desk("POST /settings/mail/release", releaseMail)
}

// inboxSettingsRoutes are the ways in and the ready answers.
func (s *Site) inboxSettingsRoutes() {
	s.desk("GET "+page.WaysInURL, waysIn)
	s.desk("POST "+page.WaysInURL, addWay)
	s.desk("GET /settings/ways-in/new", newWay)
	s.desk("GET /settings/ways-in/{mailbox}", wayPage)
	s.desk("POST /settings/ways-in/{mailbox}", saveWay)
	s.desk("POST /settings/ways-in/{mailbox}/test", testWay)
	s.desk("POST /settings/ways-in/{mailbox}/end", endWay)

	s.desk("GET "+page.PhrasesURL, phrasesPage)
	s.desk("POST "+page.PhrasesURL, savePhrase)
	s.desk("POST /settings/phrases/{phrase}", savePhrase)
	s.desk("POST /settings/phrases/{phrase}/end", dropPhrase)
}

// triageRoutes are what came in and waits for a person to look.
func (s *Site) triageRoutes() {
	s.desk("GET "+page.TriageURL, triage)
	s.desk("POST /triage/dismissals", dismissTicked)
	s.desk("GET /triage/people/{client}", prospectPage)
	s.desk("POST /triage/people/{client}", prospectKnown)
	s.desk("POST /triage/people/{client}/joining", prospectJoins)
	s.desk("POST /triage/people/{client}/end", prospectIsNobody)
	s.desk("GET /triage/{arrival}", arrivalPage)
	s.desk("GET /triage/mails/{arrival}/mail.eml", arrivalRaw)
	s.desk("POST /triage/mails/{arrival}", fileArrival)
	s.desk("POST /triage/mails/{arrival}/end", dropArrival)
}

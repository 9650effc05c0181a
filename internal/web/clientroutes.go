package web

import "kept/internal/web/page"

// clientRoutes are the pages about whom the firm works for, who works there,
// and how: clients, calls, the record, people, settings, journal, agenda and import.
func (s *Site) clientRoutes() {
	s.desk("GET /dates", echoDate)
	s.desk("GET /pictures/{picture}", picture)

	s.desk("GET "+page.ClientsURL, clientList)
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
}

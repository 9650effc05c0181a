package web

import "kept/internal/web/page"

// answering is the use of the composer that goes on with a conversation.
func answering() way { return way{mode: page.Telling, noun: "answers"} }

// talkRoutes are what clients say: the inbox, one conversation, its messages.
func (s *Site) talkRoutes() {
	s.desk("GET "+page.InboxURL, inboxPage)
	s.desk("GET /conversations/{conversation}", talkPage)
	s.desk("GET /conversations/{conversation}/company", showCompany)
	s.composer("/conversations/{conversation}", "/answers/new", answering())
	s.desk("POST /conversations/{conversation}/acknowledgements", acknowledgeTalk)
	s.desk("POST /conversations/{conversation}/excuses", excuseTalk)
	s.desk("POST /conversations/{conversation}/pauses", pauseTalk)
	s.desk("POST /conversations/{conversation}/resumptions", resumeTalk)
	s.desk("POST /conversations/{conversation}/assignments", assignTalk)
	s.desk("POST /conversations/{conversation}/closing", closeTalk)
	s.desk("GET /conversations/{conversation}/moves/new", talkToMove)
	s.desk("POST /conversations/{conversation}/moves", moveTalk)
	s.desk("POST /conversations/{conversation}/mergers", mergeTalk)
	s.desk("POST /conversations/{conversation}/splits", splitTalk)
	s.desk("POST /conversations/{conversation}/refilings", refileTalk)

	s.desk("GET /messages/{message}/html", messageHTML)
	s.desk("GET /messages/{message}/files/{seq}", messageFile)
	s.desk("GET /messages/{message}/raw", messageRaw)
	s.desk("POST /messages/{message}/chases", confirmChase)
	s.desk("POST /messages/{message}/denials", denyChase)
	s.desk("POST /messages/{message}/promises", promiseHeard)
	s.desk("POST /messages/{message}/no-promises", denyHeard)

	s.desk("GET /clients/{client}/history", historyPage)
}

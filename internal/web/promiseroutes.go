package web

import "kept/internal/web/page"

// promiseRoutes is what is owed, what is asked, and what was told.
func (s *Site) promiseRoutes() {
	s.desk("GET /prompts/{prompt}", promptPage)
	s.desk("POST /prompts/{prompt}/snoozes", snoozePrompt)
	s.desk("POST /prompts/{prompt}/dismissals", dismissPrompt)
	s.desk("POST /prompts/{prompt}/handovers", handOverPrompt)

	s.desk("GET "+page.PromisesURL, promiseList)
	s.desk("POST "+page.PromisesURL, makePromise)
	s.desk("GET "+page.NewPromiseURL, newPromise)
	s.desk("GET /promises/{promise}", promisePage)
	s.desk("POST /promises/{promise}", editPromise)
	s.desk("GET /promises/{promise}/edit", promiseToEdit)
	s.desk("GET /promises/{promise}/step", promiseToHang)
	s.desk("POST /promises/{promise}/step", hangPromise)
	s.desk("POST /promises/{promise}/keeping", keepPromise)
	s.desk("POST /promises/{promise}/confirmations", confirmPromise)
	s.desk("POST /promises/{promise}/release", releasePromise)
	s.desk("POST /promises/{promise}/reopening", reopenPromise)
	s.desk("POST /promises/{promise}/handovers", handOverPromise)

	for _, w := range ways() {
		s.composer("/promises/{promise}", "/"+w.noun+"/new", w)
		s.desk("POST /promises/{promise}/"+w.noun+"/reopening", goOn(w))
	}
	s.composer("/notices/{notice}", "/calls/new", way{mode: page.Logging, noun: "calls"})
	s.composer("/clients/{client}", "/tell", way{mode: page.Telling, noun: "tellings"})
	s.composer("/projects/{project}", "/tell", way{mode: page.Telling, noun: "tellings"})
	s.desk("POST /tellings/{telling}/undo", undoTelling)
	s.desk("POST /promises/{promise}/undo", undoPromise)

	s.desk("GET "+page.NoticesURL, noticeList)
	s.desk("GET /notices/{notice}", noticePage)
	s.desk("POST /notices/{notice}/attempts", sendAgain)
	s.desk("POST /notices/{notice}/settlement", settleNotice)
	s.desk("GET "+page.SearchURL, searchPage)
}

// composer serves one way of telling: the page, what they will read, the act.
func (s *Site) composer(base, open string, w way) {
	s.desk("GET "+base+open, tellPage(w))
	s.desk("POST "+base+"/"+w.noun, tell(w))
	s.desk("POST "+base+"/"+w.noun+"/preview", tellPreview(w))
}

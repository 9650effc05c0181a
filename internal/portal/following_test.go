package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
	"kept/promise"
	"kept/subscription"
)

// A reader chooses in his session and by the link of a mail; looking changes
// nothing, and a mail program ends it by one POST.
func TestFollowing(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	follows := func() subscription.Subscription {
		t.Helper()
		s, err := h.Subscriptions.Of(t.Context(), h.Owner, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	r := browser()
	r.post("/p/enter", "email", k.Email)
	link, _ := mailed(t, h, k.Email)
	r.post(link)
	_, body := r.get("/p/following")
	r.wants(body, "What reaches you", "Not at all", "Once a week", "No mail at all: call me instead")
	if code, body := r.post("/p/following", "do", "choose", "rhythm", "daily"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "Choose at least one thing") {
		t.Errorf("nothing was chosen: %d %s", code, body)
	}
	if code, body := r.post("/p/following", "do", "choose", "rhythm", "hourly", "topics", "dates"); code != http.StatusUnprocessableEntity || follows().Rhythm != subscription.Off {
		t.Errorf("a rhythm that is none: %d %s", code, body)
	}
	res, err := r.http.PostForm(r.base+"/p/following", url.Values{"do": {"choose"}, "rhythm": {"at once"}, "topics": {"dates", "documents"}})
	_, body = r.read(res, err)
	r.wants(body, "Saved. You can change it whenever you like.", "Stop hearing of changes")
	if s := follows(); s.Rhythm != subscription.AtOnce || s.Topics != subscription.Of(subscription.Dates, subscription.Documents) {
		t.Fatalf("she follows %+v", s)
	}
	_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().AddDate(0, 0, 5)}})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	letter := h.Sent[len(h.Sent)-1]
	if letter.Choose == nil || letter.Unsubscribe != "" {
		t.Fatalf("a letter is no list, and leads to what reaches her: %+v", letter)
	}
	byLink := strings.TrimPrefix(letter.Choose.URL, "https://kept.example")
	other := browser()
	_, body = other.get(byLink)
	other.wants(body, "What reaches you", "Once a day")
	for _, secret := range []string{"Casa Ruiz", "/p/devices"} {
		if strings.Contains(body, secret) {
			t.Errorf("without a session the page says %q", secret)
		}
	}
	if s := follows(); s.Rhythm != subscription.AtOnce {
		t.Fatal("looking changed what she follows")
	}
	if code, _ := other.post(byLink, "List-Unsubscribe", "One-Click"); code != http.StatusOK || follows().Rhythm != subscription.Off {
		t.Errorf("one click: %d, %+v", code, follows())
	}
	_, body = other.post(byLink, "do", "none")
	other.wants(body, "we write you no mail any more", "Write to me again", "Marta Kern calls you")
	_, body = other.post(byLink, "do", "choose", "rhythm", "daily", "topics", "dates")
	other.wants(body, "You want no mail from us.")
	_, body = other.post(byLink, "do", "again")
	other.wants(body, "we write to you again")
	if code, _ := other.post(byLink, "do", "dance"); code != http.StatusUnprocessableEntity {
		t.Errorf("a button that is none: %d", code)
	}
	if code, _ := other.get("/s/" + strings.Repeat("a", 43)); code != http.StatusNotFound {
		t.Errorf("a made-up link: %d", code)
	}
	if code, _ := other.get("/p/following"); code != http.StatusOK { // asked for the address
		t.Errorf("without a session: %d", code)
	}
}

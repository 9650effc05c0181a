package door

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"
)

// Cookies names and writes the cookies of one face of Kept. Over HTTPS they
// carry the __Host- prefix, so that no other host or path can set them; over
// plain HTTP, which is for trying Kept on one's own machine, browsers do not
// take that prefix.
type Cookies struct {
	Name   string // "desk", "portal"
	Secure bool
}

func (c Cookies) name(part string) string {
	if c.Secure {
		return "__Host-kept-" + c.Name + "-" + part
	}
	return "kept-" + c.Name + "-" + part
}

func (c Cookies) put(w http.ResponseWriter, part, value string, lasts time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: c.name(part), Value: value, Path: "/", MaxAge: int(lasts / time.Second), HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode,
	})
}

func (c Cookies) drop(w http.ResponseWriter, part string) {
	http.SetCookie(w, &http.Cookie{Name: c.name(part), Path: "/", MaxAge: -1, HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode})
}

// SignIn keeps the secret of a session in the browser.
func (c Cookies) SignIn(w http.ResponseWriter, secret string, lasts time.Duration) {
	c.put(w, "session", secret, lasts)
}

// SignOut forgets it.
func (c Cookies) SignOut(w http.ResponseWriter) { c.drop(w, "session") }

// Session gives the secret of the browser's session; "" = there is none.
func (c Cookies) Session(r *http.Request) string { return c.get(r, "session") }

func (c Cookies) get(r *http.Request, part string) string {
	k, err := r.Cookie(c.name(part))
	if err != nil {
		return ""
	}
	return k.Value
}

// ChooseLanguage remembers in which language this browser's reader reads.
func (c Cookies) ChooseLanguage(w http.ResponseWriter, code string, lasts time.Duration) {
	c.put(w, "language", code, lasts)
}

// Language gives the language that was chosen; "" = none was.
func (c Cookies) Language(r *http.Request) string { return c.get(r, "language") }

// Word is what the next page says once: what an act did, and how to take it back.
type Word struct {
	Text    string    `json:"t"`
	Problem bool      `json:"p,omitempty"`
	Undo    string    `json:"u,omitempty"`
	UndoBy  time.Time `json:"b,omitzero"`
	Link    string    `json:"l,omitempty"`
	LinkTo  string    `json:"h,omitempty"`
}

// wordLasts is how long a word waits for its page.
const wordLasts = time.Minute

// Say leaves a word for the next page.
func (c Cookies) Say(w http.ResponseWriter, word Word) {
	b, err := json.Marshal(word)
	if err != nil {
		return // a word that cannot be written is not worth a failed act
	}
	c.put(w, "word", base64.RawURLEncoding.EncodeToString(b), wordLasts)
}

// Hear gives the word that was left, and forgets it.
func (c Cookies) Hear(w http.ResponseWriter, r *http.Request) (Word, bool) {
	v := c.get(r, "word")
	if v == "" {
		return Word{}, false
	}
	c.drop(w, "word")
	b, err := base64.RawURLEncoding.DecodeString(v)
	if err != nil {
		return Word{}, false
	}
	var word Word
	return word, json.Unmarshal(b, &word) == nil && word.Text != ""
}

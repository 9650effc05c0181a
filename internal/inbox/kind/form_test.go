package kind

import (
	"testing"

	"kept/internal/inbox/letter"
)

// What a person wrote into a form is his, unless the mail is a newsletter or a
// notice.
func TestForm(t *testing.T) {
	const asked = "Name: Ann\nMail: ann@client.example\n\nCould you make us an offer for a kitchen?"
	for _, tt := range []struct {
		from, fields, text string
		want               Class
	}{
		{"noreply@site.example", "Reply-To: Ann <ann@client.example>", asked, Human},
		{"\"Site\" <no-reply@www.site.example>", "Reply-To: ann.miller@mail.client.example\nReturn-Path: <www@host.example>", asked, Human},
		{"nichtantworten@site.example", "Reply-To: ann@client.example", asked, Human},
		{"www-data@site.example", "Reply-To: ann@client.example", asked, Human},
		{"notifications@site.example", "Reply-To: ann@client.example", asked, Human},
		{"noreply@site.co.uk", "Reply-To: ann@client.co.uk", asked, Human},
		{"noreply@site.example", "Subject: Contact form", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@client.example, bob@client.example", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@site.example", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@mail.site.example", asked, Auto},
		{"noreply@mail.site.example", "Reply-To: ann@help.site.example", asked, Auto},
		{"noreply@site.example", "Reply-To: service@shop.example", asked, Auto},
		{"noreply@site.example", "Reply-To: no-reply@client.example", asked, Auto},
		{"noreply@site.example", "Reply-To: d+MTY3NDg@client.example", asked, Auto},
		{"noreply@site.example", "Reply-To: r-0123456789abcdef0123456789abcdef0123456789@client.example", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@client.example", "This is an automated notice. A document was shared.", Auto},
		{"noreply@site.example", "Reply-To: ann@client.example", "Our best kitchens.\n\nUnsubscribe here.", Auto},
		{"noreply@site.example", "Reply-To: ann@client.example", "", Auto},
		{"noreply@site.example", "Reply-To: ann@client.example\nList-Unsubscribe: <https://site.example/u>", asked, Bulk},
		{"noreply@site.example", "Reply-To: ann@client.example\nPrecedence: bulk", asked, Bulk},
		{"noreply@site.example", "Reply-To: ann@client.example\nAuto-Submitted: auto-generated", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@client.example\nReturn-Path: <>", asked, Auto},
		{"noreply@site.example", "Reply-To: ann@client.example\nSubject: Out of office: Kitchen", asked, OOO},
		{"newsletter@site.example", "Reply-To: ann@client.example", asked, Auto},
		{"ann@site.example", "Reply-To: ann@client.example", asked, Human},
	} {
		got := Of(letter.Read([]byte("From: " + tt.from + "\nTo: desk@kept.example\n" + tt.fields + "\n\n" + tt.text)))
		if got.Class != tt.want || got.MustNotAnswer != (tt.from != "ann@site.example") {
			t.Errorf("from %s, %q, %q: %+v, want %s", tt.from, tt.fields, tt.text, got, tt.want)
		}
	}
}

func TestRefusal(t *testing.T) {
	for _, tt := range []struct {
		from, fields, text string
		want               Class
	}{
		{"kitchen-owner@lists.example", "Subject: Request to mailing list Kitchen rejected", "Non-members may not.", DSN},
		{"LISTSERV@lists.example", "Subject: Rejected posting to KITCHEN", "You are not authorized.", DSN},
		{"x@lists.example", "X-MLServer: fml\nSubject: Kitchen", "You are not a member of this mailing list", DSN},
		{"kitchen-owner@lists.example", "Subject: Welcome to the list", "Hello.", Auto},
		{"kitchen-owner@lists.example", "Subject: Fwd: Rejected posting", "You are not a member of this mailing list", Auto},
		{"x@lists.example", "Subject: Kitchen", "You are not a member of this mailing list", Human},
	} {
		got := Of(letter.Read([]byte("From: " + tt.from + "\nTo: desk@kept.example\n" + tt.fields + "\n\n" + tt.text)))
		if got.Class != tt.want {
			t.Errorf("from %s, %q, %q: %+v, want %s", tt.from, tt.fields, tt.text, got, tt.want)
		}
	}
}

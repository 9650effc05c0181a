package kind

import (
	"strings"
	"testing"

	"kept/internal/inbox/letter"
)

// of reads a mail of a client with further fields and a text.
func of(fields, text string) Kind {
	return Of(letter.Read([]byte("From: Ann <ann@client.example>\nTo: desk@kept.example\n" + fields + "\n\n" + text)))
}

const ask = "Hello, could you look at this today? Thanks, Ann"

func TestFields(t *testing.T) {
	for fields, want := range map[string]Class{
		"Auto-Submitted: auto-replied":                                     OOO,
		"auto-submitted: Auto-Replied (vacation)":                          OOO,
		"Auto-Submitted: auto-replied; owner-email=\"ann@client.example\"": OOO,
		"Auto-Submitted: auto-generated":                                   Auto,
		"Auto-Submitted: auto-notified; x=y":                               Auto,
		"Auto-Submitted: something-new":                                    Auto,
		"Auto-Submitted: auto-generated\nSubject: Out of office: Kitchen":  OOO,
		"Auto-Submitted: no":                                               Human,
		"Auto-Submitted: No (a person)":                                    Human,
		"Auto-Submitted:":                                                  Human,
		"X-Autoreply: yes":                                                 OOO,
		"X-Autorespond:":                                                   OOO,
		"X-Autoreply: no":                                                  Human,
		"Precedence: auto_reply":                                           OOO,
		"X-Apple-Action: VACATION":                                         OOO,
		"X-POST-MessageClass: 9; Autoresponder":                            OOO,
		"Precedence: bulk":                                                 Bulk,
		"Precedence: JUNK":                                                 Bulk,
		"X-Precedence: list":                                               Bulk,
		"Precedence: first-class":                                          Human,
		"List-Id: <news.x.example>":                                        Bulk,
		"List-Unsubscribe: <https://x.example/>":                           Bulk,
		"List-Unsubscribe:":                                                Human,
		"Feedback-ID: 1:2:3:x":                                             Bulk,
		"X-Campaign-Id: 7":                                                 Bulk,
		"X-Cron-Env: <SHELL=/bin/sh>":                                      Auto,
		"X-Loop: desk@kept.example":                                        Auto,
		"X-GitHub-Reason: mention":                                         Auto,
		"X-FC-MachineGenerated: false":                                     Human,
		"Return-Path: <>":                                                  Auto,
		"Return-Path: <MAILER-DAEMON>":                                     Auto,
		"Return-Path: <ann@client.example>":                                Human,
		"Return-Path: <owner-news@x.example>":                              Auto,
		"Reply-To: no-reply@client.example":                                Auto,
		"X-Auto-Response-Suppress: All":                                    Auto,
		"X-Auto-Response-Suppress: DR, OOF":                                Auto,
		"X-Auto-Response-Suppress: DR, RN, NRN":                            Human,
		"X-Auto-Response-Suppress: All\nSubject: Automatic reply: Kitchen": OOO,
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b":          DSN,
		"Content-Type: multipart/report; report-type=feedback-report; boundary=b":          DSN,
		"Content-Type: multipart/report; report-type=disposition-notification; boundary=b": Auto,
		"Content-Type: message/delivery-status":                                            DSN,
		"Subject: Fwd: Undelivered Mail\nContent-Type: message/delivery-status":            Human,
		"Return-Path: <>\nSubject: Undelivered Mail Returned to Sender":                    DSN,
		"Return-Path: <>\nSubject: Automatic reply: Undelivered Mail":                      OOO,
		"X-Failed-Recipients: a@b.example":                                                 DSN,
		"X-XARF: PLAIN":                                                                    DSN,
		"Content-Type: text/calendar":                                                      Calendar,
		"Content-Class: urn:content-classes:calendarmessage":                               Calendar,
		"Subject: Re: Kitchen\nX-Mailer: Outlook":                                          Human,
	} {
		if got := of(fields, ask); got.Class != want || got.MustNotAnswer != (want != Human) || (got.Why != "") != (want != Human) {
			t.Errorf("%q: %+v, want %s", fields, got, want)
		}
	}
}

// A person's answer is his even where its sender asks for silence.
func TestSuppressedAnswer(t *testing.T) {
	got := of("Subject: Re: Kitchen\nIn-Reply-To: <k1@kept.example>\nX-Auto-Response-Suppress: DR, OOF, AutoReply", ask)
	if got.Class != Human || !got.MustNotAnswer || got.Why == "" {
		t.Errorf("%+v", got)
	}
}

func TestSenders(t *testing.T) {
	for from, want := range map[string]Class{
		"ann@client.example":                         Human,
		"info@client.example":                        Human,
		"no-reply@client.example":                    Auto,
		"x.donotreply@client.example":                Auto,
		"ne_pas_repondre@client.example":             Auto,
		"Nicht-Antworten@client.example":             Auto,
		"nao.responda@client.example":                Auto,
		"root@client.example":                        Auto,
		"notifications@client.example":               Auto,
		"news-bounces@client.example":                Auto,
		"MAILER-DAEMON@client.example":               DSN,
		"Mail Delivery System <ann@client.example>":  Human,
		"Postmaster <postmaster@client.example>":     Auto,
		"Anna Noreply-Schmidt <anna@client.example>": Human,
		"\"root@x\" <ann@client.example>":            Human,
	} {
		if got := Of(letter.Read([]byte("From: " + from + "\nSubject: Kitchen\n\n" + ask))); got.Class != want || got.MustNotAnswer != (want != Human) {
			t.Errorf("%s: %+v, want %s", from, got, want)
		}
	}
	for _, from := range []string{"", "From: Ann\n", "From: <@client.example>\n"} {
		if got := Of(letter.Read([]byte(from + "Subject: Kitchen\n\n" + ask))); got.Class != Human || !got.MustNotAnswer {
			t.Errorf("from nobody, %q: %+v", from, got)
		}
	}
	if got := Of(letter.Read([]byte("From: postmaster@client.example\nSubject: Undeliverable: Kitchen\n\nx"))); got.Class != DSN {
		t.Errorf("a report: %+v", got)
	}
}

// Subjects of automatic answers, with no field that says so.
func TestSubjects(t *testing.T) {
	for subject, want := range map[string]Class{
		"Automatic reply: Kitchen":                     OOO,
		"Out of Office":                                OOO,
		"[EXTERNAL] Out of Office Re: Kitchen":         OOO,
		"Automatische Antwort: Küche":                  OOO,
		"Abwesenheitsnotiz":                            OOO,
		"Réponse automatique : Cuisine":                OOO,
		"Absence du bureau : Cuisine":                  OOO,
		"Respuesta automática: Cocina":                 OOO,
		"Fuera de la oficina: Cocina":                  OOO,
		"Resposta automática: Cozinha":                 OOO,
		"Automatisch antwoord: Keuken":                 OOO,
		"Niet aanwezig: Keuken":                        OOO,
		"Risposta automatica: Cucina":                  OOO,
		"Fuori sede - Cucina":                          OOO,
		"Автоматический ответ: Кухня":                  OOO,
		"自動応答: 台所":                                     OOO,
		"Re: Automatic reply: Kitchen":                 Human,
		"AW: Abwesenheitsnotiz":                        Human,
		"Is the auto reply on our contact form fixed?": Human,
		"Automatic reply form is broken":               Human,
		"Out of office next week":                      Human,
		"I will be out of the office on Friday":        Human,
		"Auto: the garage":                             Human,
		"Away":                                         Human,
		"Vacation":                                     Human,
		"":                                             Human,
	} {
		if got := of("Subject: "+subject, ask); got.Class != want {
			t.Errorf("%q: %+v, want %s", subject, got, want)
		}
	}
	if got := of("Subject: Auto: Kitchen\nIn-Reply-To: <k1@kept.example>", ask); got.Class != OOO {
		t.Errorf("in an answer: %+v", got)
	}
	if got := of("Subject: Vacation", "I am on vacation."); got.Class != OOO {
		t.Errorf("with its text: %+v", got)
	}
}

// The wording alone: a person's mail stays his.
func TestWording(t *testing.T) {
	for text, want := range map[string]Kind{
		"Hello,\n\nI am out of the office until 20 January with limited access to email.\nIn urgent cases please contact Tom.": {Class: OOO, MustNotAnswer: true},
		"Guten Tag,\n\nich bin bis zum 20. Januar nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Tom.":           {Class: OOO, MustNotAnswer: true},
		"Bonjour,\n\nJe suis absent du bureau jusqu'au 20 janvier. En cas d'urgence, veuillez contacter Tom.":                  {Class: OOO, MustNotAnswer: true},
		"Hola,\n\nEstoy de vacaciones hasta el 20 de enero. En caso de urgencia, contacte con Tom.":                            {Class: OOO, MustNotAnswer: true},
		"Olá,\n\nEstou de férias até dia 20 de janeiro. Em caso de urgência, por favor contacte Tom.":                          {Class: OOO, MustNotAnswer: true},
		"Hallo,\n\nIk ben afwezig tot en met 20 januari. Bij dringende zaken kunt u contact opnemen met Tom.":                  {Class: OOO, MustNotAnswer: true},
		"Buongiorno,\n\nsono in ferie fino al 20 gennaio. In caso di urgenza potete contattare Tom.":                           {Class: OOO, MustNotAnswer: true},
		"I am out of the office until Monday.": {Class: Human, MustNotAnswer: true},
		"I am out of the office until Monday. Could you move our meeting, and in urgent cases call me?": {Class: Human, MustNotAnswer: false},
		"The office is open again.":                                                                       {Class: Human, MustNotAnswer: false},
		"Dear client,\n\nThis is an automated message. Your ticket is 17.":                                {Class: Auto, MustNotAnswer: true},
		"Ihre Anfrage ist da.\n\n*** Bitte antworten Sie nicht auf diese E-Mail ***":                      {Class: Auto, MustNotAnswer: true},
		"I got a mail saying that this is an automated message, is that yours?":                           {Class: Human, MustNotAnswer: false},
		"Thanks!\n\nOn Monday Desk wrote:\n> I am out of the office until Monday, with limited access.\n": {Class: Human, MustNotAnswer: false},
		"": {Class: Human, MustNotAnswer: false},
	} {
		got := of("Subject: Re: Kitchen", text)
		got.Why = ""
		if got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	html := of("Subject: Re: Kitchen\nContent-Type: text/html", "<p>I am out of the office until Monday.</p><p>For urgent matters please contact Tom.</p>")
	if html.Class != OOO {
		t.Errorf("HTML: %+v", html)
	}
}

func TestMeeting(t *testing.T) {
	mail := func(typ, method string) string {
		return "Subject: Meeting\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nLet us meet.\n--b\nContent-Type: text/calendar" + typ + "\n\nBEGIN:VCALENDAR\r\n" + method + "END:VCALENDAR\r\n--b--\n"
	}
	for raw, want := range map[string]Class{
		mail("; method=REQUEST", ""):                   Calendar,
		mail("; method=reply", ""):                     Calendar,
		mail("", "METHOD:CANCEL\r\n"):                  Calendar,
		mail("; method=PUBLISH", "METHOD:REQUEST\r\n"): Human,
		mail("", ""): Human,
	} {
		if got := Of(letter.Read([]byte("From: ann@client.example\n" + raw))); got.Class != want || got.MustNotAnswer != (want == Calendar) {
			t.Errorf("%q: %+v, want %s", raw, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	notice := "\n\nThis is an automated message."
	if got := of("Subject: x", strings.Repeat("x", MaxText-len(notice))+notice); got.Class != Auto {
		t.Errorf("within the text: %+v", got)
	}
	if got := of("Subject: x", strings.Repeat("x", MaxText)+notice); got.Class != Human {
		t.Errorf("beyond the text: %+v", got)
	}
	tags := strings.Repeat("[x] ", MaxSubject/4-20)
	if got := of("Subject: "+tags+"Automatic reply: x", ask); got.Class != OOO {
		t.Errorf("within the subject: %+v", got)
	}
	if got := of("Subject: "+strings.Repeat("[x] ", MaxSubject/4)+"Automatic reply: x", ask); got.Class != Human {
		t.Errorf("beyond the subject: %+v", got)
	}
	html := "<p>This is an automated message.</p>"
	if got := of("Subject: x\nContent-Type: text/html", strings.Repeat(" ", MaxHTML-len(html))+html); got.Class != Auto {
		t.Errorf("within the HTML: %+v", got)
	}
	if got := of("Subject: x\nContent-Type: text/html", strings.Repeat(" ", MaxHTML)+html); got.Class != Human {
		t.Errorf("beyond the HTML: %+v", got)
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{
		"", "From: ann@client.example\nSubject: Re: Kitchen\n\n" + ask,
		"From: MAILER-DAEMON@x\nReturn-Path: <>\nSubject: Undelivered\n\nx",
		"Subject: [a][b] Automatic reply\nAuto-Submitted: auto-replied\nPrecedence: bulk\n\nI'm away until",
		"Content-Type: text/calendar; method=REQUEST\n\nMETHOD:REPLY",
		"From: a@b\nContent-Type: text/html\n\n<p>This is an automatic", "From: a@b\n\n{\"notificationType\":",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l := letter.Read(raw)
		got := Of(l)
		switch got.Class {
		case OOO, Auto, Bulk, DSN, Calendar:
			if !got.MustNotAnswer {
				t.Errorf("%+v", got)
			}
		case Human:
			if l.Header.Get("Auto-Submitted") == "auto-replied" || l.Header.Get("Precedence") == "bulk" {
				t.Errorf("%+v", got)
			}
		default:
			t.Errorf("%+v", got)
		}
		if (got.Why == "") != (got == Kind{Class: Human}) {
			t.Errorf("%+v", got)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	l := letter.Read([]byte("From: ann@client.example\nSubject: Re: Kitchen\n\n" + strings.Repeat("Could you tell me whether the kitchen is still planned for Thursday? ", 30)))
	b.ReportAllocs()
	for b.Loop() {
		if Of(l).Class != Human {
			b.Fatal("a machine")
		}
	}
}

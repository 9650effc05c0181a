package quote

import (
	"strings"
	"testing"
)

// own are letters as mail programs make them, written for these tests. Each is
// the letter with its parts marked: what follows "§q", "§s", "§f" on a line of
// its own is quoted, signature, forwarded; "§w" goes back to written.
var own = map[string]string{
	"gmail": `Yes, Friday suits us.
§q

On Tue, Mar 3, 2026 at 9:12 AM Anna Berg <anna@example.com> wrote:

> Does Friday suit you?
>
> Anna
`,
	"gmail, wrapped before the address": `Yes.
§q

On Tue, Mar 3, 2026 at 9:12 AM Anna Berg from Berg and Partners <
anna.berg.of.partners@example.com> wrote:

> Does Friday suit you?
`,
	"gmail german": `Passt.
§q

Am Di., 3. März 2026 um 09:12 Uhr schrieb Anna Berg <anna@example.com>:

> Passt Freitag?
`,
	"gmail french": `D'accord.
§q

Le mar. 3 mars 2026 à 09:12, Anna Berg <anna@example.com> a écrit :

> Vendredi ?
`,
	"gmail spanish": `De acuerdo.
§q

El mar, 3 mar 2026 a las 9:12, Anna Berg (<anna@example.com>) escribió:

> ¿El viernes?
`,
	"gmail portuguese": `Combinado.
§q

Em ter., 3 de mar. de 2026 às 09:12, Anna Berg <anna@example.com>
escreveu:

> Sexta?
`,
	"gmail italian": `Va bene.
§q

Il giorno mar 3 mar 2026 alle ore 09:12 Anna Berg <anna@example.com> ha
scritto:

> Venerdì?
`,
	"gmail dutch": `Prima.
§q

Op di 3 mrt 2026 om 09:12 schreef Anna Berg <anna@example.com>:

> Vrijdag?
`,
	"apple mail german, no quote signs": `Passt.
§q

Am 03.03.2026 um 09:12 schrieb Anna Berg <anna@example.com>:

Passt Freitag?
`,
	"apple mail, address on its own line": `Fine.
§q

> On 3 Mar 2026, at 09:12, Anna Berg <anna@example.com> wrote:
>
> Friday?
`,
	"thunderbird, answers between the lines": `§q
On 03.03.26 09:12, Anna Berg wrote:
> Which colour?
§w

The blue one.

§q
> And by when?
§w

By Friday, please.
`,
	"thunderbird german": `§q
Am 03.03.2026 um 09:12 schrieb Anna Berg:
> Welche Farbe?
§w
Blau.
`,
	"outlook english": `Please go ahead.

Regards,
Tom
§q

From: Anna Berg <anna@example.com>
Sent: Tuesday, 3 March 2026 09:12
To: Tom Hill <tom@example.com>
Cc: Eva Lund <eva@example.com>
Subject: RE: Offer

Shall we go ahead?
`,
	"outlook with many recipients": `Please go ahead.
§q

From: Anna Berg <anna@example.com>
Sent: Tuesday, 3 March 2026 09:12
To: Tom Hill <tom@example.com>; Eva Lund <eva@example.com>;
 Olaf Brand <olaf@example.com>; Ida Moe <ida@example.com>;
 Per Dahl <per@example.com>; Lea Roth <lea@example.com>;
 Ben Fox <ben@example.com>
Subject: RE: Offer

Shall we go ahead?
`,
	"outlook german":     "Bitte loslegen.\n§q\n\nVon: Anna Berg <anna@example.com>\nGesendet: Dienstag, 3. März 2026 09:12\nAn: Tom Hill <tom@example.com>\nBetreff: AW: Angebot\n\nSollen wir?\n",
	"outlook french":     "Allez-y.\n§q\n\nDe : Anna Berg <anna@example.com>\nEnvoyé : mardi 3 mars 2026 09:12\nÀ : Tom Hill <tom@example.com>\nObjet : RE: Offre\n\nOn y va ?\n",
	"outlook spanish":    "Adelante.\n§q\n\nDe: Anna Berg <anna@example.com>\nEnviado el: martes, 3 de marzo de 2026 9:12\nPara: Tom Hill <tom@example.com>\nAsunto: RE: Oferta\n\n¿Empezamos?\n",
	"outlook portuguese": "Podem avançar.\n§q\n\nDe: Anna Berg <anna@example.com>\nEnviada em: terça-feira, 3 de março de 2026 09:12\nPara: Tom Hill <tom@example.com>\nAssunto: RES: Proposta\n\nVamos?\n",
	"outlook italian":    "Procedete.\n§q\n\nDa: Anna Berg <anna@example.com>\nInviato: martedì 3 marzo 2026 09:12\nA: Tom Hill <tom@example.com>\nOggetto: R: Offerta\n\nProcediamo?\n",
	"outlook dutch":      "Ga uw gang.\n§q\n\nVan: Anna Berg <anna@example.com>\nVerzonden: dinsdag 3 maart 2026 09:12\nAan: Tom Hill <tom@example.com>\nOnderwerp: RE: Offerte\n\nZullen we?\n",
	"outlook polish":     "Proszę zaczynać.\n§q\n\nOd: Anna Berg <anna@example.com>\nWysłano: wtorek, 3 marca 2026 09:12\nDo: Tom Hill <tom@example.com>\nTemat: ODP: Oferta\n\nZaczynamy?\n",
	"outlook czech":      "Ano.\n§q\n\nOd: Anna Berg <anna@example.com>\nOdesláno: úterý 3. března 2026 9:12\nKomu: Tom Hill <tom@example.com>\nPředmět: RE: Nabídka\n\nZačneme?\n",
	"outlook turkish":    "Evet.\n§q\n\nKimden: Anna Berg <anna@example.com>\nGönderildi: 3 Mart 2026 Salı 09:12\nKime: Tom Hill <tom@example.com>\nKonu: YNT: Teklif\n\nBaşlayalım mı?\n",
	"outlook finnish":    "Kyllä.\n§q\n\nLähettäjä: Anna Berg <anna@example.com>\nLähetetty: tiistai 3. maaliskuuta 2026 9.12\nVastaanottaja: Tom Hill <tom@example.com>\nAihe: VS: Tarjous\n\nAloitetaanko?\n",
	"outlook japanese":   "お願いします。\n§q\n\n差出人: Anna Berg <anna@example.com>\n送信日時: 2026年3月3日 9:12\n宛先: Tom Hill <tom@example.com>\n件名: RE: 見積\n\n始めますか。\n",
	"outlook chinese":    "可以。\n§q\n\n发件人: Anna Berg <anna@example.com>\n发送时间: 2026年3月3日 9:12\n收件人: Tom Hill <tom@example.com>\n主题: 答复: 报价\n\n开始吗?\n",
	"outlook mobile": `Yes please.

§s
Get Outlook for iOS<https://aka.ms/o0ukef>
§q
________________________________
From: Anna Berg <anna@example.com>
Sent: Tuesday, March 3, 2026 9:12:44 AM
To: Tom Hill <tom@example.com>
Subject: Re: Offer

Shall we?
`,
	"outlook old german": `Ja.
§q

-----Ursprüngliche Nachricht-----
Von: Anna Berg [mailto:anna@example.com]
Gesendet: Dienstag, 3. März 2026 09:12
An: Tom Hill
Betreff: Angebot

Sollen wir?
`,
	"original message without dashes below": `Ja.
§q

-------- Original-Nachricht --------
Betreff: Angebot
Datum: Tue, 3 Mar 2026 09:12:00 +0100
Von: Anna Berg <anna@example.com>

Sollen wir?
`,
	"yahoo": `Yes.
§q

On Tuesday, March 3, 2026 at 09:12:44 AM GMT+1, Anna Berg <anna@example.com> wrote:

 Shall we?

 Anna
`,
	"proton": `Yes.

§s
Sent with Proton Mail secure email.
§q

On Tuesday, March 3rd, 2026 at 9:12 AM, Anna Berg <anna@example.com> wrote:

> Shall we?
`,
	"address closed on the next line": `Yes.
§q

On Tue, Mar 3, 2026 at 9:12 AM Anna Berg <
mailto:anna@example.com
> wrote:
> Shall we?
`,
	"link between quoted lines": `Yes.
§q

On Tuesday, 3 March, 2026 at 9:12 AM, Anna Berg wrote:

> See the plan
>
(http://example.com/plan/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) >
> Anna
`,
	"k-9": `Yes.
§s
-- 
Sent from my Android device with K-9 Mail. Please excuse my brevity.
`,
	"lotus notes": `Yes.
§q

Anna Berg/Oslo/Example wrote on 03/03/2026 09:12:44 AM:

> Shall we?
`,
	"zimbra": `Yes.
§q

----- Original Message -----
From: "Anna Berg" <anna@example.com>
To: "Tom Hill" <tom@example.com>
Sent: Tuesday, March 3, 2026 9:12:44 AM
Subject: Offer

Shall we?
`,
	"zoho": `Yes.
§q

---- On Tue, 03 Mar 2026 09:12:44 +0100 Anna Berg <anna@example.com> wrote ---

 > Shall we?
`,
	"date first": `Yes.
§q

2026-03-03 9:12 GMT+01:00 Anna Berg <anna@example.com>:

> Shall we?
`,
	"gmail forward": `Please see below. Can you answer him?
§f

---------- Forwarded message ---------
From: Olaf Brand <olaf@example.com>
Date: Tue, Mar 3, 2026 at 9:12 AM
Subject: Invoice
To: Tom Hill <tom@example.com>


Where is the invoice?
`,
	"apple forward": `For you.
§f

Begin forwarded message:

> From: Olaf Brand <olaf@example.com>
> Subject: Invoice
> Date: 3 March 2026 at 09:12:44 CET
> To: Tom Hill <tom@example.com>
>
> Where is the invoice?
`,
	"thunderbird forward": `§f
-------- Weitergeleitete Nachricht --------
Betreff: Rechnung
Datum: Tue, 3 Mar 2026 09:12:44 +0100
Von: Olaf Brand <olaf@example.com>
An: Tom Hill <tom@example.com>

Wo ist die Rechnung?
`,
	"outlook forward without a word": `§f
From: Olaf Brand <olaf@example.com>
Sent: Tuesday, 3 March 2026 09:12
To: Tom Hill <tom@example.com>
Subject: Invoice

Where is the invoice?
`,
	"signature": `The plan is fine.

Tom
§s
-- 
Tom Hill
Hill Ltd, 1 High Street
+44 20 1234 567
`,
	"signature above the quote": `The plan is fine.
§s
-- 
Tom Hill
§q

On Tue, 3 Mar 2026 at 09:12, Anna Berg <anna@example.com> wrote:

> Here is the plan.
`,
	"signature below the quote": `§q
On Tue, 3 Mar 2026 at 09:12, Anna Berg <anna@example.com> wrote:
> Here is the plan.

§w
The plan is fine.
§s

-- 
Tom Hill
`,
	"list": `I agree with all of you.
§s
_______________________________________________
builders mailing list
builders@lists.example.com
https://lists.example.com/mailman/listinfo/builders
`,
	"a name behind a dash":   "Please call me back.\n§s\n\n-Tom Hill\n",
	"telephone of a carrier": "Yes.\n§s\nSent wirelessly from my BlackBerry device on the Bell network.\nEnvoyé sans fil par mon terminal mobile BlackBerry sur le réseau de Bell.\n",
	"telephone german":       "Ja, gerne.\n§s\n\nVon meinem iPhone gesendet\n",
	"telephone french":       "Oui.\n§s\n\nEnvoyé de mon iPhone\n",
	"telephone spanish":      "Sí.\n§s\n\nEnviado desde mi iPhone\n",
	"telephone portuguese":   "Sim.\n§s\n\nEnviado do meu iPhone\n",
	"telephone italian":      "Sì.\n§s\n\nInviato da iPhone\n",
	"telephone dutch":        "Ja.\n§s\n\nVerstuurd vanaf mijn iPhone\n",
	"telephone swedish":      "Ja.\n§s\n\nSkickat från min iPhone\n",
	"telephone danish":       "Ja.\n§s\n\nSendt fra min iPhone\n",
	"telephone polish":       "Tak.\n§s\n\nWysłane z iPhone'a\n",
	"telephone russian":      "Да.\n§s\n\nОтправлено с iPhone\n",
	"telephone japanese":     "はい。\n§s\n\niPhoneから送信\n",
	"telephone gmx":          "Ja.\n§s\n\nGesendet mit der GMX Mail App\n",

	// What must not be folded.
	"a journey":           "Could you book this?\n\nFrom: Berlin\nTo: Munich\nDate: 3 May 2026 10:30\n\nThank you!\n",
	"a quoted sentence":   "On Monday my neighbour wrote:\n\nthe fence is on his land. What do we do?\n",
	"a colon":             "On the roof there are three things to do:\n\nthe gutter, the tiles, the chimney.\n",
	"a dated colon":       "On 3 March we agreed on these points:\n\nthe gutter first. Anna wrote that down.\n",
	"a sign-off":          "Please call me.\n\nBest regards,\nTom Hill\n",
	"thanks with a wish":  "Thanks,\nplease also send the invoice.\n",
	"a list":              "We still need:\n\n- tiles\n- paint\n- glue\n",
	"a list of one":       "We still need:\n- paint\n",
	"an own quote":        "> Which colour?\n\nThe blue one.\n\n> And by when?\n\nBy Friday.\n",
	"a ruler":             "First part.\n\n---\n\nSecond part: the roof must be done before the winter, and nobody has told us when.\n",
	"two dashes as ruler": "Here are our wishes for the kitchen.\n--\nCould you also tell us when the fitter comes, and whether he needs the key?\n",
	"sent from there":     "The parcel went out.\n\nSent from the warehouse on 3 March, so it should be with you by now. Is it?\n",
	"sent from my desk":   "Here you are.\n\nSent from my desk, where it is much quieter than on the building site.\n",
	"a list of two names": "We invite:\n- Anna Berg\n- Tom Hill\n",
	"sent it":             "Sent by mistake, sorry. Please use the second file.\n",
	"only a name":         "--\nTom\n",
	"only a quote":        "> Which colour?\n> And by when?\n",
	"numbers in columns":  "> 5 m would be too long, < 3 m too short.\n\nWhat do you think?\n",
	"asked as a header":   "Subject: the fence\nWhen do you come?\n",
	"answer after on top": "§q\nOn 8 May 2026 17:34, \"Andy Jones\" <andy@example.com> wrote:\n§w\n\nSee below, I wrote it here by mistake.\n",
}

// ownParts reads a marked letter.
func ownParts(marked string) (body string, want []Piece) {
	kinds := map[string]Kind{"§w\n": Written, "§q\n": Quoted, "§s\n": Signature, "§f\n": Forwarded}
	kind := Written
	for l := range strings.Lines(marked) {
		if k, ok := kinds[l]; ok {
			kind = k
			continue
		}
		body += l
		if n := len(want); n > 0 && want[n-1].Kind == kind {
			want[n-1].Text += l
		} else {
			want = append(want, Piece{kind, l})
		}
	}
	return body, want
}

func TestLettersOfMailPrograms(t *testing.T) {
	for name, marked := range own {
		body, want := ownParts(marked)
		for _, ends := range []string{"\n", "\r\n"} {
			got := Text(strings.ReplaceAll(body, "\n", ends))
			if g, w := said(got.Pieces), said(want); g != w {
				t.Errorf("%s (%q):\ngot\n%s\nwant\n%s", name, ends, g, w)
			}
		}
	}
}

// said is what the pieces say, a line each, without the empty lines: it does not
// matter on which side of a border these stand.
func said(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		for l := range strings.Lines(p.Text) {
			if strings.TrimSpace(l) != "" {
				b.WriteString(p.Kind.String() + "| " + strings.TrimSpace(l) + "\n")
			}
		}
	}
	return b.String()
}

package chase

import (
	"strings"
	"sync"
)

// bias and weights are the logarithms of odds with which texts in other
// languages than English are judged; one strong sign is enough, two weak ones
// are, and what speaks against a chase can outweigh one.
const bias = -2.2

var weights = [signs]float64{
	State: 4, News: 4, When: 3.4, HowLong: 3, Done: 3.2, Waiting: 3.6, NotYet: 3, Overdue: 2.6, Reminder: 3.2,
	Settled: -2.6, Arranging: -3.6, Ours: -2.4, HowTo: -2.2,
}

// tongues are the seven languages.
var tongues = []tongue{english, german, french, spanish, portuguese, dutch, italian}

// all are the phrases of the seven languages. Accents do not matter, numbers are
// "#", an apostrophe parts words. See [parsePhrase] for the rest.
// They are parsed when the first text is judged: most commands judge none.
var all = sync.OnceValue(func() book { return bind(tongues) })

// tongue is the phrases of one language.
type tongue struct {
	state, news, when, howLong, done, waiting, notYet, overdue, reminder string
	settled, arranging, ours, howTo                                      string
}

// lists are the phrases of a language by their sign.
func (t tongue) lists() [signs]string {
	return [signs]string{
		State: t.state, News: t.news, When: t.when, HowLong: t.howLong, Done: t.done, Waiting: t.waiting,
		NotYet: t.notYet, Overdue: t.overdue, Reminder: t.reminder,
		Settled: t.settled, Arranging: t.arranging, Ours: t.ours, HowTo: t.howTo,
	}
}

// phrases are those of a language, parsed.
func (t tongue) phrases() []phrase {
	var all []phrase
	for sign, list := range t.lists() {
		for l := range strings.Lines(list) {
			for s := range strings.SplitSeq(l, "|") {
				if strings.TrimSpace(s) != "" {
					all = append(all, parsePhrase(Sign(sign), s))
				}
			}
		}
	}
	return all
}

var english = tongue{
	state: `
present/current situation|situation with/of/regarding
moving forward/ahead/along ?|is/are ... progressing/advancing ?|state of|what is/s ... holding/keeping/blocking|holding things/it/this up|is that/this/it still the/on/valid/true/right/correct|still the plan|making progress|stand with|where ... got/gotten to|how far
where/how do/does things/thing/we/this/that/it/everything/project stand/stands|where ... stands/stand ?|where are/r we/you ... with/on/at/in|where are we ?|how is/s/are/re ... going/coming/progressing/getting/looking/doing ?
how is/s/are ... coming along/on|what is/s the/our/my/your ... status|status of/on/for|status/state update/report/check|status ?|current/latest/present status/state/stage/progress/position
progress of/on/report/update ?|progress with|check ... progress/status|see ... progress/status|know ... progress/status|what stage|how far along/are/have/has/did/is|which stage|what is/s happening|what s/is going on|whats happening/going|what happened to/with|what is/s/has become of
where is/s/are my/our/the ... ?|where is/s/are the/my/our ... order/package/parcel/proposal/offer/quote/report/draft/refund/shipment/delivery/money|wheres my/the/our|track my/the/our/a/it/this/an/on/order/package/#|tracking on/number/of/info/information|tell/give me ... status/progress
are we still on track/schedule/course|on/in track/schedule ?|still on track/schedule/for|is/are ... on time|as planned ?|are we on|what is/s the latest|the latest on|whats the status/latest|bring me up to speed|in the loop|get me up to date|current situation`,
	news: `
a/any/the/new date for|is there a/any date|already know/have|any/some feedback|know more|know anything
any/some/no news|any/an/some/no/more update/updates|any/no word/progress/movement/development/developments/feedback/luck/joy/sign|is/are there any/anything ... new/news|anything new/yet|heard anything/back|hear anything
could/can/would/will you ... update me/us|please/kindly update me/us|update me/us|update on/about/regarding ?|need/like/want/appreciate/love/get/have ... an/some/a update/news|send/give me/us ... an/some/a/any update/news|update ?|a quick/short/brief update|let me/us know ... status/progress/update/news/how things
let me/us know ... how ... going/coming/stand/stands/progress~|let me/us know where|keep me/us posted ?|what is/s new/news|get ... update|hear/heard from you ... about/on/regarding|bring us up to date`,
	when: `
when will/can/could/would/do/does/is/are/s/should/might/shall ... be/get/have/receive/expect/arrive/come/comes/start/finish/hear/see/deliver/delivered/ready/done/available/finished/completed/happen/sent/send/go/know/land/reach/shipped/show/post/due/here/back/begin/start/open|when is/are/s ... due/coming/arriving/ready/happening/going/expected/scheduled/supposed/gonna/landing/boarding/starting
by when|when ... gonna/going|when ... expect|how soon|what time/day/date ... will/is/does/do/can/should|what date|until when ?|when exactly|when ?|any idea when|any idea how|idea when|know when ... will/can/is/are|tell me/us when|let me/us know when ... will/is/are/can
what is/s the ... eta/timeline/timeframe/schedule/deadline|eta ?|eta on/for/of|expected/estimated/projected delivery/arrival/date/time/completion|delivery date ?|timeline ?|new date|time frame|when ... approved/processed/done/finished|a date for|date when`,
	howLong: `
how long ?|how much longer|how long ... take/takes/until/till/before/wait|how long ... has/have/will|how many/more days/weeks/hours/time|how much time/more time|how quickly/fast ... will/can/do/does|take so long|taking so/too/long/forever|so long|long time|longer ?|how long ?`,
	done: `
will/do/can/shall we/i ... have/get/receive/see/hear ...... ?|is/are anyone/anybody/somebody/someone/you ... working/dealing/looking/handling/taking/on ?|in progress/hand/work ?|under way ?|being worked/processed/handled/dealt/looked
is/are the/our/your/he/she/they/anybody/anyone/somebody ... coming/starting/arriving/working ?|has/have/did/is/are/was/were ...... already ?
is/are/has/have/did/was/were/will ... done/ready/finished/complete/completed/shipped/sent/approved/arrived/processed/delivered/dispatched/through/signed/confirmed/received/ordered/fixed/started/installed/paid/accepted/submitted/begun yet|is/are/has/have/did/was/were ... yet ?|^ has/have/did the/our/your/his/their/anybody/anyone/somebody ... confirmed/confirm/approved/approve/answered/answer/agreed/agree/replied/reply/signed/sign/decided/decide/ordered/order/started/start/finished/finish/come/called/call/sent/send/delivered/deliver/accepted/accept ?|yet ?|already ?
is/are it/they/this/that/the/my/our ... ready/finished/done/complete/completed/shipped/sent/live/approved/processed/delivered/dispatched/signed ?|has/have ... been ... approved/processed/sent/shipped/completed/done/finished/ordered/delivered/signed/fixed/accepted/issued/paid/booked/confirmed/received|have/has/did you ... sent/send/finished/finish/ordered/order/managed/manage/done/heard/started/received/receive/get/got/look/looked/decide/decided/chance/time/able ?|did ... go/went/come/came through|did/has/have ... arrive/arrived ?|are you/we/they ... finished/done/ready/nearly ?
have you had a/the/any chance/time/opportunity|did you get/have a/the chance|will ... be ready/done/finished/ontime ?|will it/this/that/they/we still ?|were you able ?|is ... still going/happening/planned ?|is it still|are they still|is anyone/somebody/someone working`,
	waiting: `
forgotten/forgot/forget about/us/our/my/me|nothing ... moved/changed/happening/going|no movement|heard/had nothing from
trying/tried/try to reach/contact/call/get|cannot/can t/not reach/get you/hold/through|unable to reach|nobody/noone answers/responds
heard/hear/received/seen/had nothing|nothing has/s/had/ever come/arrived/happened/changed|without an/any/a answer/reply/news|have had no
still/been/am/are/m/re/is waiting|waiting for/on/since|i/we ve/have been waiting|keep/kept waiting|haven/have/hasn/has/not/never/nothing/didn/no ... heard/hear/reply/replied/response/answer/answered|no/nothing/without/not ... reply/response/answer/news/word/update/sign|yet to hear/receive/see/get|have/has not heard|looking forward to hearing/your ... reply/answer/news
radio silence|gone quiet/silent|no one ... called/call/replied/answered/told/come/contacted|nobody/noone/nothing/none ... called/call/back/replied/answered/tell/told/told/came/come/contacted|nobody/nothing ... happened/happening/happens|in the dark|i/we expect/await a/an/the/my/your/our|awaiting`,
	notYet: `
still/has/have/is/are/was/hasn/haven/not/isn/aren/didn/did/wasn/don/doesn/still/never ... not/t/yet ... arrived/arrive/received/receive/come/came/shown/showing/show/seen/see/got/gotten/get/updated/update/credited/processed/posted/delivered/reached/here/there/gone/cleared/started/ready/finished/appear/appeared/reflect/reflected/begun/done/fixed/happened/heard
still not|not ... yet|t ... yet|still no|still pending|is/as/it/says/showing/are/being pending|pending for|still showing/says/say/shows/missing/outstanding/processing/open|yet to|has/have not been|not been ... yet|nothing has/yet|missing ... still|hasn t/been|where is/s/are|hasnt|havent|never arrived/came/received|i/we don t see|not showing|stuck`,
	overdue: `
we/i were/was/have/had been told/promised/assured|were/was told/promised|that was/is ... ago|was a week/month/fortnight ago
you were/are going/meant/supposed to|you had/have/d promised/said/announced|was announced/promised/planned/agreed for/by/to
you ... said/promised/told/told/assured ... by/would/will/today/yesterday/monday/tuesday/wednesday/thursday/friday/week/tomorrow/it/this/that|was/were supposed/meant/due/promised to/on/by/yesterday/last/today|should have/ve/already/be been/arrived/received/got/had/come|should be here/there/done/ready|we/i were/was promised/told/expecting/hoping|it/that has/s/is been ... days/weeks/week/month/months/while/ages/since|been ... weeks/days/months/while ... since|weeks/days/week/months ago ... and|overdue|late again|past due|deadline has/passed|running late|delayed ?|why ... delay/delayed/late|delay`,
	reminder: `
follow/following up|followup|chasing|chase ... up|checking in/on/back/whether/if|check in|checking ... status|just checking|gentle/friendly/quick/kind/second/another/third reminder|remind/reminding you|circling/circle back|touching/touch base|asking/ask/write/writing/wrote/asked/emailed/called again|again asking|second/third time|wondering if/whether/when/how/what/where|i/we wonder/wondered if/when/whether/how|inquire/enquire/inquiring/enquiring about/as/whether|bump/bumping this|nudge|did you get/see/receive my|have you seen/received my|my last/previous/earlier mail/email/message|unanswered`,
	settled: `
then i/we ll/will/can wait|i/we ll/will wait for your|i/we look forward to your call/visit
thanks/thank ... for the/your/this ... update/news/reply/answer/information/info/heads/quick|thank you for letting/keeping|no rush/hurry|not urgent|take your time|whenever you are/have/can|when you have/get/find a/time|in your own time|good to hear|great news|that is/s great/good/perfect|works for me/us|sounds good|looks great/good`,
	arranging: `
when would/does/do/is/will/are/could/can/shall/should ... suit/suits/convenient/work/works/available/free/meet/talk/call/speak/visit/come by/over|when are you free/open/available/in/around/there|are you free/available/open|opening hours|what time/times/day/days ... suit/suits/work/works/open/close/convenient/meet/call/free|when do you open/close|when ... open/close|shall we meet/say/talk|how about|schedule/arrange/set/book ... call/meeting/appointment|when should/shall/can/could/must i/we ... come/send/pay/bring/call/be/meet/drop|when do i/we need|please let me know if/whether you/this|until when ... can/may/should/must i/we|by when ... should/do/must/need/have i/we/us/you|by when ... you need/want|when ... you need/want|where should/can/do i/we send|how long ... you/valid/open/guarantee/warranty`,
	ours: `
we/i haven/have ... not/t ... signed/decided/paid/chosen/agreed/sent/made|we/i have not/yet ... signed/decided/paid/chosen|will/ll do that/it/so
i/we ll/will/shall ... send/update/let/get/keep/call/check/come/come|i/we ll|i/we am/are/m/re ... sending/attaching/attached|attached|enclosed|please find|i/we have/ve ... sent/attached/paid/signed/approved/decided/transferred|we/i are/am/re/m ... still/waiting ... permit/bank/council/landlord/wife/husband/architect/insurance/authority/board|our side|on my end/side`,
	howTo: `
how do/can/could/should/would/to i/we/you ... change/cancel/pay/use/add/open/register/reset/log/login/install/delete/update/set/get/make/order/activate/edit/create/switch/contact/download|how to|can/could/may i/we ... change/cancel/pay/use/add/have|i/we want/d/would/like to ... change/cancel/order/add/book/delete/create|how much is/are/does/do/would/will/cost`,
}

package heard

// What English verbs promise.
const (
	enDo = `(send|email|mail|forward|share|deliver|provide|submit|upload|publish|finish|complete|prepare|call|ring|phone|reply|respond|answer|confirm|check|update|report|get|let|fix|repair|install|` +
		`start|begin|come|visit|bring|order|ship|post|dispatch|do|make|write|draft|review|look|find|follow|return|present|show|set|arrange|book|launch|test|correct|replace|issue|hand|give|tell|inform|` +
		`keep|put|add|change|build|deploy|collect|pick|drop|clear|clarify|circle|drop|pass|sort|solve|resolve|sign|transfer|refund|pay|schedule|revert|supply|print|paint|measure|fit|invoice)`
	enDoing = `(sending|emailing|forwarding|delivering|submitting|publishing|finishing|calling|replying|shipping|posting|coming|starting|installing|launching|visiting|bringing|dispatching|fixing|uploading)`
	enDone  = `(ready|done|finished|complete|completed|with you|in your|delivered|sent|emailed|shipped|dispatched|posted|online|live|installed|fixed|repaired|solved|resolved|there|on site|uploaded|published|` +
		`available|on its way|on their way|on your|sorted|back to you|back with|in touch|corrected|replaced|over|sending|calling|working)`
	enAlso  = `(( also| then| now| both| personally| certainly| definitely| gladly| happily| of course| therefore| make sure to| be sure to| be able to| simply| still| just)*)`
	enThing = `(it|them|this|that|these|those|the|our|my|your|a|an|everything|something|all|both|news|word|access)`
	enWho   = `(i|we|(our|my|the) (team|colleague|colleagues|office|engineer|engineers|technician|technicians|fitters|electrician|plumber|painter|painters|designer|developer|developers|crew|people|courier|driver|installer|installers)( <2>)?)`
)

var english = draft{
	lang: "en",
	vows: []vowDraft{
		{says: enWho + ` (ll|will|shall)` + enAlso + ` ` + enDo},
		{says: `(i|we) (m|am|re|are) going to` + enAlso + ` ` + enDo},
		{says: `(i|we) (m|am|re|are)` + enAlso + ` ` + enDoing},
		{says: `(i|we) (promise|undertake|guarantee|commit) to <1> ` + enDo},
		{says: enWho + ` (ll|will|shall)` + enAlso + ` have ` + enThing},
		{says: `(i|we) (expect|plan|intend|aim) to` + enAlso + ` ` + enDo, soft: true},
		{says: `(i|we) (expect|plan|intend|aim) to have`, soft: true},
		{says: `you (ll|will|shall)` + enAlso + ` (get|receive|hear|find|see|have ` + enThing + `)`},
		{says: `you can (expect|count on)`},
		{says: `you should` + enAlso + ` (get|receive|hear|have ` + enThing + `)`, soft: true},
		{says: `(ll|will|shall|is going to|are going to)` + enAlso + ` be` + enAlso + ` ` + enDone},
		{says: `should be ` + enDone, soft: true},
		{says: `let me <1> (get back|come back|check|confirm|look)`},
		{says: `(goes|go) live`},
		{says: `will (follow|reach you|arrive|be with you)`},
	},
	afresh:   `but|however|anyway|nevertheless|still ,|in any case|so that said`,
	harmless: `as (i|we|you|already|previously|just) (said|told|promised|agreed|discussed|asked|mentioned|requested)( you)?|as (said|told|promised|agreed|discussed|asked|mentioned|requested)( you)?|would like|when (we|you) (spoke|talked|met)`,
	onlyIf:   `if|unless|once|when|whenever|provided|providing|assuming|as soon as|as long as|depending|depends|in case|should (you|the|we|this|that|he|they)|subject to|whether|supposing|otherwise|were`,
	notOurs:  `said|told|thought|wrote that|asked|claimed|wondered|hoped|promised|believed|understood|they say|question is|not sure|doubt|cannot|can t|won t|unlikely|example|e g`,
	hedge:    `might|hopefully|maybe|perhaps|probably|possibly|likely|try|trying|hope|hoping|would|could|d like|wish|fingers crossed|with luck|with any luck|all going well|all being well`,
	turn: `not|never|unable|t|no longer|cannot|please|you (need|must|have to|should|can|could|may|send|sent|gave|asked|wanted|told|wrote|mentioned|provide|pay|paid|sign|signed|approve|decide|ordered|requested|left|made|did|got|had|were|are|want)|have to|has to|need to|your (reply|answer|feedback|comments|decision|approval|signature|payment)` +
		`|sent|received|was|were|did|had|gave|which|who|met|discussed|spoke|agreed|happened|(after|from|at|during|in) (the|our|your) (meeting|call|visit|workshop)|due|valid|(for|of) (the )?meeting|to hear back|appointment for|prices|remind|between|earliest`,
	tells:    `know|tell|confirm|check|find out|see|decide|inform|clarify|hear|look into|look`,
	strictIf: `(if|once|when|unless) (you|we|the|it|they|he|she|all|everything|nothing|there|that|your|our) <4> (send|sends|sent|confirm|confirms|pay|pays|sign|signs|approve|approves|agree|agrees|get|receive|arrives|arrive|comes|give|let|decide|goes|go|permits)|unless|provided|assuming|as soon as|as long as|depending|subject to`,

	openers:  "by on at before the latest than later no not within",
	before:   "before",
	blocked:  "for from of since after until till about around roughly approximately last every each past previous early mid late between following week weeks day days year month fortnight to as near towards a an this next closing than",
	article:  "the a an that every each last this your our his her their my",
	glue:     "on at the , by of in",
	hourLead: "at by",
	within:   "in within the next just",
	working:  "working business work",
	ofMonth:  "of the",
	follow: `and so but with to for as at latest then because including via by on in our my your it they he she is will which who if whether that from without plus instead again along together his their
		these all both everything some the a an you i we or when where how what about also not after before until through unless once since regarding concerning though although while too time`,
	days:   "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
	months: "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec",
	entries: `
		today = today
		today! = tonight | this evening | later today | today evening
		tomorrow = tomorrow
		day after tomorrow = day after tomorrow
		morning = morning | in the morning
		today morning = this morning
		afternoon = afternoon | in the afternoon
		today afternoon = this afternoon
		morning! = first thing in the morning
		tomorrow morning! = first thing tomorrow
		! = evening | in the evening | night
		noon = noon | midday
		noon! = lunchtime | lunch | lunch time
		EOD = eod | cob | close of business | end of day | end of the day | end of business | end of play | close of play | end of the business day | end of office hours
		today EOD = end of today
		tomorrow EOD = end of tomorrow
		end of week = end of week | end of the week | end of this week | eow | week s end | this week s end
		end of next week = end of next week | next week s end
		end of month = end of month | end of the month | end of this month | eom | month end | month s end
		end of next month = end of next month
		end of year = end of year | end of the year | end of this year | year end
		end of month! = this month
		end of next month! = next month
		>> = next week | of next week
		<< = this week | of this week | later this week
		next monday! = next monday
		next tuesday! = next tuesday
		next wednesday! = next wednesday
		next thursday! = next thursday
		next friday! = next friday
		this monday = this monday
		this tuesday = this tuesday
		this wednesday = this wednesday
		this thursday = this thursday
		this friday = this friday
		monday = this coming monday | coming monday
		tuesday = this coming tuesday | coming tuesday
		wednesday = this coming wednesday | coming wednesday
		thursday = this coming thursday | coming thursday
		friday = this coming friday | coming friday
		? = half past | quarter past | quarter to | a quarter past | a quarter to | half | start of | beginning of | middle of | midnight | week | fortnight | after next | yesterday | early next week | early this week | weekend | s
		in 1 hour = within the hour
		in 30 minutes = in half an hour | within half an hour
		am = am | a m
		pm = pm | p m
		: = o clock | oclock | h | hrs | hours
	`,
	units: `
		days = day | days
		weeks = week | weeks
		months = month | months
		hours = hour | hours | hrs | h
		minutes = minute | minutes | min | mins
	`,
	numbers: "one/a/an two three four five six seven eight nine ten eleven twelve",
}

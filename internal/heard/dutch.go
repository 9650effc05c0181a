package heard

const (
	nl1    = `(stuur|zend|mail|bel|lever|antwoord|bevestig|geef|laat|kom|begin|start|controleer|maak|rond|meld|breng|plaats|bestel|repareer|installeer|informeer|bezorg|zorg|doe|publiceer|kijk|neem|zoek)`
	nlPl   = `(sturen|zenden|mailen|bellen|leveren|antwoorden|bevestigen|geven|laten|komen|beginnen|starten|controleren|maken|ronden|melden|brengen|plaatsen|bestellen|repareren|installeren|informeren|bezorgen|zorgen|doen|publiceren|kijken|nemen|zoeken)`
	nlInf  = `(sturen|toesturen|opsturen|zenden|mailen|bellen|terugbellen|opbellen|leveren|opleveren|antwoorden|beantwoorden|bevestigen|geven|laten|komen|langskomen|beginnen|starten|controleren|maken|afmaken|afronden|melden|brengen|plaatsen|bestellen|repareren|installeren|informeren|bezorgen|zorgen|doen|publiceren|hebben|weten|versturen|nakijken|uitzoeken|opnemen|horen|aanleveren)`
	nlDone = `(klaar|af|geleverd|verstuurd|verzonden|gereed|online|opgelost|gerepareerd|geinstalleerd|beschikbaar|afgerond|bij u|ter plaatse|geplaatst|live|aangepast|opgeleverd)`
)

var dutch = draft{
	lang: "nl",
	vows: []vowDraft{
		{says: `ik ` + nl1}, {says: nl1 + ` ik`},
		{says: `(wij|we) ` + nlPl}, {says: nlPl + ` (wij|we)`},
		{says: `ik (zal|ga)|(zal|ga) ik|(wij|we) (zullen|gaan)|(zullen|gaan) (wij|we)`, needs: nlInf},
		{says: `(u|jij|je|jullie) (krijgt|ontvangt|krijgen|ontvangen|hoort|horen)`}, {says: `(krijgt|ontvangt|hoort) u|(krijg|ontvang|hoor) je|(krijgen|ontvangen|horen) jullie`},
		{says: `(u heeft|heeft u|je hebt|heb je)`, needs: `(de|het|uw|je|onze) ~ <5> (in huis|in de mailbox|in uw bezit|binnen|van ons)`},
		{says: `(is|zijn|wordt|worden|staat)`, needs: `(is|zijn|wordt|worden|staat) <7> ` + nlDone},
		{says: `(mijn|onze|de) (collega|monteur|technicus|team|bezorger) <2> (belt|stuurt|levert|komt|neemt|mailt|antwoordt)`},
	},
	afresh:   `maar|echter|in ieder geval|in elk geval`,
	harmless: `zoals (afgesproken|beloofd|besproken|gezegd|gevraagd|toegezegd)`,
	onlyIf:   `als|indien|zodra|mits|wanneer|tenzij|op voorwaarde|afhankelijk|of|in geval|zolang|anders`,
	notOurs:  `zei|zeiden|dacht|dachten|schreef|schreven|vroeg|beloofde|hoopte|weet niet|niet zeker`,
	hedge:    `misschien|wellicht|mogelijk|hopelijk|waarschijnlijk|vermoedelijk|probeer|proberen|hoop|hopen|zou|zouden|streven|streef|eventueel|als het lukt`,
	turn:     `niet|nooit|geen|graag (van|uw)|alstublieft|(moet|moeten|kunt|kan|dient) (u|je|jullie)|was|waren|had|hadden|heeft|werd|die u|dat u|van de vergadering|na (de|het|onze)|gesloten|vakantie|geldig|tijd|de tijd|afwezig|nodig`,
	tells:    `weten|bevestig|bevestigen|controleer|controleren|informeer|informeren|hoort|horen|laat|laten|kijk|zoek`,
	strictIf: `(als|indien|zodra|wanneer) (u|je|jullie|wij|we|ik|de|het|alles)|mits|tenzij|zodra|op voorwaarde`,

	openers:  "uiterlijk voor tegen op de het om in",
	before:   "voor",
	blocked:  "sinds vanaf na van rond omstreeks ongeveer elke iedere eerste tweede derde vorige afgelopen tussen begin medio half eind over een per week dag dagen weken tot aan gisteren bij",
	article:  "de het elke iedere vorige",
	glue:     "om op de , s in",
	hourLead: "om",
	within:   "binnen in over de komende",
	working:  "",
	ofMonth:  "",
	cutOff:   "geleden of jongstleden jl erop s over",
	days:     "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
	months:   "januari/jan februari/feb maart april mei juni juli augustus/aug september/sept oktober/okt november/nov december/dec",
	entries: `
		today = vandaag | vandaag nog
		today! = vanavond
		tomorrow = morgen
		day after tomorrow = overmorgen
		tomorrow morning = morgenochtend | morgenvroeg
		tomorrow afternoon = morgenmiddag
		tomorrow! = morgenavond
		today morning = vanochtend | vanmorgen
		today afternoon = vanmiddag
		morning = ochtend | s ochtends
		afternoon = middag | s middags
		! = avond | s avonds
		monday morning = maandagochtend | maandagmorgen
		tuesday morning = dinsdagochtend | dinsdagmorgen
		wednesday morning = woensdagochtend | woensdagmorgen
		thursday morning = donderdagochtend | donderdagmorgen
		friday morning = vrijdagochtend | vrijdagmorgen
		monday afternoon = maandagmiddag
		tuesday afternoon = dinsdagmiddag
		wednesday afternoon = woensdagmiddag
		thursday afternoon = donderdagmiddag
		friday afternoon = vrijdagmiddag
		EOD = einde van de dag | het einde van de dag | eind van de dag | einde werkdag | einde dag | het eind van de dag
		end of week = einde van de week | eind van de week | eind deze week | einde van deze week | het einde van de week | het eind van de week
		end of next week = eind volgende week | einde van volgende week | eind van volgende week
		end of month = einde van de maand | eind van de maand | eind deze maand | het einde van de maand
		end of next month = eind volgende maand
		end of year = eind van het jaar | einde van het jaar
		>> = volgende week | komende week | van volgende week
		<< = deze week | van deze week
		next monday! = volgende maandag
		next tuesday! = volgende dinsdag
		next wednesday! = volgende woensdag
		next thursday! = volgende donderdag
		next friday! = volgende vrijdag
		monday = aanstaande maandag | komende maandag | a s maandag
		tuesday = aanstaande dinsdag | komende dinsdag
		wednesday = aanstaande woensdag | komende woensdag
		thursday = aanstaande donderdag | komende donderdag
		friday = aanstaande vrijdag | komende vrijdag
		this friday! = deze vrijdag
		? = half | kwart | kwart voor | kwart over | middernacht | gisteren | weekend | begin volgende week | voor de middag
		: = uur | u | h
	`,
	units: `
		days = dag | dagen
		working days = werkdag | werkdagen
		weeks = week | weken
		months = maand | maanden
		hours = uur | uren
		minutes = minuut | minuten
	`,
	numbers: "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
}

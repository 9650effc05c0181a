package heard

const (
	deInf = `(senden|zusenden|schicken|zuschicken|melden|rufen|anrufen|zuruckrufen|liefern|geben|bringen|machen|erledigen|stellen|fertigstellen|bereitstellen|prufen|klaren|kommen|beginnen|starten|einreichen|` +
		`lassen|antworten|beantworten|informieren|bestatigen|ubermitteln|mailen|anfangen|abschliessen|abliefern|reparieren|installieren|montieren|einbauen|bestellen|veroffentlichen|freischalten|umsetzen|korrigieren|` +
		`anpassen|nachreichen|weiterleiten|vorlegen|mitteilen|zukommen|haben|erhalten|bekommen|horen|fertig|vorbeikommen|uberarbeiten|erstellen|zustellen|uberweisen|kummern|ruckmelden)`
	de1 = `(sende|schicke|melde|rufe|liefere|gebe|bringe|mache|erledige|stelle|prufe|klare|komme|beginne|starte|reiche|lasse|antworte|beantworte|informiere|bestatige|ubermittle|maile|fange|repariere|installiere|bestelle|` +
		`schalte|korrigiere|leite|lege|teile|uberarbeite|erstelle|uberweise|kummere|verschicke|versende|besorge)`
	dePl = `(senden|schicken|melden|rufen|liefern|geben|bringen|machen|erledigen|stellen|prufen|klaren|kommen|beginnen|starten|reichen|lassen|antworten|beantworten|informieren|bestatigen|ubermitteln|mailen|fangen|reparieren|` +
		`installieren|montieren|bestellen|schalten|korrigieren|leiten|legen|teilen|uberarbeiten|erstellen|uberweisen|kummern|verschicken|versenden|besorgen)`
	deGet  = `(bekommen|erhalten|horen|kriegen)`
	deDone = `(fertig|geliefert|verschickt|versendet|versandt|erledigt|online|da|repariert|eingebaut|montiert|installiert|freigeschaltet|abgeschlossen|behoben|fertiggestellt|bei ihnen|vor ort|zugestellt|bereit|umgesetzt|korrigiert)`
)

var german = draft{
	lang: "de",
	vows: []vowDraft{
		{says: `(ich|mein kollege|meine kollegin|unser techniker|unser team) ` + de1}, {says: de1 + ` ich`},
		{says: `(mein kollege|meine kollegin|(unser|der) (techniker|monteur|elektriker|installateur)|unser team) <3> (sendet|schickt|meldet|ruft|liefert|gibt|bringt|kommt|beginnt|repariert|pruft)`},
		{says: `(wir|(unsere|die) (techniker|monteure|handwerker|kollegen)) ` + dePl}, {says: dePl + ` wir`},
		{says: `ich werde|werde ich|wir werden|werden wir`, needs: deInf},
		{says: `(sie|ihr) <1> ` + deGet}, {says: deGet + ` (sie|ihr)`},
		{says: `(du) (bekommst|erhaltst|horst|hast)`}, {says: `(bekommst|erhaltst|horst) du`},
		{says: `haben sie`, needs: `haben sie <3> (den|die|das|ihr|ihre|ihren|unser|unsere|unseren|unser) ~`},
		{says: `sie haben`, needs: `sie haben <5> (den|die|das|ihr|ihre|ihren|unser|unsere|unseren) ~ <2> (vorliegen|im postfach|auf dem tisch|in handen)`},
		{says: `(wird|werden|ist|sind)`, needs: `(wird|werden|ist|sind) <8> ` + deDone},
		{says: `(folgt|erfolgt|erfolgen)|geht (ihnen|online)`},
	},
	afresh:   `aber|jedoch|trotzdem|jedenfalls`,
	harmless: `wie (besprochen|versprochen|vereinbart|gesagt|gewunscht|angekundigt|zugesagt)`,
	onlyIf:   `wenn|falls|sofern|sobald|soweit|vorausgesetzt|sollten sie|sollte|solange|abhangig|je nachdem|unter der voraussetzung|ob|es sei denn|ansonsten`,
	notOurs:  `sagte|sagten|hiess|meinte|meinten|dachte|hofften|schrieb|schrieben|fragte|versprach|nicht sicher`,
	hedge:    `vielleicht|eventuell|moglicherweise|hoffentlich|wahrscheinlich|vermutlich|voraussichtlich|versuche|versuchen|hoffe|hoffen|wurde|wurden|konnte|konnten|mochte|mochten|evtl`,
	turn:     `nicht|nie|kein|keine|keinen|bitte|brauchen|benotigen|wurde|wurden|war|waren|hatte|hatten|hat|zeit|geschlossen|urlaub|offen|gultig|mussen sie|konnen sie|der am|die am|das am|vom|(nach|bei|von|aus) (der|dem) (besprechung|termin|treffen|gesprach)|treffen am`,
	tells:    `bescheid|mitteilen|wissen|klaren|prufen|klare|prufe|informieren|sagen|teilen|teile`,
	strictIf: `(wenn|falls|sobald|sofern) (sie|wir|ihr|du|ich|die|der|das|alles)|vorausgesetzt|sobald|sofern`,

	openers:  "bis am spatestens zum den dem um vor zu im der",
	before:   "vor",
	blocked:  "seit ab nach vom von fur gegen ca circa etwa rund letzten letzte letztem ersten erster zweiten dritten jeden jede zwischen anfang mitte fruhestens ende fruh uber ein eine dieser als an aus pro woche wochen tag tage bisher gestern",
	article:  "der die das ein eine jeden letzten vergangenen",
	glue:     "am um den dem , zum bis im",
	hourLead: "",
	dayLead:  "am zum dem",
	within:   "in innerhalb von binnen der nachsten den",
	cutOff:   "woche wochen ausser oder s lang",
	days:     "montag/montags dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
	months:   "januar/janner/jan februar/feber/feb marz april mai juni juli august september/sept oktober/okt november/nov dezember/dez",
	entries: `
		today = heute | heutigen tag
		today! = heute abend | heute nacht
		tomorrow = morgen | morgigen tag
		day after tomorrow = ubermorgen
		tomorrow morning = morgen fruh | morgen vormittag
		tomorrow afternoon = morgen nachmittag
		tomorrow noon = morgen mittag
		today morning = heute vormittag | heute morgen
		today afternoon = heute nachmittag
		noon = mittag | mittags | heute mittag
		morning = vormittag | vormittags | fruh
		afternoon = nachmittag | nachmittags
		! = abend | abends
		monday morning = montag morgen | montagmorgen | montagvormittag | montag fruh
		tuesday morning = dienstag morgen | dienstagmorgen | dienstagvormittag | dienstag fruh
		wednesday morning = mittwoch morgen | mittwochmorgen | mittwochvormittag | mittwoch fruh
		thursday morning = donnerstag morgen | donnerstagmorgen | donnerstagvormittag | donnerstag fruh
		friday morning = freitag morgen | freitagmorgen | freitagvormittag | freitag fruh
		monday afternoon = montagnachmittag
		tuesday afternoon = dienstagnachmittag
		wednesday afternoon = mittwochnachmittag
		thursday afternoon = donnerstagnachmittag
		friday afternoon = freitagnachmittag
		EOD = dienstschluss | feierabend | geschaftsschluss | buroschluss | ende des tages
		end of week = ende der woche | ende dieser woche | wochenende dieser woche
		end of next week = ende nachster woche | ende der nachsten woche | ende kommender woche | ende der kommenden woche
		end of month = ende des monats | monatsende | ende dieses monats
		end of next month = ende nachsten monats | ende des nachsten monats
		end of year = ende des jahres | jahresende
		>> = nachste woche | nachster woche | kommende woche | kommender woche | der nachsten woche | der kommenden woche
		<< = diese woche | dieser woche
		next monday! = nachsten montag | nachster montag
		next tuesday! = nachsten dienstag
		next wednesday! = nachsten mittwoch
		next thursday! = nachsten donnerstag
		next friday! = nachsten freitag
		monday = kommenden montag
		tuesday = kommenden dienstag
		wednesday = kommenden mittwoch
		thursday = kommenden donnerstag
		friday = kommenden freitag
		this monday = diesen montag
		this tuesday = diesen dienstag
		this wednesday = diesen mittwoch
		this thursday = diesen donnerstag
		this friday = diesen freitag
		? = halb | viertel | viertel vor | viertel nach | dreiviertel | mitternacht | am morgen | gestern | anfang nachster woche | mitte nachster woche | wochenende | ubernachste woche | ubernachster woche
		: = uhr | h
	`,
	units: `
		days = tag | tage | tagen
		working days = werktag | werktage | werktagen | arbeitstag | arbeitstage | arbeitstagen
		weeks = woche | wochen
		months = monat | monate | monaten
		hours = stunde | stunden
		minutes = minute | minuten
	`,
	numbers: "ein/einem/einer/eine/eines zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
}

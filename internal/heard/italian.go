package heard

const (
	it1    = `(invio|inviero|mando|mandero|chiamo|chiamero|richiamo|richiamero|consegno|consegnero|rispondo|rispondero|confermo|confermero|avviso|avvisero|aggiorno|aggiornero|dico|diro|termino|terminero|finisco|finiro|inizio|iniziero|verifico|verifichero|passo|passero|faccio|faro|avro|informo|informero|scrivo|scrivero|preparo|preparero|do|daro|spedisco|spediro|correggo|correggero)`
	itPl   = `(inviamo|invieremo|mandiamo|manderemo|chiamiamo|chiameremo|richiamiamo|richiameremo|consegniamo|consegneremo|rispondiamo|risponderemo|confermiamo|confermeremo|avvisiamo|avviseremo|aggiorniamo|aggiorneremo|diciamo|diremo|terminiamo|termineremo|finiamo|finiremo|iniziamo|inizieremo|verifichiamo|verificheremo|passiamo|passeremo|facciamo|faremo|avremo|informiamo|informeremo|scriveremo|prepariamo|prepareremo|installeremo|pubblicheremo|spediamo|spediremo|correggeremo|daremo|ripareremo)`
	itDone = `(pronto|pronta|pronti|pronte|consegnato|consegnata|consegnati|inviato|inviata|terminato|terminata|finito|finita|online|disponibile|riparato|riparata|installato|installata|spedito|spedita|risolto|risolta|corretto|corretta)`
)

var italian = draft{
	lang: "it",
	vows: []vowDraft{
		{says: `((io|noi) )?((le|vi|ti|gli|lo|la|li|glielo|gliela|ve lo|te lo|ci) )(` + it1 + `|` + itPl + `)`},
		{says: `(invieremo|inviero|consegneremo|consegnero|termineremo|terminero|inizieremo|iniziero|chiameremo|richiamero|richiameremo|risponderemo|rispondero|confermeremo|confermero|avremo|installeremo|pubblicheremo|ripareremo|finiremo|finiro|passeremo|passero|manderemo|mandero|verificheremo|verifichero|spediremo|inviamo|consegniamo|mandiamo|faremo|iniziamo)`},
		{says: `((lo|la|li|le) )?(ricevera|riceverete|avra|avrete|riceverai|avrai|riceve)`},
		{says: `(sara|saranno)`, needs: `(sara|saranno) <2> ` + itDone},
		{says: `(il mio collega|la mia collega|il nostro tecnico|la nostra squadra) <2> (la|vi|ti|le) (chiamera|richiamera|contattera|inviera|rispondera|chiama|contatta)|il (nostro )?tecnico (passera|verra)`},
	},
	afresh:   `ma|pero|tuttavia|comunque`,
	harmless: `come (concordato|promesso|previsto|richiesto|stabilito|anticipato|d accordo)`,
	onlyIf:   `se|quando|qualora|appena|una volta|a condizione|purche|a patto|nel caso|salvo|a meno|dipende|in base|non appena`,
	notOurs:  `ha detto|avevo detto|avevamo detto|pensavo|pensavamo|credevo|aveva promesso|sperava|speravamo|non so|non sappiamo|chiesto`,
	hedge:    `forse|probabilmente|possibilmente|magari|speriamo|spero|provero|proveremo|cerchero|cercheremo|potrei|potremmo|vorrei|vorremmo|eventualmente|salvo imprevisti|se possibile|dovrei|dovremmo`,
	turn:     `non|mai|per favore|cortesemente|(deve|dovete|dovra|dovrete|puo|potete)|che (ci|mi) (ha|avete)|ricevuto|inviato il|era|erano|stato|stata|della riunione|dopo (la|il)|chiusi|ferie|valido|valida|da pagare|tempo`,
	tells:    `dico|diro|diremo|avviso|avvisero|aggiorno|aggiornero|avviseremo|confermo|confermero|confermeremo|verifico|verifichero|verificheremo|informo|informero|informeremo|sapere`,
	strictIf: `(se|quando|appena|una volta) (lei|voi|ci|mi|il|la|i|tutto|riceviamo)|appena|purche|a condizione|a patto|qualora`,

	openers:  "entro il la le lo l per prima di del al piu tardi non oltre alle ore giorno",
	before:   "prima",
	blocked:  "da dal dalla dopo verso circa ogni primo secondo terzo scorso scorsa tra fra inizio meta partire un una tutti ieri settimana dalle fino sino che",
	article:  "un una ogni tutti",
	glue:     "alle ore le , il di del al",
	hourLead: "alle ore",
	dayLead:  "il giorno",
	within:   "entro in tra fra i prossimi le prossime massimo",
	working:  "lavorativi lavorativo",
	ofMonth:  "di",
	cutOff:   "scorso scorsa o oppure s successivo",
	days:     "lunedi martedi mercoledi giovedi venerdi sabato domenica",
	months:   "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	entries: `
		today = oggi | oggi stesso
		today! = stasera | questa sera | in serata
		tomorrow = domani
		day after tomorrow = dopodomani | dopo domani
		tomorrow morning = domani mattina | domattina
		tomorrow afternoon = domani pomeriggio
		tomorrow! = domani sera
		today morning = stamattina | questa mattina
		today afternoon = questo pomeriggio | oggi pomeriggio
		noon = mezzogiorno
		morning = mattina
		afternoon = pomeriggio
		! = sera
		EOD = fine giornata | fine della giornata | la fine della giornata
		end of week! = fine settimana
		end of week = fine della settimana | la fine della settimana
		end of next week = fine della prossima settimana | la fine della prossima settimana | fine della settimana prossima
		end of month = fine mese | fine del mese | la fine del mese
		end of next month = fine del mese prossimo | la fine del mese prossimo | fine del prossimo mese
		end of year = fine anno | fine dell anno | la fine dell anno
		>> = prossima settimana | settimana prossima | della prossima settimana | della settimana prossima
		<< = questa settimana | di questa settimana
		monday! = lunedi prossimo | prossimo lunedi
		tuesday! = martedi prossimo | prossimo martedi
		wednesday! = mercoledi prossimo | prossimo mercoledi
		thursday! = giovedi prossimo | prossimo giovedi
		friday! = venerdi prossimo | prossimo venerdi
		this monday = questo lunedi
		this tuesday = questo martedi
		this wednesday = questo mercoledi
		this thursday = questo giovedi
		this friday = questo venerdi
		? = e mezza | e mezzo | e un quarto | meno un quarto | mezzanotte | ieri | inizio settimana | inizio della prossima settimana | weekend | week
		pm = del pomeriggio | di sera
		am = del mattino | di mattina
	`,
	units: `
		days = giorno | giorni
		weeks = settimana | settimane
		months = mese | mesi
		hours = ora | ore | h
		minutes = minuto | minuti
	`,
	numbers: "un/una/uno due tre quattro cinque sei sette otto nove dieci undici dodici",
}

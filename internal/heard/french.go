package heard

const (
	fr1    = `(envoie|enverrai|transmets|transmettrai|rappelle|rappellerai|appelle|appellerai|livre|livrerai|reponds|repondrai|confirme|confirmerai|reviens|reviendrai|passe|passerai|donne|donnerai|tiens|tiendrai|fais|ferai|finis|finirai|termine|terminerai|commence|commencerai|verifie|verifierai|adresse|adresserai|ecris|ecrirai|mets|mettrai|occupe|occuperai|aurai|remets|remettrai|informe|informerai|publie|publierai|viens|viendrai|prepare|preparerai|corrige|corrigerai)`
	frPl   = `(envoyons|enverrons|transmettons|transmettrons|rappelons|rappellerons|appelons|appellerons|livrons|livrerons|repondons|repondrons|confirmons|confirmerons|revenons|reviendrons|passons|passerons|donnons|donnerons|tenons|tiendrons|faisons|ferons|finirons|terminons|terminerons|commencons|commencerons|verifions|verifierons|adressons|adresserons|ecrirons|mettrons|occupons|occuperons|aurons|remettrons|informons|informerons|publions|publierons|venons|viendrons|preparons|preparerons|corrigerons|installerons|posterons|expedions|expedierons|reparerons)`
	frInf  = `(envoyer|transmettre|rappeler|appeler|livrer|repondre|confirmer|revenir|passer|donner|tenir|faire|finir|terminer|commencer|verifier|adresser|ecrire|mettre|occuper|remettre|informer|publier|venir|preparer|corriger|installer|expedier|reparer)`
	frDone = `(pret|prete|prets|pretes|livre|livree|livres|livrees|envoye|envoyee|envoyes|envoyees|termine|terminee|termines|terminees|fini|finie|finis|en ligne|repare|reparee|installe|installee|disponible|expedie|expediee|chez vous|sur place|corrige|corrigee|resolu|resolue)`
)

var french = draft{
	lang: "fr",
	vows: []vowDraft{
		{says: `(je|j) (vous|te|t|le|la|l|les|m en|m|y|lui|leur)? ?(le|la|les|l)? ?` + fr1},
		{says: `nous (vous|te|le|la|l|les|nous|en)? ?(le|la|les|l|en)? ?` + frPl},
		{says: `(je vais|nous allons|on va|je m engage a|nous nous engageons a) (vous|te|le|la|les|l)? ?(le|la|les|l)? ?` + frInf},
		{says: `on (vous|te)? ?(le|la|les|l)? ?(envoie|enverra|rappelle|rappellera|livre|livrera|confirme|confirmera|repond|repondra|revient|passe|passera)`},
		{says: `vous (le|la|les|l)? ?(recevrez|aurez|recevez|disposerez)`}, {says: `tu (le|la|les|l)? ?(recevras|auras)`},
		{says: `(sera|seront)`, needs: `(sera|seront) <3> ` + frDone},
		{says: `(mon|notre) (collegue|technicien|equipe|livreur|electricien|plombier) <2> (vous|te) (rappellera|appellera|enverra|livrera|repondra|contactera|rappelle|contacte)|(mon|notre|le) (collegue|technicien|equipe) <1> (passera|viendra|interviendra)`},
	},
	afresh:   `mais|cependant|toutefois|en tout cas`,
	harmless: `comme (convenu|promis|prevu|annonce|demande|discute)`,
	onlyIf:   `si|s|lorsque|quand|des que|une fois|a condition|sous reserve|pourvu|selon|en fonction|au cas ou|en cas|tant que|aussitot que|des reception|a moins`,
	notOurs:  `disait|disais|pensais|pensait|a dit|avait dit|ai dit|avez dit|avais dit|ecrivait|demandait|promis|esperait|pas sur|pas certain`,
	hedge:    `peut etre|probablement|sans doute|esperons|espere|essaie|essaierai|essayons|essaierons|tente|tenterai|pourrais|pourrait|pourrions|voudrais|aimerais|eventuellement|normalement|si possible|en principe`,
	turn:     `pas|jamais|plus tot|ne|n|merci de|veuillez|vous (devez|devrez|pouvez|avez|aviez|envoyez)|a ete|avait|avons recu|etait|qui|que vous|recu|envoye|de la reunion|du rendez|apres (la|le|notre)|fermes|conge|conges|absent|valable|pour la reunion|a payer|le temps`,
	tells:    `dire|dirai|dirons|tiens|tiendrai|tiendrons|courant|confirme|confirmerai|confirmerons|confirmer|verifie|verifierai|verifierons|verifier|informe|informerai|informerons`,
	strictIf: `(si|lorsque|quand|des que|une fois) (vous|tu|nous|tout|le|la|les|l|j|je)|des que|a condition|sous reserve|des reception`,

	openers:  "d ici avant au plus tard le la pour a l dans des du",
	before:   "avant",
	blocked:  "depuis de du apres vers environ partir chaque dernier premier deuxieme troisieme entre debut mi fin lundi mardi mercredi jeudi vendredi des jusqu pendant un une ce tous semaine jour",
	article:  "un chaque du tous",
	glue:     "a le , l au de",
	hourLead: "a",
	dayLead:  "le",
	within:   "d ici sous dans les prochaines prochains un delai de",
	working:  "ouvres ouvrables ouvre ouvrable",
	ofMonth:  "de",
	cutOff:   "dernier derniere passe prochaine ou s huit quinze matin soir",
	days:     "lundi mardi mercredi jeudi vendredi samedi dimanche",
	months:   "janvier/janv fevrier/fevr mars avril mai juin juillet/juil aout septembre/sept octobre/oct novembre/nov decembre/dec",
	entries: `
		today = aujourd hui
		today! = ce soir | dans la soiree | dans la journee
		tomorrow = demain
		day after tomorrow = apres demain
		tomorrow morning = demain matin | demain dans la matinee
		tomorrow afternoon = demain apres midi | demain dans l apres midi
		tomorrow noon = demain midi
		tomorrow! = demain soir | demain dans la journee
		today morning = ce matin
		today afternoon = cet apres midi
		noon = midi
		morning = matin | dans la matinee | au matin
		afternoon = apres midi | dans l apres midi
		! = soir | dans la journee
		EOD = fin de journee | la fin de journee | fin de la journee | la fin de la journee
		end of week! = fin de semaine | la fin de semaine
		end of week = fin de la semaine | la fin de la semaine
		end of next week = fin de la semaine prochaine | fin de semaine prochaine
		end of month = fin de mois | fin du mois | la fin du mois
		end of next month = fin du mois prochain | la fin du mois prochain
		end of year = fin d annee | la fin de l annee | fin de l annee
		>> = semaine prochaine | de la semaine prochaine | la semaine prochaine
		<< = cette semaine | de cette semaine
		monday! = lundi prochain
		tuesday! = mardi prochain
		wednesday! = mercredi prochain
		thursday! = jeudi prochain
		friday! = vendredi prochain
		this monday = ce lundi
		this tuesday = ce mardi
		this wednesday = ce mercredi
		this thursday = ce jeudi
		this friday = ce vendredi
		? = et demie | et demi | et quart | moins le quart | moins | minuit | hier | debut de semaine prochaine | debut de la semaine prochaine | week | en huit | en quinze | dernier | passe
		pm = de l apres midi | du soir
		am = du matin
		: = h | heures | heure
	`,
	units: `
		days = jour | jours
		weeks = semaine | semaines
		months = mois
		hours = heure | heures | h
		minutes = minute | minutes | min
	`,
	numbers: "un/une deux trois quatre cinq six sept huit neuf dix onze douze",
}

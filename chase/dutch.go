package chase

var dutch = tongue{
	state: `
hoe verloopt/verlopen/vordert de/het/onze ...... ?|hoe gaat het met de/het/onze/mijn/ons
of niet ?
einde van de tunnel|is/zijn/wordt/worden/werd/komt/komen/staat mijn/onze/ons ...... ?|in beeld ?|waar loopt ...... vast|halen we/wij/jullie ...... datum/termijn/planning|datum/termijn/verhuisdatum/planning halen|ontwikkelt ?
waar ... onze/mijn/ons/de/het ...... blijft/blijven/is/gebleven|werken/werkt/werk jullie/u/je ... nog aan/eraan|nog aan/mee bezig ?|laatste nieuws/stand
nog mee bezig|er nog mee|moet/moeten ik/we/wij ... zorgen maken|vooruitgang/voortgang/vordering ?|wat ontbreekt/moet er nog|waar hangt/wacht|waaraan ligt|reden van/voor de vertraging|waar blijft/blijven|zijn we nog op/volgens
ligt/liggen/zit/staat/hangt ...... nog steeds/altijd ...... ?|loopt/gaat/verloopt/verlopen/lopen alles ... goed/volgens|wat is er ...... geworden/gekomen/uitgekomen/gebeurd|waar staan/blijft|hoe gaat/loopt het/dat ... met de/het/onze/ons/mijn
huidige situatie/stand|situatie van/met
zit/komt er ... schot/vaart/beweging in|schiet het ... op|klopt dat/dit/het ... nog|geldt dat/dit/de ... nog|is dat nog steeds|gaat het ... vooruit|waar zit/loopt/hangt/ligt het ... op/vast/aan|hoe het/de/ons/onze ...... gaat/staat/loopt|vordert/vorderen ... ?
wat is de ... stand/status|de/hoe stand/status van/is|stand van zaken|hoe staat/staan/zit het/de/ons/onze/mijn ... met/ervoor/er/voor|hoe staat het|hoe het/dit/alles ... staat/gaat/ervoor/loopt|hoe ver ... is/zijn/staan/bent/ben|hoever ... is/zijn/staat/staan|hoe gaat/loopt/verloopt/vordert/vorderen/vlot het/de/ons/onze ... met/?|hoe verder ?|status ?|status van|waar staan/blijft/blijven/is/zijn we/de/het/mijn/ons/onze/wij|in welke fase|loopt/lopen/ligt/liggen/zitten/zijn alles/het/we/de ... op schema/planning/koers|op/volgens schema/planning ?|nog op schema|wat is er gebeurd/aan/met|wat gebeurt er|gebeurt er ... iets/nog|op de hoogte ... houden/brengen/stellen ?|voortgang van/?|de voortgang|vorderingen|tussenstand`,
	news: `
is/zijn er al|al bekend|had/hadden graag ...... geweten|zou/zouden graag ...... weten|enig idee
houdt/houd/hou/houden u/je/jullie/mij/me/ons ... op de hoogte|graag hoor/horen/verneem/vernemen ik/we/wij ... of/wanneer/hoe/wat/welke|welke termijn ... nog
een/al/nieuwe datum voor|is/hebben/heeft/hebt ... al een datum/antwoord/afspraak|weten/weet je/u/jullie ... meer
is/was er ... nieuws/iets/bekend/vooruitgang/update/beweging/duidelijkheid/schot|nieuws ?|enig/al/nog/geen nieuws|nieuws over/van/omtrent|iets nieuws|al iets/meer ... bekend/gehoord/duidelijk/weten|al iets|een/korte/kort/kleine ... update/terugkoppeling/seintje|update ?|update over/van/geven|weet/weten/heb/hebt/heeft/hebben je/u/jullie ... al ... iets/meer/nieuws|laat/laten ... weten ... hoe/of/wanneer/wat|horen ... hoe/of/wanneer|meer duidelijkheid|hoor/horen graag ... hoe/wanneer/of/van|enig idee wanneer`,
	when: `
op u/jullie/je rekenen|weten we/wij ... eindelijk
^ wanneer _ de/het/ons/onze/mijn/uw/jullie ...... ?
wanneer kan/kunnen/mag/mogen/zou ik/we/wij ... verwachten/beginnen/ontvangen/tegemoet/rekenen/krijgen/terecht/erin/horen/zien|wanneer is/zijn/wordt/worden/komt/komen/krijg/krijgen/ontvang/ontvangen/gaat/gaan/begint/beginnen/start/starten/levert/leveren/arriveert/denkt/denken/verwacht/verwachten/hoor/horen/sturen/stuurt/zal/zullen/weten/weet/kom/staat/heb/hebben/zou|wanneer ... ?|wanneer ?|per wanneer|tegen wanneer|op welke dag/datum|welke datum|vanaf wanneer|hoe laat|weten wanneer|zeggen wanneer|wanneer de/het/ik/we/mijn/ons/onze ... komt/komen/wordt/worden/klaar/kan/kunnen/verwachten/ontvang|levertijd ?|leverdatum ?|opleverdatum|wat is de ... levertijd/leverdatum/planning|wat wordt de`,
	howLong: `
hoe lang/lange ... nog/duren/duurt/wachten|hoe veel langer|hoelang|hoeveel dagen/weken/tijd/uur|duurt/duren het/dit/de ... nog/lang/zo/langer|zo lang|nog lang|lang duren`,
	done: `
is/zijn/werd ...... aangekomen/toegewezen/ontvangen/verwerkt/binnen/binnengekomen ?|te pakken gekregen/krijgen
is/zijn/wordt/worden/werd/werden/kunt/kunnen/weet/weten/zit/komt/hebt/heeft/hebben ...... al ... ?|gelukt/geslaagd ... ?
is/zijn/hebt/heeft/hebben/werd/werden ...... besteld/verstuurd/opgestuurd/gerepareerd/ondertekend/gepubliceerd/geinstalleerd/ingediend/opgelost/goedgekeurd/hersteld/geplaatst/geverfd/geschilderd/gesproken/bereikt/bereiken/afgerond/gestart/begonnen/uitgezocht ?|is het gelukt|gelukt om
is/zijn ... bevestigd/besteld/ingepland/goedgekeurd/geregeld/verwerkt/doorgegeven ?|bevestigen dat/of ...... is/zijn/besteld/verstuurd
krijgen/krijg/ontvangen/ontvang we/wij/ik ...... ?|iemand ... bezig/mee/aan/naar|in behandeling|mee bezig|wordt ... aan gewerkt/behandeld
heeft/hebben/is/zijn/werd/werden/hebt/heb ...... al/inmiddels/ondertussen ...... ?|komt/komen ...... morgen/vandaag/echt/nog/zeker ...... ?
is/zijn/wordt/werd/heeft/hebben ... al/inmiddels/ondertussen/eindelijk ... klaar/binnen/verstuurd/verzonden/besteld/af/gereed/goedgekeurd/onderweg/aangekomen/geregeld/gelukt/begonnen/gedaan/opgelost/betaald/geleverd/gebeurd/rond/beslist/ingediend ?|is/zijn ... klaar/af/gereed/verzonden/verstuurd/geleverd ?|heb/hebt/heeft/hebben je/u/jullie ... al/inmiddels/ondertussen/kunnen/gelegenheid/kans/tijd ... ?|is het ... al/nog gelukt|lukt het/dat ... nog ?|gaat het/dit/dat/de ... nog ... door/lukken/gebeuren ?|of ... al/inmiddels ... is/zijn/hebt/heeft/bent|of ... klaar/gelukt/verstuurd/verzonden ... is/zijn|komt het/de/hij ... nog ... ?|komen jullie/ze/de ... nog ... ?|blijft het bij|halen we/jullie ... ?`,
	waiting: `
geen woord|teken van leven|niet ... opdagen/opgedaagd/verschenen|op de ... te wachten
zorgen te/maken/over|deze/uw stilte|nooit ...... teruggebeld/gebeld/geantwoord/gereageerd/gehoord
mijn/ons/onze geduld|de tijd dringt|ongeduldig|komt dichterbij|nadert
te wachten|niets ... aangekomen/binnengekomen/binnen|op hete kolen|in onzekerheid|in het duister
vergeten ?|ons/mij/aanvraag/vraag vergeten|niets ... veranderd/bewogen/gedaan|geen beweging|stil ... sinds|ligt/staat ... stil
probeer/proberen ...... bereiken/pakken/spreken|niet ... bereiken/bereikbaar|onbereikbaar|niemand neemt
niets ... vernomen/binnengekregen/gekregen/ontvangen|nog geen antwoord/reactie|niets meer
wacht/wachten/gewacht/wachtende ... al/nog/op/sinds|nog steeds/altijd ... wachten/geen/niet/niets|niets ... gehoord/vernomen/ontvangen/gebeurd/meer|geen ... antwoord/reactie/bericht/nieuws/terugkoppeling/teken/update|nog niets/niks|niks ... gehoord/vernomen|niemand ... gebeld/teruggebeld/gereageerd/geantwoord/gekomen/belt/reageert/laten|nooit ... antwoord/reactie|zonder ... reactie/antwoord|in afwachting|radiostilte|onbeantwoord|niet ... teruggebeld/gereageerd/geantwoord/gehoord|in het ongewisse`,
	notYet: `
mis/missen ... nog
nog niet/geen/niets/niks|nog steeds niet/geen|nog altijd niet/geen|tot nu/nog/op ... toe/heden/vandaag ... niet/niets/geen|niet ... ontvangen/aangekomen/binnengekomen/binnen/gekregen|laat/laten op zich wachten|ontbreekt/ontbreken nog|staat/staan nog open|uitgebleven`,
	overdue: `
u/je/jullie had/hadden ...... beloofd/toegezegd/aangekondigd
volgens uw/je/jullie/de ...... zou/zouden|stond/stonden ... gepland/ingepland/aangekondigd/toegezegd
dat is ... geleden|week/weken/maand geleden|was/werd ons/me/mij ... gezegd/beloofd/verteld|zou/zouden ... komen/sturen/bellen/leveren
u/je/jullie zou/zouden|was/waren/stond ... gepland/aangekondigd/beloofd|maar ik/wij/we heb/hebben ... niets
zou/zouden ... vorige/gisteren/vandaag/afgelopen/maandag/dinsdag/woensdag/donderdag/vrijdag/deze/bellen/terugbellen/sturen/krijgen/komen/zijn/laten/ontvangen/mailen/leveren|had/hadden/hebt/heeft/hebben ... beloofd/gezegd/toegezegd/afgesproken|was/waren/werd ... beloofd/afgesproken/toegezegd/gepland|had/hadden ... moeten/zullen ... zijn/komen/hebben/krijgen|te laat|over tijd|vertraging/vertraagd|al ... weken/dagen/maanden|weken/dagen/maanden geleden|waarom ... duurt/lang/niet/vertraging|al lang`,
	reminder: `
moeten/moet ...... weten of/wanneer|nog nieuws
stel/stellen ... reactie/antwoord/bericht ... op prijs|graag uw/een/jullie reactie/antwoord/bericht
vraag/vroeg/vragen/vroegen me/mij/ons af|vroeg me
herinnering|herinneren/herinner ... aan|vraag/vragen/vroeg/vroegen/navragen/nagevraagd/navraag ... me/mij/af/nog/of/hoe|ik/wij/we wilde/wilden/wou/wil/willen/zou/zouden ... vragen/weten/informeren/horen/navragen ... of/hoe/wanneer/wat/naar/waar|benieuwd ... of/hoe/wanneer/naar|nogmaals|opnieuw ... vraag/mail/bericht|mijn/onze vorige/laatste/eerdere mail/bericht/e|heb/hebt/heeft/hebben je/u/jullie ... mijn/onze ... mail/bericht/vraag ... ontvangen/gezien/gelezen|tweede/derde keer|kun/kunt/kan/kunnen/zou/zouden je/u/jullie/ik/wij ... zeggen/laten/vertellen/aangeven/doorgeven/informeren ... weten/wanneer/of/hoe/wat|weet/weten je/u/jullie ... wanneer/of/hoe|even checken/informeren/navragen/nagaan|kom/komen ... terug op`,
	settled: `
hoeft/hoeven niet te antwoorden/reageren|ter informatie/kennisgeving|neem gerust/rustig
dan wacht/wachten ik/we|wacht/wachten op uw/je/jullie telefoontje/bezoek|ik/we hoor/horen ... maandag/dinsdag/morgen
bedankt/dank/dankjewel/dankuwel ... voor ... de/het/je/uw/jullie ... update/antwoord/reactie/bericht/informatie/info/terugkoppeling|bedankt/dank voor ... reactie/update/antwoord/bericht|geen haast|heeft geen haast|niet dringend|niet urgent|neem de/uw/je/rustig tijd|rustig aan|wanneer het uitkomt|prima bedankt/zo/dank/hoor|akkoord|klinkt goed|komt goed uit|fijn om te horen|goed nieuws|als u/je/jullie tijd hebt/heeft/hebben`,
	arranging: `
beste moment/tijd
vanaf wanneer gelden/geldt|laten liggen|mag/moet/zal/kan ik/we/wij ...... al
wanneer ...... vergadering/garantie/afloopt/af/sluit/sluiten/opent/open/afspreken/afspraak/bespreking|hoe lang duurt ... vergadering/training/garantie/afspraak/cursus/rit|wanneer vervalt/verloopt
wanneer wilt/wil/willen u/je/jullie|wanneer moet/moeten ik/we/wij|termijn ...... terugsturen/betalen/retourneren|parkeren
wanneer schikt/past/komt/zou/kunnen/kan/zullen/bent/ben/zijn/heeft/heb/hebt/hebben/mag ... het/jou/u/jullie/uit/afspreken/bellen/langskomen/overleggen/bereikbaar/beschikbaar/open/tijd/geopend/ophalen/bezichtigen|openingstijden/openingsuren|hoe laat ... open/sluit/sluiten/gaan/afspreken|wanneer ... open/geopend/gesloten|wanneer moet/moeten/dien/dienen/heb ik/wij/we/jullie/u/je|tot wanneer|wanneer hebben/heeft/heb jullie/u/je ... nodig|afspraak maken/inplannen/plannen|zullen we ... afspreken/bellen|hoe lang/hoelang ... geldig/garantie/open/geldt|tegen wanneer ... nodig|welke dag ... uit/schikt/past`,
	ours: `
dat/wij/we laten/laat we/wij/ik ... weten|laten we/wij ... weten|heeft/hebben nog niet ingestemd/besloten/getekend/gestemd
ik/wij/we ben/zijn/heb/hebben ... nog niet terug/gelezen/gekozen/besloten/ondertekend/betaald/bekeken
wij/we/ik hebben/heb ...... nog niet ... getekend/besloten/betaald/gekozen|hebben/heb we/wij/ik ...... nog niet ... getekend/besloten/betaald/gekozen|dat doen/doe we/ik/wij
in/als bijlage|bijgevoegd/bijgaand/hierbij|ik/wij/we stuur/sturen/bel/laat/mail/zal/zullen/bezorg/betaal ... je/u/jullie/weten/morgen/vandaag/terug|heb/hebben ik/wij/we ... betaald/getekend/overgemaakt/gestuurd|ik/wij/we wacht/wachten ... vergunning/bank/gemeente/verhuurder/architect/man/vrouw|van onze/mijn kant`,
	howTo: `
normaal/gewoonlijk/meestal/doorgaans ?|of u/jullie ...... toevoegen/maken/veranderen/aanraden/aanbieden/verkopen
weten of u/jullie/je ook
hoe kan/kunnen/moet/werkt/wijzig/betaal/doe ik/we/wij/het/dit/de|wat kost/kosten/zou|hoeveel kost/kosten/is|wat is de prijs|ik/wij/we wil/willen/zou/zouden ... bestellen/wijzigen/annuleren/boeken/toevoegen/kopen/aanvragen|kunt/kun/kunnen u/je/jullie ... offerte/factuur`,
}

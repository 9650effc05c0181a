package chase

var dutch = tongue{
	state: `
geen/ieder/elk spoor|noorderzon|zoals besproken/afgesproken ?|te melden/vertellen ...... ?|waar ik aan toe|schuift/opschuift|achter de vodden
klopt het/dat dat|moet/moeten ik/we/wij ...... wachten/zorgen ?|hoeveel procent|in de kou|schot in|hoe is het gesteld/gelopen
aankloppen|aan te kloppen|realistisch ...... ?|is/lijkt ... realistisch|geen zicht ... op|geen idee ... wat/waar/hoe/wanneer jullie/u/het/de|dezelfde vraag|loopt/lopen/draait/draaien/staat/staan/zit/zitten ...... al/inmiddels/intussen ...... ?
^ wat zegt/zeggen/zei/vindt ... de/het/uw/meneer/mevrouw ... $ ?|wat heeft/hebben de/het ... gezegd ?|hoe ...... verlopen/gegaan/afgelopen is|is verlopen|hoe ging/verliep/was|hoe is het gesprek/de ...... gegaan/verlopen/afgelopen|latere/later/vertraging/vertraagde/uitstel/verschoven ...... oplevering/levering/datum/start ?|op vertraging/uitstel|vertraging/uitstel ?|nagaan/checken/kijken/controleren/uitzoeken ... waar/wanneer/of ...... is/zijn/blijft/zit
volgens plan/planning/schema/afspraak ?|op schema/koers/tijd ?|ligt/liggen/zit/zitten/lopen/loopt ...... schema/koers/planning ?|zoals gepland/afgesproken/voorzien ?|loopt/gaat/verloopt/verlopen/lopen ...... plan/schema/planning/wens/goed/gepland ?|in de planning
^ en/nou/dus/ja onze/ons/mijn/de/het/die/dat _ $ ?|^ en/nou ... hoe ...... ?|hoe zit/staat/gaat/loopt/vordert/verloopt/vlot t/het/dat/de/met|hoe staat/zit/gaat t|hoe het ... met/ermee/ervoor/erbij|hoe het/t/de/ons/onze/mijn ...... staat/zit/gaat/loopt/vordert/verloopt|hoe is het met/gesteld|hoe is de stand|hoe de stand|hoe ver/hoever/hoeverre ...... ?|de stand ?|laatste/huidige/actuele stand/status|een stand/status van|tussentijdse/tussentijds stand/bericht/verslag/update|in welk stadium/fase/status|welke fase/stadium|stadium ... bevindt|fase ... bevindt/zit
wat is er/nu ...... aan/gaande/hand/gebeurd/gebeurt/mis ?|wat er/is er ...... gebeurt/gebeurd/speelt/gaande/hand|wat ... gebeurt/gebeurd/gaande met/er/is|is er ...... mis/probleem/problemen/vertraging/oponthoud/kink ?|er iets/wat mis/fout/gaande/tussengekomen|problemen/vertraging/probleem met/bij/door ...... ?|zijn/bent/ben jullie/u/je ...... vergeten ?|vergeten ?|in de vergetelheid|tussen wal en schip|ondergesneeuwd|volgende stap/stappen|vervolg ?|het vervolg|hoe nu verder|hoe verder|hoe gaan/gaat we/wij/het/dit ... verder|wie ...... behandelt|mijn/onze zaak/dossier ...... ?|gaan/openen/starten/verhuizen/beginnen we/wij/jullie nog|nog/wel open in/op/per ...... ?|loopt/bestaat/gaat het/de/dat/ons/onze ...... nog ?|nog lopende/actueel/bezig ?|wat doet/doen de/het/onze
op de hoogte ... gehouden/houdt/houden/brengen/gebracht/blijven/stellen|op de hoogte ...... van/over de/het/onze ...... voortgang/stand/vorderingen|graag op de hoogte|informeer~ over ...... voortgang/stand/status/vorderingen|over de voortgang/stand/status/vordering/vorderingen|meer/wat/enige/al duidelijkheid|duidelijkheid ?|hoe of wat|het ervoor/er voor staat|hoe we ervoor staan
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
inschatting van/wanneer|weet/weten u/je/jullie meer|meer bekend
update/tussenstand/terugkoppeling ... gebruiken/nodig|nodig/gebruiken/graag ... update/tussenstand|al wat/iets zeggen/vertellen|zou/zouden/wil/willen ...... update/stand
is/komt er een/al/nu datum/een/planning|er een/al datum
iets van jullie/u/je ... horen|weer eens iets ... horen|in twee/enkele/paar woorden
nieuws/nieuwtje/nieuwtjes/update/updates/bericht/info/informatie/reactie/feedback/terugkoppeling over/van/rond/rondom/uit/inzake/betreffende/mbt ...... ?|al/nog iets/wat nieuws/gehoord/vernomen/bekend/meer/te|iets ... gehoord/vernomen/laten/bekend/nieuws/weten ?|al/reeds iets/wat/nieuws/bericht|wat/iets nieuws te|korte/kleine/kort/snelle/snel update/stand/berichtje/bericht/terugkoppeling|een update|verneem/vernemen ik/wij/we|graag ... verneem/vernemen/horen|hebben/heeft ...... laten weten ?|laat/laten ... even ... weten ... hoe/wanneer/of/waar|laat me/ons/mij ... weten hoe/wanneer/waar|praat/praten ... bij|bijpraten|bijgepraat|een paar regels/regeltjes|levensteken
is/zijn er al|al bekend|had/hadden graag ...... geweten|zou/zouden graag ...... weten|enig idee
houdt/houd/hou/houden u/je/jullie/mij/me/ons ... op de hoogte|graag hoor/horen/verneem/vernemen ik/we/wij ... of/wanneer/hoe/wat/welke|welke termijn ... nog
een/al/nieuwe datum voor|is/hebben/heeft/hebt ... al een datum/antwoord/afspraak|weten/weet je/u/jullie ... meer
is/was er ... nieuws/iets/bekend/vooruitgang/update/beweging/duidelijkheid/schot|nieuws ?|enig/al/nog/geen nieuws|nieuws over/van/omtrent|iets nieuws|al iets/meer ... bekend/gehoord/duidelijk/weten|al iets|een/korte/kort/kleine ... update/terugkoppeling/seintje|update ?|update over/van/geven|weet/weten/heb/hebt/heeft/hebben je/u/jullie ... al ... iets/meer/nieuws|laat/laten ... weten ... hoe/of/wanneer/wat|horen ... hoe/of/wanneer|meer duidelijkheid|hoor/horen graag ... hoe/wanneer/of/van|enig idee wanneer`,
	when: `
kunnen/kan/mogen/mag we/wij/ik ...... verwachten ?|lukt/haalt maandag/dinsdag/woensdag/donderdag/vrijdag/dat/het ?|zien we/ik/wij ...... resultaat
wanneer komt/komen/is ...... terug|laat/laten ...... weten zodra
of de/het/ons/onze/mijn/die ...... komt/komen/klaar/af/geleverd/binnen/aankomt/halen/lukt|wil/wilt/vraagt/vragen ... weten/of/wanneer ...... of/wanneer/hoe|al/reeds bekend/geweten ...... ?
wanneer mag/mogen/kan/kunnen/zal/zullen ...... verwachten/tegemoetzien/klaar/af/gereed/binnen/hier|wanneer ...... eindelijk|wanneer denk/denken/denkt/verwacht/verwachten/schat/schatten/volgt/volgen/gebeurt/verschijnt/haal/halen/haalt/opgehaald/leveren/hoor/wordt|wanneer ...... af/klaar/opgehaald/geleverd/binnen is/zijn/komt/wordt|tegen welke|indicatie/inschatting/schatting ...... wanneer/datum/klaar/af/oplevering|richtdatum|streefdatum|einddatum ?|een/nog/al datum/geen datum voor|geen datum|datum voor de/het|al een datum|deze week/maand ?|voor de zomer/vakantie/kerst ?|op welke termijn|binnen welke termijn|wanneer ...... uitspraak/vonnis/levering/oplevering/antwoord
op u/jullie/je rekenen|weten we/wij ... eindelijk
^ wanneer _ de/het/ons/onze/mijn/uw/jullie ...... ?
wanneer kan/kunnen/mag/mogen/zou ik/we/wij ... verwachten/beginnen/ontvangen/tegemoet/rekenen/krijgen/terecht/erin/horen/zien|wanneer is/zijn/wordt/worden/komt/komen/krijg/krijgen/ontvang/ontvangen/gaat/gaan/begint/beginnen/start/starten/levert/leveren/arriveert/denkt/denken/verwacht/verwachten/hoor/horen/sturen/stuurt/zal/zullen/weten/weet/kom/staat/heb/hebben/zou|wanneer ... ?|wanneer ?|per wanneer|tegen wanneer|op welke dag/datum|welke datum|vanaf wanneer|hoe laat|weten wanneer|zeggen wanneer|wanneer de/het/ik/we/mijn/ons/onze ... komt/komen/wordt/worden/klaar/kan/kunnen/verwachten/ontvang|levertijd ?|leverdatum ?|opleverdatum|wat is de ... levertijd/leverdatum/planning|wat wordt de`,
	howLong: `
blijft/blijven/staat/staan ...... nog lang ...... ?|nog lang
hoelang/hoe lang ...... ?|hoelang ...... nog|duurt/duren ...... nog ?|nog veel/zo/even lang/werk ?|nog lang ?|hoeveel langer|hoe snel|bijna klaar/af/gereed/zover ?|bijna ?|schiet ... al op
hoe lang/lange ... nog/duren/duurt/wachten|hoe veel langer|hoelang|hoeveel dagen/weken/tijd/uur|duurt/duren het/dit/de ... nog/lang/zo/langer|zo lang|nog lang|lang duren`,
	done: `
jullie/je/u gingen/ging/zou/zouden toch/nog
eindelijk/inmiddels/intussen/ondertussen ...... ?|goed/mis gegaan/gelopen/afgelopen ?|heeft/hebben de/het/ons/onze ... zich ...... ge~en/~t/~d ...... ?|heeft/hebben ...... uitgesproken/uitspraak/besloten/laten/beslist ...... ?|of is/zijn alles/het/ze nog/niet
zijn/ben/bent jullie/je/u ...... klaar/zover/rond/verder ...... ?|heb/hebt/hebben je/u/jullie ...... ge~d/ge~t/ge~en/opge~/afge~/inge~d/inge~en/aange~d/aange~en/doorge~/terugge~/gebeld/besteld/verstuurd/verzonden/bereikt $ ?
hoeveel ...... al/reeds/inmiddels/nu ...... ?|^ komt/komen er/vandaag/morgen/nog/iemand ...... ?|komt/komen ...... of moet/moeten ...... ?|is/zijn ...... bij/naar de/het ... drukker/drukkerij/klant/post/notaris/rechtbank ?|is ... bekend ...... ?|heeft/hebben de/het ...... geschreven/gebeld/geantwoord/teruggebeld/gemaild ?
heeft/hebben/hebt de/het/ons/onze/mijn/uw/jullie/iemand/mevrouw/meneer/heer ...... ge~/aange~/opge~/inge~/uitge~/afge~/doorge~/terugge~/goedge~/overge~/nage~/voorge~/vrijge~/klaarge~/rondge~/be~d/be~t/ver~d/ver~t/ont~d/ontvangen/verzonden/ondertekend $ ?|heeft/hebben de/het/ons/onze/mijn/iemand/mevrouw/meneer ...... ge~d/ge~t/ge~en/ontvangen/bevestigd/ondertekend/beslist/verzonden/verstuurd ...... ?|is/zijn/werd/werden/wordt/worden de/het/ons/onze/mijn/er/dat/alles/die ...... ge~d/ge~t/ge~en/aange~/opge~/inge~d/inge~t/inge~en/uitge~/afge~/doorge~/terugge~/goedge~/overge~/nage~/voorge~/vrijge~/be~d/ver~d/ver~t/ontvangen/verzonden/verholpen/ondertekend/verwerkt/beslist ...... ?
is/zijn/raken/raakt de/het/ons/onze/mijn/die/dat/alles ...... al/nu/inmiddels/intussen/eindelijk/ondertussen ...... ?|is/zijn ...... intussen/ondertussen/al/nu ...... ?|intussen ?|is/zijn ...... droog/klaar/binnen/rond/af/weg/gereed/deur/onderweg $ ?|de deur/post uit ?|heeft/hebben ...... gereageerd/geantwoord/besloten/getekend/beslist/uitspraak/laten ...... ?|komt/komen de/het/hij/zij/ze/die/er/onze ...... nog/vandaag/wel/morgen ...... ?|vandaag/morgen/deze week nog ...... ?|heb/hebt/hebben je/u/jullie ... al ...... ?|heb/hebt/hebben/kon/konden je/u/jullie ... kunnen/begonnen/verder/gevonden/opgepakt/ingediend/gestuurd/bekeken/gekeken/verwerkt/gevraagd/gedaan ...... ?|verder ... gekomen/komen|lukt/gelukt het/om/de ...... ?|of ...... al/intussen/inmiddels/reeds ...... is/zijn/heeft/hebben/geweest|of de/het/er/ons/onze/mijn ...... ontvangen/geweest/klaar/binnen/gereageerd/ge~d|bevestigen ... dat/of ...... gehaald/haalbaar/haalt/doorgaat/klopt/lukt|gehaald ... wordt|wordt/worden ...... gehaald/afgehaald/opgehaald/nagekomen ?|haalbaar ?
is/zijn/werd ...... aangekomen/toegewezen/ontvangen/verwerkt/binnen/binnengekomen ?|te pakken gekregen/krijgen
is/zijn/wordt/worden/werd/werden/kunt/kunnen/weet/weten/zit/komt/hebt/heeft/hebben ...... al ... ?|gelukt/geslaagd ... ?
is/zijn/hebt/heeft/hebben/werd/werden ...... besteld/verstuurd/opgestuurd/gerepareerd/ondertekend/gepubliceerd/geinstalleerd/ingediend/opgelost/goedgekeurd/hersteld/geplaatst/geverfd/geschilderd/gesproken/bereikt/bereiken/afgerond/gestart/begonnen/uitgezocht ?|is het gelukt|gelukt om
is/zijn ... bevestigd/besteld/ingepland/goedgekeurd/geregeld/verwerkt/doorgegeven ?|bevestigen dat/of ...... is/zijn/besteld/verstuurd
krijgen/krijg/ontvangen/ontvang we/wij/ik ...... ?|iemand ... bezig/mee/aan/naar|in behandeling|mee bezig|wordt ... aan gewerkt/behandeld
heeft/hebben/is/zijn/werd/werden/hebt/heb ...... al/inmiddels/ondertussen ...... ?|komt/komen ...... morgen/vandaag/echt/nog/zeker ...... ?
is/zijn/wordt/werd/heeft/hebben ... al/inmiddels/ondertussen/eindelijk ... klaar/binnen/verstuurd/verzonden/besteld/af/gereed/goedgekeurd/onderweg/aangekomen/geregeld/gelukt/begonnen/gedaan/opgelost/betaald/geleverd/gebeurd/rond/beslist/ingediend ?|is/zijn ... klaar/af/gereed/verzonden/verstuurd/geleverd ?|heb/hebt/heeft/hebben je/u/jullie ... al/inmiddels/ondertussen/kunnen/gelegenheid/kans/tijd ... ?|is het ... al/nog gelukt|lukt het/dat ... nog ?|gaat het/dit/dat/de ... nog ... door/lukken/gebeuren ?|of ... al/inmiddels ... is/zijn/hebt/heeft/bent|of ... klaar/gelukt/verstuurd/verzonden ... is/zijn|komt het/de/hij ... nog ... ?|komen jullie/ze/de ... nog ... ?|blijft het bij|halen we/jullie ... ?`,
	waiting: `
geen vooruitgang/voortgang/antwoord|wacht/wachten op uw/je/jullie teken/signaal/sein
niet gekomen/geweest/verschenen|afgewimpeld|afgescheept|twee/drie/meerdere/verschillende/#/vier keer gebeld/gemaild/geschreven|keer/keren gebeld/gemaild|kwam/kwamen/was/is niemand|niet op komen dagen
in het duister/donker/ongewisse|tasten ... duister|niets/niks ... vernomen/gehoord/gezien/gekregen/aangekomen/gebeurt/gebeurd|geen ... gehoor/antwoord/reactie/bericht/contact/teken|krijg/krijgen ... geen/niemand/niet ... antwoord/gehoor/pakken/reactie/telefoon/lijn|niemand ... geweest/gezien/verschenen/pakken/bereiken/neemt/werkt/weet/aanwezig|niemand meer|is er niemand|stil gebleven/gevallen/geworden/rond|erg/heel/opvallend/zo stil|wacht/wachten ... op/al/nog|zit/zitten ... te wachten|verbaast/verwondert/bevreemdt ... niets/geen/dat/niet|niet op ... gereageerd/geantwoord|niet gereageerd/beantwoord/geantwoord|aan het lijntje|tijd dringt|blijft/bleef ... uit|waar blijf/blijft/blijven/zijn/is
geen woord|teken van leven|niet ... opdagen/opgedaagd/verschenen|op de ... te wachten
zorgen te/maken/over|deze/uw stilte|nooit ...... teruggebeld/gebeld/geantwoord/gereageerd/gehoord
mijn/ons/onze geduld|de tijd dringt|ongeduldig|komt dichterbij|nadert
te wachten|niets ... aangekomen/binnengekomen/binnen|op hete kolen|in onzekerheid|in het duister
vergeten ?|ons/mij/aanvraag/vraag vergeten|niets ... veranderd/bewogen/gedaan|geen beweging|stil ... sinds|ligt/staat ... stil
probeer/proberen ...... bereiken/pakken/spreken|niet ... bereiken/bereikbaar|onbereikbaar|niemand neemt
niets ... vernomen/binnengekregen/gekregen/ontvangen|nog geen antwoord/reactie|niets meer
wacht/wachten/gewacht/wachtende ... al/nog/op/sinds|nog steeds/altijd ... wachten/geen/niet/niets|niets ... gehoord/vernomen/ontvangen/gebeurd/meer|geen ... antwoord/reactie/bericht/nieuws/terugkoppeling/teken/update|nog niets/niks|niks ... gehoord/vernomen|niemand ... gebeld/teruggebeld/gereageerd/geantwoord/gekomen/belt/reageert/laten|nooit ... antwoord/reactie|zonder ... reactie/antwoord|in afwachting|radiostilte|onbeantwoord|niet ... teruggebeld/gereageerd/geantwoord/gehoord|in het ongewisse`,
	notYet: `
geen ...... ontvangen/gekregen/gezien/binnen|mocht ...... geen/niet
nog altijd/steeds|hier ... niets/niet ... aangekomen/ontvangen/binnen|niet binnen|niets ... gezien/ontvangen/binnen/aangekomen|zien/zie ... nog ... niets/niet|mis/missen
mis/missen ... nog
nog niet/geen/niets/niks|nog steeds niet/geen|nog altijd niet/geen|tot nu/nog/op ... toe/heden/vandaag ... niet/niets/geen|niet ... ontvangen/aangekomen/binnengekomen/binnen/gekregen|laat/laten op zich wachten|ontbreekt/ontbreken nog|staat/staan nog open|uitgebleven`,
	overdue: `
zeiden/zei/beloofden/beloofde/zeiden dat ...... zou/zouden/ging/gingen|zeiden/zei dat|waren/was voor gisteren/vorige/maandag/dinsdag/woensdag/donderdag/vrijdag
had/hadden er ... moeten/kunnen zijn|allang|zou/zouden/ging/wou mij/me/ons/nog ...... doorgeven/sturen/geven/bellen/mailen/bezorgen/laten/komen/leveren|had/hadden ...... allang/al
er was/is sprake van
u/je/jullie zou/zouden ... me/mij/ons|zou/zouden ... maandag/dinsdag/woensdag/donderdag/vrijdag/week/gisteren/vandaag/eergisteren|zou/ging/zouden/gingen ...... deur/post uit|volgens de/u/uw/jullie/meneer/heer/mevrouw ...... ging/gingen/zou/zouden/was/waren/kwam/kwamen|al/reeds tien/een/twee/drie/vier/#/enkele/paar/enige dagen/weken/maand/maanden/week|een/twee/drie/#/paar week/weken/maand/maanden/dagen geleden|er gebeurt niets|beloofd|toegezegd|had/hadden/hebt ... moeten|weken/maanden/dagen verder/later/nu|sinds maandag/dinsdag/woensdag/donderdag/vrijdag/vorige/begin/eind
u/je/jullie had/hadden ...... beloofd/toegezegd/aangekondigd
volgens uw/je/jullie/de ...... zou/zouden|stond/stonden ... gepland/ingepland/aangekondigd/toegezegd
dat is ... geleden|week/weken/maand geleden|was/werd ons/me/mij ... gezegd/beloofd/verteld|zou/zouden ... komen/sturen/bellen/leveren
u/je/jullie zou/zouden|was/waren/stond ... gepland/aangekondigd/beloofd|maar ik/wij/we heb/hebben ... niets
zou/zouden ... vorige/gisteren/vandaag/afgelopen/maandag/dinsdag/woensdag/donderdag/vrijdag/deze/bellen/terugbellen/sturen/krijgen/komen/zijn/laten/ontvangen/mailen/leveren|had/hadden/hebt/heeft/hebben ... beloofd/gezegd/toegezegd/afgesproken|was/waren/werd ... beloofd/afgesproken/toegezegd/gepland|had/hadden ... moeten/zullen ... zijn/komen/hebben/krijgen|te laat|over tijd|vertraging/vertraagd|al ... weken/dagen/maanden|weken/dagen/maanden geleden|waarom ... duurt/lang/niet/vertraging|al lang`,
	reminder: `
even polsen|polsen of/hoe/naar|even horen/checken/vragen hoe/of/naar|herinner/herinneren u/je/jullie ... aan
herinner~ aan|mag ik ... herinneren/vragen|vroeg ... me/mij ... af|vraag/vragen ... me/mij/ons ... af|vorige/afgelopen week vroeg/vroegen/schreef/mailde/belde|kom/komen ... even/nog terug/op terug|sorry dat ik ... zeur/aandring/stoor/weer|zeuren/zeur|aandringen|tweede/derde/vierde/zoveelste keer/maal/mail/bericht|ik zou/wil/wilde/wou ... willen/graag/nu/even ... weten/horen/vernemen|willen/wil/wilde/zou ... weten wat/hoe/waar/wanneer/of|op prijs stellen ...... informeert/weten/informeren/laat/hoor|gelieve ... mee te delen/te/melden/laten|gelieve ...... hoelang/wanneer/hoe|benieuwd hoe/of/naar/wanneer|kunt/kun/kunnen u/je/jullie ... mij/me/ons ... zeggen/vertellen/laten/aangeven/informeren
moeten/moet ...... weten of/wanneer|nog nieuws
stel/stellen ... reactie/antwoord/bericht ... op prijs|graag uw/een/jullie reactie/antwoord/bericht
vraag/vroeg/vragen/vroegen me/mij/ons af|vroeg me
herinnering|herinneren/herinner ... aan|vraag/vragen/vroeg/vroegen/navragen/nagevraagd/navraag ... me/mij/af/nog/of/hoe|ik/wij/we wilde/wilden/wou/wil/willen/zou/zouden ... vragen/weten/informeren/horen/navragen ... of/hoe/wanneer/wat/naar/waar|benieuwd ... of/hoe/wanneer/naar|nogmaals|opnieuw ... vraag/mail/bericht|mijn/onze vorige/laatste/eerdere mail/bericht/e|heb/hebt/heeft/hebben je/u/jullie ... mijn/onze ... mail/bericht/vraag ... ontvangen/gezien/gelezen|tweede/derde keer|kun/kunt/kan/kunnen/zou/zouden je/u/jullie/ik/wij ... zeggen/laten/vertellen/aangeven/doorgeven/informeren ... weten/wanneer/of/hoe/wat|weet/weten je/u/jullie ... wanneer/of/hoe|even checken/informeren/navragen/nagaan|kom/komen ... terug op`,
	settled: `
nieuwsbrief|afwezig tot/van|ik ben afwezig|uit het kantoor|niet op kantoor|nieuws uit _ $|pint/biertje/koffie pakken/drinken/doen|prettige feestdagen|geen haast|neem gerust
hoeft/hoeven niet te antwoorden/reageren|ter informatie/kennisgeving|neem gerust/rustig
dan wacht/wachten ik/we|wacht/wachten op uw/je/jullie telefoontje/bezoek|ik/we hoor/horen ... maandag/dinsdag/morgen
bedankt/dank/dankjewel/dankuwel ... voor ... de/het/je/uw/jullie ... update/antwoord/reactie/bericht/informatie/info/terugkoppeling|bedankt/dank voor ... reactie/update/antwoord/bericht|geen haast|heeft geen haast|niet dringend|niet urgent|neem de/uw/je/rustig tijd|rustig aan|wanneer het uitkomt|prima bedankt/zo/dank/hoor|akkoord|klinkt goed|komt goed uit|fijn om te horen|goed nieuws|als u/je/jullie tijd hebt/heeft/hebben`,
	arranging: `
lunchpauze|pauze houdt/houden|afspraak ... bevestigen
wacht/wachten ... met bestellen/starten/beginnen|al plannen/iets te doen|dan al
weer eens ...... pint/biertje/koffie
beste moment/tijd
vanaf wanneer gelden/geldt|laten liggen|mag/moet/zal/kan ik/we/wij ...... al
wanneer ...... vergadering/garantie/afloopt/af/sluit/sluiten/opent/open/afspreken/afspraak/bespreking|hoe lang duurt ... vergadering/training/garantie/afspraak/cursus/rit|wanneer vervalt/verloopt
wanneer wilt/wil/willen u/je/jullie|wanneer moet/moeten ik/we/wij|termijn ...... terugsturen/betalen/retourneren|parkeren
wanneer schikt/past/komt/zou ... het|wanneer schikt/past/komt/zou/kunnen/kan/zullen/bent/ben/zijn/heeft/heb/hebt/hebben/mag ... jou/u/jullie/uit/afspreken/bellen/langskomen/overleggen/bereikbaar/beschikbaar/open/tijd/geopend/ophalen/bezichtigen|openingstijden/openingsuren|hoe laat ... open/sluit/sluiten/gaan/afspreken|wanneer ... open/geopend/gesloten|wanneer moet/moeten/dien/dienen/heb ik/wij/we/jullie/u/je|tot wanneer|wanneer hebben/heeft/heb jullie/u/je ... nodig|afspraak maken/inplannen/plannen|zullen we ... afspreken/bellen|hoe lang/hoelang ... geldig/garantie/open/geldt|tegen wanneer ... nodig|welke dag ... uit/schikt/past`,
	ours: `
spreekt/bevalt/overtuigt ons/mij/me nog
mijn/onze/ons/de vrouw/man/baas/dochter/zoon/vader/moeder/partner/bank/bestuur ...... nog niet/geen
liet/lieten/heeft/hebben ons/mij/me ...... weten/gemeld/meegedeeld/laten/geinformeerd/bevestigd dat|ons weten dat|deelde/deelden ons/mij ...... mee
dat/wij/we laten/laat we/wij/ik ... weten|laten we/wij ... weten|heeft/hebben nog niet ingestemd/besloten/getekend/gestemd
ik/wij/we ben/zijn/heb/hebben ... nog niet terug/gelezen/gekozen/besloten/ondertekend/betaald/bekeken
wij/we/ik hebben/heb ...... nog niet ... getekend/besloten/betaald/gekozen|hebben/heb we/wij/ik ...... nog niet ... getekend/besloten/betaald/gekozen|dat doen/doe we/ik/wij
in/als bijlage|bijgevoegd/bijgaand/hierbij|ik/wij/we stuur/sturen/bel/laat/mail/zal/zullen/bezorg/betaal ... je/u/jullie/weten/morgen/vandaag/terug|heb/hebben ik/wij/we ... betaald/getekend/overgemaakt/gestuurd|ik/wij/we wacht/wachten ... vergunning/bank/gemeente/verhuurder/architect/man/vrouw|van onze/mijn kant`,
	howTo: `
uitleggen/tonen hoe|hebt/heb/hebben ...... gemeend/bedoeld/gedacht/gewerkt $ ?
hoe lang/hoelang blijft/blijven/is/zijn/kan/kunnen ...... goed/houdbaar/geldig/bewaren|houdbaar|werkt/werken ...... bij jullie/u
verschil tussen
is/zijn ...... inbegrepen/inclusief/verplicht/mogelijk/nodig/normaal/bedoeling/geldig/gratis/toegestaan ?|waarom ...... factuur/offerte/prijs/post|hebt/heb/hebben/heeft u/je/jullie ...... genoteerd/opgeschreven ?|kan/kunnen ...... ook ...... ?
normaal/gewoonlijk/meestal/doorgaans ?|of u/jullie ...... toevoegen/maken/veranderen/aanraden/aanbieden/verkopen
weten of u/jullie/je ook
hoe kan/kunnen/moet/werkt/wijzig/betaal/doe ik/we/wij/het/dit/de|wat kost/kosten/zou|hoeveel kost/kosten/is|wat is de prijs|ik/wij/we wil/willen/zou/zouden ... bestellen/wijzigen/annuleren/boeken/toevoegen/kopen/aanvragen|kunt/kun/kunnen u/je/jullie ... offerte/factuur`,
}

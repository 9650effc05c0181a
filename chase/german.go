package chase

var german = tongue{
	state: `
wie lauft/laeuft/geht eigentlich|wie lauft/laeuft/geht die/der/das ...... ?
oder nicht ?
fortgang|tunnels|auf dem schirm|wo klemmt|wo hakt|ist/sind/wurde/wurden/hat/haben/wird/werden/kommt/kommen mein/meine/meinen/unser/unsere/unserem/unserer ...... ?|halten/halt/schaffen wir/sie ...... termin/frist/zeitplan ?|einhalten ?|termin/umzugstermin ... halten
wo ... unser/unsere/unseren/mein/meine/meinen/die/der/das ...... steckt/bleibt/hangt/abgeblieben|geht/tut/bewegt/passiert ...... was/etwas/voran/weiter ?|arbeitet/arbeiten ...... noch an ... ?|letzter/letzte/neueste/neuester stand
sind/seid/bist sie/ihr/du ... noch/immer dran/dabei|noch dran|muss/mussen ich/wir ... sorgen machen|fortschritte/fortschritt/vorankommen ...... ?|was fehlt noch|wo hakt/hangt/klemmt es|klappt/funktioniert alles|grund fur die verzogerung
in vergessenheit|hat sich ...... geandert/getan/bewegt/ergeben ?|frage/fragen/infos/auskunft zum/uber ... stand|was macht/machen eigentlich/denn|uberblick ...... erledigt/fehlt/offen/stand|auf den/dem neuesten/aktuellen/neusten/laufenden stand|in der schwebe|der stand der/des/beim/bei/von/ist
wie sieht/schaut ...... aus ?|wie weit die/der/das/es/man/sie/ihr/mit/sind/ist|woran hangt/liegt/hakt/klemmt|woran ... hangt/liegt/hakt/klemmt|geht/kommt es ... weiter/voran/vorwarts ?|stimmt das/der/die ... noch ?|gilt das/der/die/es ... noch ?|ist das ... noch aktuell ?|wie der/die ... vorangeht/vorankommt|kommt/kommen ... voran/vorwarts ?|tut sich ... ?|steht ... noch ?
stand der dinge/arbeiten/bearbeitung/sache|aktuelle/aktueller/aktuellen/derzeitige/derzeitigen/neueste/neuester/neuesten/jetzige stand|wie ist der/denn/da/eigentlich ... stand|den stand|auf welchem stand|zwischenstand|sachstand|bearbeitungsstand|projektstand|status ?|status der/des/von/zu/meiner/meines/unserer/unseres|statusupdate|wie steht es/s/das|wie stehts|wie sieht/schaut es/das/s ... aus|wie siehts/schauts ... aus|wie weit sind/ist/seid/bist/sie|wie weit ... gekommen/fortgeschritten
wo stehen wir/sie/die|wo steht das/der/die/unser/unsere|was macht/machen mein/meine/unser/unsere/der/die/das|wie laeuft/lauft/laufts/kommt/kommen/geht es/das/die/sie/ihr/der ... mit/voran/weiter/vorwarts|wie geht es/s/das/die/der/s ... weiter/voran/vorwarts/mit|wie kommen/kommt/geht ... voran/vorwarts/weiter|liegen/sind/liegt wir/sie/alles/das ... im/in zeitplan/plan/zeitrahmen|noch im zeitplan/plan/rahmen|auf dem laufenden ... halten/bringen ?|was ist aus/mit ... geworden/los|was ist ... geworden|was ist los|was ist mit|wo bleibt/bleiben|wo ist mein/meine/unser/unsere/der/die/das/eigentlich|in welcher phase|passiert ... noch/was/etwas/uberhaupt ?|tut/tat sich ... etwas/was/schon/da|wie der stand|was der stand`,
	news: `
schon sagen/bekannt/klar/absehbar|letzte/neueste/neuesten neuigkeiten|hatte/hatten gern/gerne ...... gewusst|wusste/wussten gern/gerne
zeithorizont|hat/haben ...... gemeldet/geaussert/ruckgemeldet/geantwortet ?|etwas/was herausgekommen/rausgekommen ?
neuer/neuen/neues/einen/schon/ein termin/datum fur|ist ... absehbar|absehbar wann/ob/wie|schon/bereits ein/einen/eine datum/termin/antwort/entscheidung|wissen/weiss/weisst/wisst ... schon/mehr ?
gibt/gab es/s ... neues/neuigkeiten/news/neuigkeit/update/fortschritte/ruckmeldung/nachricht/nachrichten/infos/entwicklungen/etwas|gibts ... neues/neuigkeiten/was/news|neuigkeiten ?|etwas/was neues|schon/bereits etwas/was/neues ... gehort/erreicht/passiert/entschieden/ergeben/neues ?|haben/hast/habt/hatten sie/du/ihr ... neuigkeiten/neues/ruckmeldung/nachricht/antwort/infos|ein/einen/kurzes/kurzen/kurze/kurz ... update/zwischenbericht/ruckmeldung/zwischenstand/statusmeldung|um ... ruckmeldung/antwort/nachricht/update/zwischenstand|bitte/um ... kurze/baldige/kurzfristige ruckmeldung/info/nachricht|ich/wir hore/horen ... nichts|update ?|update zu/zum/zur|was gibt es neues|halten sie mich/uns ... laufenden|hat sich ... getan/ergeben ?`,
	when: `
konnen/durfen wir/ich ...... rechnen ?
wann konnen/kannst/konnt/konnten sie/du/ihr ...... schicken/liefern/senden/anfangen/beginnen/fertig/kommen/reparieren/einbauen/erledigen
trudelt/trudeln ... ein|mit ihnen/euch/dir rechnen ?|endlich ... wissen/klarheit/bescheid|endlich klarheit/gewissheit
absehen/abschatzen/absehbar ... wann|fragt/fragen mich/uns ... wann/ob/wie|bis wann konnen/kannst/konnt sie/du/ihr
^ wann _ die/der/das/unser/unsere/mein/meine/ihr/ihre ...... ?|wann ...... los/an/weiter/fertig/soweit ?
wann kann/konnen/konnte/konnten/darf/durfen/durfte ich/wir/man ... rechnen/bekommen/erwarten/haben/einziehen/damit/erhalten/loslegen/sehen/starten|wann ist/sind/wird/werden/kommt/kommen/geht/gehen/bekomme/bekommen/erhalte/erhalten/erfolgt/liefern/liefert/schicken/schickt/beginnt/beginnen/fangt/fangen/startet/starten/steht/hore/horen/erfahre/erfahren/trifft/soll/sollen/melden/meldet/geben/gibt/ware/waren/wurde/wurden/haben/habe/kriege/kriegen|bis wann|ab wann|wann ?|wann genau/etwa/ungefahr/endlich/denn|wann das|wann mit|wann die/der/das/es/sie/ich/wir/unsere/unser/mein/meine ... kommt/kommen/wird/werden/fertig/ist/sind/erhalte/bekomme/rechnen/liefern/konnen|wie bald|liefertermin ?|liefertermin fur|fertigstellungstermin|zu welchem termin|neuer/neuen termin|an welchem tag|um wie viel uhr|noch diese/heute/im ... woche/monat/fertig/geliefert ?`,
	howLong: `
wie lange/lang|dauert/dauern es/das/die/der ... noch/noch/denn/lange/so|wie viele/viel tage/wochen/zeit/stunden|dauert das/es ?|so lange ?|wieviel zeit`,
	done: `
hat/haben ...... zuruckgerufen/gedruckt/gefunden/gemeldet ?|ist/sind ...... gedruckt/gefunden ?
wird/werden ...... fertig/rechtzeitig/geliefert/behoben ?
schon/bereits/inzwischen/mittlerweile/zwischenzeitlich ... ?|hinbekommen/hingekriegt/geschafft/geklappt ?
ist/sind/wurde/wurden/hat/haben/konnte/konnten ...... verschickt/versendet/versandt/bestellt/geliefert/gestrichen/behoben/repariert/montiert/installiert/eingebaut/freigegeben/genehmigt/gebucht/eingereicht/beantragt/veroffentlicht/umgesetzt/angefangen/begonnen/abgeholt/gepruft/korrigiert/hochgeladen/erreicht/erreichen/gesprochen/sprechen/entschieden/weitergeleitet/beauftragt/fertiggestellt/abgeschlossen/geklart/klaren/gelost/bearbeitet/angesehen/angeschaut ?
bekommen/bekomme/kriegen/kriege/erhalten/erhalte wir/ich ...... ?|kummert/arbeitet/bearbeitet/schaut ... jemand|jemand ... dran/daran/damit/darum/arbeitet/kummert|in arbeit/bearbeitung|wird ... bearbeitet/erledigt/daran ?
hat/haben/ist/sind/wurde/wurden/war/konnten/konnte/hatten ...... schon/bereits/inzwischen/mittlerweile/zwischenzeitlich ...... ?|ist/sind ... raus/durch/online/live/drin/weg/vor ort ?|kommt/kommen ...... morgen/heute/wirklich/tatsachlich/noch/wie ...... ?
ist/sind/wurde/wurden/war/hat/haben ... schon/bereits/mittlerweile/inzwischen/endlich/jetzt/denn ... fertig/da/angekommen/erledigt/verschickt/versendet/versandt/bestellt/unterwegs/eingegangen/genehmigt/gepruft/entschieden/beauftragt/abgeschlossen/geliefert/freigegeben/online/bezahlt/gekommen/passiert/gesprochen/angefangen/begonnen/eingetroffen/bearbeitet/geklart/gelost ?|ist/sind/wurde/wurden ... fertig/erledigt/verschickt/abgeschlossen/geliefert/freigegeben ?|haben/hast/habt/konnten/konntest/konntet sie/du/ihr ... schon/bereits/inzwischen/mittlerweile/zwischenzeitlich ... ?|klappt das/es ... noch/bis/mit ?|bleibt es bei/beim/dabei ?|steht der/die/das/unser/unsere ... termin/zusage ... noch ?|schaffen sie/wir/ihr/das ... ?|kommt das/die/der/es ... noch/rechtzeitig/punktlich/heute/morgen/diese ?|kommen sie/die/ihre ... noch/heute/morgen/wirklich ?|wird das/es/der ... noch/rechtzeitig/punktlich/fertig ... ?|ob ... schon/bereits ... ist/sind/wurde/haben/hat/wurden/war|ob ... fertig/erledigt/geklappt`,
	waiting: `
warte/warten ich/wir bis/noch/immer
keinen mucks/pieps/ton|kein wort|lebenszeichen|nicht aufgetaucht/erschienen/aufgekreuzt|nicht blicken
gar nichts horen/hore|mulmiges gefuhl|mache/machen ... sorgen|ihr/euer/dieses schweigen|nie/niemals ...... gemeldet/geantwortet/zuruckgerufen
ungeduldig|meine/unsere geduld|die zeit drangt|ruckt naher
in der luft|im dunkeln|im ungewissen|im unklaren|herrscht ... stille/funkstille/schweigen/ruhe|kein lebenszeichen|vertrostet/hingehalten
vergessen ?|uns/mich/anliegen/anfrage vergessen|nichts ... getan/bewegt/verandert/geandert/geschehen|kein fortschritt|stillstand
versuche/versuchen ...... erreichen|nicht ... erreichen/erreichbar|niemand/keiner erreichbar|nicht ans telefon
melden/meldet sie/euch sich/euch|bitte melden sie sich|bitte ... melden|auf gluhenden kohlen|bisher/leider/hier nichts ... angekommen/gekommen/passiert/gehort|nichts ... angekommen/eingetroffen/da
warte/warten/wartet/gewartet ... auf/seit/noch/schon/immer|immer noch/nichts warte/warten/keine/kein/keinen/nicht/nichts|noch immer keine/kein/keinen/nicht/nichts|nichts ... gehort/bekommen/erhalten/passiert/mehr|keine/kein/keinen/ohne ... antwort/ruckmeldung/nachricht/reaktion/ruckruf/lebenszeichen/info/rechnung/angebot/termin/auskunft|hort/hore/horen man/ich/wir/von ... nichts|niemand/keiner ... gemeldet/geantwortet/gekommen/angerufen/zuruckgerufen/erreichbar/da/meldet|nicht/nie ... gemeldet/geantwortet/zuruckgerufen/zuruckgemeldet|funkstille|unbeantwortet|tut sich nichts|passiert/passierte ... nichts|nichts ... passiert/getan/gekommen/geschehen`,
	notYet: `
nach wie vor
vermisse/vermissen ... noch/immer/bis
noch nicht/nichts/kein/keine/keinen|noch immer nicht|immer noch nicht/nichts/kein/keine|bisher/bislang/bis ... nicht/nichts/kein/keine/keinen|steht ... noch aus|fehlt/fehlen ... immer noch|fehlt/fehlen noch/immer|lasst ... auf sich warten|nicht angekommen/erhalten/bekommen/eingetroffen/erschienen/gekommen|ausstehend|seit ... offen`,
	overdue: `
sie/ihr/du hatten/hattet/hattest ...... versprochen/zugesagt/angekundigt
laut ihrer/eurer/ihrem/plan ...... sollte/sollten|hatte/hatten ... gestern/vorgestern/montag/dienstag/mittwoch/donnerstag/freitag/woche ... kommen/sein/passieren sollen|war/waren fur ...... angekundigt/geplant/vorgesehen/zugesagt
wollten/wollte/wolltest sie/du/er/sich ...... zuschicken/zusenden/melden/zukommen/durchgeben/vorbeikommen|sie/ihr/du hatten/hattet/hattest/haben/habt/hast ... zugesagt/versprochen/gesagt/angekundigt/zugesichert/gemeint
hiess es|wurde/worden ... gesagt/versprochen/zugesagt|ist ... her|woche/wochen/monat/monate her|hat man ... gesagt/versprochen
meinten/meintest/sagten/sagtest/versprachen/kundigten sie/du ... kommt/komme/kame/bald/bis/wurde/es/das/die/der/an|sie/du/ihr meinten/meintest/sagten/sagtest ... bald/bis/komme/kommt
sollte/sollten ... schon/bereits/gestern/letzte/diese/am/bis/langst/doch/eigentlich ... sein/kommen/da/fertig/haben/erhalten/bekommen/geliefert/gestern/losgehen|hatten/hatte/haben/hat/habt sie/du/ihr ... versprochen/zugesagt/gesagt/angekundigt/zugesichert|wollten/wolltest/wolltet/wollte sie/du/ihr/sich ... melden/schicken/senden/liefern/zuruckrufen/anrufen/kommen/geben/machen|versprochen/zugesagt/angekundigt/vereinbart war/waren|war/waren ... versprochen/zugesagt/angekundigt|hatte/hatten ... sollen/mussen|uberfallig|verspatung|langst|seit ... wochen/tagen/monaten|vor ... wochen/tagen/monaten ... und|warum/wieso/weshalb ... lange/dauert/verzogert/verzogerung/nicht`,
	reminder: `
mussen/brauchen/muss/brauche ...... wissen/aussage/auskunft/klarheit ... ob/wann
melde/komme ... wegen|wieder/nochmal/erneut/nochmals ... wegen/zu/zum
wurde/wurden mich/uns ... uber ... ruckmeldung/nachricht/antwort/info
nachfragen/nachhaken/nachzufragen/nachzuhaken/nachgefragt/nachgehakt|nachfrage/frage/hake ... nach|frage/fragen/frag/schreibe/melde ... noch/noch/nochmal/nochmals/erneut/wieder ... mal/einmal/nach/wegen|erinnern/erinnerung/erinnere ... an/dass/meine|an ...... erinnern|wollte/wollten/mochte/mochten/wurde/darf ... fragen/horen/wissen/erkundigen/nachfragen ... ob/wie/wann/was/wo|erkundige/erkundigen mich/uns/nach|meine/unsere letzte/letzten/vorherige/vorige mail/e/nachricht/anfrage|zum wiederholten/zweiten/dritten mal|wollte/wollten ... mal/kurz fragen/horen|haben/hast sie/du meine/unsere mail/nachricht/e/anfrage|auf meine/unsere mail/nachricht/anfrage/fragen|konnen/konnten/konnen sie/du/ihr ... sagen/mitteilen/verraten ... wann/wie/ob/wo|wissen sie/du ... wann/ob/wie|lassen sie mich/uns wissen wann/wie/ob`,
	settled: `
brauche/brauchen/erwarte/erwarten keine ruckmeldung/antwort|nur zur info/information/kenntnis|zur kenntnis|wenn/falls/sobald sie ... fragen/unterlagen/angaben|bei fragen|melden sie sich gern/gerne/jederzeit
dann/also warte/warten ich/wir|danke dann|ich/wir erwarte/erwarten ihren anruf/besuch
danke/dank ... fur das/die/den/ihre/ihr/deine/eure ... update/info/ruckmeldung/antwort/nachricht/information/informationen/schnelle/rasche|danke/dank ... fur ... update/info/ruckmeldung/antwort/nachricht|eilt nicht|keine eile|nicht eilig|nicht dringend|lassen sie sich zeit|hat zeit|passt ... gut/mir/uns|einverstanden|freut mich/uns|in ordnung|perfekt`,
	arranging: `
wann haben/hatten/habt sie/ihr ...... geschlossen/offen
mittagspause
bester/beste zeitpunkt/zeit|am besten
ab wann gelten/gilt/konnen/kann|sollen/soll/durfen/darf/kann/konnen wir/ich ...... schon
wann ...... besprechung/meeting/sitzung/treffen/garantie/gegrundet/feier/vorbeikommen/ab|wann endet/enden|wie lange dauert ... besprechung/schulung/fahrt/sitzung/garantie/kurs/gesprach/anfahrt
wo ich ...... kann/finde|wo kann/konnen/finde/finden ich/wir|wie weit ist es|wann haben/hatten/habt sie/ihr ...... zuletzt|bis wann konnen/kann/darf ich/wir|warten sie ... mit|parken|widerrufsfrist|zahlungsfrist
wann passt/passte/ware/haben/hatten/hast/hattest/konnten/sollen/soll/konnen/kann ... es/ihnen/dir/zeit/treffen/telefonieren/sprechen/anrufen/vorbeikommen/erreichbar/erreichen/besichtigen|wann haben/hatten sie/du/ihr ... zeit/geoffnet/auf/offen/urlaub/betriebsferien|offnungszeiten|wann ... geoffnet/erreichbar/offnen|wann soll/sollen/muss/mussen/brauchen/brauchst/benotigen ich/wir/sie/du/ihr|wann darf/durfen ich/wir ... kommen/vorbeikommen/anrufen/abholen|bis wann brauchen/brauchst/benotigen/muss/mussen/soll/sollen/mochten/gilt ... sie/ich/wir/du|bis wann ich/wir ... muss/mussen/soll/sollen|bis wann gilt|wie lange gilt/ist/haben/kann/konnen ... garantie/gewahrleistung/gultig/geoffnet/angebot/zahlen/zeit|termin vereinbaren/ausmachen/finden|besprechungstermin|sollen wir ... treffen/telefonieren|haben sie ... zeit`,
	ours: `
habe/haben ...... liegen gelassen/lassen|zugestimmt ... wir|wir melden uns/geben/sagen ... danach/dann/bescheid
ich/wir ...... noch nicht/keinen/keine/kein ...... gelesen/entscheiden/entschieden/gekommen/lesen/angesehen/ausgesucht/durchgesehen/geschafft|ich/wir bin/sind/war/waren ... noch nicht
ich/wir habe/haben ...... noch nicht ... unterschrieben/entschieden/bezahlt/uberwiesen/gewahlt/geschafft/besprochen|holen/hole wir/ich ... nach|das mache/machen/erledige/erledigen ich/wir
im anhang|anbei|ich/wir schicke/schicken/sende/senden/melde/melden/gebe/geben/uberweise/uberweisen/bringe/kummere/kummern ... ihnen/mich/uns/bescheid/dir/euch/die/das/den|werde/werden ich/wir/ihnen|ich/wir werde/werden|habe/haben ich/wir ... uberwiesen/unterschrieben/bezahlt/geschickt/gesendet|wir/ich warten/warte ... genehmigung/bank/vermieter/architekt/behorde/bauamt/frau/mann|angehangt|unsererseits`,
	howTo: `
haben sie schon einmal/mal|haben sie schon ... erfahrung
normalerweise/ublicherweise ?|in der regel|ob sie ...... angebot/anbieten/verkaufen/auch/empfehlen/zusatzlich/interesse
wie bekomme/bekommen/komme/kommen ich/wir ... zugang/zugriff/ins/rein|enthalten ?|inbegriffen ?|im preis|bestellen sie ... dazu|konnen sie ...... machen/bauen/dazu ?|ob sie auch/ebenfalls
wie kann/konnen/muss/soll/mache/andere/bezahle/funktioniert ich/wir/man/das/die/der|wie viel/teuer kostet/kosten/ist/ware/wird|was kostet/kosten/wurde|wieviel kostet/kosten|konnen sie/du ... ein/eine/einen angebot/rechnung/kostenvoranschlag|ich/wir mochte/mochten/wurde/wurden/hatte/hatten gern/gerne ... bestellen/andern/buchen/stornieren/kundigen`,
}

package chase

var italian = tongue{
	state: `
o no ?|oppure no ?
fine del tunnel|mio/mia/miei/nostro/nostra _ e/sono/ha/sta/lo/la/viene ...... ?|e/sono/sta ... mio/mia/nostro/nostra ...... ?|state/sta ... seguendo|rispettare/mantenere ... data/termine/tempi/scadenza|come va ?|blocca/bloccando/frena ... ?
dov/dove e finito/finita/finiti|dove si trova/trovano il/la ... nostro/nostra/mio/mia|si muove ... ?|controllare/verificare/vedere ... dove/dov/come|lavorando ...... ?
ci state/stanno/sta ... lavorando|state ancora lavorando|devo/dobbiamo ... preoccupar~|progressi ...... ?|passi avanti|cosa manca|che cosa manca|a cosa e dovuto|motivo del ritardo|come sta andando|procede tutto|tutto procede
fermo/ferma/fermi/ferme/bloccato/bloccata/bloccati ...... ?|va/procede/vanno tutto bene/liscio|tutto bene con|si e mosso/mossa/sbloccato/sbloccata qualcosa|lo stato ... ordine/lavori/pratica/progetto/richiesta/preventivo/reclamo/avanzamento|sullo/dello stato|dove si trova/trovano il/la/l mio/mia/nostro/nostra/pacco/ordine/spedizione
situazione attuale|la situazione di/del/della
sta/stanno andando/procedendo avanti/bene/?|va/vanno avanti ?|andando avanti|procede/procedono/avanza/avanzano ...... ?|cosa/che ... blocca/frena/trattiene|e ancora/sempre cosi/valido/valida|vale ancora
a che punto|a quale punto|a che stadio|in che stato|qual e lo stato|stato di/del/della/dei avanzamento/ordine/lavori/mio/mia/nostro/nostra/progetto|stato avanzamento|stato dell|stato ?|come va/vanno/procede/procedono/stanno/sta/prosegue/proseguono/siamo ... il/la/i/le/con/lo/andando/messi/procedendo/?|come procede/procedono|come siamo messi|dove/dov e/sono/sta il/la/lo/l/i/le/mio/mia|che fine ha/hanno|cosa sta succedendo|cosa succede con|che succede|siamo/siete/e/sono ... in/nei/nel/con orario/tempi/linea/programma/tempo|nei tempi ?|in linea con|il punto della situazione|punto della situazione|avanzamento di/del/dei|aggiornarmi/aggiornarci/aggiornare ... sul/su/sullo/sulla/in/?|tenermi/tenerci/tenete/tenga aggiornato/aggiornati/informato/informati/al ... ?`,
	news: `
che/quali novita|novita ci sono|novita su/sul/sulla/sullo/dal/dalla
ultime notizie/novita|idea ...... quando/data|avrei/avremmo voluto sapere|novita ?
tenermi/tenerci/tenga/tenete/tenere/tenetemi/teneteci ... informato/informata/informati/aggiornato/aggiornata/corrente|qualcosa si e mosso
una/la/nuova data per|avete/ha/hai/c e/esiste ... data ...... ?|ne sapete/sa di piu
ci sono ... novita/notizie/aggiornamenti/sviluppi|novita/notizie/aggiornamenti ?|novita/notizie/aggiornamenti su/sul/sulla/sui/riguardo/circa/in|qualche/alcuna/nessuna/alcun/nessun/un/avere/ha/avete/hai/abbiamo/hanno ... novita/notizia/notizie/aggiornamento/aggiornamenti/riscontro|c e ... novita/qualcosa/qualche/di|qualcosa di nuovo|si sa ... qualcosa/quando/gia|sa/sapete/sai ... qualcosa|sapere qualcosa|avere/ricevere un/vostro/suo riscontro/aggiornamento|un breve aggiornamento|update ?|fatemi/fammi/mi/ci ... sapere ... come/quando/se/a`,
	when: `
contare su di/lei|sapremo/sapro ... finalmente|in che data|che data
quali/che tempi|tempi restano/mancano/previsti|quanto tempo resta/manca
quando sara/saranno/arriva/arrivano/arrivera/arriveranno/posso/possiamo/potro/potremo/potrei/potremmo/ricevero/riceveremo/avro/avremo/e/sono/inizia/iniziano/inizierete/inizieranno/iniziera/cominciano/cominciate/pensate/pensa/prevedete/prevede/contate/viene/vengono/verra/verranno/verrete/finite/finiscono/finirete/consegnate/consegnerete/ci/mi/si/avverra/parte/partono/partira/riuscite/dovrebbe/dovrebbero/sapremo/spedite/spedirete/puo/potete|quando ... ?|quando ?|per quando|entro quando|da quando|che giorno|in che data|quale data|data di consegna/fine/inizio|data prevista|sapere quando|dirmi/dirci quando|a che ora|tempi di consegna ?|quali sono i tempi|tempistiche ?|le tempistiche|i tempi ?`,
	howLong: `
quanto tempo/manca/ci/dura/durera/ancora|quanti giorni/mesi|quante settimane/ore|manca ancora molto/tanto|manca molto|cosi tanto|tanto tempo|ci vuole/vorra/mette/mettete/vogliono ... tanto/molto/ancora/quanto|troppo tempo`,
	done: `
arriva/arrivano/arrivera/arriveranno ...... prima/entro/per ...... ?|sono/e ... stampato/stampata/stampati/stampate/trovato/trovata ?|avete/ha/hanno ...... trovato/richiamato/richiamata/risposto/sentito ...... ?|ha richiamata/richiamato ...... ?
e/sono arrivato/arrivata/arrivati/passato/passata/partito/partita ...... ?|e/sono stato/stata/stati ... assegnato/assegnata/registrato/registrata/ricevuto/ricevuta ?
gia ... ?|riusciti/riuscito/riuscita/riuscite ...... ?
e/sono/avete/ha/hanno/siete ...... ordinato/ordinata/ordinati/spedito/spedita/riparato/riparata/firmato/firmata/pubblicato/pubblicata/installato/installata/consegnato/consegnata/risolto/risolta/approvato/approvata/corretto/corretta/sistemato/sistemata/presentato/presentata/iniziato/iniziati/cominciato/verniciato ?|siete/e riuscito/riusciti/riuscita
confermato/confermata/confermati/confermate ...... ?|confermato/confermata ?
e/sono ...... finalmente/ormai ... arrivato/arrivata/arrivati/pronto/pronta/partito/partita ?
avremo/avro/riceveremo/ricevero ...... ?|qualcuno ... occupando/lavorando/occupa/seguendo/guardando|in corso/lavorazione ?|in lavorazione
e/sono/ha/hanno/avete/si ...... gia ...... ?|viene/vengono/arriva/arrivano ...... domani/oggi/davvero/sicuro ...... ?|sono/e state/stato/stata/stati ...... ?
e/sono/ha/hanno/avete/hai/siete/e/stato/stata ... gia ... ?|e/sono/sara/saranno ... pronto/pronta/pronti/pronte/finito/finita/terminato/terminata/concluso ?|avete/ha/hai/siete/sei ... avuto/potuto/riusciti/riuscito/riuscita/ricevuto/spedito/inviato/iniziato/finito/ordinato/modo/deciso/visto ?|se ... e/sono/ha/avete/hanno ... gia/stato/stata/pronto/pronta/pronti/partito/partita/arrivato/arrivata/spedito|e/sono stato/stata/stati/state ... spedito/spedita/inviato/inviata/approvato/approvata/consegnato/ordinato/ordinati/ordinata/completato/fatto/fatta ?|resta/rimane/restano ... confermato/confermata/valido/prevista/per ?|e/sono sempre/ancora/tutto confermato/confermata/confermati/prevista/previsto/valido/valida|e ancora confermato/confermata/prevista/previsto/valido|tutto confermato|riuscite/riesce/riuscirete ... per/entro/a ?|arrivera/arriveranno ... in tempo`,
	waiting: `
fa/fanno attendere/aspettare|finora/ancora niente/nulla
segno/segni di vita|una/nessuna parola|non si e ... presentato/visto/fatto|ad aspettare|aspettare il/la/l/che
preoccuparci/preoccuparmi/preoccupati/preoccupato/preoccupata|questo/vostro silenzio|non mi/ci ha/hanno/avete ... richiamato/risposto/scritto/ricontattato|non si e piu|mai ... richiamato/risposto
mia/nostra pazienza|il tempo stringe|impaziente/impazienti|la data si avvicina
non si vede/sente/muove ... nessuno/niente/nulla|sono ... giorni/settimane/mesi che|e da ... che aspetto/aspettiamo|sulle spine|al buio
dimenticati/dimenticato/dimenticata di/della/del/dei|non si e ... mosso/fatto/cambiato|niente/nulla ... mosso/cambiato|fermo/ferma/fermi da
provo/proviamo/cerco/cerchiamo/tento ... a/di ... contattar~/raggiunger~/sentir~/chiamar~/parlar~|non ... riesco/riusciamo ... contattar~/parlar~/raggiunger~|irraggiungibile/irraggiungibili
non e/ho/abbiamo ... arrivato/saputo/visto/ricevuto niente/nulla|saputo/sentito niente/nulla/piu|ancora senza|senza risposta
sto/stiamo/ancora/sono/siamo ... aspettando/attesa/attendo/attendiamo/aspetto/aspettiamo/attendendo|aspetto/aspettiamo/attendo/attendiamo ... ancora/da/vostra/vostre/sua/sue/risposta/notizie/riscontro/conferma/chiamata/telefonata|in attesa di/del/della/dell/da|resto/restiamo/rimango/rimaniamo in attesa|non ... ricevuto/avuto/sentito/saputo/ho/abbiamo ... risposta/riscontro/notizie/nulla/niente/piu/alcun/alcuna/nessuna/nessun|nessuna risposta/notizia/novita|nessun riscontro/aggiornamento/cenno|nessuno ... chiamato/richiamato/risposto/venuto/contattato/risponde/detto/visto|senza risposta/notizie/riscontro|non si e|non so/sappiamo piu|silenzio`,
	notYet: `
mi/ci manca/mancano ancora|manca/mancano ancora
non ... ancora|ancora non/niente/nulla/nessun/nessuna|ancora da|non e/sono/ho/abbiamo ... arrivato/arrivata/arrivati/ricevuto/pervenuto/pervenuta|a tutt oggi|a oggi/ora non|ad oggi/ora ... non/nessuna/nessun/nulla|finora ... non/nessuna/nessun/nulla/niente|fino ad ora|manca/mancano ancora|in sospeso|non mi/ci e`,
	overdue: `
doveva/dovevate/dovevano ...... tempo/ieri/scorsa/scorso/gia
ci/mi avevano/aveva/avevate parlato/detto/promesso/annunciato
era/erano ... annunciata/annunciato/annunciati/promessa
era/erano previsto/prevista/previsti/annunciato/promesso/atteso/attesa|secondo la/il vostro/vostra/sua/suo ...... doveva/dovevano|eravamo rimasti/d accordo
e/sono passata/passato/passati/passate|ci/mi avevano/avevate/hanno ... detto/promesso
dovevate/doveva/dovevi ... mandare/mandarmi/inviare/inviarmi/chiamare/chiamarmi/venire/consegnare/mandarci/inviarci|avevano/avevate/aveva annunciato/promesso/detto|doveva/dovevano venire/arrivare/essere ieri/lunedi/oggi
aveva/avevate/avevi/avevano/ha/avete/hai ... detto/promesso/assicurato/garantito/confermato|mi/ci era/avevate/aveva/avevano/hanno/avete ... detto/promesso/stato/stata|doveva venire/arrivare/finire/iniziare/essere/chiamare/mandare|doveva/dovevano/dovevate/dovrebbe/dovrebbero/sarebbe/avreste/avrebbe ... dovuto/essere/arrivare/ricevere/gia/chiamare/mandare/inviare/dovuta/richiamare|era/erano prevista/previsto/previsti/previste/promesso/fissata|sono passate/passati/trascorse ... settimane/giorni/mesi|da ... settimane/giorni/mesi/settimana|settimane/giorni/mesi fa|ritardo|perche ... ritardo/tanto/cosi/non/tempo|scaduto/scaduta|come mai`,
	reminder: `
dobbiamo/devo/abbiamo ... sapere ...... se/quando
torno/torniamo a scriver~/chieder~|torno/torniamo sul/sulla
gradirei/gradiremmo/apprezzerei ... risposta/riscontro/notizie
sollecito/sollecitare/sollecitarla/sollecitarvi|promemoria|ricordare/ricordarvi/ricordarle/ricordo/rammento|torno/torniamo a ... scrivere/chiedere/disturbare/contattare|riscrivo|di nuovo|nuovamente|ancora una volta|volevo/vorrei/vorremmo/volevamo/gradirei/desidererei/mi ... sapere/chiedere/chiederle/chiedervi/avere/conoscere ... se/a/come/quando/lo/notizie/quanto/che/un/novita/gli|potrebbe/potreste/puo/potete/puoi/potresti/riuscite/riesce ... dirmi/dirci/dire/farmi/farci/confermare/confermarmi/informarmi/aggiornarmi/indicarmi/darmi/darci ... quando/se/come/a/sapere/che/un/una/quanto/lo|mia/nostra/mio/nostro ... ultima/precedente/ultimo mail/email/messaggio/richiesta|ha/avete/hai ricevuto/visto/letto la/il mia/mio/nostra/nostro|seconda/terza volta|secondo/terzo messaggio/sollecito|sa/sapete/sai ... quando/se/come/a|chiedo/chiedevo/chiederle/chiedervi ... se/come/quando/a`,
	settled: `
non serve/occorre rispondere|solo per conoscenza/informazione|per conoscenza
allora aspetto/attendo/aspettiamo|aspetto/attendo ... la sua/vostra chiamata/visita|aspetto la sua chiamata
grazie ... per ... l/la/il/le/aver/avermi/averci ... aggiornamento/risposta/informazioni/informazione/riscontro/aggiornato/avvisato/avvertito/notizie|grazie dell aggiornamento|grazie della risposta|senza fretta|non c e fretta|nessuna fretta|non e urgente|con calma|con comodo|quando puo/potete/puoi/ha/avete ... tempo/comodo|perfetto|va bene|d accordo|ottimo|benissimo`,
	arranging: `
momento migliore/giusto|da quando e
da quando valgono/vale/si|ho/abbiamo lasciato/dimenticato
quando ...... riunione/garanzia/scade/chiude/chiudete/apre/aprite/vediamo/pagare|quanto dura|quando ci vediamo/sentiamo
quando vuole/vuoi/volete/vorrebbe ... che|quando bisogna/devo/dobbiamo|parcheggiare|entro quanto si puo|dove posso/possiamo
quando le/vi/ti ... va/andrebbe/viene/farebbe/fa|quando possiamo/potremmo/posso/puo/potete/sarebbe/e/siete/ha/avete/vogliamo/sei ... vederci/sentirci/incontrarci/parlare/chiamare/chiamarla/chiamarvi/passare/disponibile/disponibili/aperti/aperto/libero/liberi/tempo/ritirare/venire|orari/orario di|a che ora ... aprite/chiudete/apre/chiude/ci|quando aprite/chiudete|fissare/prendere/concordare ... appuntamento/incontro/riunione/chiamata|che giorno ... preferite/preferisce/va/andrebbe/bene|per quando vi/le/ti ... serve/servono/occorre|entro quando devo/dobbiamo/vi/bisogna/le/posso/dovrei/dovremmo|fino a quando|quando devo/dobbiamo ... pagare/inviare/venire/portare/mandare|quanto tempo ... valida/valido/garanzia|quanto dura la garanzia|per quando dobbiamo/devo`,
	ours: `
vi/le/ti faremo/faro sapere|vi/le diremo|non ha/hanno ancora dato/deciso/firmato/votato/approvato
non sono/siamo/ho/abbiamo ... ancora tornato/tornata/tornati/riuscito/riuscita/scelto/deciso/letto/firmato/pagato/visto|siamo/sono ... in ritardo con/nel/nella/per/sulla
non abbiamo/ho ... ancora/ancora ... firmato/deciso/pagato/scelto|non abbiamo/ho ancora firmato/deciso/pagato/scelto|lo faremo/faro
in allegato|allego/alleghiamo|le/vi/ti ... invio/inviero/mando/mandero/confermo/faro/inviamo/confermero/allego/richiamo/comunico|ho/abbiamo ... pagato/firmato/inviato/fatto|siamo/sono in attesa ... permesso/banca/comune/architetto/marito/moglie|stiamo/sto aspettando ... permesso/banca/comune/architetto/marito/moglie|da parte nostra/mia`,
	howTo: `
di solito|normalmente ?|in genere|se potete/potreste/puo/potrebbe ... aggiungere/fare/cambiare/consigliare/fornire
sapere se ... anche
come posso/possiamo/si/faccio/funziona/devo/fare|quanto costa/costano/costerebbe/verrebbe/viene/costera|qual e/sarebbe il prezzo/costo|vorrei/vorremmo/voglio/volevo ... ordinare/cambiare/modificare/annullare/prenotare/aggiungere/comprare/acquistare|potrebbe/potreste/potete ... preventivo/fattura`,
}

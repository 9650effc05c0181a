package tongue

// small are the words that hardly a letter goes without, in the order of codes.
// A word that two languages share stands in both: it then says less.
var small = index([languages]string{
	`the of and to in is are was were you your we our my i it that this these for with on at by from be been have has had
	will would could can should not no do does did but or as if an a so when what where how who which there they them he she
	his her us me any some please thank thanks hello dear hi regards best about just also than then here all more yet still
	i'm let know need get send sent received tomorrow today week could've am its into up out very much`,
	`der die das den dem des ein eine einen einem einer und oder ist sind war waren wird werden wurde nicht kein keine mit
	von vom zu zum zur auf für fuer im in an am bei nach aus um über ich wir sie ihr ihre ihren ihnen uns unser unsere mich
	mir mein meine es er man auch noch schon nur sehr so wie was wann wo wenn dass als bis haben habe hat hatte können
	könnten kann bitte danke vielen dank hallo guten tag grüße grüßen freundlichen sehr geehrte geehrter liebe lieber bin
	sich aber denn dann da doch gibt morgen heute woche unter vor alle mehr hier damit gerne gern ja nein also`,
	`le la les l un une des du de d et ou est sont était être a à au aux en dans sur pour par avec sans ne pas plus je j nous
	vous il elle ils elles on mon ma mes notre nos votre vos son sa ses ce cet cette ces c que qu qui quoi quand comment où
	avez avons ai ont été bonjour merci cordialement madame monsieur bien très tout tous fait faire peut pouvez pourriez
	si y mais aussi peuvent pouvons leurs encore déjà même avant après chez leur demain semaine jour suis sera m s n`,
	`el la los las un una unos unas de del y o e a al en es son está están fue ser por para con sin no que qué se su sus lo
	le les me nos mi mis nuestro nuestra nuestros yo nosotros ustedes usted cuando cuándo como cómo donde dónde más muy ya
	hay ha han he hemos tiene tienen pero si también este esta esto ese esa hola gracias saludos buenos días buenas
	estimado estimada todo desde hasta antes después entre mañana hoy semana favor sobre puede pueden podría podrían ¿ ¡`,
	`o a os as um uma uns umas de do da dos das e ou em no na nos nas é são está estão foi ser por para com sem não que se
	seu sua seus suas lhe me meu minha nosso nossa eu nós vocês você quando como onde mais muito já há tem têm temos tenho
	mas também este esta isto esse isso olá obrigado obrigada bom boa dia tarde cumprimentos atenciosamente caro cara tudo
	desde até antes depois entre amanhã hoje semana favor sobre pode podem poderia ao à às pelo pela ainda ter`,
	`de het een en of is zijn was waren wordt worden werd niet geen met van voor op aan in bij naar uit over om te tot ik we
	wij u uw jullie je jij hij zij ze ons onze mijn me er dat die dit deze wat wanneer waar hoe wie als dan ook nog al maar
	wel heel zeer zo heeft hebben heb had kan kunt kunnen zou zouden zal zullen graag bedankt dank hallo beste geachte
	groet groeten vriendelijke met morgen vandaag week door dus want toch naar hier alles meer ja nee moet`,
	`il lo la i gli le un uno una di del della dei delle dello da dal dalla a al alla ai alle in nel nella con su sul per tra
	e o ed è sono era essere non che chi cosa quando come dove ho ha hanno abbiamo avete hai mi ci vi si ti mio mia nostro
	nostra vostro vostra suo sua loro questo questa quello più molto anche ancora già ma se buongiorno salve grazie
	saluti cordiali gentile tutto prima dopo entro fine mese domani oggi settimana giorno può potete potrebbe sia stato stata c l d dell`,
})

// endings are the last letters of longer words.
var endings = index([languages]string{
	`ing tion ght ould ness ment ally ther ugh ever ease`,
	`ung ungen lich keit heit chen isch cht ssen igen ieren echt lung nnen tzt ende ander`,
	`tion ment eux euse ons ais ait aient eur eurs elle ique ette ité oir ées eront`,
	`ción ciones dad mente ado ados ada idos ando iendo ería emos amos mos aron ieron ible cion`,
	`ção ções dade mente ado ados ada idos ando endo aria emos amos mos aram eram ível cao inho`,
	`heid lijk ing aan oen eren eken ijn ijk uur eld oor aat eer atie sch kken tten lijke dag`,
	`zione zioni ità mente ato ati ata ate ando endo iamo ssimo ere are ire tto tti lla gli glia ezza`,
})

// letters are those beyond a to z.
var letters = indexLetters([languages]string{
	``,
	`äöüß`,
	`àâçéèêëîïôùûüœæ`,
	`áéíóúñü¿¡`,
	`ãõáâàéêíóôúç`,
	`ëïéü`,
	`àèéìòù`,
})

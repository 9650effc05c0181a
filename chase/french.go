package chase

var french = tongue{
	state: `
ca tient ...... ?|tient/tiennent il/elle/ils/elles toujours ?|tient/tiennent toujours ?|volatilise/volatilisee/disparu/disparue/evapore|l ombre d un/une|a l horizon|suit/suivent ... son/leur cours|en/vous en sortez ?|il se passe quoi|se passe quoi|raconter du/de
est ce normal/prevu ?|est ce vrai que/qu|est il vrai que/qu|dois/doit/devons/faut je/on/nous/il ... encore/continuer/patienter/attendre/inquieter ...... ?|quel pourcentage|en plan|ca a donne|t en es ou|ca dit quoi|laisser/laissez/laisse ... tomber/plan
frapper ... porte|realiste ...... ?|est il realiste|peut on/pouvons nous ... encore/toujours esperer/compter/envisager|encore esperer|aucune visibilite|pas de visibilite|plus aucune visibilite|au point ?
^ que/qu dit/disent/pense/est ... dit/l/le/la/les/votre/monsieur/madame ... $ ?|qu est ce que/qu dit/disent/a/ont dit/l/le/la/les ...... ?|qu a/ont dit|comment s est/sont passe/passee/deroule/deroulee/passes|comment ca/cela s est|retard/retardee/tardive/tardif/decale/decalee/repousse/repoussee/report/decalage ?|plus tard/tardive/tardif que prevu|s attendre a un/une/des ...... retard/tardive/report|verifier/voir/regarder ou/si/quand ... est/sont/se/en
comme/tel que prevu ?|conforme~ au planning/calendrier|tout se deroule/passe|deroule/deroulent ... comme/bien/normalement ?|dans les clous|en bonne voie|selon le planning/calendrier ?|dans les temps|le planning/calendrier est/sera t/il/toujours|respecte/respectes/tenu/tenus/tenue ?
^ alors/et/bon cette/ce/cet/ces/la/le/les/l/mon/ma/mes/notre/nos _ $ ?|^ et pour/concernant ma/mon/mes/notre/nos/la/le/les/l _ $ ?|^ et/alors l _ $ ?
a la trappe|aux oubliettes|tombe/tombee dans l oubli|oublie/oubliee/oublies/oubliees ?|laisse/laissee tombe/tomber/cote|est il/elle toujours/encore d/en/prevu|toujours d actualite|l ou on en|qu advient il|ce qu il advient/devient/en est|que devien~|qu est devenu/devenue|ce qui bloque/coince/arrive|il y a/ait/aurait ... probleme/souci/blocage/difficulte/difficultes/retard ?|y a t il ... probleme/souci/blocage/difficulte/difficultes/retard/contretemps ?|un probleme/souci avec/sur ... ?
a quelle/quel phase/point/niveau/moment|quelle phase/etape|en quel etat|sur l avancee|l avancee|avancee/avancement/evolution/progression ?|evolution/progression de/du/des/d|vous en etes/es|tu en es|on en est|ils en sont|en sommes nous|en etes vous|en est on|ca donne quoi|ca en est|quel point/niveau d avancement|point d avancement ?|etat des travaux ?|qui suit/s/gere/traite ...... mon/ma/notre dossier|se passe ?|avance/avancent t il/elle|ca/sa/cela/tout avance/avancent/roule/progresse ?|ca/sa avance|comment se porte/portent/presente|mettre/mets/mettez moi/nous/me ... au courant/parfum|tenu/tenus/tenue/tenues ... informe/informes/courant|etre tenu/tenus/tenue/informe/informes/informee/informees
oui ou non ?|ou pas ?
bout du tunnel|encore/toujours suivi/suivie|mon/ma/mes/notre/nos _ est/sont/a/ont/sera/seront/avance ...... ?|tenir/tiendrons/tiendrez/respecter ... date/delai/delais/calendrier
ou se trouve/trouvent/reste/restent ... ma/mon/notre/nos/mes/commande/dossier/colis|travaillez/travaille vous/t ... encore/toujours|bouge/bougent/avance ... ?|encore/toujours sur/dessus|ou est passe/passee
etes/es vous/tu ... toujours/encore dessus|dois/devons je/nous ... inquieter|progres ?|du progres|que manque|qu est ce qui manque|ou ca coince|raison du/de ... retard|cela/ca suit
donne/donnent quoi|en est/sont/etes ou|avance/avancent/progresse/progressent ... comme/bien/prevu ?|pensez/comptez/penses vous/tu ... toujours|bloque/bloquee/bloques/coince/coincee ...... ?|suit il/elle|suivent ils/elles|ce qui se passe|tout se passe|l etat de/du/des/d ... avancement/dossier/projet/commande/chantier/travaux/demande/reclamation
situation actuelle/de/du|etat actuel
avance/avancent/progresse/evolue t il/elle/on/ils/elles|avance t|ca bouge|qu est ce qui bloque/retient/coince|est ce ... toujours/encore le cas/valable/bon/prevu/prevue/d/exact|toujours valable/d/le cas|qu en est|avance/avancent ?
ou en est/sont/etes/sommes|ou vous/tu/nous/on en ... etes/es/sommes/est|ou en es tu|ou en|etat d avancement|etat d ... avancement|quel est l etat/avancement|avancement de/du/des|quel est le statut|statut de/du/des/d ... dossier/commande/projet/demande/livraison/chantier/reclamation|statut ?|point d etape|ou est ma/mon/notre/la/le/l|ou sont mes/nos/les|comment avance/avancent/evolue/evoluent/progresse/progressent|comment ca/cela/se ... avance/passe/presente/evolue ?|ca avance|est ce que ca/cela avance|cela avance|quoi en est|qu en est il|qu en est|tenir/tiens/tenez moi/nous ... au courant ?|me/nous tenir informe/informes/au|faire un/le point ... sur|petit/bref/rapide point|dans les temps/delais ?|toujours prevu/d/dans/bon ?|que devient/deviennent|que se passe t|que se passe|est ce que tout avance|a quel stade|a quelle etape|suivi de ma/mon/notre`,
	news: `
en sait/savez/sais on/vous/tu plus/davantage|sait/savez plus/davantage ...... ?|estimation de/du/sur
faudrait/besoin/aimerais/voudrais/souhaiterais/veux/voudrions ... un/d/une point/update/retour/etat sur/concernant/de/quant|me/nous faut/faudrait un/une point/retour/reponse/etat/date|alors ...... quoi de neuf
on a/aurait une/des date/dates|une date pour|la meme question
en deux/quelques mots|a dit quelque/quoi|etre informe/informee/tenue/tenu|pourriez/pouvez/peux/pourrais ... raconter/resumer/dire comment/ou/quand
retour/retours/nouvelle/nouvelles/info/infos/feedback/mise/update sur/pour/concernant/du/cote ...... ?|du nouveau/neuf/mouvement/changement|quelles nouvelles|quelles sont les nouvelles|des news|vos nouvelles|prendre/demander/chercher/aux des nouvelles|quelques mots/lignes sur|un petit mot|donner/donnez/donne/faire/faites/fais ... signe|en dire plus|nouvelles/news/info/infos du/de/de la/des/pour ...... ?|plus d informations/infos sur|a t on des/du|a t on ...... ?
aux nouvelles|dernieres nouvelles|deja ... ?|idee ...... quand/date/delai/moment|aurais/aurions voulu/aime savoir
mouvement/evolution/progres/avancee ...... ?
une/la/une/de/quelle date pour/de/prevue|avez/as/auriez vous/tu une/la/des/un date/dates/delai|en savez/sait/sais vous/on/tu plus|en savoir plus sur
des/de/aucune/une/vos/quelques nouvelle/nouvelles|du nouveau/neuf|quoi de neuf/nouveau|quelque chose de nouveau/neuf|avez/as/auriez/avons vous/tu/nous ... nouvelles/du/informations/retour/reponse/pu|donner/donnez/donne ... des/de nouvelles|un/votre/ton/aucun retour|nouvelles ?|tenir au courant|des informations sur/concernant/a|mise a jour ?|une mise a jour|update ?|me/nous donner ... une/un/des date/delai/nouvelles/information`,
	when: `
compter/tabler sur ...... ?|verrons/verrai nous/je|bientot quelque chose
revient/reviennent/repasse/repassent quand|quand revient/reviennent/repasse/repassent|des/des que ...... partie/parti/partis|prevenir/prevenez ... des que
sait on quand/si/ou|si le/la/l/les/mon/ma/notre/nos ...... arrivera/arriveront/arrive/arrivent/viendra/pret/prete/prets/pretes/sera/seront/termine/terminee/livre/livree|aimerait/voudrait/veut/veulent/souhaite/demande/demandent ... savoir/si/quand/ou ...... si/quand/ou/en
quand est ce que/qu|c est pour/prevu quand|c est quand|quand ca/cela|prevu/prevue/prevus quand|quand finalement|dans quel delai|dans quels delais|quel/quelle est/serait/sera ... delai/date/echeance|quel est le delai|date exacte/precise/approximative/prevue|une date/echeance/estimation|fixer/fixee/estimation ... date/delai|date/jour ... laquelle/lequel ... sera/seront/pourra/aura/livre|vers quelle date|quelle semaine/date ...... ?|avant l ete/hiver ?|cette semaine/mois ?|d ici la fin/vendredi/lundi/mardi/mercredi/jeudi ?|pour bientot|c est pour bientot|bientot ?|temps reste/restant
date est elle fixee/connue/prevue
compter sur vous|saurons/saurai nous/je ... enfin|enfin savoir
a quand le/la/les/l|quel delai|delai restant/encore
quand est/sera/seront/sont/aurai/aurons/recevrai/recevrons/pourrai/pourrons/pouvons/puis/pourra/vont/va/allez/comptez/pensez/pourriez/arrive/arrivera/commence/commencent/commenceront/debutent/debuteront/peut/dois/doit/viendra/viendrez/viennent/livrez/livrerez/serez/serons/auront/aura|quand ... ?|quand ?|pour quand|d ici quand|a quelle date|quelle est la date|date de livraison/fin/debut/mise|savoir quand|dire quand|indiquer quand|quand je/nous/vous/on ... recevoir/recevrai/aurai/pourrai/pourra/aurons/esperer/attendre/compter|quel jour/delai|quels sont les delais|delai de livraison ?|a quelle heure|sous quel/quels delai/delais`,
	howLong: `
reste/restera/restent/va/vont/tient ... encore/rester longtemps ?|encore longtemps|pendant longtemps
combien de mois|reste t il ... temps/a|longtemps ?|ca va durer|durer/dure/durera encore|encore pour longtemps|traine/trainent|ca prend|prend/prendra encore/du
combien de temps/jours/semaines|encore longtemps|dans combien|prend autant/tant/aussi|aussi longtemps|si longtemps|trop long|tarde/tardent a|ca tarde|combien cela/ca prend|encore combien`,
	done: `
tu as/es ~e ...... ?|est/sont il/elle/ils/elles ... trouve/trouvee/route ?|est/sont ... en route ?|avez vous relance
enfin ...... ?|finalement ...... ?|ca a/avait marche/abouti/fonctionne/passe|a t il/elle marche/abouti|est/sont ... enfin/bien/maintenant la/prete/pret/arrive/arrivee/finie ?|est/sont elle/il/elles/ils faite/fait/faites/faits/close/reglee/la ?|est/sont ... la $ ?|s est il/elle/on ~e/~ee ...... ?|ont/a ils/elles/il/elle ... ~e ...... ?
vous avez/aviez ... fini/termine/commence/envoye/commande/appele/joint/regarde/verifie/prepare/imprime/recu/depose/transmis/relance/obtenu/publie/poste/lance/reserve/valide/corrige/signe/avance/pu ...... ?|avez/as vous/tu ... fini/termine/joindre/appele/verifie/prepare/imprime/relance/obtenu/poste/lance/reserve ...... ?|tu as ... fini/termine/commence/envoye/commande/appele/regarde/prepare/avance/pu/eu ...... ?|vous etes/seriez ... prets/pret/fini/bientot ...... ?
combien de/d ...... deja ...... ?|quelqu un va/vient/passe/viendra/passera/peut ... ?|va/vient/passera/viendra t il/elle/on passer/venir/arriver/etre ...... ?|sont/est a l/au/chez/en ... impression/imprimeur/atelier/imprimerie/production/route/livraison/cours ?|vous a/ont t il/elle/ils ...... ?|vous a/ont ... ecrit/repondu/contacte/rappele ?|est/sont ... chez l/le imprimeur ?
est ce que le/la/l/les/mon/ma/notre/nos/mes/vos/votre ...... est/sont/a/ont ...... ~e/~ee/~es/~ees/~i/~is/~ie/~it/~u/~us/seche/sec/pret/prete $ ?|est ce que le/la/l/les/mon/ma/notre/nos/mes ...... est/sont ...... maintenant/enfin/toujours ?|l/le/la/mon/ma/notre/les/mes/nos ...... a/est t il/elle/on ...... ~e/~ee/~es/~i/~ie/~u/~ue/~it/~is ...... ?|l/le/la/mon/ma/notre/les/mes/nos ...... a/ont t/ils/elles ... ~e/~i/~u/~it/~is ...... ?|l/le/la/mon/ma/notre/les/mes/nos ...... est/sont il/elle/ils/elles ... ~e/~ee/~es/~ees/~i/~ie/~is/~u/~ue/~us ...... ?
les/mes/nos/vos ...... ont/sont ils/elles ... ~e/~es/~ees/~i/~is/~u/~us/~it ...... ?|est/sont il/elle/ils/elles ... sec/seche/valable/bon/bonne/ouvert/ouverte/regle/reglee/resolu/resolue/signe/signee/depose/deposee/accepte/acceptee ?|c est bon/regle/fait/signe/parti/valide/fini/termine/lance/envoye/confirme ...... ?|le/la/l/les/mon/ma/notre/nos ... est/sont/a/ont ... parti/partie/partis/arrive/arrivee/arrives/passe/passes/livre/livree/livres/repondu/signe/accepte/valide/termine/fini/commence/pret/prete $ ?
avez/as/avons/aviez vous/tu ... pu/reussi/commence/avance/trouve/contacte/depose/transmis/obtenu ...... ?|on ouvre/demarre/commence/livre/emmenage/signe toujours/encore/bien ?|ouvre/demarre/commence/emmenage t on toujours/bien|toujours en/pour/au ... janvier/fevrier/mars/avril/mai/juin/juillet/aout/septembre/octobre/novembre/decembre/lundi/vendredi ?|ont/a ils/t il/elle repondu/reagi/accepte/signe/decide/tranche/statue ?|a repondu/reagi/statue/tranche $ ?|si ...... a/ont/est/sont/etait/avait/avez ... ~e/repondu/reagi/passe/passee/rendu/statue/tranche|savoir/dire/confirmer si ...... a/ont/est/sont/avait/etait/avez
arrivera/arriveront/viendra/viendront/livrera t elle/il/on/ils/elles ...... ?|sont/est elles/elle/ils/il ... imprimees/imprime/imprimes/trouve/trouvee ?|rappele/recontacte/repondu ...... ?
est/sont il/elle/ils/elles ... passe/passee/arrive/arrivee/parti/partie/parvenu/attribue/attribuee/enregistre/enregistree ?|bien passe/arrive/recu ?
reussi/parvenus/parvenu/arrive ...... ?|toujours ... ?|ont ils/elles ...... ?
est/sont/a/ont/avez ...... ete/t ...... commande/commandee/envoye/envoyee/regle/reglee/traite/traitee/valide/validee/signe/signee/publie/publiee/installe/installee/repare/reparee/corrige/corrigee/depose/deposee/transmis/transmise/resolu/resolue ?|avez vous ...... commande/envoye/regle/traite/valide/signe/publie/installe/repare/corrige/depose/transmis/resolu/parle/contacte/joindre/avancer/trouve/decide ?|est elle/il ...... reparee/repare/reglee/regle/resolu/resolue/commandee/commande/envoye/envoyee/signe/signee/posee/pose ?|sont ils/elles ...... poses/posees/commandes/commandees/envoyes/envoyees/installes/installees ?
est/sont ... confirme/confirmee/confirmes/confirmees/programmee/programme/planifiee/planifie/lancee/lance ?|est/sont elle/il/elles/ils ... confirmee/confirme/confirmes/confirmees/programmee/programme ?
aurons/recevrons/aurai/recevrai nous/je/t ...... ?|quelqu un ... occupe/travaille/suit/traite|en cours de traitement|en cours ?|est/sont ... en cours ?|est traite/traitee
ont/a/est/sont/avez/as ...... deja ...... ?|est ce que ...... ont/a ete ... ?|est ce que ...... passe/passent/vient/viennent/arrive/arrivent ... ?|vient/viennent/passe/passent/arrive/arrivent ... bien/toujours/vraiment/demain ?|ont/a elles/ils/il/elle/t ... ete ...... ?
est/sont/a/ont ... deja ... pret/prets/prete/pretes/fini/finis/termine/terminee/termines/envoye/envoyee/arrive/arrivee/commande/commandee/parti/partie/expedie/expediee/valide/validee/livre/livree/recu/fait/faite|est ce que ... est/sont/a/ont/avez ... pret/prete/prets/pretes/fini/termine/terminee/envoye/arrive/arrivee/parti/partie/expedie/expediee/valide/validee/livre/livree/recu/commence/avance/pu|est/sont elle/il/ils/elles ... pret/prete/prets/termine/terminee/fini/arrive/arrivee/partie/parti/expediee/valide/validee|avez/as vous/tu ... pu/recu/eu/commence/termine/fini/envoye/regarde/avance/commande/vu|a t elle/il/on ... ete/recu/pu/commence|ont ils/elles ... ete/commence/fini|seront/sera ... pret/prete/prets/pretes/fini/termine/livre/livree/livres ?|bientot pret/prete/fini/termine/la|toujours bon pour|est ce toujours|sera t il/elle|si ... est/sont ... pret/prete/arrive/arrivee/parti/partie/envoye/termine/terminee/valide/avance`,
	waiting: `
aucun progres|aucune avancee|aucun progres|attends/attendons votre signal/feu
ne/n sont/est/ont/a pas/plus/jamais venus/venu/venue/passes/passe/passee/appele/vu/la/repondu|ne viennent/vient pas/plus|fait/font patienter|patienter|fait/font ... lanterner/mariner/tourner|mener en bateau|j ai/avons/nous ... appele/telephone/ecrit ... fois|appele/telephone/ecrit/relance deux/trois/plusieurs/#/quatre fois|renvoye/balade/ballotte/renvoyes/balades
attend/attends/attendons tous/toutes/avec impatience|sans reponse/nouvelle/nouvelles|en attente|etonne/etonnee/surpris/surprise de ne|reste/restons/suis/sommes ... sans/attente|rien ne bouge/bougee/avance/se/change|rien n avance|plus personne|plus aucune/aucun/rien/de|personne ... depuis/chantier/repond/rappelle/sait|n arrive/arrivons ... joindre|joindre/joignable personne|dans le flou/brouillard/vague/noir|en suspens|laisse/laissee/laisses/laissees sans|sans reponse|restes lettre morte|lettre morte|reste/restee muet/muette|votre mutisme|n a pas bouge|rappeler/rappelez moi/nous|de me/nous rappeler|temps presse|n avons/ai/a plus/rien/aucun/aucune|rien vu/recu/entendu
fait/font attendre|rien pour l instant|rien pour le moment|rien jusqu
signe/signes de vie|plus un mot|aucun mot|ne s est ... pas presente/presentee/montre|j attends/attendons toujours/encore
inquieter/inquiet/inquiete/inquiets/inquietons|ce/votre silence|jamais ... recontacte/rappele/repondu/eu/recu
ma/notre patience|le temps presse|impatient/impatiente/impatients|la date approche
attends/attend/attendons ...... depuis|lettre morte|dans le flou|dans l incertitude|sans reaction|sur des charbons
oublie/oublies/oubliee nous/notre/ma/mon/moi|nous/m avez oublie/oublies|rien n a/est ... bouge/change/fait/avance|point mort
essaie/essaye/essayons/tente/tentons ... de ... joindre/contacter/appeler|injoignable/injoignables|impossible de ... joindre
ne vois/voyons/voit rien ... venir|rien ... venir|toujours sans|sans reponse|vos/de nouvelles depuis
attends/attendons/attend ... toujours/encore/depuis/votre/ma/mon/notre/nos/vos/mes/reponse/nouvelles/retour/rappel/confirmation|toujours dans l attente|dans l attente|toujours en attente|en attente de/d|sans nouvelle/nouvelles/reponse/retour|aucune nouvelle/nouvelles/reponse/information|aucun retour/signe/appel|pas ... nouvelle/nouvelles/reponse/retour/repondu/rappele/recontacte|plus de/aucune nouvelles/nouvelle|pas eu de/d|personne ... appele/rappele/venu/repondu/contacte/repond/vient|silence radio|restee/reste sans reponse|rien ... recu/entendu/bouge/avance/passe`,
	notYet: `
aucun/aucune ...... ne/n m/nous ...... parvenu/parvenue/arrive/arrivee|aucun/aucune ... ne/n|a ce jour/date aucun/aucune/rien/pas/je/nous|ne m est ... parvenu/parvenue/arrive
toujours rien|ne vois/voit/voyons ... rien/toujours/encore|n est/sont ... pas ... arrive/arrivee/la/venu/fait/faite/livre|n apparait ... toujours|sauf erreur|n est/a jamais
me/nous manque/manquent|manque/manquent encore
toujours pas/rien/aucun/aucune|n ai/est/a/avons/ont/sont ... pas encore|pas encore|pas ... recu/arrive/arrivee/livre/livree|encore rien|n ... jamais ... recu/arrive/eu|manque/manquent toujours|rien recu/vu|n ai rien`,
	overdue: `
aviez/avait/avais dit que ...... appelleriez/rappelleriez/enverriez/seriez/viendriez/~iez/~ait|etait/etaient annonce/annoncee/annonces/annoncees
devrait/devraient/devait/devaient ... etre ...... depuis|devait/devaient/devais/deviez me/nous ~er/~ir/~re
nous/m avait/a/aviez parle de
devait/devaient/deviez/devais me/nous/etre/partir/passer/venir/arriver/rappeler/avoir/~er/~ir|aviez/avez/avait ... promis/promise/assure/annonce/garanti|promis/promise pour|cela/ca fait/fera un/une/deux/trois/quatre/plusieurs/#/des/quinze/dix|voila un/une/deux/trois/#/quinze/plusieurs|depuis des/un/une/deux/trois/#/quinze/dix/plusieurs|d apres vous/m/monsieur/madame|aurait/auraient/aurions/auriez du|on m/nous a/avait dit/promis/assure|etait pour hier|date est/a ... passee/depassee|jours/semaines/mois que
etait/etaient prevu/prevue/annonce/annoncee ...... pour/le/hier|d apres votre/vos ...... devait/devaient|selon votre ...... devait
etait/etaient ... attendu/attendue/attendus/attendues
on nous/m avait/a ... dit/promis/annonce|semaine/semaines/jours/mois ... passe/passee/passees/passes
avait/aviez/avez/a ... annonce/promis/prevu|nous/m avait/aviez annonce/promis/dit
aviez/avez/avais/avait ... dit/promis/annonce/assure/prevu/indique|deviez/devait/devais/devaient/devrait/auriez/aurait/aurions ... du/etre/recevoir/envoyer/rappeler/livrer/arriver/venir/donner/me/nous/commencer/avoir|etait/etaient prevu/prevue/prevus/prevues/promis/promise/censee/cense/censes|cela/ca fait ... semaines/jours/mois/semaine|il y a ... semaines/jours/mois/semaine|depuis ... semaines/jours/mois/semaine/lundi/mardi/mercredi/jeudi/vendredi|retard|en retard|pourquoi ... retard/long/longtemps/toujours/pas|depasse/depassee`,
	reminder: `
permets de vous/te rappeler|vous/te rappeler l/le/la/les/mon/ma/notre/nos/que|une petite verification|suivi de
relanc~|petit rappel|rappel ?|revenir ... vers vous/toi|insister|insiste|nouvelle/nouveau fois/message|fois que je/nous/j|encore une fois|sauriez vous ...... ?|savez/sauriez/saurais vous/tu ... me/nous/qui/si/quand/ou|j aurais/aurai/aimerais/voudrais/voulais/souhaite/souhaiterais/souhaitais ... savoir/apprendre/connaitre|bien vouloir ... indiquer/informer/dire/communiquer/tenir/preciser ... delai/date/quand/ou/avancement/etat/suite|merci de m/me/nous indiquer/dire/informer/preciser/tenir ... quand/ou/si/delai/date/avancement/courant|curieux/curieuse de savoir|j ecris/ecrivons a nouveau/encore
nous/me faut ... reponse/savoir|devons/dois savoir ...... si/quand
je/nous reviens/revenons|je reviens ... pour/sur/aux
un retour/reponse de votre part|un mot de votre part
je vous/te rappelle que/ma/mon/notre/mes|nous vous rappelons que/notre/nos
relance/relancer/relances/relancons|permets/permettons ... de ... revenir/relancer/demander/contacter|reviens/revenons/revenir vers vous/toi|je/nous voulais/voulions/voudrais/voudrions/aimerais/aimerions/souhaite/souhaitons/souhaiterais/souhaitais/cherche ... savoir/connaitre/avoir ... ou/si/quand/comment/l/nouvelles/des/le/la/quel/quelle|j aimerais/voudrais/aurais ... savoir/avoir/connaitre ... ou/si/quand/des/l/la|pouvez/pourriez/peux/pourrais/pourrait vous/tu ... dire/indiquer/informer/confirmer/donner/preciser/tenir ... ou/si/quand/quoi/des/l/la/le/de/au/que/une|rappel|petit/simple/dernier/second rappel|mon/ma/mes/notre dernier/derniere/precedent/precedente mail/message/courriel/demande|a nouveau|deuxieme/troisieme fois|deuxieme/troisieme message/mail|avez vous recu/vu/lu mon/ma/notre|savez/sais/sait vous/tu/on ... quand/si/ou`,
	settled: `
newsletter|infolettre|notre lettre|lettre d information|absent/absente du/jusqu|suis absent/absente|de retour le|neuf/nouveau a/chez toi/vous/_ $|quoi de neuf a/chez|on se voie/voit/voir|boire un verre|prendre un cafe/verre|joyeuses fetes|bonne annee|prenez/prends le/votre/ton temps|rien ne presse
inutile de repondre|juste/seulement/simplement pour information|pas besoin de repondre|pour votre information
j attends/attend/attendrai donc|alors/donc j attends|donc votre appel|attendons donc
merci ... pour/de ... retour/reponse/nouvelles/information/informations/info/infos/precisions/mise|merci de m/nous avoir|rien d urgent|pas urgent|pas presse/pressee|aucune urgence|prenez/prends votre/ton temps|quand vous/tu aurez/auras ... temps|c est parfait|ca me/nous convient|parfait|entendu|c est note|bien recu`,
	arranging: `
confirmer ... rendez|combien de temps se ... conserve/conservent|pause dejeuner
bien cela ?
merci d attendre|travaille/travaillent t/ils il/elle/toujours toujours/chez chez/vous|attendez avant|quelque chose de prevu ?|deja quelque chose/des plans/prevu
votre iban/adresse|quand ...... vous/tu seriez/serez/etes
quand devons/dois nous/je
meilleur moment
a partir de quand|quand ...... applique/appliquent|ai/avons oublie|oublie mon/ma/mes ... chez
quand ...... reunion/garantie/expire/ferme/fermez/ouvre/ouvrez/lieu|combien de temps dure/durent|quand expire|quand passer
quand souhaitez/voulez/desirez/veux/voudriez/souhaitezvous vous/tu|pour quand vous/te faut|quand faut il|a quelle adresse|garer|etat des lieux|delai pour ... retracter/payer/retourner/rendre/renvoyer|delai de retractation/paiement
quand seriez/etes/serez/es/pourrions/pouvons/pourrait/souhaitez/voulez/auriez/avez/peut ... disponible/disponibles/rencontrer/voir/parler/ouvert/ouverts/libre/appeler/discuter/passer/temps/reunir|quand puis/peux/dois/pouvons/devons/faut/pourrais je/on/nous/il ... passer/appeler/venir/payer/envoyer/vous/rendre/visiter|horaires/heures d ouverture|a quelle heure ... ouvrez/fermez/ouvert/passer/fermez|quand ... vous arrange/convient/conviendrait/convenir|fixer/prendre/convenir ... rendez/rdv/date|etes vous disponible/disponibles/libre|pour quand avez/voulez/souhaitez/faut/devons/dois vous/tu/il/je/nous|avant quand/quelle ... dois/devons/faut|jusqu a quand/quelle|combien de temps ... valable/valide/garantie/garanti/duree/reunion`,
	ours: `
ne/n plait/convainc/convient ...... pas encore|nous/me plait pas encore
ma/mon/notre/nos femme/mari/fille/fils/chef/associe/pere/mere/patron/banque/conseil ...... pas encore/toujours
nous/m a/ont ... informe/informes/informee/dit/annonce/confirme/ecrit que/qu|nous/me dit/informe/confirme qu/que|a/ont informe/informes/informee que
n ai/avons pas encore ... lu/regarde/vu/parcouru
nous vous dirons/tiendrons/ferons|on vous dira|n a/ont pas encore donne/decide/vote/signe/approuve|j ai oublie
je ne suis pas/plus|nous ne sommes pas/plus|je/nous suis/sommes ... en retard
nous/je n avons/ai ...... pas ... signe/decide/paye/choisi/regle/envoye|nous/je le ferons/ferai/faisons|n avons/ai pas encore signe/decide/paye/choisi/regle
ci joint|ci joints|ci jointe|en piece jointe|pieces jointes|vous trouverez|je/nous vous/t/te ... envoie/enverrai/transmets/tiendrai/tiens/rappellerai/confirme/envoyons/joins/ai|nous/j attends/attendons/attend ... permis/banque/mairie/syndic/proprietaire/architecte/notaire|je/nous ... payerai/reviendrai/ferai/signerai|j ai signe/paye/envoye/regle|de notre/mon cote`,
	howTo: `
expliquer/montrer comment|m expliquer comment
combien de temps se/peut/peuvent/dure/durent/tient|conserve/conservent|travaille t il/elle toujours|travaille toujours chez
difference entre
pourquoi ...... facture/devis/prix/ligne/montant|merci de m/nous expliquer|avez/as vous/tu ... note/notee/enregistre ...... ?|est/sont il/elle/ils/elles ... ~able/~ible/~ables/~ibles/necessaire/obligatoire/gratuit/gratuite ?|est ce voulu/normal/possible/obligatoire|compris/comprise/inclus/incluse/incluses ...... prix/devis/tarif/forfait|prix ... comprend|y a t il un/une/des ... parking/garantie/supplement/frais/remise
donner/indiquer les dimensions/mesures/coordonnees
avez vous deja travaille/fait
en general ?|habituellement/generalement ?|si vous pouvez/pouviez/pourriez ... faire/ajouter/proposer/recommander/fournir/etablir
savoir si vous ... aussi/egalement|si vous faites/proposez/vendez/avez
comment puis/faire/peut/dois/pouvons/changer/modifier/payer/annuler/fonctionne/on/faut/je|combien coute/coutent/couterait/cela/ca/coutera|quel est le prix/tarif/cout|quel serait le prix/cout|je/nous voudrais/voudrions/souhaite/souhaitons/aimerais/aimerions ... commander/changer/modifier/annuler/reserver/ajouter/acheter|pouvez/pourriez vous ... un/une devis/facture`,
}

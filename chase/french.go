package chase

var french = tongue{
	state: `
oui ou non ?|ou pas ?
bout du tunnel|encore/toujours suivi/suivie|mon/ma/mes/notre/nos _ est/sont/a/ont/sera/seront/avance ...... ?|tenir/tiendrons/tiendrez/respecter ... date/delai/delais/calendrier
ou se trouve/trouvent/reste/restent ... ma/mon/notre/nos/mes/commande/dossier/colis|travaillez/travaille vous/t ... encore/toujours|bouge/bougent/avance ... ?|encore/toujours sur/dessus|ou est passe/passee
etes/es vous/tu ... toujours/encore dessus|dois/devons je/nous ... inquieter|progres ?|du progres|que manque|qu est ce qui manque|ou ca coince|raison du/de ... retard|cela/ca suit
donne/donnent quoi|en est/sont/etes ou|avance/avancent/progresse/progressent ... comme/bien/prevu ?|pensez/comptez/penses vous/tu ... toujours|bloque/bloquee/bloques/coince/coincee ...... ?|suit il/elle|suivent ils/elles|ce qui se passe|tout se passe|l etat de/du/des/d ... avancement/dossier/projet/commande/chantier/travaux/demande/reclamation
situation actuelle/de/du|etat actuel
avance/avancent/progresse/evolue t il/elle/on/ils/elles|avance t|ca bouge|qu est ce qui bloque/retient/coince|est ce ... toujours/encore le cas/valable/bon/prevu/prevue/d/exact|toujours valable/d/le cas|qu en est|avance/avancent ?
ou en est/sont/etes/sommes|ou vous/tu/nous/on en ... etes/es/sommes/est|ou en es tu|ou en|etat d avancement|etat d ... avancement|quel est l etat/avancement|avancement de/du/des|quel est le statut|statut de/du/des/d ... dossier/commande/projet/demande/livraison/chantier/reclamation|statut ?|point d etape|ou est ma/mon/notre/la/le/l|ou sont mes/nos/les|comment avance/avancent/evolue/evoluent/progresse/progressent|comment ca/cela/se ... avance/passe/presente/evolue ?|ca avance|est ce que ca/cela avance|cela avance|quoi en est|qu en est il|qu en est|tenir/tiens/tenez moi/nous ... au courant ?|me/nous tenir informe/informes/au|faire un/le point ... sur|petit/bref/rapide point|dans les temps/delais ?|toujours prevu/d/dans/bon ?|que devient/deviennent|que se passe t|que se passe|est ce que tout avance|a quel stade|a quelle etape|suivi de ma/mon/notre`,
	news: `
aux nouvelles|dernieres nouvelles|deja ... ?|idee ...... quand/date/delai/moment|aurais/aurions voulu/aime savoir
mouvement/evolution/progres/avancee ...... ?
une/la/une/de/quelle date pour/de/prevue|avez/as/auriez vous/tu une/la/des/un date/dates/delai|en savez/sait/sais vous/on/tu plus|en savoir plus sur
des/de/aucune/une/vos/quelques nouvelle/nouvelles|du nouveau/neuf|quoi de neuf/nouveau|quelque chose de nouveau/neuf|avez/as/auriez/avons vous/tu/nous ... nouvelles/du/informations/retour/reponse/pu|donner/donnez/donne ... des/de nouvelles|un/votre/ton/aucun retour|nouvelles ?|tenir au courant|des informations sur/concernant/a|mise a jour ?|une mise a jour|update ?|me/nous donner ... une/un/des date/delai/nouvelles/information`,
	when: `
date est elle fixee/connue/prevue
compter sur vous|saurons/saurai nous/je ... enfin|enfin savoir
a quand le/la/les/l|quel delai|delai restant/encore
quand est/sera/seront/sont/aurai/aurons/recevrai/recevrons/pourrai/pourrons/pouvons/puis/pourra/vont/va/allez/comptez/pensez/pourriez/arrive/arrivera/commence/commencent/commenceront/debutent/debuteront/peut/dois/doit/viendra/viendrez/viennent/livrez/livrerez/serez/serons/auront/aura|quand ... ?|quand ?|pour quand|d ici quand|a quelle date|quelle est la date|date de livraison/fin/debut/mise|savoir quand|dire quand|indiquer quand|quand je/nous/vous/on ... recevoir/recevrai/aurai/pourrai/pourra/aurons/esperer/attendre/compter|quel jour/delai|quels sont les delais|delai de livraison ?|a quelle heure|sous quel/quels delai/delais`,
	howLong: `
combien de temps/jours/semaines|encore longtemps|dans combien|prend autant/tant/aussi|aussi longtemps|si longtemps|trop long|tarde/tardent a|ca tarde|combien cela/ca prend|encore combien`,
	done: `
arrivera/arriveront/viendra/viendront/livrera t elle/il/on/ils/elles ...... ?|sont/est elles/elle/ils/il ... imprimees/imprime/imprimes/trouve/trouvee ?|rappele/recontacte/repondu ...... ?
est/sont il/elle/ils/elles ... passe/passee/arrive/arrivee/parti/partie/parvenu/attribue/attribuee/enregistre/enregistree ?|bien passe/arrive/recu ?
reussi/parvenus/parvenu/arrive ...... ?|toujours ... ?|ont ils/elles ...... ?
est/sont/a/ont/avez ...... ete/t ...... commande/commandee/envoye/envoyee/regle/reglee/traite/traitee/valide/validee/signe/signee/publie/publiee/installe/installee/repare/reparee/corrige/corrigee/depose/deposee/transmis/transmise/resolu/resolue ?|avez vous ...... commande/envoye/regle/traite/valide/signe/publie/installe/repare/corrige/depose/transmis/resolu/parle/contacte/joindre/avancer/trouve/decide ?|est elle/il ...... reparee/repare/reglee/regle/resolu/resolue/commandee/commande/envoye/envoyee/signe/signee/posee/pose ?|sont ils/elles ...... poses/posees/commandes/commandees/envoyes/envoyees/installes/installees ?
est/sont ... confirme/confirmee/confirmes/confirmees/programmee/programme/planifiee/planifie/lancee/lance ?|est/sont elle/il/elles/ils ... confirmee/confirme/confirmes/confirmees/programmee/programme ?
aurons/recevrons/aurai/recevrai nous/je/t ...... ?|quelqu un ... occupe/travaille/suit/traite|en cours de traitement|en cours ?|est/sont ... en cours ?|est traite/traitee
ont/a/est/sont/avez/as ...... deja ...... ?|est ce que ...... ont/a ete ... ?|est ce que ...... passe/passent/vient/viennent/arrive/arrivent ... ?|vient/viennent/passe/passent/arrive/arrivent ... bien/toujours/vraiment/demain ?|ont/a elles/ils/il/elle/t ... ete ...... ?
est/sont/a/ont ... deja ... pret/prets/prete/pretes/fini/finis/termine/terminee/termines/envoye/envoyee/arrive/arrivee/commande/commandee/parti/partie/expedie/expediee/valide/validee/livre/livree/recu/fait/faite|est ce que ... est/sont/a/ont/avez ... pret/prete/prets/pretes/fini/termine/terminee/envoye/arrive/arrivee/parti/partie/expedie/expediee/valide/validee/livre/livree/recu/commence/avance/pu|est/sont elle/il/ils/elles ... pret/prete/prets/termine/terminee/fini/arrive/arrivee/partie/parti/expediee/valide/validee|avez/as vous/tu ... pu/recu/eu/commence/termine/fini/envoye/regarde/avance/commande/vu|a t elle/il/on ... ete/recu/pu/commence|ont ils/elles ... ete/commence/fini|seront/sera ... pret/prete/prets/pretes/fini/termine/livre/livree/livres ?|bientot pret/prete/fini/termine/la|toujours bon pour|est ce toujours|sera t il/elle|si ... est/sont ... pret/prete/arrive/arrivee/parti/partie/envoye/termine/terminee/valide/avance`,
	waiting: `
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
me/nous manque/manquent|manque/manquent encore
toujours pas/rien/aucun/aucune|n ai/est/a/avons/ont/sont ... pas encore|pas encore|pas ... recu/arrive/arrivee/livre/livree|encore rien|n ... jamais ... recu/arrive/eu|manque/manquent toujours|rien recu/vu|n ai rien`,
	overdue: `
etait/etaient prevu/prevue/annonce/annoncee ...... pour/le/hier|d apres votre/vos ...... devait/devaient|selon votre ...... devait
etait/etaient ... attendu/attendue/attendus/attendues
on nous/m avait/a ... dit/promis/annonce|semaine/semaines/jours/mois ... passe/passee/passees/passes
avait/aviez/avez/a ... annonce/promis/prevu|nous/m avait/aviez annonce/promis/dit
aviez/avez/avais/avait ... dit/promis/annonce/assure/prevu/indique|deviez/devait/devais/devaient/devrait/auriez/aurait/aurions ... du/etre/recevoir/envoyer/rappeler/livrer/arriver/venir/donner/me/nous/commencer/avoir|etait/etaient prevu/prevue/prevus/prevues/promis/promise/censee/cense/censes|cela/ca fait ... semaines/jours/mois/semaine|il y a ... semaines/jours/mois/semaine|depuis ... semaines/jours/mois/semaine/lundi/mardi/mercredi/jeudi/vendredi|retard|en retard|pourquoi ... retard/long/longtemps/toujours/pas|depasse/depassee`,
	reminder: `
nous/me faut ... reponse/savoir|devons/dois savoir ...... si/quand
je/nous reviens/revenons|je reviens ... pour/sur/aux
un retour/reponse de votre part|un mot de votre part
je vous/te rappelle que/ma/mon/notre/mes|nous vous rappelons que/notre/nos
relance/relancer/relances/relancons|permets/permettons ... de ... revenir/relancer/demander/contacter|reviens/revenons/revenir vers vous/toi|je/nous voulais/voulions/voudrais/voudrions/aimerais/aimerions/souhaite/souhaitons/souhaiterais/souhaitais/cherche ... savoir/connaitre/avoir ... ou/si/quand/comment/l/nouvelles/des/le/la/quel/quelle|j aimerais/voudrais/aurais ... savoir/avoir/connaitre ... ou/si/quand/des/l/la|pouvez/pourriez/peux/pourrais/pourrait vous/tu ... dire/indiquer/informer/confirmer/donner/preciser/tenir ... ou/si/quand/quoi/des/l/la/le/de/au/que/une|rappel|petit/simple/dernier/second rappel|mon/ma/mes/notre dernier/derniere/precedent/precedente mail/message/courriel/demande|a nouveau|deuxieme/troisieme fois|deuxieme/troisieme message/mail|avez vous recu/vu/lu mon/ma/notre|savez/sais/sait vous/tu/on ... quand/si/ou`,
	settled: `
inutile de repondre|juste/seulement/simplement pour information|pas besoin de repondre|pour votre information
j attends/attend/attendrai donc|alors/donc j attends|donc votre appel|attendons donc
merci ... pour/de ... retour/reponse/nouvelles/information/informations/info/infos/precisions/mise|merci de m/nous avoir|rien d urgent|pas urgent|pas presse/pressee|aucune urgence|prenez/prends votre/ton temps|quand vous/tu aurez/auras ... temps|c est parfait|ca me/nous convient|parfait|entendu|c est note|bien recu`,
	arranging: `
quand devons/dois nous/je
meilleur moment
a partir de quand|quand ...... applique/appliquent|ai/avons oublie|oublie mon/ma/mes ... chez
quand ...... reunion/garantie/expire/ferme/fermez/ouvre/ouvrez/lieu|combien de temps dure/durent|quand expire|quand passer
quand souhaitez/voulez/desirez/veux/voudriez/souhaitezvous vous/tu|pour quand vous/te faut|quand faut il|a quelle adresse|garer|etat des lieux|delai pour ... retracter/payer/retourner/rendre/renvoyer|delai de retractation/paiement
quand seriez/etes/serez/es/pourrions/pouvons/pourrait/souhaitez/voulez/auriez/avez/peut ... disponible/disponibles/rencontrer/voir/parler/ouvert/ouverts/libre/appeler/discuter/passer/temps/reunir|quand puis/peux/dois/pouvons/devons/faut/pourrais je/on/nous/il ... passer/appeler/venir/payer/envoyer/vous/rendre/visiter|horaires/heures d ouverture|a quelle heure ... ouvrez/fermez/ouvert/passer/fermez|quand ... vous arrange/convient/conviendrait/convenir|fixer/prendre/convenir ... rendez/rdv/date|etes vous disponible/disponibles/libre|pour quand avez/voulez/souhaitez/faut/devons/dois vous/tu/il/je/nous|avant quand/quelle ... dois/devons/faut|jusqu a quand/quelle|combien de temps ... valable/valide/garantie/garanti/duree/reunion`,
	ours: `
n ai/avons pas encore ... lu/regarde/vu/parcouru
nous vous dirons/tiendrons/ferons|on vous dira|n a/ont pas encore donne/decide/vote/signe/approuve|j ai oublie
je ne suis pas/plus|nous ne sommes pas/plus|je/nous suis/sommes ... en retard
nous/je n avons/ai ...... pas ... signe/decide/paye/choisi/regle/envoye|nous/je le ferons/ferai/faisons|n avons/ai pas encore signe/decide/paye/choisi/regle
ci joint|ci joints|ci jointe|en piece jointe|pieces jointes|vous trouverez|je/nous vous/t/te ... envoie/enverrai/transmets/tiendrai/tiens/rappellerai/confirme/envoyons/joins/ai|nous/j attends/attendons/attend ... permis/banque/mairie/syndic/proprietaire/architecte/notaire|je/nous ... payerai/reviendrai/ferai/signerai|j ai signe/paye/envoye/regle|de notre/mon cote`,
	howTo: `
donner/indiquer les dimensions/mesures/coordonnees
avez vous deja travaille/fait
en general ?|habituellement/generalement ?|si vous pouvez/pouviez/pourriez ... faire/ajouter/proposer/recommander/fournir/etablir
savoir si vous ... aussi/egalement|si vous faites/proposez/vendez/avez
comment puis/faire/peut/dois/pouvons/changer/modifier/payer/annuler/fonctionne/on/faut/je|combien coute/coutent/couterait/cela/ca/coutera|quel est le prix/tarif/cout|quel serait le prix/cout|je/nous voudrais/voudrions/souhaite/souhaitons/aimerais/aimerions ... commander/changer/modifier/annuler/reserver/ajouter/acheter|pouvez/pourriez vous ... un/une devis/facture`,
}

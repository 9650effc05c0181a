package chase

var spanish = tongue{
	state: `
o no ?
final del tunel|mi/mis/nuestro/nuestra/nuestros/nuestras _ ha/han/esta/estan/sigue/siguen/va/van ...... ?|ha/han/esta/estan/sigue/siguen ... mi/mis/nuestro/nuestra ...... ?|en sus/vuestras manos|mantendremos/mantenemos/cumplir/cumpliremos ... fecha/plazo/plazos
por donde anda/va/andan/van|donde anda/andan/quedo/esta metido|siguen/sigue/sigues/continuan trabajando/con/ocupandose/mirando|se mueve ... ?|que hay del|mirar/comprobar/ver ... donde/como
siguen/sigues/sigue/seguis con ello/eso/esto/ella|debo/debemos/tengo/tenemos ... preocuparme/preocuparnos/preocupar|progresos/avances/avance ?|que falta|a que se debe|motivo/causa del retraso
que tal va/van/anda/andan/el/la/lo/los/las|va/van/marcha todo bien/segun|seguimos contando|sigue/siguen/esta/estan parado/parada/parados/paradas/bloqueado/bloqueada/atascado/atascada/detenido/detenida/paralizado/paralizada ...... ?|saber/conocer/sobre/consultar/preguntar/del ... estado de/del|estado de/del la/el/los/las obra/obras/solicitud/reclamacion/pedido/expediente/entrega/proyecto|donde esta/estan el/la/los/las pedido/paquete/presupuesto/contrato/informe/factura/envio/dinero/material/propuesta/entrega
situacion actual|la situacion de/del
avanza/avanzan/progresa/marcha/prospera ...... ?|esta/estan avanzando|que lo/la/esta frena/retiene/bloquea/frenando/pasando|sigue/siguen siendo asi/valido/valida|sigue/siguen ... igual/vigente ?|es todavia/aun asi
como va/van/vamos/esta/estan/marcha/sigue/siguen/anda/andan/avanza/avanzan/seguimos ... el/la/lo/los/las/todo/mi/nuestro/nuestra/con/de/con|como va/van/vamos|en que estado/punto/fase/situacion/etapa|cual es el estado/estatus/status|estado de/del mi/mis/nuestro/nuestra/pedido/proyecto/obra/expediente|estado ?|estatus/status de/del/?|donde esta/estan mi/mis/nuestro/nuestra|en que anda/andamos/quedamos/quedo/va/estamos|que ha sido/pasado/pasa/paso de/con|que pasa con|que fue de|que hay de|sigue/siguen/seguimos/vamos ... en pie/plazo/tiempo/previsto/pie|vamos bien de/con|al dia ... sobre/de/?|al tanto/corriente ?|avance/avances/progreso de/del/en/?|hay/hubo ... avances/avance/progreso`,
	news: `
ultimas noticias/novedades|idea ...... cuando/fecha
algun/alguna/habido/hubo movimiento/avance/cambio/respuesta|manteng~/mantener~/tener~/tengan~ ... informado/informada/informados/informadas/tanto/corriente/dia
fecha para/de la/el/entrega|tienen/tienes/tiene/hay ... fecha ...... ?|saben/sabe/sabes mas|saber mas de
alguna/hay/hubo/tiene/tienen/tienes/sin/alguna/tenemos ... novedad/novedades/noticia/noticias|novedades/noticias ?|hay algo nuevo|algo nuevo|alguna/una actualizacion|se sabe algo/ya/cuando|sabe/sabes/saben algo|saber algo|que se sabe|tener/tenido noticias|noticias sobre/de/del/suyas|alguna respuesta|me/nos actualiza/actualizan/actualice|poner/ponerme/ponernos al dia|me cuenta/cuentas/cuentan algo|update ?`,
	when: `
contar con ustedes/usted/vosotros ?|sabremos/sabre ... fin
cuando estara/estaran/llega/llegan/llegara/llegaran/va/van/recibire/recibiremos/tendre/tendremos/podre/podremos/puedo/podemos/podria/podriamos/empieza/empiezan/empezara/empezaran/comienza/comienzan/esta/estan/sera/seran/nos/me/se/piensan/piensa/creen/cree/termina/terminan/terminaran/acaban/vienen/viene/vendra/vendran/entregan/entrega/entregaran/envian/enviaran/sale/saldra/puede/pueden/sabremos/sabre/vamos/tienen/estaria|cuando ... ?|cuando ?|para cuando|desde cuando|que dia|en que fecha|que fecha/plazo/dia/hora|fecha de entrega/fin/inicio/llegada|fecha estimada/prevista/aproximada|saber cuando|decirme/decirnos cuando|a que hora|cuanto antes podrian`,
	howLong: `
cuanto tiempo/tarda/tardara/tardaran/tardan/falta/queda/demora/demoraran/mas/demorara|cuantos dias/meses|cuantas semanas/horas|falta/faltara mucho|tanto tiempo|tarda/tardan/tardando ... tanto/mucho/demasiado|por que tarda/tardan/demora`,
	done: `
llegara/llegaran/llega/llegan/vendra/saldra ...... ?|esta/estan ...... impreso/impresa/impresos/impresas/encontrado/encontrada ?|han/ha/has encontrado/devuelto ...... ?|ha/han ... devuelto la llamada
han/ha/has tenido/recibido ... respuesta/contestacion/noticias ...... ?
ha/han entrado/llegado/salido/pasado/quedado ...... ?
han/ha/has conseguido/logrado/podido ...... ?|ya ... ?
han/ha/has/se/fue/fueron ...... pedido/enviado/arreglado/reparado/firmado/publicado/instalado/presentado/tramitado/resuelto/aprobado/solucionado/corregido/encargado/comprado/hablado/contactado/terminado/pintado/colocado ?|esta/estan/quedo ...... arreglado/arreglada/reparado/reparada/firmado/firmada/publicado/publicada/instalado/instalada/resuelto/resuelta/aprobado/aprobada/solucionado/solucionada/pedido/pedida/enviado/enviada/pintado/pintada/colocado/colocada ?|consiguio/consiguieron/lograron/logro/pudieron/pudo hablar/localizar/contactar/ver/avanzar ?
confirmado/confirmada/confirmados/confirmadas ...... ?|alguien ... llevando/lleva/encargado/gestionando/tramitando/atendiendo|tuvo/tuvieron/tuviste/tuvisteis ... ocasion/oportunidad/tiempo/momento/ver
tendremos/tendre/recibiremos/recibire ...... ?|alguien ... ocupando/trabajando/ocupa/encargando/encarga/mirando|esta/estan en marcha/curso/tramite|en tramite|se esta/estan ... haciendo/tramitando/ocupando
han/ha/has/se/estan/esta ...... ya ...... ?|ya ...... ?|viene/vienen/llega/llegan ...... manana/hoy/final/seguro/al ...... ?|se ha/han ... encargado/pedido/enviado/aprobado/terminado/hecho ...... ?
ya esta/estan/ha/han/se/lo/la/llego/salio/tiene/tienen/tenemos/hay/enviaron/pudo/pudieron/pudiste/termino/terminaron ... ?|esta/estan ya ... ?|ha/han/has/pudo/pudiste/pudieron/podido ... ya ?|ha/han/has ... podido/llegado/terminado/enviado/recibido/salido/empezado/avanzado/decidido/revisado/visto/aprobado ?|esta/estan/estara/estaran ... listo/lista/listos/listas/terminado/terminada/hecho/hecha/preparado ?|sigue/siguen ... en pie/previsto/prevista|si ya|si esta/estan ... listo/lista/terminado/terminada/listos/listas|si ha/han ... llegado/salido/enviado/terminado/podido/aprobado/empezado|llegara/llegaran ... tiempo ?|se mantiene/mantienen ... fecha/plazo/cita`,
	waiting: `
hace/hacen esperar|de momento/hasta ahora/por ahora nada|momento nada|ahora nada
todavia/aun espero/esperamos|lleva/llevan ... dias/semanas/meses ... parado/parada/parados|que ocurre
senales/senal de vida|ni palabra|no/tampoco se ha/han ... presentado/aparecido/pasado|esperando al/a la/que
preocuparnos/preocuparme/preocupados/preocupado/preocupada|tanto/este/su silencio|no me/nos ha/han ...... llamar/llamado/contestado/escrito/responder/respondido|nunca ...... llamado/llamaron/contestado/contestaron/respondieron
mi/nuestra paciencia|el tiempo apremia|impaciente/impacientes|se acerca la fecha
en el aire|a oscuras|en ascuas|dando largas
olvidado/olvidaron de|no ... movido/avanzado/cambiado/hecho nada|no se ha/han ... movido/avanzado/hecho|nada ... movido/avanzado|parado/parada/parados desde
intentando/intento/intentamos/tratando/trato ... localizar~/contactar~/hablar/llamar~|no ... localizar~/consigo/conseguimos ... hablar/contactar~|no cogen/contestan
no ... llegado/recibido/visto/sabido nada|no se/sabemos/sabe nada|nada de ustedes/vosotros/usted|no ha llegado nada|sin respuesta
sigo/seguimos/sigue/siguen/estoy/estamos/llevo/llevamos/continuo ... esperando|esperando ... respuesta/noticias/el/la/su/desde/los/las/una/mi|a la espera de|quedo/quedamos a la espera|nadie ... llamado/contestado/respondido/venido/llama/contesta/responde/ha/dice/dicho/aparecido|no ... tenido/recibido/tengo/tenemos/recibimos/he/hemos ... noticias/respuesta/contestacion/noticia/sabido/llamada/novedades|no se/sabemos/he/hemos nada/sabido|no he/hemos tenido/recibido/sabido|no he/hemos vuelto a|sin respuesta/noticias/saber/novedad/novedades|ninguna respuesta/noticia/novedad|aun espero|espero/esperamos todavia`,
	notYet: `
me/nos falta/faltan|falta/faltan todavia/aun
todavia/aun no|no ... todavia/aun|sigue/siguen/sigo/seguimos sin|no ha/han/he/hemos ... llegado/recibido/llegaron/empezado/terminado|no me/nos ha/han ... llegado|no/nunca llego/llegaron|hasta ahora/hoy/fecha no/nada/ninguna/ningun|aun falta|pendiente/pendientes|sin recibir|nada todavia/aun`,
	overdue: `
me/nos prometieron/prometio/dijeron/dijo|que paso con
estaba/estaban ... prevista/previsto/anunciado/anunciada|segun su/vuestro/el ...... tenia/tenian/iba/iban/deberia
ha/han pasado ... semana/semanas/dias/meses/mes|nos/me dijeron
quedo/quedaron/quedasteis/quedaste/quedamos en|anunciado/anunciaron/anuncio|nos/me habian/habia anunciado/dicho/prometido|ibais/iban/iba a
dijo/dijeron/dijiste/dijisteis/prometio/prometieron/prometiste/aseguro/aseguraron/quedo/quedaron/quedaste ... que/para/en/el/enviar/llamar/mandar/llamarme|habia/habian/habias ... dicho/prometido/quedado/asegurado|me/nos han/habian dicho/prometido|debia/debian/deberia/deberian/tendria/tendrian/tenia/tenian ... que/haber/estar/llegar/ser/recibir/estado/llegado|iba/iban a ... llamar/enviar/mandar/venir/llegar/estar/empezar/entregar/avisar|estaba/estaban previsto/prevista/previstos/prometido|hace ... semanas/dias/meses/semana/mes/dias|llevamos/llevo ... semanas/dias/meses|retraso/retrasado/retrasada|por que ... retraso/tanto/no/tarda|demora/demorado|vencido|ya deberia`,
	reminder: `
necesitamos/necesito/tenemos/tengo ... saber ...... si/cuando
agradeceria/agradeceriamos ... respuesta/noticias/contestacion/informacion
recordatorio|recordar/recordarle/recordarles/recordarte|vuelvo/volvemos/vuelva a ... escribir/preguntar/contactar/escribirle/preguntarle/insistir|insisto/insistir|queria/querria/quisiera/queriamos/quisieramos/gustaria ... saber/preguntar/consultar/conocer/preguntarle/consultarle ... si/como/cuando/en/que/el/por/sobre/algo/cual|me gustaria/interesa saber|podria/podrian/puede/pueden/puedes/podrias/podeis ... decirme/decir/decirnos/indicarme/informarme/confirmar/confirmarme/informar/informarnos/actualizar/contarme/avisarme ... cuando/si/como/en/el/sobre/que/del/de/donde|mi/nuestro ultimo/anterior correo/mensaje/email|ha/han recibido mi/nuestro|recibio/recibieron mi/nuestro|segunda/tercera vez|de nuevo|otra vez ... pregunto/escribo/por|sabe/saben/sabes/sabeis ... cuando/si/como/donde|pregunto/preguntaba/preguntar ... por/como/si/cuando`,
	settled: `
no hace falta que/responder/contestar|no es necesario que/responder/contestar|solo para/por su/vuestra/tu/informacion
entonces espero/esperamos|espero/esperamos su/tu llamada/visita
gracias ... por ... la/el/su/tu/informar/avisar/las ... actualizacion/respuesta/informacion/noticias/aviso/novedades|gracias por ... informar/avisar/responder/contestar/avisarme/informarme|sin prisa|no hay/corre/tengo prisa|no es/corre/urge urgente|no es urgente|con calma|tomese/tomate/tomense su/tu ... tiempo|cuando pueda/puedas/puedan/tenga/tengas|perfecto|de acuerdo|me/nos parece bien|estupendo|genial`,
	arranging: `
mejor momento
desde cuando|a partir de cuando|me deje|he dejado/olvidado
cuando ...... reunion/garantia/vence/caduca/cierra/cierran/abre/abren/vemos/quedamos/pagar|cuanto dura|cuanto tiempo dura|cuando hay que
cuando quiere/quieren/quieres/quereis|plazo ...... devolver/devolucion/pagar/reclamar/desistir|donde esta/estan el/la contador/llave/caldera/entrada/oficina|donde puedo/podemos|aparcar
cuando le/te/os/les ... viene/va/conviene/vendria/iria/quedaria/parece|cuando podemos/podriamos/podria/puedo/quiere/quieren/quieres/nos/seria/esta/estan/tiene/tienen/tendria ... reunirnos/vernos/hablar/llamar/llamarle/pasar/quedar/reunimos/vemos/disponible/abierto/abierta/libre/tiempo/recoger/visitar/abren|horario/horarios de/?|a que hora ... abren/cierran/abre/cierra/quedamos/abris/paso|cuando abren/cierran/abre|concertar/agendar/fijar/programar ... cita/reunion/llamada|que dia/hora ... viene/conviene/va/vendria/quedamos/prefiere/prefieren|para cuando lo/la/los/las ... necesita/necesitan/quiere/quieren/necesitas|hasta cuando|cuando debo/debemos/tengo/tenemos/hay ... que/pagar/enviar/entregar|cuanto tiempo ... valido/valida/garantia/vigente/vigencia|cuando necesita/necesitan`,
	ours: `
les/le/ya diremos/avisaremos/diremos|ya les/le/te diremos/dire/avisamos/aviso|aun/todavia no ha/han dado/decidido/firmado/votado/aprobado ... ya
aun/todavia no he/hemos vuelto/terminado/podido/decidido/elegido/firmado/leido/mirado|vamos/estamos/voy/estoy ... retrasados/retrasado/retrasada/retraso
no hemos/he ... firmado/decidido/pagado/elegido|aun/todavia no hemos/he ... firmado/decidido/pagado/elegido|lo haremos/hare
adjunto/adjuntos/adjunta/adjuntamos|le/les/te/os ... envio/enviare/mando/mandare/aviso/avisare/confirmo/enviaremos/confirmare/enviamos/adjunto/llamare|ya he/hemos pagado/firmado/enviado/transferido|estamos/estoy esperando ... licencia/banco/permiso/ayuntamiento/arquitecto/marido/mujer|por nuestra/mi parte`,
	howTo: `
han hecho ya|ya han trabajado
normalmente/habitualmente ?|en general ?|suele/suelen|si pueden/podrian/puede/podria ... anadir/hacer/cambiar/recomendar/ofrecer/hacerme/prepararme
como van/va a|como van/va ustedes/usted a|saber si ... tambien
como puedo/podemos/hago/hacemos/se/funciona/debo/puede|cuanto cuesta/cuestan/costaria/vale/seria/cobran|que precio/coste|cual es/seria el precio/coste|quiero/queremos/quisiera/queria/querria/me ... pedir/cambiar/cancelar/reservar/anadir/comprar/encargar/contratar|podria/podrian ... enviarme/hacerme ... presupuesto/factura`,
}

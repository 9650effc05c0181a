package heard

const (
	es1    = `(envio|enviare|mando|mandare|llamo|llamare|entrego|entregare|respondo|respondere|contesto|contestare|confirmo|confirmare|aviso|avisare|digo|dire|termino|terminare|empiezo|empezare|reviso|revisare|paso|pasare|hago|hare|tendre|informo|informare|escribo|escribire|preparo|preparare|remito|remitire|subo|subire|corrijo|corregire|voy|ire|doy|dare)`
	esPl   = `(enviamos|enviaremos|mandamos|mandaremos|llamamos|llamaremos|entregamos|entregaremos|respondemos|responderemos|contestamos|contestaremos|confirmamos|confirmaremos|avisamos|avisaremos|diremos|terminamos|terminaremos|empezamos|empezaremos|revisamos|revisaremos|pasamos|pasaremos|hacemos|haremos|tendremos|informamos|informaremos|escribiremos|preparamos|prepararemos|remitiremos|subiremos|instalaremos|publicaremos|corregiremos|iremos|daremos|repararemos)`
	esInf  = `(enviar|enviarle|enviarles|enviarte|mandar|mandarle|llamar|llamarle|llamarles|entregar|entregarle|responder|responderle|contestar|confirmar|confirmarle|avisar|avisarle|terminar|empezar|revisar|pasar|hacer|informar|escribir|preparar|instalar|publicar|corregir|reparar|enviarselo|mandarselo)`
	esDone = `(listo|lista|listos|listas|terminado|terminada|terminados|terminadas|entregado|entregada|enviado|enviada|disponible|en linea|online|reparado|reparada|instalado|instalada|resuelto|resuelta|preparado|preparada|corregido|corregida|en su casa|en su correo)`
)

var spanish = draft{
	lang: "es",
	vows: []vowDraft{
		{says: `((yo|nosotros) )?((le|les|te|os|se|lo|la|los|las) ){1,2}(` + es1 + `|` + esPl + `)`},
		{says: `(enviaremos|enviare|entregaremos|entregare|terminaremos|terminare|empezaremos|empezare|llamaremos|llamare|responderemos|respondere|confirmaremos|confirmare|tendremos|tendre|instalaremos|publicaremos|repararemos|iremos|revisaremos|revisare|prepararemos|mandaremos|mandare)`},
		{says: `(voy|vamos) a ` + esInf},
		{says: `((lo|la|los|las) )?(recibira|recibiran|recibiras|tendra|tendran|tendras)`},
		{says: `(estara|estaran|quedara|quedaran|sera|seran)`, needs: `(estara|estaran|quedara|quedaran|sera|seran) <2> ` + esDone},
		{says: `(mi companero|mi companera|nuestro tecnico|nuestro equipo) <2> (le|les|te) (llamara|enviara|respondera|contactara|llama)|(nuestro tecnico|nuestro equipo|el tecnico) (ira|pasara|acudira)|(me pongo|me pondre|nos pondremos|nos ponemos) en contacto`},
	},
	afresh:   `pero|no obstante|sin embargo|en todo caso`,
	harmless: `como (acordamos|prometimos|quedamos|acordado|prometido|comentamos)|tal y como`,
	onlyIf:   `si|cuando|siempre que|en cuanto|tan pronto|una vez|a condicion|en caso|segun|salvo|a menos|dependiendo|con tal`,
	notOurs:  `dijo|dijeron|dijimos|dije|pensaba|pensabamos|creia|prometio|pregunto|esperaba|no estoy seguro|no sabemos|no se`,
	hedge:    `quiza|quizas|tal vez|probablemente|posiblemente|ojala|esperamos|espero|intentare|intentaremos|tratare|trataremos|podria|podriamos|quisiera|quisieramos|gustaria|a lo mejor|seguramente|en principio|si es posible`,
	turn:     `no|nunca|tampoco|por favor|(debe|deben|tiene|tienen|tendra|tendran) que|que (nos|me) (envio|mando|pidio|dijo)|recibimos|enviaron|fue|era|estaba|de la reunion|despues de|cerrado|vacaciones|valido|para pagar|que pagar|que enviar|plazo|nos envie|tiempo hasta`,
	tells:    `dire|diremos|avisare|avisaremos|aviso|confirmare|confirmaremos|confirmar|informare|informaremos|revisare|revisaremos|confirmo`,
	strictIf: `(si|cuando|en cuanto|una vez) (usted|ustedes|nos|me|lo|la|el|los|recibimos|todo)|siempre que|en cuanto|tan pronto|a condicion`,

	openers:  "para el la los antes del de a mas tardar como muy tarde al las en lo dia",
	before:   "antes",
	blocked:  "hasta desde despues hacia sobre cada pasado ultimo primer segundo tercer entre principios mediados partir aproximadamente un una todos ayer semana durante unos que",
	article:  "un cada todos",
	glue:     "a las la el por , de al dia",
	hourLead: "las",
	dayLead:  "dia el",
	within:   "en dentro de un plazo los proximos las proximas maximo",
	working:  "habiles habil laborables laborable",
	ofMonth:  "de del",
	cutOff:   "pasado pasada o u s siguiente",
	days:     "lunes martes miercoles jueves viernes sabado domingo",
	months:   "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
	entries: `
		today = hoy | hoy mismo
		today! = esta noche
		tomorrow = manana | manana mismo
		day after tomorrow = pasado manana
		tomorrow morning = manana por la manana | manana a primera hora de la manana
		tomorrow morning! = manana a primera hora
		tomorrow afternoon = manana por la tarde
		tomorrow noon = manana al mediodia
		today morning = esta manana
		today afternoon = esta tarde | hoy por la tarde
		noon = mediodia | al mediodia
		morning = por la manana
		afternoon = por la tarde
		! = por la noche
		EOD = final del dia | fin del dia
		end of week = fin de semana laboral | final de semana | final de la semana | finales de semana | finales de esta semana
		end of next week = final de la semana que viene | finales de la semana que viene | final de la proxima semana | finales de la proxima semana
		end of month = fin de mes | final de mes | finales de mes
		end of year = fin de ano | final de ano | finales de ano
		>> = semana que viene | proxima semana | de la semana que viene | de la proxima semana
		<< = esta semana | de esta semana
		monday! = proximo lunes | lunes que viene | lunes proximo
		tuesday! = proximo martes | martes que viene | martes proximo
		wednesday! = proximo miercoles | miercoles que viene
		thursday! = proximo jueves | jueves que viene | jueves proximo
		friday! = proximo viernes | viernes que viene | viernes proximo
		this monday = este lunes
		this tuesday = este martes
		this wednesday = este miercoles
		this thursday = este jueves
		this friday = este viernes
		? = y media | y cuarto | menos cuarto | medianoche | ayer | fin de semana | principios de la semana que viene | de la noche | la manana
		pm = de la tarde | pm | p m
		am = de la manana | am | a m
		: = h | hs | horas | hora
	`,
	units: `
		days = dia | dias
		weeks = semana | semanas
		months = mes | meses
		hours = hora | horas | h
		minutes = minuto | minutos
	`,
	numbers: "un/una/uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
}

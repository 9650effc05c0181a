package heard

const (
	pt1    = `(envio|enviarei|mando|mandarei|ligo|ligarei|entrego|entregarei|respondo|responderei|confirmo|confirmarei|aviso|avisarei|digo|direi|termino|terminarei|comeco|comecarei|verifico|verificarei|passo|passarei|faco|farei|terei|informo|informarei|escrevo|escreverei|preparo|prepararei|remeto|dou|darei|retorno|retornarei|corrijo|corrigirei)`
	ptPl   = `(enviamos|enviaremos|mandamos|mandaremos|ligamos|ligaremos|entregamos|entregaremos|respondemos|responderemos|confirmamos|confirmaremos|avisamos|avisaremos|diremos|terminamos|terminaremos|comecamos|comecaremos|verificamos|verificaremos|passamos|passaremos|fazemos|faremos|teremos|informamos|informaremos|escreveremos|preparamos|prepararemos|instalaremos|publicaremos|retornamos|retornaremos|corrigiremos|repararemos|daremos)`
	ptInf  = `(enviar|mandar|ligar|entregar|responder|confirmar|avisar|terminar|comecar|verificar|passar|fazer|informar|escrever|preparar|instalar|publicar|retornar|corrigir|reparar|dar)`
	ptDone = `(pronto|pronta|prontos|prontas|concluido|concluida|terminado|terminada|entregue|entregues|enviado|enviada|disponivel|no ar|online|reparado|reparada|instalado|instalada|resolvido|resolvida|corrigido|corrigida)`
)

var portuguese = draft{
	lang: "pt",
	vows: []vowDraft{
		{says: `(eu )?(lhe|lhes|te|vos|o|a|os|as) (` + pt1 + `|` + ptPl + `)`},
		{says: `(` + pt1 + `|` + ptPl + `) (lhe|lhes|te|vos|o|a|os|as|lho)`},
		{says: `(enviarei|enviaremos|entregarei|entregaremos|ligarei|ligaremos|responderei|responderemos|confirmarei|confirmaremos|terminaremos|terminarei|comecaremos|teremos|instalaremos|publicaremos|retornaremos|enviamos|entregamos|ligamos|respondemos|confirmamos|damos|daremos|mandamos|mandaremos)`},
		{says: `(entro|entrarei|entramos|entraremos) em (contacto|contato)`},
		{says: `(vou|vamos|iremos) (lhe|lhes|te|vos)? ?` + ptInf},
		{says: `(recebera|receberao|recebe|tera|terao|receberas|vai receber|vao receber)`},
		{says: `(estara|estarao|ficara|ficarao|sera|serao|vai estar|fica|vai ficar)`, needs: `(estara|estarao|ficara|ficarao|sera|serao|vai estar|fica|vai ficar) <2> ` + ptDone},
		{says: `(o meu colega|a minha colega|o nosso tecnico|a nossa equipa|nossa equipe|nosso tecnico) <2> (liga|ligara|envia|enviara|responde|respondera|contacta|entra|passa|passara)`},
	},
	afresh:   `mas|porem|contudo|no entanto|de qualquer forma`,
	harmless: `como (combinado|prometido|acordado|falamos)|conforme (combinado|prometido|acordado)`,
	onlyIf:   `se|quando|caso|desde que|assim que|logo que|uma vez|na condicao|conforme|salvo|a menos|dependendo|contanto`,
	notOurs:  `disse|disseram|dissemos|pensei|pensava|achava|prometeu|perguntou|esperava|nao sei|nao sabemos`,
	hedge:    `talvez|provavelmente|possivelmente|oxala|tomara|esperamos|espero|tentarei|tentaremos|vou tentar|vamos tentar|poderia|poderiamos|gostaria|gostariamos|se possivel|em principio|queria`,
	turn:     `nao|nunca|por favor|(deve|devem|tem|terao|tera) (de|que)|que (nos|me) (enviou|mandou|pediu)|recebemos de|enviaram|foi|era|estava|da reuniao|depois d~|fechado|ferias|valido|valida|para pagar|prazo|tempo`,
	tells:    `direi|diremos|digo|avisarei|avisaremos|aviso|confirmarei|confirmaremos|confirmo|confirmar|informarei|informaremos|verificar|verificarei`,
	strictIf: `(se|quando|assim que|logo que) (o|a|os|as|nos|me|voce|receber~|tudo)|desde que|assim que|logo que|caso`,

	openers:  "ate a o ao no na as antes de da do mais tardar para em dia",
	before:   "antes",
	blocked:  "desde depois apos cerca cada passado passada ultimo ultima entre inicio meados partir aproximadamente um uma todos ontem semana durante que",
	article:  "um uma cada todos",
	glue:     "a as de da pelas , ao dia no na o",
	hourLead: "as",
	dayLead:  "dia",
	within:   "em dentro de no prazo nos proximos nas proximas maximo",
	working:  "uteis util",
	ofMonth:  "de",
	cutOff:   "passado passada ou s seguinte vez parte fase etapa versao",
	days:     "segunda_feira/segunda terca_feira/terca quarta_feira/quarta quinta_feira/quinta sexta_feira/sexta sabado domingo",
	months:   "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
	entries: `
		today = hoje | hoje mesmo
		today! = hoje a noite | esta noite
		tomorrow = amanha
		day after tomorrow = depois de amanha
		tomorrow morning = amanha de manha | amanha pela manha
		tomorrow afternoon = amanha a tarde | amanha de tarde
		tomorrow noon = amanha ao meio dia
		today morning = esta manha
		today afternoon = esta tarde | hoje a tarde
		noon = meio dia | ao meio dia
		morning = de manha | pela manha | manha
		afternoon = a tarde | de tarde | tarde
		! = a noite | noite
		EOD = final do dia | fim do dia
		end of week = final da semana | fim da semana | final desta semana | fim desta semana
		end of next week = final da proxima semana | fim da proxima semana
		end of month = fim do mes | final do mes
		end of year = fim do ano | final do ano
		>> = proxima semana | da proxima semana | semana que vem | da semana que vem
		<< = esta semana | desta semana
		monday! = proxima segunda | proxima segunda feira | segunda que vem
		tuesday! = proxima terca | proxima terca feira | terca que vem
		wednesday! = proxima quarta | proxima quarta feira | quarta que vem
		thursday! = proxima quinta | proxima quinta feira | quinta que vem
		friday! = proxima sexta | proxima sexta feira | sexta que vem
		this monday = esta segunda | esta segunda feira
		this tuesday = esta terca | esta terca feira
		this wednesday = esta quarta | esta quarta feira
		this thursday = esta quinta | esta quinta feira
		this friday = esta sexta | esta sexta feira
		? = e meia | e um quarto | menos um quarto | meia noite | ontem | fim de semana | inicio da proxima semana
		pm = da tarde | da noite
		am = da manha
		: = h | horas | hora
	`,
	units: `
		days = dia | dias
		weeks = semana | semanas
		months = mes | meses
		hours = hora | horas | h
		minutes = minuto | minutos
	`,
	numbers: "um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze",
}

package chase

var portuguese = tongue{
	state: `
nem rasto/rastro/sinal|desapareceu/desapareceram/sumiu/sumiram|como combinado/acordado ?|que me/nos contam/conta|o que pensar|ha/existe algum motivo/razao
e verdade que ...... ?|devo/temos/tenho ... esperar/aguardar/preocupar ?|que percentagem/porcentagem|cade o/a/os/as|deu em que|alguma luz|que me/nos diz/dizem do/da/de|e/era normal/suposto ?|pendurados/pendurado
bater a/na porta|realista ...... ?|e/seria realista|fazemos/faco ideia do/de|a mesma pergunta|onde esta/estao o/a/os/as pedido/orcamento/contrato/rascunho/minuta/projeto/encomenda/mercadoria/relatorio/desenhos/documentos ...... ?
^ o que diz/dizem/disse/disseram/acha ... o/a/os/as/seu/senhor/senhora ... $ ?|o que diz/dizem/disse/disseram o/a/os/as|como correu/correram/foi/foram/decorreu/ficou o/a/os/as/?|como correu|atraso/atrasos/adiamento/adiada/adiado/atrasar/demora ?|um atraso na/no/nas/nos/da/do|verificar/ver/confirmar ... onde/quando/se ... esta/estao/anda/foi|ta/tao/estao/esta saindo/indo/andando/caminhando/rolando|mexeu/mexeram/mudou/avancou/andou se/alguma/algo ...... ?
conforme/como/segundo previsto/planeado/planejado/combinado/plano/cronograma ?|de acordo com o plano/previsto/cronograma/planeado ?|segundo/conforme o previsto/plano/planeado/cronograma|como previsto/planeado ?|a/em/dentro tempo/do/de ...... prazo/inauguracao/abertura/tempo ?|vamos/estamos/vai/esta ...... tempo/prazo/horario/cronograma/dia ?|corre/correm/correr/correndo/decorre/decorrem/caminha/caminham/caminhando ...... bem/previsto/plano/planeado/normalmente/conforme ?|tudo a/esta/vai ...... ?|tudo correndo/caminhando/andando/certo com/conforme ...... ?
^ e o/a/os/as meu/minha/meus/minhas/nosso/nossa/nossos/nossas _ $ ?|^ e o/a/os/as meu/minha/nosso/nossa _ ... ?|^ e o/a/os/as _ $ ?|^ entao o/a/os/as/esse/essa ... $ ?|que se passa/passou|que e feito/sucede/houve|o que esta/estao a/acontecendo/havendo/ocorrendo|o que acontece/aconteceu/houve/sucede/ocorre|que esta ... acontecer/acontecendo/passar/passando|a acontecer/acontecendo com|como ta/tao/esta/vao/vai/anda/andam/segue/seguem/decorre/corre/caminha/ficou/ficam|em que pe/pes/fase/ponto/estado/etapa/situacao/altura|que pe/fase/ponto/etapa/estado/situacao|quem trata/cuida/acompanha ...... meu/minha/nosso/nossa processo/caso|a quantas
ponto de/da situacao|estado/ponto/andamento/evolucao/situacao atual|estado das/dos/da/do ...... ?|andamento/progresso/evolucao do/da/dos/das|relatorio/reporte/resumo de/do/da/sobre progresso/andamento/situacao/avanco/avancos/evolucao|sobre o/a andamento/estado/situacao/evolucao/progresso|informar/informasse/informe/informem/informassem sobre ...... andamento/estado/situacao/processo/evolucao|ha/houve/tem/existe algum/alguma/algo problema/atraso/impedimento/entrave/dificuldade/errado/evolucao ...... ?|algum problema/atraso/impedimento/entrave com/no/na/? ...... ?|esqueceram/esqueceu/esquecidos/esquecido se/de|foi/foram/fomos/ficou/ficaram ...... esquecido/esquecida/esquecidos/gaveta/parado/perdido|proximo/proximos passo/passos|como e que isto/isso/fica/vai/avanca|como avanca/avancamos/seguimos/prosseguimos/continuamos/procedemos|mantem se|o projeto/contrato/data/prazo ... mantem|ainda/sempre abrimos/abre/inauguramos/arrancamos/comecamos/vamos/abrem/entregam ...... ?|continua/esta tudo parado/igual/na/no mesmo|continua/continuam ... parado/parada/parados|isto/isso avanca/anda/mexe
ou nao ?
fundo do tunel|meu/minha/meus/minhas/nosso/nossa _ foi/foram/esta/estao/ainda/ja/vai/continua ...... ?|foi/esta/continua ... meu/minha/nosso/nossa ...... ?|nas vossas/suas maos|manter/cumprir ... data/prazo/prazos
por onde anda/andam|onde anda/andam/para|ainda estao/esta ... a/em|anda/avanca/mexe ... semana ?|isto anda/avanca/mexe|ver/verificar ... por/onde/como|ha/houve alguma coisa
ainda estao/esta a trabalhar/tratar|continuam a trabalhar/tratar|devo/devemos/tenho/temos ... preocupar~|progressos/avancos/progresso/avanco ?|o que falta|a que se deve|motivo do atraso|qual a/o razao/motivo
continua/continuam/esta/estao parado/parada/parados/bloqueado/bloqueada/encravado ...... ?|em que ficou/ficamos/ficaram|esta tudo a|tudo a correr/andar|no que deu|que tal vai/vao/esta/anda|saber/conhecer/sobre/pelo ... estado do/da/de|estado do/da/de/dos/das ... obra/obras/processo/encomenda/pedido/projeto/reclamacao/orcamento
situacao atual|a situacao do/da
avanca/avancam/progride ...... ?|esta/estao ... avancar/avancando/andar/andando ...... ?|o que esta/falta ... bloquear/travar/bloqueando/travando|mantem/mantemos/mantem se ?|continua valido/valida/assim|ainda e assim
como esta/estao/vai/vao/anda/andam/ficou/segue/estamos ... o/a/os/as/nosso/nossa/meu/minha/isso/andamento/projeto/com|como esta/estao/vai/vao/anda/andam|em que pe/ponto/fase/situacao/estado/etapa|qual e o/a ... estado/status/situacao/andamento/ponto|qual o/a ... estado/status/situacao/andamento/ponto/previsao|status do/da/de/dos/das|status ?|ponto de/da situacao|andamento do/da/de|o andamento|andamento ?|onde esta/estao meu/minha/o/a/os/as/nosso/nossa|que e feito|o que aconteceu/houve/se com/passa|a quantas anda/andam|continua/continuam/estamos/seguimos/esta ... dentro/de/no do/pe/prazo/previsto|dentro do prazo|no prazo ?|a par ... do/da/de/?`,
	news: `
sabem/sabe/sabes/sabe mais/se
precisava/preciso/precisamos/queria ... atualizacao/retorno/posicao/ponto sobre/do/da/de|uma atualizacao sobre/do/da
ha/temos/existe/ja data|ha ja uma
saber de voces/vos/si/ti|em duas palavras|ultima/ultimo coisa/noticia/vez que soube/soubemos/tive
novidades/novidade/noticias/noticia/atualizacao/atualizacoes/update/info/informacao/retorno/feedback/posicao/previsao/evolucao sobre/do/da/de/dos/das/no/na/quanto/acerca/relativamente ...... ?|alguma/algum/algo novidade/noticia/posicao/previsao/atualizacao/retorno/avanco/sobre/resposta ...... ?|novidades/noticias/retorno/posicao ?|ja se sabe/soube|se sabe alguma/algo/algum/quando|sabe/sabem/soube/souberam alguma/algo ...... ?|alguma coisa do/da/sobre/nova|ha/houve ... evolucao/novidade/decisao/resposta/desenvolvimento/desenvolvimentos ...... ?|ser/sermos/ficar/estar/manterem/mantermos/mantidos/mantido ... par/informado/informados/informada/corrente|a par do/da/de/dos/das|a par ?|mantidos/mantido ao/a/informados/informado/par|dar/dao/da/deem/de/mandar/mandem/mande/enviar/passar me/nos/um/uma ... retorno/ponto/posicao/atualizacao/noticias/novidades/previsao/update/feedback|me/nos da/de/deem/passa/passe/passem/manda/mande um/uma retorno/posicao/atualizacao/previsao/update/novidades|vossas/suas/tuas noticias|noticias vossas/suas/tuas
algo de novo|alguma coisa nova
ultimas noticias/novidades|ideia ...... quando/data|ja se pode/sabe ...... ?
houve/ha/algum/alguma/existe ... desenvolvimento/desenvolvimentos/evolucao/movimento/avanco ...... ?|mantenham/mantenha/manter/manterem/mantem/manterem ... informado/informada/informados/par/corrente
data para/da/de a/o/entrega|tem/temos/ha/existe ... data ...... ?|sabem/sabe/sabes mais
alguma/ha/houve/tem/temos/sem/tens/alguma/teve/tiveram ... novidade/novidades/noticia/noticias/atualizacao/atualizacoes/retorno|novidades/noticias ?|ja ha/tem/temos/existe/existem ... novidades/noticias/alguma/data/resposta/previsao/retorno|algo novo|alguma coisa nova|uma atualizacao|algum/um retorno/feedback|alguma/ha posicao/resposta/previsao|dar/darem/deem/de me/nos ... noticias/novidades/retorno|me atualizar/atualize|me manter|ponto da situacao|um posicionamento|posicao sobre|teria/teriam/tera novidades/noticias`,
	when: `
contar com os/as/o/a ...... ?|quando o/os/a/as ... ?|estimativa de/do/para
quando volta/voltam/regressa/passa|volta/voltam/vem/chega/chegam/passa quando|avisem/avise/avisa/avisa ... assim/quando/logo
se o/a/os/as/meu/minha/nosso/nossa ...... chega/chegam/chegara/chegarao/fica/ficam/ficara/pronto/pronta/prontos/prontas/vem/vira/sai/saira/estara|quer/querem/precisa/pergunta/perguntam/perguntando ... saber/se/quando ...... se/quando/como/em|pergunta/perguntam/perguntando ... se/quando/por/?|ja ta/esta perguntando/perguntar/a
quando ...... afinal/finalmente|vem/fica/chega/sai/vai quando ?|quando ?|para quando|quando contam/preveem/preve/pretendem/pretende/estimam/estima/pensam/pensa/calculam/acham/vem/vao/teremos/abrimos/sai/saem/entregam/levantam/buscam/recolhem/instalam|data aproximada/estimada/prevista/provavel/concreta/definitiva|uma/alguma/ainda/a data ... para/do/da|nao temos/ha data|previsao ?|uma previsao|tempo/prazo ... resta/restante/falta|que prazo|em que/qual prazo|esta/este semana/mes ?|antes/ate do/ao/a natal/verao/ferias/sexta/final ?|data ... fim/conclusao/entrega/inicio
contar convosco/consigo ?|contar com voces ?|saberemos/saberei/sabemos finalmente
quando e/esta/estao/estara/estarao/estiver/chega/chegam/chegara/vai/vao/vou/vamos/recebo/recebemos/receberei/receberemos/terei/teremos/posso/podemos/poderei/poderemos/poderiamos/comeca/comecam/comecara/fica/ficam/ficara/ficarao/sera/serao/devo/devemos/pretendem/preve/preveem/contam/pensam/termina/terminam/sai/saira/vem/virao/podem/entregam/enviam/tem/teriamos/sabemos|quando ... ?|quando ?|para quando|ate quando|qual a/e data/prazo/previsao|qual e o prazo|qual o prazo|previsao de/para/da/do|que dia|em que data/dia|data de/da/prevista entrega/conclusao/inicio/para/instalacao|data prevista|saber quando|dizer quando|informar quando|a que horas|que horas`,
	howLong: `
muito/mais tempo ?|ainda fica/ficam/vai/vao ...... ?
falta/faltam/faltara muito/pouco/para/tempo ?|falta muito|quanto ... falta/tempo/demora|ainda/vai/vao demora/demorar/levar/faltar ...... ?|demora/demoram/leva ... muito/ainda ?|ainda ...... longe/muito ?
quanto tempo/falta/demora/demorara/tempo/leva|quantos dias/meses|quantas semanas/horas|falta/faltara muito|tanto tempo|demora/demorando/demorar/demorado ... tanto/muito/demais|vai demorar|ainda demora`,
	done: `
nao iam/ia mandar/enviar/~ar|esta/estao ... a caminho ?|a caminho ?
finalmente/afinal ...... ?|deu/correu/deram certo/bem ...... ?|chegou/chegaram/saiu/sairam/veio/vieram/passou/terminou/aprovou/assinou/houve/ficou ...... ?|pronunciou/decidiu/respondeu se ...... ?
acabaram/acabou/acabaste/terminaram/terminou/enviaram/enviou/mandou/mandaram/encomendou/encomendaram/falou/falaram/ligou/ligaram/comecaram/comecou/receberam/recebeu/prepararam/conseguiu/conseguiram ...... ?|estao/esta/ta/tao ... prontos/pronto/pronta/prontas ...... ?
quantos/quantas/quanto ...... ja ...... ?|vem/vai/vira/passa/vao alguem/hoje/amanha/vir/passar ...... ?|alguem vem/vai/vira/passa ...... ?|esta/estao ... na/no/em grafica/oficina/producao/transito/caminho/tribunal ...... ?|lhe/vos/te escreveu/respondeu/ligou/contactou ...... ?
o/a/os/as ...... ~ou/~eu/~iu/~aram/~eram/~iram/saiu/veio ...... ?|o/a/os/as ...... ja/foi/foram/esta/estao ~ou/~eu/~iu/~ado/~ada/~ido/~ida/~ados/~adas/~idos/~idas/pronto/pronta/entregue/seco/aceite ...... ?|ja ~ou/~eu/~iu/~aram/~eram/~iram/~ado/saiu/veio ...... ?|foi/foram ... ~ado/~ada/~ados/~adas/~ido/~ida/~idos/~idas/entregue/aceite/aceita/pago/feito/posto $ ?|foi/foram o/a/os/as/meu/minha/nosso/nossa ...... ~ado/~ada/~ido/~ida/entregue ?|ja foi/foram/esta/estao/ha/houve/saiu/tem/temos/deu/pode/se ...... ?|houve/ha/saiu ... decisao/sentenca/resposta/despacho/aprovacao/acordo/resultado ...... ?
conseguiram/conseguiu/conseguiste/puderam/deu/deram/lograram ~ar/~er/~ir/tempo ...... ?|voce/voces/vc/vcs ... ja/conseguiu/conseguiram/tem/terminou/terminaram/mandou/enviou ...... ?|sempre vem/vao/abre/abrem/chega/avanca/fica ...... ?|confirmam/confirma/confirmar/confirmem/confirme que/se ...... entrega/data/prazo/cumprida/cumprido/mantem/chega|vai/vao ser ~ado/~ada/~ido/~ida ...... ?|saber/dizer/ver/perguntar/confirmar/sabem/sabe/perguntar se ...... ja/foi/foram/passou/veio/chegou/saiu/recebeu/respondeu/entrou/aprovou|sabe/sabem ... se ...... ja/foi/recebeu/chegou|se o/a/os/as ...... ~ou/~eu/~iu/~aram/~eram|foi/esta/ficou/ja resolvido/resolvida/arranjado/arranjada/corrigido/tratado/reparado/seco|secou|ja secou
^ ja _ o/a/os/as/com/de/ao/algum/alguma ...... ?|o/a/os/as ...... ja ...... ?|chega/chegam/vem ... antes/ate ...... ?
tiveram/teve/tem ... resposta/noticias/retorno ...... ?
chegou/chegaram/saiu/entrou ...... ?|foi/foram atribuido/atribuida/registado/registada ...... ?
ja se/foi/foram/esta/estao/tem/ha/houve/chegou/chegaram/saiu/conseguiram/conseguiu/receberam/falaram/falou/temos/podem/pode/sabem/sabe ... ?|conseguiram/conseguiu ...... ?
foi/foram/ja/esta/estao ...... encomendado/encomendada/enviado/enviada/reparado/reparada/assinado/assinada/publicado/publicada/instalado/instalada/entregue/resolvido/resolvida/aprovado/aprovada/corrigido/corrigida/tratado/tratada/pintado/pintada/concluido/concluida ?|conseguiu/conseguiram/conseguiste ...... ?
confirmado/confirmada/confirmados/confirmadas ...... ?|confirmado/confirmada ?|esta/foi/estao/foram confirmado/confirmada/confirmados/confirmadas ?|teve/tiveram/tiveste/tem ... oportunidade/ocasiao/tempo/hipotese
teremos/terei/receberemos/receberei ...... ?|alguem ... tratar/tratando/trabalhar/trabalhando/ocupar/cuidando/ver|em curso/andamento/tratamento ?|esta/estao ... tratar/tratado/tratada
vem/vira/virao/chega/chegam ...... amanha/hoje/mesmo ...... ?|sempre vem/chega/chegam|foram/foi ... encomendadas/encomendada/aprovado/aprovada/pedido/pedida/enviado ...... ?
ja esta/estao/foi/foram/tem/chegou/chegaram/saiu/enviou/enviaram/conseguiu/conseguiram/conseguiste/terminou/terminaram/teve/tiveram/ficou/ficaram/podemos/comecaram/receberam/recebeu/decidiram ... ?|esta/estao/fica/ficou/estara/ficara/vai ... pronto/pronta/prontos/prontas/terminado/concluido/concluida/feito/feita ?|conseguiu/conseguiram/conseguiste ... ?|se ja|se esta/estao/ficou ... pronto/pronta/prontos/prontas/concluido/concluida|mantem/mantemos se ... ?|mantem ... data/prazo|foi/foram ... enviado/enviada/aprovado/aprovada/concluido/feito/feita/despachado/encomendado/encomendada/entregue ?|continua/continuam ... de/previsto/marcado/marcada/pe ?`,
	waiting: `
nenhum progresso/avanco|progresso/avanco nenhum|sinal vosso/seu
nao vieram/veio/apareceram/passaram/tem vindo|liguei/ligamos/telefonei/escrevi/mandei ...... vezes|mandam/manda/mandaram me/nos ... esperar|sempre esperar|enrolando|enrolado|empurrando
nenhum/nenhuma ...... chegou/recebi/recebemos
ninguem ... desde/atende/aparece/apareceu/trabalha/diz/responde/sabe/obra/veio|nao ... aparece/apareceu/vem/veio/atende/responde ninguem|nao aparece/ha ninguem|continuo/continuamos/estou/estamos ... sem/aguardar/espera/aguardando/esperando|sem resposta/retorno/noticias/saber/novidades|nao ... tivemos/tive/obtive/recebi/houve ... mais/noticias/resposta/retorno|nao ... noticias/retorno/resposta ... vossas/suas/desde|as escuras/cegas|no escuro|ter/tido qualquer/nenhum/nenhuma/sem retorno/resposta/noticia/contacto/contato|estranho/estranhamos/surpreende/preocupa/estranha ... nao/silencio/que|nao ter/termos tido/recebido/obtido|aguardo/aguardamos/esperamos/espero ... vosso/vossa/vosso/sua/seu/retorno/resposta|ate agora/hoje nada|nada andou/mexeu/avancou/aconteceu/mudou|nada ... desde|nao andou/mexeu/avancou/vi ...... nada|continua tudo/parado|ligo/ligamos/telefono/telefonamos ...... ninguem/atende/resposta/atendem|silencio|letra morta|a espera ha/desde
tarda/tardam/demora/demoram em/a chegar|faz/fazem se esperar|agora nada|momento nada
ainda espero/esperamos|ainda estou/estamos a espera
sinal/sinais de vida|nem uma palavra|nao apareceu/aparecer/apareceram|a espera do/da/de/que
preocupado/preocupada/preocupados/preocupar|este/vosso/tanto silencio|nunca mais me/nos/se|nunca ...... ligou/ligaram/respondeu/responderam|nao ter/tendo recebido ... resposta/nada/noticias
minha/nossa paciencia|o tempo urge|impaciente/impacientes|a data esta/aproxima
no ar ...... obra/projeto/processo|as escuras|em suspenso
esqueceram/esqueceu/esquecido se|esqueceram/esqueceu de|nao se ... mexeu/avancou/fez/mudou|nada ... mexeu/avancou/mudou|parado/parada/parados desde/ha
tento/tentando/tentar/tentamos/tentei ... falar/contactar/contatar/ligar|nao consigo/conseguimos ... falar/contactar/contatar|nao atendem|ninguem atende
nao chegou nada|nada de voces/vos|nao sei/sabemos/soube ... nada|sem resposta
ainda/continuo/continuamos/estou/estamos/sigo/fico/ficamos/permaneco ... espera/esperando/aguardo/aguardar/aguardando/aguardamos/esperar|aguardo/aguardamos ... resposta/retorno/noticias/sua/vossa/o/a/ha/desde|a/no aguardo|a espera de/da/do|aguardando ... resposta/retorno/desde/o/a/ha|ninguem ... ligou/respondeu/veio/contactou/contatou/apareceu/disse/me/nos/retornou/atende|nao ... tive/tivemos/recebi/recebemos/obtive/obtivemos/tenho/temos ... resposta/retorno/noticias/noticia/novidades/qualquer/nenhuma|nao soube/soubemos/sei/sabemos ... nada/mais|sem resposta/retorno/noticias/qualquer/novidades|nenhuma resposta/noticia/novidade|nenhum retorno/contato/contacto`,
	notYet: `
ate a data|nao me/nos chegou nenhum/nenhuma/nada
ainda/me nao/ainda chegou|nao ... chegou/chegaram/vi/vimos/entrou nada/ainda|aqui nao|nao vi/vimos/vejo/vemos ... nada/ainda|ainda nada|salvo erro|nao me/nos chegou
falta me/nos|falta/faltam ainda|ainda falta/faltam
ainda nao|nao ... ainda|ate agora/hoje/momento/data ... nao/nada/nenhuma/nenhum|continua/continuam/continuo/continuamos/segue/seguimos/sigo sem|nao chegou/chegaram/recebi/recebemos/apareceu|nunca chegou/recebi|nada ainda|pendente/pendentes|ainda falta`,
	overdue: `
disseram/disse/disseste que ~avam/~ava/~iam/~ia
ja devia/deviam/deveria/deveriam/era|ficou/ficaram de
ficou/ficaram/ficaste de|prometeu/prometeram/disse/disseram/garantiu/garantiram/falou/falaram me/nos|me/nos prometeu/prometeram/disse/disseram/garantiu/garantiram|segundo/conforme o/a ...... saia/saiam/chegava/chegavam/terminava/comecava/ia/iam/devia/estaria/sairia|saia/chegava/terminava/sairia/chegaria na/no/a/em segunda/terca/quarta/quinta/sexta/dia|ha/faz um/uma/dois/duas/tres/quatro/quinze/dez/#/varias/varios ... dias/semanas/mes/meses/semana|ha/faz ...... que|o prazo/data ... acabar/acabou/terminou/passou/acaba/expirou|prazo ... acabar|ia/iam/devia/deviam/deveria/tinha/tinham ... me/ligar/enviar/vir/entregar/~ar/~er
me/nos ia/iam/devia/deviam
falaram nos/me
estava/estavam anunciada/anunciado/anunciados|me/nos prometeram/prometeu/disseram/disse
estava/estavam ... prevista/previsto/prometida/prometido/marcado/marcada|segundo o/a vosso/vossa/seu/sua ...... devia/deviam/ia/iam|ficou/ficaram ... de me/nos|ficou/ficaram de
devia/deviam/deveria/deveriam ter/estar ... chegado/pronto/pronta/vindo/sido/passada/passado/enviado/ligado
passou/passaram ... semana/semanas/dias/mes/meses|disseram nos/me|foi/fui nos/me dito
ficou/ficaram/ficaste/combinaram de/em/que|tinham/tinha/haviam anunciado/prometido/dito|iam/ia enviar/mandar/ligar/vir
disse/disseram/disseste/prometeu/prometeram/prometeste/garantiu/garantiram/ficou/ficaram/combinou ... que/de/me/ate/para/enviar/ligar/mandar|tinha/tinham/havia/haviam ... dito/prometido/ficado/combinado/garantido|me/nos disseram/prometeram|devia/deviam/deveria/deveriam/era/eram/ia/iam ... ter/estar/chegar/ser/para/receber/ligar/enviar/vir/comecar/entregar/chegado/estado|estava/estavam previsto/prevista/previstos/prometido/prometida/combinado|ha/faz ... semanas/dias/meses/semana/mes|atraso/atrasado/atrasada/atrasados|porque/porque/por que ... atraso/demora/tanto/nao|ja devia|ja deveria|passou do prazo|prazo ... passou/expirou`,
	reminder: `
permita me/nos ... lembrar/recordar|permito me lembrar/recordar|so/apenas para saber
insisto|insistir|insist~|desculpa/desculpe/desculpem ... insistir/insistencia/incomodo/insisto|volto/voltamos ao assunto/tema/vosso|terceira/segunda/enesima/quarta vez|lembrete|saberia/saberiam/saberias ... dizer/me/se|queria/gostaria/gostava/gostavamos/gostariamos/queriamos ... saber/perceber/entender/perguntar|exijo/exigimos saber|agradecia/agradeciamos/agradeceria ... que me/nos/informasse/informassem|solicito/solicitamos/peco/pedimos ... que me/nos/indiquem/informem/informe/indique|pergunta rapida|so queria/gostava saber|vao/vai perguntar ...... obras/projeto|na semana passada pedi
precisamos/preciso/temos/tenho ... saber ...... se/quando
volto/voltamos ao/a ... contacto/contato/escrever/insistir
agradecia/agradeciamos/agradeceria/agradeco ... resposta/noticias/retorno/feedback
lembrete|lembrar/relembrar ... que/de/da/do/o/a|volto/voltamos a ... contactar/escrever/perguntar/insistir/contatar/entrar|insisto/insistir|gostaria/gostava/gostariamos/queria/queriamos/gostavamos ... saber/perguntar/ter/confirmar/consultar ... se/como/quando/em/o/qual/novidades/noticias/do/da/sobre|poderia/poderiam/podia/podiam/pode/podem/podes/podias/consegue/conseguem ... dizer/informar/indicar/confirmar/atualizar/dar/verificar/me ... quando/se/como/em/o/sobre/qual/a/uma/do/da/de|meu/minha/nosso/nossa ultimo/ultima/email/mensagem anterior/email/mensagem|recebeu/receberam/viu/viram o/a meu/minha/nosso/nossa/email/mensagem|segunda/terceira vez|novamente|mais uma vez|sabe/sabem/sabes ... quando/se/como/onde|pergunto/perguntar/perguntava ... se/como/quando/pelo/pela`,
	settled: `
boletim|newsletter|estarei/estou ausente|fora do escritorio|novas/novidades ai/por/em do/de _ $|marcar/tomar um/uma cafe/cerveja/copo|boas festas|nao ha/tem pressa
nao precisam/precisa/preciso ... responder|so para informacao/conhecimento|para vosso/seu conhecimento|para vossa/sua informacao
entao espero/esperamos/aguardo|espero/aguardo a sua/tua chamada/visita/ligacao
obrigado/obrigada/obrigados/agradeco ... pela/pelo/por/a/o ... atualizacao/resposta/informacao/retorno/aviso/informar/avisar/noticias/novidades/esclarecimento|obrigado/obrigada por ... informar/avisar/responder|sem pressa|nao ha/tem/tenho pressa|nao e urgente|com calma|quando puder/puderem/puderes/tiver/tiverem/der/tiveres|perfeito|de acordo|tudo certo|otimo|esta otimo`,
	arranging: `
param/para para almocar|hora ... almocar|confirmar a reuniao|quanto tempo se conserva/conservam
ja tem/tens planos/compromisso/compromissos/programa|esperem/espere/espera por favor|tem/tens ... planos/compromissos
vamos marcar um/uma
melhor altura/momento
a partir de quando|desde quando|deixei/esqueci me do/da|deixei ... no/na
quando ...... reuniao/garantia/vence/caduca/fecha/fecham/abre/abrem/vemos/pagar|quanto dura|quanto tempo dura|quando termina o contrato/a
quando quer/querem/queres/quereis|quando e preciso/necessario|prazo ...... devolver/pagar/devolucao/reclamar|onde posso/podemos|onde fica/ficam o/a|estacionar
quando lhe/lhes/te/vos ... da/convem/jeito|quando podemos/poderiamos/podiamos/posso/pode/seria/esta/estao/tem/teria/quer/querem/nos ... reunir/encontrar/falar/ligar/passar/conversar/disponivel/disponiveis/aberto/aberta/abertos/livre/vermos/buscar/visitar/levantar/tempo/disponibilidade|horario/horarios de/?|a que horas ... abrem/fecham/abre/fecha|que horas ... abrem/fecham/abre/fecha/da|quando abrem/fecham/abre|marcar/agendar ... reuniao/chamada/hora/visita/consulta/call|que dia ... convem/da/prefere/preferem/jeito/melhor/pode|para quando precisa/precisam/precisas/e|ate quando ... preciso/precisamos/devo/devemos/tenho/temos/posso/podemos/precisa/precisam/valido/valida|quando devo/devemos/tenho/temos/preciso ... que/de/pagar/enviar/entregar|quanto tempo ... valido/valida/garantia|quando precisa/precisam`,
	ours: `
ainda nao nos/me convence/agrada
minha/meu/nosso/nossa/o/a mulher/marido/esposa/esposo/chefe/filho/filha/socio/socia/banco/mae/pai ...... ainda nao
informou/informaram/comunicou/comunicaram/disse/disseram/confirmou/avisou nos/me ... que|nos/me informou/comunicou/disse/confirmou/avisou/informaram que
depois dizemos/avisamos/digo/aviso|ja dizemos/avisamos|logo dizemos
ainda nao voltei/voltamos/decidi/decidimos/escolhi/escolhemos/assinei/assinamos/li/vi|estamos/estou/vamos ... atrasados/atrasado/atrasada
nao assinamos/assinei/decidimos/decidi/pagamos/paguei/escolhemos|nao ... assinamos/decidimos/pagamos/escolhemos|fazemos/faremos/faco isso
em/segue/seguem anexo|anexo/anexos ... o/a/os/as/segue/envio|seguem/segue em|envio/enviamos/enviarei/mando/mandarei/confirmo ... lhe/vos/te/em/o/a/ate/amanha/hoje|vou/vamos/irei ... enviar/mandar/confirmar/avisar/pagar/assinar|ja paguei/assinei/enviei/transferi|estamos/estou ... espera/aguardar/esperando ... banco/camara/prefeitura/licenca/arquiteto/marido/mulher|da nossa/minha parte|pela nossa/minha parte`,
	howTo: `
explicar/mostrar me/nos/como como|explicar/mostrar como
conserva/conservam|quanto tempo se/dura/duram/aguenta|ainda trabalha/trabalham ai/com/na/no|acham/acha de
diferenca entre
anotou/anotaram/apontou/registou|por que motivo/razao ...... fatura/orcamento/rubrica/preco|por que/porque ...... fatura/orcamento/preco|esta/estao incluido/incluida/incluidos/incluidas|incluido/incluida/inclui ...... preco/orcamento|preco ...... inclui/incluido|e/sao ... obrigatorio/obrigatoria/possivel/necessario/necessaria/normal/gratis/gratuito/proposito ?|pode/podem ser ~ado/~ada/feita/feito
mandar/enviar me/nos ... tabela/lista/catalogo
dar me/nos as medidas/dimensoes|de quanto em quanto|em nome de quem
normalmente/habitualmente ?|em geral ?|costuma/costumam|se podem/poderiam/pode/poderia ... acrescentar/fazer/mudar/recomendar/oferecer
saber se ... tambem
como posso/podemos/faco/fazemos/se/funciona/devo/e/fazer|quanto custa/custam/custaria/fica/ficaria/e/seria/cobram|qual e/o/seria ... preco/custo/valor|quero/queremos/queria/gostaria/gostava ... encomendar/pedir/alterar/mudar/cancelar/reservar/acrescentar/comprar/contratar|poderia/podia/pode/podem/poderiam ... enviar/fazer ... orcamento/fatura`,
}

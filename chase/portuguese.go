package chase

var portuguese = tongue{
	state: `
ou nao ?
fundo do tunel|meu/minha/meus/minhas/nosso/nossa _ foi/foram/esta/estao/ainda/ja/vai/continua ...... ?|foi/esta/continua ... meu/minha/nosso/nossa ...... ?|nas vossas/suas maos|manter/cumprir ... data/prazo/prazos
por onde anda/andam|onde anda/andam/para|ainda estao/esta ... a/em|anda/avanca/mexe ... semana ?|isto anda/avanca/mexe|ver/verificar ... por/onde/como|ha/houve alguma coisa
ainda estao/esta a trabalhar/tratar|continuam a trabalhar/tratar|devo/devemos/tenho/temos ... preocupar~|progressos/avancos/progresso/avanco ?|o que falta|a que se deve|motivo do atraso|qual a/o razao/motivo
continua/continuam/esta/estao parado/parada/parados/bloqueado/bloqueada/encravado ...... ?|em que ficou/ficamos/ficaram|esta tudo a|tudo a correr/andar|no que deu|que tal vai/vao/esta/anda|saber/conhecer/sobre/pelo ... estado do/da/de|estado do/da/de/dos/das ... obra/obras/processo/encomenda/pedido/projeto/reclamacao/orcamento
situacao atual|a situacao do/da
avanca/avancam/progride ...... ?|esta/estao ... avancar/avancando/andar/andando ...... ?|o que esta/falta ... bloquear/travar/bloqueando/travando|mantem/mantemos/mantem se ?|continua valido/valida/assim|ainda e assim
como esta/estao/vai/vao/anda/andam/ficou/segue/estamos ... o/a/os/as/nosso/nossa/meu/minha/isso/andamento/projeto/com|como esta/estao/vai/vao/anda/andam|em que pe/ponto/fase/situacao/estado/etapa|qual e o/a ... estado/status/situacao/andamento/ponto|qual o/a ... estado/status/situacao/andamento/ponto/previsao|status do/da/de/dos/das|status ?|ponto de/da situacao|andamento do/da/de|o andamento|andamento ?|onde esta/estao meu/minha/o/a/os/as/nosso/nossa|que e feito|o que aconteceu/houve/se com/passa|a quantas anda/andam|continua/continuam/estamos/seguimos/esta ... dentro/de/no do/pe/prazo/previsto|dentro do prazo|no prazo ?|a par ... do/da/de/?`,
	news: `
algo de novo|alguma coisa nova
ultimas noticias/novidades|ideia ...... quando/data|ja se pode/sabe ...... ?
houve/ha/algum/alguma/existe ... desenvolvimento/desenvolvimentos/evolucao/movimento/avanco ...... ?|mantenham/mantenha/manter/manterem/mantem/manterem ... informado/informada/informados/par/corrente
data para/da/de a/o/entrega|tem/temos/ha/existe ... data ...... ?|sabem/sabe/sabes mais
alguma/ha/houve/tem/temos/sem/tens/alguma/teve/tiveram ... novidade/novidades/noticia/noticias/atualizacao/atualizacoes/retorno|novidades/noticias ?|ja ha/tem/temos/existe/existem ... novidades/noticias/alguma/data/resposta/previsao/retorno|algo novo|alguma coisa nova|uma atualizacao|algum/um retorno/feedback|alguma/ha posicao/resposta/previsao|dar/darem/deem/de me/nos ... noticias/novidades/retorno|me atualizar/atualize|me manter|ponto da situacao|um posicionamento|posicao sobre|teria/teriam/tera novidades/noticias`,
	when: `
contar convosco/consigo ?|contar com voces ?|saberemos/saberei/sabemos finalmente
quando e/esta/estao/estara/estarao/estiver/chega/chegam/chegara/vai/vao/vou/vamos/recebo/recebemos/receberei/receberemos/terei/teremos/posso/podemos/poderei/poderemos/poderiamos/comeca/comecam/comecara/fica/ficam/ficara/ficarao/sera/serao/devo/devemos/pretendem/preve/preveem/contam/pensam/termina/terminam/sai/saira/vem/virao/podem/entregam/enviam/tem/teriamos/sabemos|quando ... ?|quando ?|para quando|ate quando|qual a/e data/prazo/previsao|qual e o prazo|qual o prazo|previsao de/para/da/do|que dia|em que data/dia|data de/da/prevista entrega/conclusao/inicio/para/instalacao|data prevista|saber quando|dizer quando|informar quando|a que horas|que horas`,
	howLong: `
quanto tempo/falta/demora/demorara/tempo/leva|quantos dias/meses|quantas semanas/horas|falta/faltara muito|tanto tempo|demora/demorando/demorar/demorado ... tanto/muito/demais|vai demorar|ainda demora`,
	done: `
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
falta me/nos|falta/faltam ainda|ainda falta/faltam
ainda nao|nao ... ainda|ate agora/hoje/momento/data ... nao/nada/nenhuma/nenhum|continua/continuam/continuo/continuamos/segue/seguimos/sigo sem|nao chegou/chegaram/recebi/recebemos/apareceu|nunca chegou/recebi|nada ainda|pendente/pendentes|ainda falta`,
	overdue: `
me/nos ia/iam/devia/deviam
falaram nos/me
estava/estavam anunciada/anunciado/anunciados|me/nos prometeram/prometeu/disseram/disse
estava/estavam ... prevista/previsto/prometida/prometido/marcado/marcada|segundo o/a vosso/vossa/seu/sua ...... devia/deviam/ia/iam|ficou/ficaram ... de me/nos|ficou/ficaram de
devia/deviam/deveria/deveriam ter/estar ... chegado/pronto/pronta/vindo/sido/passada/passado/enviado/ligado
passou/passaram ... semana/semanas/dias/mes/meses|disseram nos/me|foi/fui nos/me dito
ficou/ficaram/ficaste/combinaram de/em/que|tinham/tinha/haviam anunciado/prometido/dito|iam/ia enviar/mandar/ligar/vir
disse/disseram/disseste/prometeu/prometeram/prometeste/garantiu/garantiram/ficou/ficaram/combinou ... que/de/me/ate/para/enviar/ligar/mandar|tinha/tinham/havia/haviam ... dito/prometido/ficado/combinado/garantido|me/nos disseram/prometeram|devia/deviam/deveria/deveriam/era/eram/ia/iam ... ter/estar/chegar/ser/para/receber/ligar/enviar/vir/comecar/entregar/chegado/estado|estava/estavam previsto/prevista/previstos/prometido/prometida/combinado|ha/faz ... semanas/dias/meses/semana/mes|atraso/atrasado/atrasada/atrasados|porque/porque/por que ... atraso/demora/tanto/nao|ja devia|ja deveria|passou do prazo|prazo ... passou/expirou`,
	reminder: `
precisamos/preciso/temos/tenho ... saber ...... se/quando
volto/voltamos ao/a ... contacto/contato/escrever/insistir
agradecia/agradeciamos/agradeceria/agradeco ... resposta/noticias/retorno/feedback
lembrete|lembrar/relembrar ... que/de/da/do/o/a|volto/voltamos a ... contactar/escrever/perguntar/insistir/contatar/entrar|insisto/insistir|gostaria/gostava/gostariamos/queria/queriamos/gostavamos ... saber/perguntar/ter/confirmar/consultar ... se/como/quando/em/o/qual/novidades/noticias/do/da/sobre|poderia/poderiam/podia/podiam/pode/podem/podes/podias/consegue/conseguem ... dizer/informar/indicar/confirmar/atualizar/dar/verificar/me ... quando/se/como/em/o/sobre/qual/a/uma/do/da/de|meu/minha/nosso/nossa ultimo/ultima/email/mensagem anterior/email/mensagem|recebeu/receberam/viu/viram o/a meu/minha/nosso/nossa/email/mensagem|segunda/terceira vez|novamente|mais uma vez|sabe/sabem/sabes ... quando/se/como/onde|pergunto/perguntar/perguntava ... se/como/quando/pelo/pela`,
	settled: `
nao precisam/precisa/preciso ... responder|so para informacao/conhecimento|para vosso/seu conhecimento|para vossa/sua informacao
entao espero/esperamos/aguardo|espero/aguardo a sua/tua chamada/visita/ligacao
obrigado/obrigada/obrigados/agradeco ... pela/pelo/por/a/o ... atualizacao/resposta/informacao/retorno/aviso/informar/avisar/noticias/novidades/esclarecimento|obrigado/obrigada por ... informar/avisar/responder|sem pressa|nao ha/tem/tenho pressa|nao e urgente|com calma|quando puder/puderem/puderes/tiver/tiverem/der/tiveres|perfeito|de acordo|tudo certo|otimo|esta otimo`,
	arranging: `
melhor altura/momento
a partir de quando|desde quando|deixei/esqueci me do/da|deixei ... no/na
quando ...... reuniao/garantia/vence/caduca/fecha/fecham/abre/abrem/vemos/pagar|quanto dura|quanto tempo dura|quando termina o contrato/a
quando quer/querem/queres/quereis|quando e preciso/necessario|prazo ...... devolver/pagar/devolucao/reclamar|onde posso/podemos|onde fica/ficam o/a|estacionar
quando lhe/lhes/te/vos ... da/convem/jeito|quando podemos/poderiamos/podiamos/posso/pode/seria/esta/estao/tem/teria/quer/querem/nos ... reunir/encontrar/falar/ligar/passar/conversar/disponivel/disponiveis/aberto/aberta/abertos/livre/vermos/buscar/visitar/levantar/tempo/disponibilidade|horario/horarios de/?|a que horas ... abrem/fecham/abre/fecha|que horas ... abrem/fecham/abre/fecha/da|quando abrem/fecham/abre|marcar/agendar ... reuniao/chamada/hora/visita/consulta/call|que dia ... convem/da/prefere/preferem/jeito/melhor/pode|para quando precisa/precisam/precisas/e|ate quando ... preciso/precisamos/devo/devemos/tenho/temos/posso/podemos/precisa/precisam/valido/valida|quando devo/devemos/tenho/temos/preciso ... que/de/pagar/enviar/entregar|quanto tempo ... valido/valida/garantia|quando precisa/precisam`,
	ours: `
depois dizemos/avisamos/digo/aviso|ja dizemos/avisamos|logo dizemos
ainda nao voltei/voltamos/decidi/decidimos/escolhi/escolhemos/assinei/assinamos/li/vi|estamos/estou/vamos ... atrasados/atrasado/atrasada
nao assinamos/assinei/decidimos/decidi/pagamos/paguei/escolhemos|nao ... assinamos/decidimos/pagamos/escolhemos|fazemos/faremos/faco isso
em/segue/seguem anexo|anexo/anexos ... o/a/os/as/segue/envio|seguem/segue em|envio/enviamos/enviarei/mando/mandarei/confirmo ... lhe/vos/te/em/o/a/ate/amanha/hoje|vou/vamos/irei ... enviar/mandar/confirmar/avisar/pagar/assinar|ja paguei/assinei/enviei/transferi|estamos/estou ... espera/aguardar/esperando ... banco/camara/prefeitura/licenca/arquiteto/marido/mulher|da nossa/minha parte|pela nossa/minha parte`,
	howTo: `
mandar/enviar me/nos ... tabela/lista/catalogo
dar me/nos as medidas/dimensoes|de quanto em quanto|em nome de quem
normalmente/habitualmente ?|em geral ?|costuma/costumam|se podem/poderiam/pode/poderia ... acrescentar/fazer/mudar/recomendar/oferecer
saber se ... tambem
como posso/podemos/faco/fazemos/se/funciona/devo/e/fazer|quanto custa/custam/custaria/fica/ficaria/e/seria/cobram|qual e/o/seria ... preco/custo/valor|quero/queremos/queria/gostaria/gostava ... encomendar/pedir/alterar/mudar/cancelar/reservar/acrescentar/comprar/contratar|poderia/podia/pode/podem/poderiam ... enviar/fazer ... orcamento/fatura`,
}

package kind

import "strings"

// The words of mail programs and of those who set them up, folded: see fold.

// phrases parts a list at line ends and bars.
func phrases(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '\n' })
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// daemons are addresses and names of mail systems, squeezed.
var daemons = set(`mailerdaemon maildaemon mdaemon mailerdaemonsystem maildeliverysubsystem maildeliverysystem maildeliversystem maildeliveryservice
	mailsystem internetmaildelivery postmasterdaemon mailerservice`)

// postmasters are addresses and names behind which a person may sit.
var postmasters = set(`postmaster mailadministrator systemadministrator mailadmin microsoftoutlook exchangeadministrator administrator mailadministration
	interscannotification interscanmss interscanmessagingsecuritysuite mailmaster sysadmin mailmarshal mailsweeper mailgateway mailsystemadministrator`)

// machines are local parts, squeezed, under which nobody writes by hand.
var machines = set(`notification notifications notify notifier alert alerts robot mailrobot mailbot automailer autoresponder autoreply autoresponse
	automated automatic cron crondaemon root nobody daemon newsletter newsletters listserv majordomo mailman sympa uucp www wwwdata apache httpd
	nagios zabbix jenkins buildbot mailer bounce bounces calendarnotification`)

// noReply stands in local parts that nobody reads, squeezed.
var noReply = phrases(`noreply|donotreply|donotrespond|dontreply|noanswer|notreply|unmonitored
nichtantworten|nichtbeantworten|keineantwort|antwortenichtauf
nepasrepondre|nepasreponde|sansreponse|pasdereponse
noresponder|noresponda|norespondas|nocontestar|noconteste|sinrespuesta
naoresponda|naoresponder|nãoresponda|nãoresponder|semresposta
nonrispondere|nonrisponda|senzarisposta
nietbeantwoorden|nietreageren|nietantwoorden|geenantwoord
svarikke|ikkesvar|svarainte|svaraej|eivastata|nieodpowiadaj|neodpovidat|neodpovidejte`)

// answers and forwards are what mail programs put before the subject.
var (
	answers  = phrases(`re:|re :|aw:|antw:|antwort:|rép:|rép :|re[|res:|rif:|r:|rv:|sv:|vs:|odp:|ответ:|ynt:|回复:|答复:`)
	forwards = phrases(`fwd:|fw:|wg:|tr:|tr :|enc:|i:|rv:|doorst:|fs:|vl:|pd:|vb:|videresendt:|weitergeleitet:|reenv:|转发:`)
)

// awaySubjects begin the subjects of automatic answers.
var awaySubjects = phrases(`automatic reply|automated reply|automatic response|automated response|autoreply|auto reply|auto-reply|auto response|auto-response|autoresponse|autoresponder|auto responder
automatic reply from|automatic reply to|automatic response from|automatic response to|auto reply from|auto-reply from|autoreply from|automatically generated reply
out of office|out-of-office|out of the office|out of office reply|out of office autoreply|out of office auto-reply|out of office message|out of office notification|out of office response|ooo reply|ooo autoreply
vacation reply|vacation response|vacation message|vacation notice|vacation autoreply|away from my mail|away from the office|away message|absence notice|on vacation|on holiday|on annual leave
automatische antwort|automatische rückantwort|automatische rückmeldung|automatische abwesenheitsnotiz|automatische abwesenheitsmeldung|automatische nachricht|automatische mitteilung|automatisch generierte antwort|autoantwort|auto-antwort
abwesenheitsnotiz|abwesenheitsmeldung|abwesenheitsnachricht|abwesenheitsbenachrichtigung|abwesenheitsassistent|abwesenheitsinfo|abwesenheitsagent|abwesend|nicht im büro|nicht im haus|außer haus|ausser haus|urlaubsnotiz|urlaubsmeldung|urlaubsvertretung|abwesenheit
réponse automatique|reponse automatique|réponse auto|message automatique|réponse d'absence|notification d'absence|message d'absence|absence du bureau|absent du bureau|absente du bureau|absent(e) du bureau|en dehors du bureau|hors du bureau|avis d'absence|en congé|en congés|en vacances
respuesta automática|respuesta automatica|contestación automática|autorespuesta|auto-respuesta|fuera de la oficina|fuera de oficina|ausente de la oficina|mensaje automático|mensaje de ausencia|ausencia de la oficina|aviso de ausencia|de vacaciones
resposta automática|resposta automatica|resposta de ausência|mensagem automática|mensagem de ausência|ausência temporária|ausência temporaria|fora do escritório|fora do escritorio|ausente do escritório|aviso de ausência|ausência do escritório|em férias|de férias
automatisch antwoord|automatische beantwoording|automatische reactie|automatisch bericht|afwezigheidsbericht|afwezigheidsmelding|afwezigheidsassistent|bericht bij afwezigheid|niet aanwezig|niet op kantoor|afwezig|buiten kantoor|out of office bericht|met vakantie|op vakantie
risposta automatica|risposta automatizzata|risposta di assenza|messaggio automatico|fuori sede|fuori ufficio|fuori dall'ufficio|assente dall'ufficio|assenza dall'ufficio|avviso di assenza|messaggio di assenza|in ferie|assenza
autosvar|automatisk svar|automatiskt svar|automatisk besvarelse|frånvaromeddelande|frånvaro|frånvarande|fraværsbesked|fraværsmelding|fravær|fraværende|ikke til stede|ikke på kontoret|ej på kontoret|inte på kontoret|automaattinen vastaus|poissaoloilmoitus|poissa toimistosta
automatyczna odpowiedź|automatyczna odpowiedz|odpowiedź automatyczna|autoodpowiedź|poza biurem|urlop|nepřítomnost|nieobecność w biurze|automatická odpověď|automaticka odpoved|automatická odpoveď|mimo kancelář|mimo kanceláriu|automatikus válasz|irodán kívül|házon kívül
автоматический ответ|автоответ|автоматична відповідь|автоматичен отговор|нет на месте|в отпуске|răspuns automat|raspuns automat|αυτόματη απάντηση|otomatik yanıt|otomatik cevap|ofis dışında|automatski odgovor|samodejni odgovor|automaatvastus|automātiska atbilde|automatinis atsakymas
自動応答|自動返信|不在通知|不在|自动回复|自動回覆|自动答复|외출 중|자동 회신|자동 응답|부재 중|תשובה אוטומטית|رد تلقائي|trả lời tự động`)

// weakSubjects begin the subjects of people as well: they count with a text
// that says the same.
var weakSubjects = phrases(`auto|ooo|away|absent|absence|vacation|holiday|holidays|annual leave|urlaub|vacances|congés|congé|ausente|ausencia|ausência|vacaciones|férias|ferie|assente|vakantie|semester|ferien`)

// weakWithColon do so alone in an answer: a person's begins with "Re:".
var weakWithColon = phrases(`auto:|ooo:|away:|vacation:|absence:|absent:|abwesend:|afwezig:|assente:|ausente:`)

// absences are what notices of absence say first.
var absences = phrases(`out of the office|out of office|away from the office|away from my desk|away from my email|away from my e-mail|not in the office|not at my desk
i am away|i'm away|i am currently away|i'm currently away|i am on vacation|i'm on vacation|i am currently on|i'm currently on|i am on holiday|i'm on holiday|on annual leave|on parental leave|on maternity leave|on paternity leave|on sick leave|i am on leave|i'm on leave|i will be away|i'll be away|i will be on vacation|i am travelling|i am traveling|currently unavailable|i am unavailable|i'm unavailable|our office is closed|our offices are closed
nicht im büro|nicht im buero|nicht im hause|nicht im haus|außer haus|ausser haus|nicht am arbeitsplatz|nicht erreichbar|nicht zu erreichen|bin abwesend|bin derzeit abwesend|bin zurzeit abwesend|bin momentan abwesend|ich bin im urlaub|ich befinde mich|befinde mich im urlaub|bin zur zeit nicht|bin zurzeit nicht|bin derzeit nicht|bin momentan nicht|bin aktuell nicht|bin bis zum|bin vom|in elternzeit|auf dienstreise|unser büro ist|unser büro bleibt
absent du bureau|absente du bureau|absent(e)|je suis absent|je suis actuellement absent|je serai absent|je suis en congé|je suis actuellement en|je suis en vacances|je suis en déplacement|en dehors du bureau|hors du bureau|je ne suis pas au bureau|en congé maternité|en congé parental|nos bureaux sont fermés|nos bureaux seront fermés
fuera de la oficina|fuera de oficina|estoy ausente|me encuentro ausente|me encuentro fuera|estaré ausente|estaré fuera|estoy de vacaciones|me encuentro de vacaciones|estoy de viaje|no estoy en la oficina|de baja por|nuestras oficinas permanecerán
fora do escritório|estou ausente|estou de férias|estou em férias|encontro-me ausente|encontro-me de férias|estarei ausente|estarei de férias|não estou no escritório|em licença|estou fora
niet op kantoor|niet aanwezig|ik ben afwezig|ben ik afwezig|ik ben met vakantie|ik ben op vakantie|op vakantie|met vakantie|buiten kantoor|momenteel afwezig|ik ben momenteel|ik ben tot|met zwangerschapsverlof|ons kantoor is
fuori ufficio|fuori sede|sono assente|sarò assente|sono in ferie|sarò in ferie|sono fuori|non sono in ufficio|assente dall'ufficio|in congedo|i nostri uffici sono|i nostri uffici resteranno`)

// remedies are what such notices say next: until when, what becomes of the
// mail, whom to turn to.
var remedies = phrases(`until|i will return|i'll return|returning|upon my return|on my return|when i return|when i get back|when i am back|back in the office|be back|will respond|will reply|will get back|will answer|as soon as possible|limited access|no access|not have access|without access|intermittent access|in urgent|for urgent|if urgent|if it is urgent|urgent matters|in my absence|during my absence|during this time|in case of emergency|will not be forwarded|will be forwarded|not be read|please contact
bis zum|bis einschließlich|wieder im büro|wieder erreichbar|wieder zu erreichen|ab dem|zurück|nach meiner rückkehr|in dringenden|bei dringenden|dringende|in meiner abwesenheit|während meiner abwesenheit|meine vertretung|meine kollegin|mein kollege|nicht weitergeleitet|nicht gelesen|wenden sie sich|eingeschränkt
jusqu'au|de retour|à mon retour|en cas d'urgence|pour toute urgence|en mon absence|pendant mon absence|pendant cette période|accès limité|dans les meilleurs délais|veuillez contacter|merci de contacter|vous pouvez contacter
hasta el|a mi regreso|a mi vuelta|regreso el|vuelvo el|de vuelta|en caso de urgencia|para asuntos urgentes|durante mi ausencia|en mi ausencia|acceso limitado|lo antes posible|póngase en contacto|contacte con|contactar con
até o dia|até ao dia|até dia|regresso|ao voltar|no meu retorno|meu regresso|em caso de urgência|assuntos urgentes|durante a minha ausência|na minha ausência|acesso limitado|assim que possível|por favor contacte|entre em contato|entrar em contacto
tot en met|weer aanwezig|weer bereikbaar|weer terug|terug op|bij terugkomst|na mijn terugkeer|bij dringende|voor dringende|in dringende|tijdens mijn afwezigheid|in mijn afwezigheid|beperkt|zo spoedig mogelijk|neem dan contact|kunt u contact|contact opnemen met
fino al|al mio rientro|rientrerò|rientro|di ritorno|in caso di urgenza|per urgenze|per questioni urgenti|durante la mia assenza|in mia assenza|accesso limitato|appena possibile|si prega di contattare|potete contattare|può contattare|rivolgersi a`)

// automatic begin the sentence in which a machine says that it is one.
var automatic = phrases(`this is an automatic|this is an automated|this is an auto-generated|this is an autogenerated|this is a system generated|this is a system-generated|this e-mail was generated automatically|this email was generated automatically|this message was generated automatically|this email was automatically|this e-mail was automatically|this message was automatically|this message was created automatically|this message has been automatically|this email has been automatically|this mail is generated|please do not reply to this|please don't reply to this|do not reply to this|do not respond to this
dies ist eine automatisch|dies ist eine automatische|diese e-mail wurde automatisch|diese mail wurde automatisch|diese nachricht wurde automatisch|diese email wurde automatisch|das ist eine automatisch|bitte antworten sie nicht auf diese|bitte antworte nicht auf diese|bitte nicht auf diese
ceci est un message automatique|ceci est une réponse automatique|ce message est généré automatiquement|ce message a été généré automatiquement|ce message a été envoyé automatiquement|cet e-mail a été généré|cet email a été généré|cet e-mail a été envoyé automatiquement|merci de ne pas répondre à ce|merci de ne pas répondre directement|veuillez ne pas répondre à ce|ne pas répondre à ce|ne répondez pas à ce
este es un mensaje automático|este es un correo automático|este mensaje ha sido generado automáticamente|este correo ha sido generado automáticamente|este mensaje se ha generado|este correo electrónico se ha generado|por favor, no responda a este|por favor no responda a este|no responda a este|no conteste a este
esta é uma mensagem automática|esta mensagem foi gerada automaticamente|este e-mail foi gerado automaticamente|este email foi gerado automaticamente|este é um e-mail automático|por favor, não responda a este|por favor não responda a este|não responda a este|não responda a esta|favor não responder
dit is een automatisch|dit is een automatische|deze e-mail is automatisch|dit bericht is automatisch|deze mail is automatisch|u kunt niet reageren op|u kunt op deze e-mail niet|gelieve niet te antwoorden op|niet beantwoorden
questo è un messaggio automatico|questa è una risposta automatica|questa è una mail automatica|questo messaggio è stato generato automaticamente|questa e-mail è stata generata automaticamente|questa email è stata generata automaticamente|si prega di non rispondere a|non rispondere a questa|non rispondere a questo|non rispondete a`)

// failures are what the subjects of delivery reports say.
var failures = phrases(`undeliver|delivery status notification|delivery notification|delivery report|returned mail|mail delivery failed|delivery failure|delivery failed|failure delivery|delivery delayed|delivery delay|delivery has failed|delivery problem|delivery error|failure notice|mail failure|mail delivery problem|mail error|mail system error|returned to sender|returning message to sender|returning to sender|delayed mail|message delayed|could not send|could not be delivered|couldn't be delivered|not delivered|cannot be delivered|unable to deliver|can't deliver|non-delivery|nondeliverable|nondelivery|delivery status|rejected mail|mail rejected|message you sent blocked|mail was not|error sending your|error delivering|sending failed|failed to send|could not be sent|was not sent|message not sent|problem delivering|problems delivering|bounced
unzustellbar|nicht zustellbar|nicht zugestellt|zustellung fehlgeschlagen|zustellfehler|zustellungsfehler|fehler bei der zustellung|zustellung verzögert|mailzustellung|nicht übermittelt|übermittlungsfehler
non remis|non distribu|échec de remise|échec de la remise|échec de distribution|remise impossible|remise retardée|n'a pas pu être|notification d'état de remise|impossible de remettre|échec d'envoi
no se puede entregar|no se pudo entregar|no entregado|no se ha podido entregar|error de entrega|entrega fallida|notificación de estado de entrega|fallo en la entrega
não é possível entregar|não foi possível entregar|não entregue|falha na entrega|falha de entrega|notificação de status de entrega|mensagem não entregue|devolvido ao remetente
niet afgeleverd|niet bezorgd|onbestelbaar|kan niet worden bezorgd|niet te bezorgen|bezorging mislukt|aflevering mislukt|niet worden afgeleverd
non recapitabile|mancato recapito|impossibile recapitare|impossibile consegnare|mancata consegna|consegna non riuscita|messaggio non recapitato|notifica di mancato
недоставлен|не доставлен|не может быть доставлено|nie dostarczono|niedostarczona|nedoručiteln|nedoručen|ikke leveres|kunne ikke leveres|olevererbar|kunde inte levereras|kézbesíthetetlen|teslim edilemedi|配信不能|送信できません|无法投递|无法送达|退信|配信できません|配信に失敗|配送できません|配送エラー|送信エラー|送信に失敗|宛先不明|未送信`)

// plainFailures are what no other machine says.
var plainFailures = phrases(`returned mail|mail system error|delivery status notification|undelivered mail|undeliverable mail|undeliverable message|undelivered message|undeliverable:|mail delivery fail|failure notice|rejected mail|returned to sender|returning message to sender`)

// accounts are what a mail system alone says when it tells what happened.
var accounts = phrases(`transcript of session|following addresses had|recipients failed permanently|failure reasons|recipients of your message|this is the mail system at|i wasn't able to deliver your message|your mail sent on:|your message sent on:|a transcript of the attempts|remote host said:|smtp error from remote|mail delivery software|mail transfer agent|mail delivery agent|delivery status notification|technical details of permanent|this message was created automatically by|could not be delivered to one or more|unable to deliver your message to the following|unable to deliver message to the following|did not reach the following recipient|delivery to the following recipient|unable to deliver message to:|delivery failed for the following reason|reporting-mta:|final-recipient:`)

// refusals are what list managers say of a mail that they did not let through.
var refusals = phrases(`are not member|not a member of this|not member article|non-member submission|posting by non-member|not allowed to post|not allowed to send to this list|not authorized to post|not authorized to send|not subscribed to this list|are not subscribed|rejected posting|posting rejected|has been automatically rejected|message rejected|your message has been rejected|message has been rejected|your message was rejected|has been automatically discarded|only members|only subscribers|request to mailing list|reject mail from`)

// listManagers are local parts of programs that run lists, squeezed.
var listManagers = set(`listserv majordomo mailman sympa ezmlm fml lyris mlmmj`)

// failed are what the texts of such reports say first.
var failed = phrases(`could not be delivered|couldn't be delivered|cannot be delivered|can not be delivered|was not delivered|were not delivered|has not been delivered|not been delivered|unable to deliver|wasn't able to deliver|were unable to deliver|was unable to deliver|delivery to the following|did not reach the following|following recipient|following address|undeliverable|delivery failed|delivery has failed|delivery has been delayed|failed to deliver|error delivering|error has occurred while attempting to deliver|message was undeliverable|returned to sender|invalid user address|user unknown|unknown user|no such user|mailbox full|error message below|transcript of session|smtp error|remote host said|rejected by|delivery errors|delivery problems|fatal errors|550 5.|554 5.|550 
konnte nicht zugestellt werden|nicht zugestellt werden|nicht ausgeliefert werden|n'a pas pu être remis|n'a pas pu être distribué|n'a pas été remis|no se pudo entregar|no se ha podido entregar|não pôde ser entregue|não foi entregue|kon niet worden bezorgd|niet worden afgeleverd|non è stato recapitato|impossibile recapitare|не может быть доставлено`)

// replying are the fields of answering machines. They count unless they say no.
var replying = []string{
	"X-Autoreply", "X-Auto-Reply", "X-AutoReply-From", "X-Autoreply-From", "X-Mail-Autoreply", "X-MailAutoreply", "X-Autorespond", "X-Auto-Respond",
	"X-Autoresponse", "X-Auto-Response", "X-Autoresponder", "X-Autoreply-Domain", "X-Vacation", "X-Sieve-Vacation", "X-Out-Of-Office", "X-OOF", "X-FC-AutoReply", "AutoReply",
}

// answering are fields that say in their value that an answering machine wrote.
var answering = []struct{ name, word string }{
	{"X-Apple-Action", "vacation"},
	{"X-POST-MessageClass", "autoresponder"},
	{"Delivered-To", "autoresponder"},
	{"X-Mailer", "autoresponder"},
	{"X-Mailer", "autoreply"},
	{"X-Mailer", "vacation"},
	{"X-MS-Exchange-Generated-Message-Source", "mailbox rules agent"},
	{"X-MS-Exchange-Generated-Message-Source", "oof"},
}

// generating are the fields of programs that write mails themselves, of ticket
// systems, cron and their kin.
var generating = []string{
	"X-Auto-Submitted", "X-AutoSubmitted", "X-Autogenerated", "X-Auto-Generated", "X-Automatic", "X-Automated", "X-FC-MachineGenerated",
	"X-MS-Exchange-Generated-Message-Source", "X-Amazon-Mail-Relay-Type", "X-Loop", "X-Loop-Detect", "X-Cron-Env", "X-RT-Loop-Prevention", "RT-Ticket", "X-OTRS-Loop", "X-OTRS-Loop-Protection", "X-Zammad-Send-Auto-Response",
	"X-GitHub-Reason", "X-GitHub-Sender", "X-GitLab-Project", "X-GitLab-NotificationReason", "X-JIRA-FingerPrint", "X-Bugzilla-Reason", "X-Trac-Version", "X-Redmine-Host", "X-Launchpad-Message-Rationale",
	"X-Phabricator-Sent-This-Message", "X-Sentry-Project", "X-Jenkins-Job", "X-Nagios-Notification-Type", "X-PagerDuty", "X-Discourse-Post-Id",
}

// lists are the fields of lists and newsletters, in lower case.
var lists = set(`list-id list-unsubscribe list-unsubscribe-post list-post list-help list-subscribe list-owner list-archive mailing-list x-mailing-list x-mailinglist
	x-mailman-version x-beenthere x-list x-listname x-list-id x-listserver x-listmember x-sympa-to x-ezmlm x-ml-name x-ml-count x-google-group-id feedback-id x-feedback-id
	x-csa-complaints x-report-abuse-to x-mailer-recptid x-mc-user x-newsletter x-bulkmail x-bulk x-mass-mail x-mailchimp-campaign-id`)

// campaigns begin the names of fields of those who send to many.
var campaigns = phrases(`x-campaign|x-mailchimp|x-mj-mid|x-sfmc-|x-cm-campaign|x-emarsys|x-cleverreach|x-newsletter`)

package bounce

import "strings"

// phrases parts a list at line ends and bars.
func phrases(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '\n' })
}

// set is a set of words, and of phrases.
func set(words string, more ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range append(strings.Fields(words), more...) {
		m[w] = true
	}
	return m
}

// fold makes a text comparable: in lower case, white space as one blank, plain
// apostrophes.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(apostrophes.Replace(s))), " ")
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'")

func containsAny(s string, list []string) bool {
	for _, p := range list {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func hasPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// quoting are the words after which a report quotes the far server.
var quoting = phrases(`the other server returned was:|response from the remote server was:|the response was:|remote host said:|server response was:|remote server returned|remote server said:|diagnostic information for administrators:`)

// delays are what reports in words say of a mail that is late.
var delays = phrases(`delayed|has not yet been delivered|not yet been delivered|will be retried|warning message only|only a temporary failure|temporary failure report|delivery attempts will continue|still being tried|still trying|will continue to try|will keep trying|do not need to resend|not need to re-send|could not send message for past|delivery status notification (delay)
verzögert|noch nicht zugestellt|weitere zustellversuche|retardé|n'a pas encore été|se ha retrasado|con retraso|atrasada|vertraagd|in ritardo`)

// finals are what they say when it is over.
var finals = phrases(`permanent error|permanent failure|permanent fatal|failed permanently|giving up|given up|i'm not going to try again|in the queue too long|no further delivery attempts|has been in the queue`)

// arrivals are what they say when it arrived.
var arrivals = phrases(`delivery status notification (success)|delivery status notification (relay)|successfully delivered|successfully relayed|was delivered successfully|delivery succeeded|delivery was successful|has been delivered to the following|relayed to the following|expanded by the following`)

// gone are the plainest words for a mailbox that is not there.
var gone = phrases(`user unknown|unknown user|no such user|unknown recipient|recipient unknown|recipient not found|does not exist|doesn't exist|user not found|no such recipient|no such mailbox`)

// lookups are the words of systems that looked for the mailbox themselves.
var lookups = phrases(`directory|address book|local recipient|final delivery|local user|vdelivermail|mail.local|vpopmail|maildrop|name is not recognized|in my control|mailbox here by that name`)

// ownStores are words of systems that answer for their own mailboxes, whoever
// asks and whenever: they name the account that is missing.
var ownStores = phrases(`delivery error: dd|account that you tried to reach does not exist`)

// marks are what systems are known by that say little in words: the signs of
// providers and the names of blocklists, which often stand in a link alone. They
// count where the words name no reason.
var marks = []struct {
	reason  Reason
	phrases []string
}{
	{NoMailbox, phrases(`rcp-p1`)}, // of Facebook
	{Refused, phrases(`rcp-p2`)},
	{Blocked, phrases(`pol-p|con-p|dns-p`)},
	{Content, phrases(`msg-p`)},
	{System, phrases(`int-t`)},
	{Blocked, phrases(`con:b|rtr:b|rly:b|rly:ch|hvu:b|dns:b|rly:nw`)}, // of AOL
	{Blocked, phrases(`hl:ip|hl:rep|hl:ihu|mi:nhd`)},                  // of NetEase
	{RateLimited, phrases(`hl:icc|mi:lmc|mi:dmc|mi:cel|rp:`)},
	{Sender, phrases(`mi:spb|dt:sum`)},
	{Unauthenticated, phrases(`mi:spf`)},
	{Spam, phrases(`dt:spm`)},
	{Policy, phrases(`:blocked)`)}, // of Barracuda
	{Blocked, phrases(`tosa@rx.t-online.de|spamhaus|spamcop|barracudacentral|sorbs.net|abuseat.org|surbl|uribl|uceprotect|mailspike|psbl.|senderbase|talosintelligence|ipcheck.proofpoint|senderscore|invaluement|spamrats|sender.office.com`)},
}

// words name the reasons, in the order in which they are tried. They are
// compared with what was said, folded and without addresses, links and hosts.
// The first rows are about things that a good mailbox suffers; servers say "no
// such user" beside them.
var words = []struct {
	reason  Reason
	phrases []string
}{
	{RateLimited, phrases(`at a rate that|sending quota|sending limit|receive limit|frequency limited|temporarily deferred|server busy|thread limit exceeded`)},
	{Refused, phrases(`resolver.rst.authrequired|resolver.rst.notauthorized|resolver.rst.sendernot|resolver.rst.restricted|allowed-senders|delivery restriction|blocked senders`)}, // of Exchange: who may write to a mailbox
	{NoMail, phrases(`null mx|nullmx|null-mx|indicated no smtp service`)},
	{NoDomain, phrases(`find a mail exchanger|dns domain|infodomainnonexistent|nonexistent domain|nxdomain`)},
	{Moved, phrases(`user not local; please try|no longer on server`)},
	{NoMailbox, phrases(`delivery error: dd this user doesn't have|delivery error: dd requested mail action aborted, mailbox not found`)}, // of Yahoo
	{System, phrases(`recipient address rejected: unverified address`)},                                                                   // it asks the system behind it
	{Policy, phrases(`suppression list|has suppressed|suppressed sending|previously bounced|previously unsubscribed`)},                    // of the service that sends for us
	{Full, phrases(`mailbox full|mailbox is full|allowed quota|over the quota|is over quota|would exceed|mailbox too full|mailbox was full|inbox is full|inbox full|mail box full|mailfolder is full|folder is full|maildir over|over quota|overquota|over its quota|exceeded its quota|quota exceed|exceeds quota|exceeded quota|exceed quota|exceeding quota|quota full|quota violation|disk quota|storage quota|mail quota|mailbox quota|user quota|over disk quota|out of storage|not enough disk space|no storage|insufficient storage|not enough storage|storage space|exceeded storage|exceeds storage|exceeds allowed size|mailbox exceed|mailbox has exceeded|mailbox size limit|mailbox has reached|exceeded the maximum mailbox|mailbox for user is full|message box is full|too many messages in|too many messages on|not enough space|account is full|account full|is out of space|too much mail data|recipient's mailbox is full|recipient storage full|delivery failed: over|boite du destinataire pleine|boîte pleine|boite pleine|boîte aux lettres pleine|boite aux lettres du destinataire est pleine|postfach voll|postfach ist voll|mailbox voll|buzón lleno|casella piena|caixa cheia|postvak vol|переполнен|cannot update mailbox|error writing message: file too large|quotaexceeded|邮箱已满|邮箱空间不足|郵箱已滿|メールボックスがいっぱい|メールボックスの容量|사서함이 꽉|skrzynka jest pełna|postkassen er full|brevlådan är full|schránka je plná|posta kutusu dolu`)},
	{Unauthenticated, phrases(`dmarc|dkim|spf |spf:|spf)|spf,|spf.|sender policy framework|senderid|sender id |unauthenticated|sender is unauthenticated|authentication check|not authenticated|domainkeys|purported responsible|authentication level`)},
	{TooLarge, phrases(`too large|too big|exceeds size|size exceeds|size limit|size exceed|exceeds maximum|exceeds the maximum|exceeds fixed|maximum message size|maximum size|max message size|message length exceeds|message size|exceeded max|larger than|exceeds limit|line too long|message is too long`)},
	{Sender, phrases(`sender address rejected|sender rejected|sender denied|sender verify failed|sender verification|sender not|sender address|sender domain|domain of sender|sending domain|sender's domain|invalid sender|unknown sender|bad sender|your address|sender is blocked|sender blocked|sender blacklisted|from address|return path|envelope sender|mail from command|could not be verified|unverified address|verify sender|sender email|from: domain|from domain|domain is invalid. please provide|address that has been blacklisted|you are sending to/from|e-mail address is not verified|email address is not verified|not allowed to send|adresse expéditeur|adresse d'expéditeur|adresse emetteur|outbound sender|verification failed for|badmailfrom`)},
	{Disabled, phrases(`account disabled|account is disabled|user is terminated|accounts is disabled|user has been disabled|mailbox is frozen|account has been disabled|account that you tried to reach is disabled|mailbox disabled|mailbox is disabled|address is disabled|user disabled|user is disabled|recipient disabled|is disabled|been disabled|account(s) is disabled|currently disabled|temporarily disabled|suspend|inactiv|not active|isn't active|no longer active|unactivated|deactivat|account is locked|account locked|mailbox is locked|mailbox locked| locked|frozen|account is blocked|account blocked|recipient account is blocked|account has been blocked|account expired|expired account|account closed|mailbox is inactive|account terminated|temporarily unavailable for|out of service|no longer available|discontinued|boite du destinataire est archivée|compte du destinataire est bloqu|est bloqué|est bloque|gesperrt|deaktiviert|archivee|archivée|archived recipient|not activated|isn't activated|closed by|has been closed|has been terminated|account has expired|停用|已禁用|已被禁用|отключен|заблокирован|skrzynka zablokowana|desactivad|desativad|disattivat|désactivé|desactive|geblokkeerd`)},
	{Expired, phrases(`message expired`)},
	{Blocked, phrases(`blacklist|black list|blocklist|block list|blocked using|blocked by|denylist|rbl|dnsbl|spamhaus|spamcop|barracudacentral|sorbs|ptr record|ptr resource|reverse dns|rdns|ptr lookup|reverse lookup|reverse host|no ptr|without ptr|missing ptr|helo |ehlo |reputation|client host|unverifyable sending|your ip|ip address|your network|your mail server|your server|sending ip|source ip|connecting ip|host rejected|bad ip|too many unwanted|unwanted messages|open relay|dynamic ip|dialup|blocked - see|blocked for|has been blocked|is blocked by|sent you too much|suspicious|use the smtp server of your isp|generic hostname|access from|server access|adresse ip|accept mail from|accept email from|accept e-mail from|accept messages from|accept connections from|banned|refused connection|connection refused from|your e-mail is redundant|no access from|is_blocked|traffic not accepted|will not accept delivery|service refus|no smtp service|suspected bounce|suspected spam ip`)},
	{Spam, phrases(`spam|junk mail|junk e-mail|unsolicited|bulk mail|bulk email|bulk e-mail|ube,|content rejected, ube|looks like spam|phish|spoof|mail content denied|垃圾邮件|スパム|迷惑メール`)},
	{RateLimited, phrases(`too many recipients|too many connection|too many concurrent|too many message|too many emails|too many mails|too many errors|too many invalid|too many unknown|too many sessions|rate limit|rate-limit|rate exceeded|ratelimit|throttl|greylist|graylist|grey-list|too quickly|receiving mail too|sent too many|sending too|exceeded the rate|has exceeded|limit exceeded|hourly limit|daily limit|quota of messages|max defers|too frequently`)},
	{Relay, phrases(`relay access|relaying denied|relay denied|unable to relay|cannot relay|can't relay|not relay|relay not|relaying not|relay prohibited|relaying prohibited|relaying is|to relay|relay mail|relaying mail|relay operation|smtp authentication|authentication required|authrequired|must authenticate|auth required|need to authenticate|not our domain|not a local domain|not local|domain isn't in|isn't in my list|not in my list|rcpthosts|smtp auth`)},
	{Full, phrases(`quota`)},
	{NoMail, phrases(`doesn't receive email|doesn't receive mail|does not receive mail|does not receive email|does not accept mail|doesn't accept mail|doesn't accept email|does not accept email|does not accept e-mail|does not accept any mail|domain does not accept|no mail accepted|server does not accept mail|not accepting mail for|malformed or unexpected name server`)},
	{Network, phrases(`host not found, try again|try again: host not found|name lookup failure|host name lookup failure|temporary lookup|lookup timed out|name server timeout|name server: .: host name lookup|dns lookup failed temporarily|temporary dns|temporarily unable to resolve|no data record|dns soft error|no data known|lowest numbered mx|mx points to|configured in a loop|best-preference mx`)},
	{NoDomain, phrases(`host unknown|unknown host|host not found|domain not found|domain name not found|no such domain|no such host|domain does not exist|domain doesn't exist|domain unknown|unknown domain|invalid domain|invalid host|bad destination system|bad destination host|non-existent domain|non-existent hosts|unrouteable|unroutable|unrouteable mail domain|illegal host/domain|name or service not known|dns name does not exist|domain name is not|all relevant mx records point to non-existent|no mx record|no mx found|no valid mx|mx or a record|recipient domain must exist|couldn't find any host|could not find any host|couldn't find a host|host or domain name not found|no route to domain|no route found to domain|no such mail domain|unknown mail domain|cannot find domain|can't find domain|domain could not be found|has no mail exchanger|no mail server|domínio inexistente|domaine inexistant|domain existiert nicht|destination server for this recipient could not be found|domain is not found|domain could not be resolved|domain couldn't be resolved|non existent domain|no dns entry|no such domain name|bad domain|unknown mail server|unresolvable domain|domäne nicht gefunden|domain nicht gefunden|domain wurde nicht gefunden|domaine inconnu|dominio desconocido|dominio non trovato|domínio desconhecido|onbekend domein|域名不存在|ドメインが見つかりません|ドメインが存在しません`)},
	{Moved, phrases(`has moved|user has moved|user moved|changed address|address has changed|address changed|new address|mailbox has been moved|not our customer|has left the|no longer at|no longer employed|no longer with`)},
	{Refused, phrases(`recipient preferences|refused by recipient|recipient refused|not accepted by recipient|refused by the recipient|blocked by recipient|recipient has blocked|recipient rejected your|user has blocked|not want to receive|only accepts mail|only accept mail|permissions to send|restricted to|not permitted to send|not authorized to send|permission to post|permissions to post|not open to posting|access denied by|filtered|delivery not authorized|not allowed by recipient|permission to send|have permission|delivery was refused|mailbox unavailable or access denied|rejected by destination|mail rejete|this user doesn't have a|拒收|被拒绝|受信を拒否|受信拒否`)},
	{NoMailbox, phrases(`user unknown|unknown user|unknown or illegal user|unknown or illegal alias|illegal alias|no such user|no such recipient|no such mailbox|no such address|no such account|no such person|no such local user|no such email|no such virtual user|user not found|recipient not found|recipnotfound|recipient unknown|unknown recipient|recipient invalid|invalid recipient|invalid mailbox|invalid user|invalid address|invalid final delivery|invalid email|invalid e-mail|invalid local|invalid account|mailbox not found|mailbox does not exist|mailbox doesn't exist|mailbox is not|mailbox unknown|unknown mailbox|mailbox invalid|address unknown|unknown address|unknown local|unknown account|unknown email|unknown e-mail|user does not exist|user doesn't exist|account does not exist|account doesn't exist|account not found|account unknown|account is not available|recipient does not exist|recipient doesn't exist|address does not exist|address doesn't exist|email account that you tried to reach does not exist|does not exist|doesn't exist|bad destination mailbox|bad destination email|bad address|bad recipient|not a valid mailbox|not a valid recipient|not a valid user|not a valid address|not a known user|user not known|recipient not known|address not known|is not recognized|not recognised|not listed in|isn't listed|not listed|name is not found|no mailbox|no mail box|no account|no user with|no user by|no user here|nobody by that name|not exist|non-existent|nonexistent|no longer valid|undeliverable address|addressee unknown|not present in directory|address not present|mailbox not present|no one at this address|nobody at this address|unknown username|bad username|recipientnotfound|was not found in|was not found at|invalid/unknown|can't find user|cannot find user|could not be found|couldn't be found|wasn't found|not found at|adresse d au moins un destinataire invalide|adresse destinataire invalide|destinataire invalide|destinataire inconnu|utilisateur inconnu|n'existe pas|empfänger unbekannt|unbekannter empfänger|unbekannter benutzer|benutzer unbekannt|existiert nicht|usuario desconocido|no existe|destinatario desconocido|destinatário desconhecido|usuário desconhecido|não existe|onbekende gebruiker|gebruiker onbekend|bestaat niet|utente sconosciuto|destinatario sconosciuto|non esiste|пользователь не найден|не существует|please check if address is correct|recipient address rejected: access denied|requested action not taken: mailbox unavailable|542 rejected|marked as invalid|mailbox name not allowed|no longer here|no longer exists|no longer accepts|no longer in use|no longer an active|no longer works|does not have an account|doesn't have an account|doesn't have a valid|have no such|no such name|no such alias|no such id|no such e-mail|no such destination|no valid recipient|no local mailbox|no matching|unknown alias|unknown login|unknown destination|unknown addressee|unknown name|unknown person|alias unknown|addressee not found|account name is|incorrect address|incorrect recipient|wrong address|address is invalid|address is not valid|address invalid|address is incorrect|address is unknown|address couldn't|address could not|address not found|address wasn't found|email not found|e-mail not found|name not found|not found in|user isn't|user invalid|user is unknown|user doesnt|user no longer|user name unknown|mailbox no longer|recipient no longer|recipient is unknown|recipient is invalid|recipient not exist|recipient doesnt|recipient isn't known|not a local user|not known at|not known here|isn't known here|not our user|isn't our user|not exists|badrcptto|validrcptto|can't accept user|cannot route mail to user|could not resolve recipient|nicht im domino|nicht im adressbuch|nicht gefunden|nicht bekannt|ist unbekannt|ist ungültig|ungültiger empfänger|ungültige adresse|ungültige e-mail|unbekannte adresse|empfänger existiert|adresse ungültig|adresse unbekannt|adresse inconnue|adresse invalide|adresse inexistante|adresse introuvable|compte inexistant|boite inexistante|boîte inexistante|utilisateur inexistant|utilisateur introuvable|destinataire introuvable|destinataire inexistant|pas répertorié|usuario no encontrado|usuario inexistente|destinatario inexistente|dirección desconocida|dirección inválida|no figura en|cuenta inexistente|buzón inexistente|usuário inexistente|usuário não encontrado|destinatário inexistente|destinatário não encontrado|endereço inválido|endereço inexistente|conta inexistente|gebruiker bestaat|onbekende ontvanger|ontvanger onbekend|adres onbekend|onbekend adres|ongeldig adres|utente inesistente|utente non trovato|nessun utente|destinatario inesistente|indirizzo inesistente|indirizzo non valido|casella inesistente|нет такого|пользователя нет|неизвестный пользователь|неизвестный получатель|получатель не найден|ящик не найден|адрес не найден|nie istnieje|nieznany użytkownik|użytkownik nieznany|neexistuje|neznámý|okänd|ukjent|ukendt|finns inte|finnes ikke|findes ikke|tuntematon|kullanıcı bulunamadı|nem létezik|用户不存在|用户名不存在|收件人不存在|邮箱不存在|地址不存在|找不到用户|找不到收件人|找不到該|使用者不存在|宛先不明|存在しません|見つかりません|ユーザーが不明|該当するユーザ|존재하지 않|찾을 수 없`)},
	{Content, phrases(`potential security issue|malware|infected|illegal attachment|file extension|file type`)},
	{Policy, phrases(`policy|prohibited|not permitted|administrative|administratively|security|access denied|not accepted|not allowed|forbidden|protocol violation|rejected due to|requested action aborted [`)},
	{Content, phrases(`header error|duplicate header|content|virus|attachment|malformed|syntax error|rfc 5322|rfc5322|rfc 2822|rfc2822|invalid header|bad header|missing header|multiple addresses in from|message-id|not compliant|line length|bare lf|bare linefeed`)},
	{Expired, phrases(`expired|timed out|timeout|time out|giving up|could not deliver for the last|not delivered within|retry time|too long|not responding|could not be delivered for|couldn't be delivered for|delayed|was not reachable|not reachable|too old|unable to deliver in|did not accept our requests to connect|unable to contact|will be retried|time limit|have been failing|did not respond|no response`)},
	{Network, phrases(`connection refused|connection reset|connection lost|lost connection|connection closed|connection dropped|network error|network unreachable|network is unreachable|no route to host|too many hops|hop count|mail loop|mail loops|loop detected|loops back|looping|routing loop|socket error|name server|lookup|dns error|tls |could not connect|unable to connect|can't connect|connect to`)},
	{System, phrases(`system error|system config|config error|configuration error|insufficient disk|disk full|no space left|out of memory|service unavailable|service currently unavailable|service not available|temporarily unavailable|try again later|transaction failed|local error|internal error|server error|mailer error|i/o error|resources|requested action aborted|local configuration|no such file|permission denied|queue file|unable to process|deferred|transient|local problem|system storage|server too busy|out of disk|full disk|alias database|panic`)},
}

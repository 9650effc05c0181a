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

// words name the reasons, in the order in which they are tried. They are
// compared with what was said, folded and without addresses, links and hosts.
// The first rows are about things that a good mailbox suffers; servers say "no
// such user" beside them.
var words = []struct {
	reason  Reason
	phrases []string
}{
	{Policy, phrases(`suppression list|has suppressed|suppressed sending|previously bounced|previously unsubscribed`)}, // of the service that sends for us
	{Full, phrases(`mailbox full|mailbox is full|allowed quota|over the quota|is over quota|would exceed|mailbox too full|mailbox was full|inbox is full|inbox full|mail box full|mailfolder is full|folder is full|maildir over|over quota|overquota|over its quota|exceeded its quota|quota exceed|exceeds quota|exceeded quota|exceed quota|exceeding quota|quota full|quota violation|disk quota|storage quota|mail quota|mailbox quota|user quota|over disk quota|out of storage|not enough disk space|no storage|insufficient storage|not enough storage|storage space|exceeded storage|exceeds storage|exceeds allowed size|mailbox exceed|mailbox has exceeded|mailbox size limit|mailbox has reached|exceeded the maximum mailbox|mailbox for user is full|message box is full|too many messages in|too many messages on|not enough space|account is full|account full|is out of space|too much mail data|recipient's mailbox is full|recipient storage full|delivery failed: over|boite du destinataire pleine|boîte pleine|boite pleine|boîte aux lettres pleine|boite aux lettres du destinataire est pleine|postfach voll|postfach ist voll|mailbox voll|buzón lleno|casella piena|caixa cheia|postvak vol|переполнен`)},
	{Unauthenticated, phrases(`dmarc|dkim|spf |spf:|spf)|spf,|spf.|sender policy framework|senderid|sender id |unauthenticated|sender is unauthenticated|authentication check|not authenticated|domainkeys|purported responsible`)},
	{TooLarge, phrases(`too large|too big|exceeds size|size exceeds|size limit|size exceed|exceeds maximum|exceeds the maximum|exceeds fixed|maximum message size|maximum size|max message size|message length exceeds|message size|exceeded max|larger than|exceeds limit|line too long|message is too long`)},
	{Sender, phrases(`sender address rejected|sender rejected|sender denied|sender verify failed|sender verification|sender not|sender address|sender domain|domain of sender|sending domain|sender's domain|invalid sender|unknown sender|bad sender|your address|sender is blocked|sender blocked|sender blacklisted|from address|return path|envelope sender|mail from command|could not be verified|unverified address|verify sender|sender email|from: domain|from domain|domain is invalid. please provide|address that has been blacklisted|you are sending to/from|e-mail address is not verified|email address is not verified|not allowed to send|adresse expéditeur|adresse d'expéditeur|adresse emetteur`)},
	{Disabled, phrases(`account disabled|account is disabled|user is terminated|accounts is disabled|user has been disabled|mailbox is frozen|account has been disabled|account that you tried to reach is disabled|mailbox disabled|mailbox is disabled|address is disabled|user disabled|user is disabled|recipient disabled|is disabled|been disabled|account(s) is disabled|currently disabled|temporarily disabled|suspend|inactiv|not active|isn't active|no longer active|unactivated|deactivat|account is locked|account locked|mailbox is locked|mailbox locked| locked|frozen|account is blocked|account blocked|recipient account is blocked|account has been blocked|account expired|expired account|account closed|mailbox is inactive|account terminated|temporarily unavailable for|out of service|no longer available|discontinued|boite du destinataire est archivée|compte du destinataire est bloqu|est bloqué|est bloque|gesperrt|deaktiviert`)},
	{Blocked, phrases(`blacklist|black list|blocklist|block list|blocked using|blocked by|denylist|rbl|dnsbl|spamhaus|spamcop|barracudacentral|sorbs|ptr record|ptr resource|reverse dns|rdns|ptr lookup|reverse lookup|reverse host|no ptr|without ptr|missing ptr|helo |ehlo |reputation|client host|unverifyable sending|your ip|ip address|your network|your mail server|your server|sending ip|source ip|connecting ip|host rejected|bad ip|too many unwanted|unwanted messages|open relay|dynamic ip|dialup|blocked - see|blocked for|has been blocked|is blocked by|sent you too much|suspicious|use the smtp server of your isp|generic hostname|access from|server access|adresse ip|accept mail from|accept email from|accept e-mail from|accept messages from|accept connections from|banned|refused connection|connection refused from|your e-mail is redundant|no access from`)},
	{Spam, phrases(`spam|junk mail|junk e-mail|unsolicited|bulk mail|bulk email|bulk e-mail|ube,|content rejected, ube|looks like spam|phish|spoof`)},
	{RateLimited, phrases(`too many recipients|too many connection|too many concurrent|too many message|too many emails|too many mails|too many errors|too many invalid|too many unknown|too many sessions|rate limit|rate-limit|rate exceeded|ratelimit|throttl|greylist|graylist|grey-list|too quickly|receiving mail too|sent too many|sending too|exceeded the rate|has exceeded|limit exceeded|hourly limit|daily limit|quota of messages|max defers|too frequently`)},
	{Relay, phrases(`relay access|relaying denied|relay denied|unable to relay|cannot relay|can't relay|not relay|relay not|relaying not|relay prohibited|relaying prohibited|relaying is|to relay|relay mail|relaying mail|relay operation|smtp authentication|authentication required|authrequired|must authenticate|auth required|need to authenticate|not our domain|not a local domain|not local|domain isn't in|isn't in my list|not in my list|rcpthosts|smtp auth`)},
	{Full, phrases(`quota`)},
	{NoMail, phrases(`null mx|indicated no smtp service|nullmx|null-mx|doesn't receive email|doesn't receive mail|does not receive mail|does not receive email|does not accept mail|doesn't accept mail|doesn't accept email|does not accept email|does not accept e-mail|does not accept any mail|domain does not accept|no mail accepted|server does not accept mail|not accepting mail for|malformed or unexpected name server`)},
	{Network, phrases(`host not found, try again|try again: host not found|name lookup failure|host name lookup failure|temporary lookup|lookup timed out|name server timeout|name server: .: host name lookup|dns lookup failed temporarily|temporary dns|temporarily unable to resolve|no data record|dns soft error|no data known`)},
	{NoDomain, phrases(`host unknown|unknown host|host not found|domain not found|domain name not found|no such domain|no such host|domain does not exist|domain doesn't exist|domain unknown|unknown domain|invalid domain|invalid host|bad destination system|bad destination host|nonexistent domain|non-existent domain|non-existent hosts|nxdomain|unrouteable|unroutable|unrouteable mail domain|illegal host/domain|name or service not known|dns name does not exist|domain name is not|all relevant mx records point to non-existent|no mx record|no mx found|no valid mx|mx or a record|recipient domain must exist|couldn't find any host|could not find any host|couldn't find a host|host or domain name not found|no route to domain|no route found to domain|no such mail domain|unknown mail domain|cannot find domain|can't find domain|domain could not be found|has no mail exchanger|no mail server|domínio inexistente|domaine inexistant|domain existiert nicht`)},
	{Moved, phrases(`has moved|user has moved|user moved|changed address|address has changed|address changed|new address|mailbox has been moved|not our customer|user not local; please try|has left the|no longer at|no longer employed|no longer with`)},
	{Refused, phrases(`requested action not taken: mailbox unavailable|this user doesn't have a|recipient preferences|refused by recipient|recipient refused|not accepted by recipient|refused by the recipient|blocked by recipient|recipient has blocked|recipient rejected your|user has blocked|not want to receive|only accepts mail|only accept mail|permissions to send|restricted to|not permitted to send|not authorized to send|permission to post|permissions to post|not open to posting|access denied by|filtered|delivery not authorized|not allowed by recipient`)},
	{NoMailbox, phrases(`user unknown|unknown user|unknown or illegal user|unknown or illegal alias|illegal alias|no such user|no such recipient|no such mailbox|no such address|no such account|no such person|no such local user|no such email|no such virtual user|user not found|recipient not found|recipnotfound|recipient unknown|unknown recipient|recipient invalid|invalid recipient|invalid mailbox|invalid user|invalid address|invalid final delivery|invalid email|invalid e-mail|invalid local|invalid account|mailbox not found|mailbox does not exist|mailbox doesn't exist|mailbox is not|mailbox unknown|unknown mailbox|mailbox invalid|address unknown|unknown address|unknown local|unknown account|unknown email|unknown e-mail|user does not exist|user doesn't exist|account does not exist|account doesn't exist|account not found|account unknown|account is not available|recipient does not exist|recipient doesn't exist|address does not exist|address doesn't exist|email account that you tried to reach does not exist|does not exist|doesn't exist|bad destination mailbox|bad destination email|bad address|bad recipient|not a valid mailbox|not a valid recipient|not a valid user|not a valid address|not a known user|user not known|recipient not known|address not known|is not recognized|not recognised|not listed in|isn't listed|not listed|name is not found|no mailbox|no mail box|no account|no user with|no user by|no user here|nobody by that name|not exist|non-existent|nonexistent|no longer valid|undeliverable address|addressee unknown|not present in directory|address not present|mailbox not present|no one at this address|nobody at this address|unknown username|bad username|recipientnotfound|was not found in|was not found at|invalid/unknown|can't find user|cannot find user|could not be found|couldn't be found|wasn't found|not found at|adresse d au moins un destinataire invalide|adresse destinataire invalide|destinataire invalide|destinataire inconnu|utilisateur inconnu|n'existe pas|empfänger unbekannt|unbekannter empfänger|unbekannter benutzer|benutzer unbekannt|existiert nicht|usuario desconocido|no existe|destinatario desconocido|destinatário desconhecido|usuário desconhecido|não existe|onbekende gebruiker|gebruiker onbekend|bestaat niet|utente sconosciuto|destinatario sconosciuto|non esiste|пользователь не найден|не существует|please check if address is correct|recipient address rejected: access denied`)},
	{Policy, phrases(`policy|prohibited|not permitted|administrative|administratively|security|access denied|not accepted|not allowed|forbidden|protocol violation|rejected due to`)},
	{Content, phrases(`header error|duplicate header|content|virus|attachment|malformed|syntax error|rfc 5322|rfc5322|rfc 2822|rfc2822|invalid header|bad header|missing header|multiple addresses in from|message-id|not compliant|line length|bare lf|bare linefeed`)},
	{Expired, phrases(`expired|timed out|timeout|time out|giving up|could not deliver for the last|not delivered within|retry time|too long|not responding|could not be delivered for|couldn't be delivered for|delayed|was not reachable|not reachable|too old|unable to deliver in|did not accept our requests to connect|unable to contact|will be retried`)},
	{Network, phrases(`connection refused|connection reset|connection lost|lost connection|connection closed|connection dropped|network error|network unreachable|network is unreachable|no route to host|too many hops|hop count|mail loop|mail loops|loop detected|loops back|looping|routing loop|socket error|name server|lookup|dns error|tls |could not connect|unable to connect|can't connect|connect to`)},
	{System, phrases(`system error|system config|config error|configuration error|insufficient disk|disk full|no space left|out of memory|service unavailable|service currently unavailable|service not available|temporarily unavailable|try again later|transaction failed|local error|internal error|server error|mailer error|i/o error|resources|requested action aborted|local configuration|no such file|permission denied|queue file|unable to process|deferred`)},
}

package quote

import (
	"strings"
	"unicode"
)

// The words of mail programs, in lower case, a language or more in each line.
// A word that several languages share stands once.

// wrote are the verbs of the line above a quote: "On Monday Anna wrote:".
var wrote = wordSet(`
wrote writes written said says
schrieb schreibt geschrieben
écrit ecrit écrivait
escribió escribio escribe escreveu escrevia
scritto scrive scrisse
schreef geschreven schrijft
skrev skreiv skriver
kirjoitti
napisał napisał(a) napisała napisał/a napisał(a): pisze
napsal napsala napsal(a) napísal napísala napísal(a)
написал написала написал(а) написав написала(а) пишет писал писал(а) пише
написа пишува
írta írt
scris
γραψε έγραψε
yazdı yazmış
viết
menulis ditulis
קטב כתב כתבה
كتب
`)

// wroteIn are the same where words are not parted by spaces.
var wroteIn = []string{"写道", "寫道", "写到", "のメール", "が書きました", "は書きました", "님이 작성", "작성:"}

// openers begin the line above a quote.
var openers = wordSet(`
on at quoting citando
am um zitat
le el lun mar mer jeu ven sam dim
em no na
il in data
op
den på tor tir ons tis lør lör søn sön fre man mån
w dnia dniu
dne dňa
в пн вт ср чт пт сб вс вт.
на în la
vào lúc pada ngày
στις στι
mon tue tues wed weds thu thur thurs fri sat sun
monday tuesday wednesday thursday friday saturday sunday
mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex sáb dom
lunedì martedì mercoledì giovedì venerdì sabato domenica lun mar mer gio ven sab
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag
ma ti ke to pe la su maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
pon wt śr czw pt sob niedz poniedziałek wtorek środa czwartek piątek sobota niedziela
понедельник вторник среда четверг пятница суббота воскресенье
от 在 於 于 date datum
`)

// header is what a line "From: Anna" of the block above a quote tells.
type header uint8

const (
	fromHeader header = 1 << iota
	dateHeader
	toHeader
	subjectHeader
	otherHeader
)

// headerNames are the names of those lines in the languages of mail programs.
var headerNames = names(map[header]string{
	fromHeader:    `from|von|de|da|van|fra|från|frå|lähettäjä|od|от|від|από|kimden|gönderen|từ|dari|feladó|odesílatel|expéditeur|expediteur|remitente|remetente|mittente|afzender|avsändare|afsender|nadawca|отправитель|sender|absender|发件人|寄件者|寄件人|差出人|送信元|보낸 사람|보낸사람|от кого|מאת|من|desde|de la|expeditor`,
	dateHeader:    `date|sent|sent at|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|envoye|fecha|enviado|enviado el|enviado em|enviada|enviada em|enviada el|data|inviato|inviata|data invio|verzonden|verzonden op|sendt|dato|skickat|skickades|lähetetty|päiväys|päivämäärä|wysłano|data wysłania|wysłane|отправлено|дата|надіслано|odesláno|dátum|odoslané|elküldve|küldve|gönderildi|gönderme tarihi|tarih|εστάλη|ημερομηνία|στάλθηκε|đã gửi|ngày|gửi|trimis|trimis la|发送时间|发送日期|日期|寄件日期|傳送時間|送信日時|日時|보낸 날짜|날짜|נשלח|תאריך|dikirim|tanggal|изпратено|geschickt`,
	toHeader:      `to|an|à|a|para|aan|til|till|vastaanottaja|kenelle|do|komu|кому|до|za|pro|címzett|kime|alıcı|προς|đến|tới|către|catre|kepada|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|destinataire|destinatario|destinatário|empfänger|ontvanger|mottagare|modtager|adresat`,
	subjectHeader: `subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|тема|předmět|predmet|tárgy|konu|θέμα|chủ đề|tiêu đề|subiect|perihal|subjek|主题|主旨|主題|件名|제목|נושא|الموضوع|относно|sujet|titel`,
	otherHeader:   `cc|bcc|kopie|kopi|kopia|copie|copie à|cópia|copia|kopio|копия|копія|dw|udw|másolat|bilgi|抄送|副本|참조|reply-to|reply to|antwort an|répondre à|responder a|rispondi a|risposta|antwoord aan|svar til|svara till|importance|priority|wichtigkeit|importancia|importância|priorità|prioriteit|attachments|anlagen|organization|organisation|mailed-by|signed-by|resent-from|newsgroups|message-id|pièces jointes`,
})

// dashed are the words between dashes above a quoted letter:
// "-----Original Message-----".
var dashed = wordTexts(`original message|reply message|original email|original mail|original appointment|replied message|reply above this line
ursprüngliche nachricht|originalnachricht|original-nachricht|urspruengliche nachricht|antwort nachricht|ursprünglicher termin|ursprüngliche mail|originale nachricht
message d'origine|message d’origine|message original|message initial|message de réponse|rendez-vous d'origine|courriel original
mensaje original|correo original|mensaje de respuesta
mensagem original|e-mail original
messaggio originale|messaggio di risposta
oorspronkelijk bericht|origineel bericht|oorspronkelijke afspraak|oorspronkelijk e-mailbericht
oprindelig meddelelse|original meddelelse|opprinnelig melding|opprinnelig e-post|ursprungligt meddelande|originalmeddelande|alkuperäinen viesti
oryginalna wiadomość|wiadomość oryginalna|wiadomość pierwotna|původní zpráva|původní e-mail|pôvodná správa|eredeti üzenet|mesaj original|mesajul original
исходное сообщение|оригинальное сообщение|оригінальне повідомлення|оригинално съобщение
orijinal mesaj|özgün ileti|αρχικό μήνυμα|thư gốc|pesan asli
原始邮件|原始郵件|原始信件|元のメッセージ|원본 메시지|הודעה מקורית|الرسالة الأصلية`)

// passed are the words above a letter that is passed on, between dashes or
// before a colon.
var passed = wordTexts(`forwarded message|forwarded mail|forwarded email|forwarded by|forwarded letter|begin forwarded message|fwd
weitergeleitete nachricht|weitergeleitete mail|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht|weitergeleitete e-mail
message transféré|message transmis|mail transféré|début du message réexpédié|début du message transféré|début du message réacheminé|courriel transféré
mensaje reenviado|inicio del mensaje reenviado|mensaje enviado
mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada
messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|messaggio rinviato
doorgestuurd bericht|begin doorgestuurd bericht|doorgezonden bericht|begin van doorgestuurd bericht
videresendt meddelelse|videresendt melding|videresendt e-post|videresendt besked|start på videresendt besked|start på videresendt melding|vidarebefordrat meddelande|vidarebefordrat mejl|vidarebefordrat brev|börja vidarebefordrat meddelande|välitetty viesti|edelleenlähetetty viesti
przekazana wiadomość|wiadomość przekazana|początek przekazywanej wiadomości|přeposlaná zpráva|preposlaná správa|továbbított üzenet|mesaj redirecționat|mesaj redirectionat
пересылаемое сообщение|пересланное сообщение|переадресоване повідомлення|начало переадресованного сообщения|препратено съобщение
iletilen mesaj|yönlendirilen ileti|προωθημένο μήνυμα|thư đã chuyển tiếp|pesan terusan
转发的邮件|转发邮件|轉寄的郵件|轉寄郵件|転送メッセージ|전달된 메시지|הודעה שהועברה`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

func wordTexts(s string) map[string]bool {
	set := map[string]bool{}
	for l := range strings.SplitSeq(s, "\n") {
		for w := range strings.SplitSeq(l, "|") {
			set[strings.TrimSpace(w)] = true
		}
	}
	return set
}

func names(by map[header]string) map[string]header {
	set := map[string]header{}
	for h, list := range by {
		for w := range strings.SplitSeq(list, "|") {
			set[w] |= h
		}
	}
	return set
}

// folded is a text for comparing: lower case, white space as one blank.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\ufeff'
	}), " ")
}

// plain is a text without the marks of direction that Outlook puts into dates.
func plain(s string) string {
	return directions.Replace(s)
}

var directions = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202f", " ", "\u00a0", " ")

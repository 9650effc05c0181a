package client

import "strings"

// SharedMail tells whether many strangers have addresses in a domain, so that
// one of it says nothing of whom its owner works for.
func SharedMail(domain string) bool {
	domain = strings.ToLower(domain)
	if sharedDomains[domain] {
		return true
	}
	// yahoo.co.uk, hotmail.fr, gmx.at, live.nl ...: the provider's name, then a country.
	name, _, _ := strings.Cut(domain, ".")
	return sharedNames[name]
}

// set makes a set of words as they are.
func set(list ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[w] = true
	}
	return out
}

// sharedNames are providers with a domain in many countries.
var sharedNames = set("gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "rocketmail", "icloud", "aol", "gmx", "yandex",
	"protonmail", "tutanota", "fastmail", "zoho", "zohomail", "hushmail")

// sharedDomains are providers of mail for everybody, and the domains in which
// calendars give addresses to rooms and to themselves.
var sharedDomains = set(
	"me.com", "mac.com", "proton.me", "pm.me", "tuta.com", "tuta.io", "hey.com", "mail.com", "email.com", "usa.com", "inbox.com", "mail.ru", "bk.ru",
	"list.ru", "inbox.ru", "rambler.ru", "ya.ru", "qq.com", "163.com", "126.com", "sina.com", "foxmail.com", "naver.com", "daum.net", "hanmail.net",
	"rediffmail.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net", "earthlink.net", "juno.com",
	"optonline.net", "rogers.com", "shaw.ca", "sympatico.ca", "telus.net", "bigpond.com", "optusnet.com.au", "btinternet.com", "sky.com", "talktalk.net",
	"virginmedia.com", "ntlworld.com", "eircom.net", "web.de", "t-online.de", "freenet.de", "arcor.de", "posteo.de", "posteo.net", "mailbox.org", "1und1.de",
	"online.de", "email.de", "magenta.de", "vodafone.de", "kabelmail.de", "unitybox.de", "aon.at", "a1.net", "chello.at", "bluewin.ch", "hispeed.ch",
	"sunrise.ch", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "neuf.fr", "bbox.fr", "numericable.fr", "club-internet.fr", "skynet.be",
	"telenet.be", "proximus.be", "scarlet.be", "voo.be", "libero.it", "virgilio.it", "alice.it", "tin.it", "tiscali.it", "fastwebnet.it", "inwind.it",
	"iol.it", "poste.it", "pec.it", "legalmail.it", "aruba.it", "telefonica.net", "terra.es", "ono.com", "movistar.es", "ya.com", "sapo.pt", "clix.pt",
	"netcabo.pt", "iol.pt", "mail.pt", "uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "globo.com", "globomail.com", "r7.com", "oi.com.br", "ziggo.nl",
	"kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl", "home.nl", "xs4all.nl", "casema.nl", "quicknet.nl", "upcmail.nl", "tele2.nl", "chello.nl",
	"onet.pl", "wp.pl", "o2.pl", "interia.pl", "seznam.cz", "centrum.cz", "abv.bg", "freemail.hu", "citromail.hu", "luukku.com", "telia.com", "privat.dk",
	"group.calendar.google.com", "resource.calendar.google.com", "import.calendar.google.com", "group.v.calendar.google.com", "calendar.google.com",
	"groups.google.com", "googlegroups.com",
)

package web

import "strings"

// byZone is the choice of public holidays that leaves it to the time zone.
const byZone = "zone"

// regionOf is where the public holidays of a client in a zone are taken from
// when nobody says otherwise: the firm's own region in the firm's country, else
// those of the zone's country where it has the same everywhere; none where
// that is not clear.
func regionOf(v *visit, zone string) []string {
	country := countryOf(zone)
	if len(v.firm.Hours.Regions) > 0 {
		own, _, _ := strings.Cut(v.firm.Hours.Regions[0], "-")
		if zone == v.firm.Hours.Zone || (country != "" && own == country) {
			return v.firm.Hours.Regions[:1]
		}
	}
	for _, r := range v.Holidays.Regions() {
		if r.Code == country && !strings.Contains(r.Name, "(days of all") {
			return []string{country}
		}
	}
	return nil
}

// countryOf gives the country of a zone that is one country's; "" of any other.
func countryOf(zone string) string {
	for country, places := range map[string]string{
		"AT": "Europe/Vienna", "AU": "Australia/Brisbane Australia/Melbourne Australia/Perth Australia/Sydney Australia/Adelaide Australia/Hobart",
		"BE": "Europe/Brussels", "BG": "Europe/Sofia", "BR": "America/Sao_Paulo", "CA": "America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax",
		"CH": "Europe/Zurich", "CZ": "Europe/Prague", "DE": "Europe/Berlin Europe/Busingen", "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "ES": "Europe/Madrid Atlantic/Canary",
		"FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
		"IS": "Atlantic/Reykjavik", "IT": "Europe/Rome", "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga", "MX": "America/Mexico_City",
		"NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "NZ": "Pacific/Auckland", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "SE": "Europe/Stockholm",
		"SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "UA": "Europe/Kyiv", "US": "America/New_York America/Chicago America/Denver America/Los_Angeles", "ZA": "Africa/Johannesburg",
	} {
		for _, z := range strings.Fields(places) {
			if z == zone {
				return country
			}
		}
	}
	return ""
}

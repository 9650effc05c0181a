package office

import (
	"strconv"

	"kept/fieldlog"
)

// WeatherWord says what the weather was. A voice says it to a client.
func WeatherWord(w fieldlog.Weather) string {
	switch w {
	case fieldlog.Sun:
		return "Sun"
	case fieldlog.Cloud:
		return "Cloud"
	case fieldlog.Rain:
		return "Rain"
	case fieldlog.Storm:
		return "Storm"
	case fieldlog.Snow:
		return "Snow"
	case fieldlog.Frost:
		return "Frost"
	case fieldlog.Heat:
		return "Heat"
	}
	return ""
}

// DegreesWord writes degrees Celsius, which every language reads: "−3 °C".
func DegreesWord(n int) string {
	if n < 0 {
		return "−" + strconv.Itoa(-n) + " °C"
	}
	return strconv.Itoa(n) + " °C"
}

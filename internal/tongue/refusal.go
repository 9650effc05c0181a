package tongue

import (
	"regexp"
	"strings"
)

// Refusal says the sentence of a refusal. What it repeats in quotation marks is
// the place {what} of the catalogue, a number in it or the size of a file the
// place {n}. What is put together otherwise stands as it is, in English.
func (v Voice) Refusal(say string) string {
	if v.Knows(say) {
		return v.Say(say)
	}
	with, places := say, []string(nil)
	if at := quotedIn.FindStringIndex(with); at != nil {
		open, end := at[0]+len("“"), at[1]-len("”")
		places = append(places, "what", with[open:end])
		with = with[:open] + "{what}" + with[end:]
		if v.Knows(with) {
			return v.Say(with, places...)
		}
	}
	for _, number := range []*regexp.Regexp{sizeIn, numberIn} {
		if at := number.FindStringIndex(with); at != nil {
			if one := with[:at[0]] + "{n}" + with[at[1]:]; v.Knows(one) {
				return v.Say(one, append(places, "n", v.Size(with[at[0]:at[1]]))...)
			}
		}
	}
	return say
}

var (
	quotedIn = regexp.MustCompile(`“[^”]*”`)
	numberIn = regexp.MustCompile(`\d+`)
	sizeIn   = regexp.MustCompile(`\d+(\.\d+)? [kMG]B`)
)

// Size writes the size of a file, "1.5 MB", as the language does.
func (v Voice) Size(size string) string {
	n, unit, _ := strings.Cut(size, " ")
	if v.n != 0 {
		n = strings.Replace(n, ".", ",", 1)
	}
	switch unit {
	case "kB":
		return v.Say("{n} kB", "n", n)
	case "MB":
		return v.Say("{n} MB", "n", n)
	case "GB":
		return v.Say("{n} GB", "n", n)
	}
	return size
}

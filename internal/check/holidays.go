package check

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"kept/internal/fault"
	"kept/internal/holidays"
	"kept/worktime"
)

// Holidays writes the public holidays of a region in one year, one
// {"date": …, "name": …} a line, in order.
func Holidays(region string, year int, out io.Writer) error {
	book := holidays.New()
	if !book.Known(region) {
		return fault.Field("region", fmt.Sprintf("There is no region %.20q; one is DE-BY, for Bavaria.", region))
	}
	if year < worktime.FirstYear || year > worktime.LastYear {
		return fault.Field("year", fmt.Sprintf("A year is from %d to %d.", worktime.FirstYear, worktime.LastYear))
	}
	w := bufio.NewWriter(out)
	encode := json.NewEncoder(w)
	encode.SetEscapeHTML(false)
	for _, h := range book.Year(region, year) {
		line := struct {
			Date worktime.Day `json:"date"`
			Name string       `json:"name"`
		}{h.On, h.Name}
		if err := encode.Encode(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

package tongue

import "time"

// MonthName is the name of a month.
func (v Voice) MonthName(m time.Month) string { return calendars[v.n].months[m-1] }

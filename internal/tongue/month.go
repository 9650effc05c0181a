package tongue

import "time"

// Month is the name of a month.
func (v Voice) Month(m time.Month) string { return calendars[v.n].months[m-1] }

package forecast

// Days counts in somebody's working days: moments of a network are then whole
// days from today (0), and a length is how many working days a step takes up. A
// step of one day begins and ends on the same day.
type Days struct {
	day   []int32 // the k-th working day, in days from today
	count []int32 // working days before a day
}

// MaxReach is how many days ahead a calendar is looked at; what lies beyond is
// counted as if the week went on as on average.
const MaxReach = 15 * 366

// NewDays looks at a calendar: works tells of a day, from today on, whether it is
// a working day.
func NewDays(works func(day int) bool) *Days {
	d := &Days{day: make([]int32, 0, MaxReach*5/7), count: make([]int32, MaxReach+1)}
	for k := range MaxReach {
		d.count[k] = int32(len(d.day))
		if works(k) {
			d.day = append(d.day, int32(k))
		}
	}
	d.count[MaxReach] = int32(len(d.day))
	return d
}

// at is the k-th working day.
func (d *Days) at(k int) float64 {
	switch {
	case k < 0:
		return 0
	case k < len(d.day):
		return float64(d.day[k])
	case len(d.day) == 0:
		return MaxLength
	}
	return MaxReach + float64(k-len(d.day))*MaxReach/float64(len(d.day))
}

// before counts the working days before a day.
func (d *Days) before(day float64) int {
	if day < MaxReach {
		return int(d.count[int(max(0, day))])
	}
	return len(d.day) + int((day-MaxReach)*float64(len(d.day))/MaxReach)
}

// shift goes so many working days on, or back; none = the day itself.
func (d *Days) shift(day, n float64) float64 {
	switch {
	case n > 0:
		return d.at(d.before(day+1) + int(n) - 1)
	case n < 0:
		return d.at(d.before(day) + int(n))
	}
	return day
}

// end is the last day of what begins on a day or, that being none, on the next
// working day. What takes no time is over on the day itself.
func (d *Days) end(day, length float64) float64 {
	n := int(length)
	if float64(n) < length-1e-9 {
		n++
	}
	if n == 0 {
		return day
	}
	return d.at(d.before(day) + n - 1)
}

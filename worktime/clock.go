package worktime

import (
	"fmt"

	"kept/internal/fault"
)

// Clock is a time on the wall: minutes after midnight, 0 to 1440. 24:00 is
// allowed as an end.
type Clock int

// Midnight24 is 24:00, the end of a day.
const Midnight24 Clock = 24 * 60

// String is "09:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// ParseClock reads "09:00" or "9:00", from 00:00 to 24:00.
func ParseClock(s string) (Clock, error) {
	bad := fault.Field("time", "A time looks like 09:00, from 00:00 to 24:00.")
	if len(s) == 4 {
		s = "0" + s
	}
	if len(s) != 5 || s[2] != ':' {
		return 0, bad
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, bad
		}
	}
	hour, minute := int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
	c := Clock(hour*60 + minute)
	if minute > 59 || c > Midnight24 {
		return 0, bad
	}
	return c, nil
}

// MarshalText is String.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [ParseClock] reads.
func (c *Clock) UnmarshalText(b []byte) error {
	parsed, err := ParseClock(string(b))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

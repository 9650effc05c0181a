// Package worktime counts time in somebody's office hours and holidays.
//
// [Hours] is the value that people edit and the store keeps: windows of the
// week, holidays by region and by hand, one-off openings and closures, breaks.
// [Compile] makes a [Calendar] of it: immutable, quick, safe to share. Stories
// 1, 3, 4 and 5 of the product rest on it.
//
// # Conventions, stated once
//
//   - A window is open at its first moment and closed at its last: 17:00 is
//     not open in 09:00-17:00. Windows that touch are one.
//   - Adding ends as early as it can: eight hours from Monday 09:00 are over on
//     Monday at 17:00, not on Tuesday at 09:00. Working back ends as late as it can.
//   - Adding nothing gives the same moment, open or closed.
//   - The next opening of an open moment is the moment itself; the next close
//     is always later than the moment asked about.
//   - A business day is a day with an opening. Business days between a and b
//     count a when it is one, and never b.
//   - An exception replaces the whole day, holiday or not; without windows it
//     closes it. Then holidays by hand, then holidays of the regions, then the
//     week. Breaks are cut out of whatever is left.
//   - Windows are what the clock on the wall shows; working time is time that
//     really passed. A window over a skipped hour is shorter, one over a
//     doubled hour longer. A bound inside a skipped hour is the moment of the
//     change; a bound inside a doubled hour is its first showing.
//   - Moments are answered in UTC. Days are days on the wall of the calendar.
//   - Every search ends: after [HorizonYears] it answers that there is nothing.
package worktime

// HorizonYears is how many years a search looks ahead or back before it says
// that there is no such moment or day: a calendar may never open.
const HorizonYears = 40

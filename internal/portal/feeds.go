package portal

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
)

// How often one feed may be read, and how often anybody may ask for one that is
// none: so many times at once, then once in so long.
const (
	feedBurst  = 60
	feedAgain  = 20 * time.Second
	wrongBurst = 30
	wrongAgain = 30 * time.Second
)

// feedsKnown is how many feeds are remembered with what they said; beyond it, all
// are composed anew once.
const feedsKnown = 20_000

// feedRooms is where feeds are read. It remembers of each how it stood when it was
// composed last, so that a program that has it already is told so without composing.
type feedRooms struct {
	reads, wrong *door.Limiter
	mu           sync.Mutex
	known        map[string]composed
}

// composed is what is remembered of a feed.
type composed struct {
	stamp office.FeedStamp
	tag   string    // of what it says, quoted
	at    time.Time // when it said something else last, as far as is known
}

func newFeedRooms() *feedRooms {
	return &feedRooms{reads: door.NewLimiter(feedAgain, feedBurst), wrong: door.NewLimiter(wrongAgain, wrongBurst), known: map[string]composed{}}
}

// remember keeps how a feed was composed; one that says what it said before has not changed.
func (f *feedRooms) remember(key string, c composed) composed {
	f.mu.Lock()
	defer f.mu.Unlock()
	if before, ok := f.known[key]; ok && before.tag == c.tag {
		c.at = before.at
	} else if !ok && len(f.known) >= feedsKnown {
		clear(f.known)
	}
	f.known[key] = c
	return c
}

func (f *feedRooms) recall(key string, stamp office.FeedStamp) (composed, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, ok := f.known[key]
	return c, ok && c.stamp == stamp
}

// format is how a feed is written.
type format struct {
	media   string
	compose func(*visit, office.OpenFeed, string) ([]byte, error)
}

// formatOf finds a format by the ending of an address.
func formatOf(ending string) (format, bool) {
	switch ending {
	case "ics":
		return format{"text/calendar; charset=utf-8", func(v *visit, o office.OpenFeed, self string) ([]byte, error) {
			c, err := v.o.Feeds.Calendar(v.r.Context(), o, self)
			return c.Append(nil), err
		}}, true
	case "atom":
		return format{"application/atom+xml; charset=utf-8", func(v *visit, o office.OpenFeed, self string) ([]byte, error) {
			n, err := v.o.Feeds.News(v.r.Context(), o, self)
			return n.Append(nil), err
		}}, true
	}
	return format{}, false
}

// readFeed answers a program that reads a feed, after it was asked anew whether it
// may: 410 from the moment at which its contact may not come in any more.
func readFeed(v *visit) error {
	set := v.w.Header()
	set.Set("X-Robots-Tag", "noindex")
	set.Set("Referrer-Policy", "no-referrer")
	set.Set("Cache-Control", "private, no-cache")
	secret, ending, _ := strings.Cut(v.r.PathValue("secret"), ".")
	f, ok := formatOf(ending)
	if !ok {
		return feedRefused(v, http.StatusNotFound)
	}
	o, err := v.o.Feeds.Knock(v.r.Context(), secret)
	switch {
	case office.IsFeedOver(err):
		return feedRefused(v, http.StatusGone)
	case fault.KindOf(err) == fault.NotFound:
		if !v.feeds.wrong.Allow(door.Caller(v.r), v.now) {
			return feedBusy(v)
		}
		return feedRefused(v, http.StatusNotFound)
	case err != nil:
		v.Log.Error("a feed cannot be read", "error", err)
		return feedRefused(v, http.StatusServiceUnavailable)
	}
	if !v.feeds.reads.Allow(o.Hash, v.now) {
		return feedBusy(v)
	}
	key := ending + o.Hash
	if c, ok := v.feeds.recall(key, o.Stamp); ok && has(v.r, c) {
		tagged(v.w, c)
		v.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	body, err := f.compose(v, o, v.r.URL.Path)
	if err != nil {
		v.Log.Error("a feed cannot be composed", "error", err)
		return feedRefused(v, http.StatusServiceUnavailable)
	}
	c := v.feeds.remember(key, composed{stamp: o.Stamp, tag: `"` + door.Hash(string(body))[:32] + `"`, at: v.now.Truncate(time.Second)})
	tagged(v.w, c)
	if has(v.r, c) {
		v.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	set.Set("Content-Type", f.media)
	set.Set("Content-Disposition", `inline; filename="dates.`+ending+`"`)
	_, err = v.w.Write(body)
	return err
}

func tagged(w http.ResponseWriter, c composed) {
	w.Header().Set("ETag", c.tag)
	w.Header().Set("Last-Modified", c.at.UTC().Format(http.TimeFormat))
}

// has tells whether whoever asks has what would be sent (RFC 9110, 13.2.2).
func has(r *http.Request, c composed) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		for tag := range strings.SplitSeq(tags, ",") {
			if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == c.tag {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !c.at.After(since)
}

// feedRefused answers a program: no person reads it.
func feedRefused(v *visit, code int) error {
	http.Error(v.w, http.StatusText(code), code)
	return nil
}

func feedBusy(v *visit) error {
	v.w.Header().Set("Retry-After", "60")
	return feedRefused(v, http.StatusTooManyRequests)
}

// changeFeed makes the reader's feed, anew where he has one, or ends it. Its address
// is shown in the answer to this press and nowhere else.
func changeFeed(v *visit) error {
	switch v.r.FormValue("do") {
	case "make":
		address, err := v.o.Feeds.Make(v.r.Context(), v.who)
		if err != nil {
			return err
		}
		return showAll(v, "", address, nil)
	case "end":
		if err := v.o.Feeds.End(v.r.Context(), v.who); err != nil {
			return err
		}
		v.cookies.Say(v.w, door.Word{Text: v.say("Done: the address does not open anything any more.")})
		return v.go303("/p/following")
	}
	return fault.New(fault.Invalid, "Press one of the buttons.")
}

// feedPart is the part of a page on which the reader has a feed made or ended.
func feedPart(r reading, made string) (page.Feed, error) {
	has, err := r.o.Feeds.View(r.r.Context(), r.who)
	if err != nil {
		return page.Feed{}, err
	}
	f := page.Feed{
		Heading: r.say("Calendar and feed"), Lead: r.say("Have your dates in your own calendar, where they move by themselves, and what is new in a feed reader. Whoever has the address can read them: keep it to yourself."),
		Form: ui.Form{Action: "/p/following/feed"}, Make: r.say("Make an address"),
	}
	if has.Hash != "" {
		f.State = r.say("You have had an address since {when}. It is not shown again; if you have lost it, make a new one. The old one then ends.", "when", r.moment(has.MadeAt).Text)
		f.Make, f.End = r.say("Make a new address"), r.say("End the address")
	}
	if made == "" {
		return f, nil
	}
	_, rest, _ := strings.Cut(made, "://")
	f.Made = page.MadeFeed{
		Lead: r.say("Copy it now: it is shown this once."), Title: r.say("How to use it"), Steps: office.SayFeedSteps(r.voice()),
		Calendar: ui.Field{Name: "feed-calendar", Label: r.say("The address for your calendar"), Value: made + ".ics"},
		News:     ui.Field{Name: "feed-news", Label: r.say("The address for a feed reader"), Value: made + ".atom"},
		Open:     ui.Link{Text: r.say("Open in the calendar of this device"), URL: "webcal://" + rest + ".ics"},
	}
	return f, nil
}

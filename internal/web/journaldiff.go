package web

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"kept/internal/office"
	"kept/internal/web/page"
	"kept/member"
)

// Limits of what a line of the journal shows of a change.
const (
	maxChanges = 8
	maxShown   = 160 // characters of a value
)

// unsaid are fields that say nothing to a person, or say what others say.
var unsaid = map[string]bool{"ID": true, "Version": true, "ClientID": true, "MadeAt": true, "LogoID": true, "Tellings": true, "DecidedAt": true, "SetAt": true, "LateBy": true, "undo_by": true, "notices": true, "met": true, "next": true}

// changes gives what a line changed, field by field. Of something new it gives
// nothing: its page shows it.
func changes(v *visit, l office.Happened) []page.Change {
	if l.Before == "" || l.After == "" {
		return nil
	}
	before, after := fieldsOf(l.Before), fieldsOf(l.After)
	if len(before) == 0 || len(after) == 0 {
		return nil
	}
	var out []page.Change
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if unsaid[name] || string(before[name]) == string(after[name]) {
			continue
		}
		c := page.Change{Field: fieldWords(v, name), Before: valueWords(v, before[name]), After: valueWords(v, after[name])}
		if c.Before == c.After {
			continue
		}
		if out = append(out, c); len(out) == maxChanges {
			break
		}
	}
	return out
}

// fieldsOf reads what the journal keeps of a thing; what is no object has no fields.
func fieldsOf(text string) map[string]json.RawMessage {
	var out map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &out) != nil {
		return nil
	}
	return out
}

// fieldNames are the fields that change most, in the reader's language.
func fieldNames(v *visit) map[string]string {
	return map[string]string{
		"Name": v.say("name"), "Email": v.say("email"), "Phone": v.say("phone"), "Role": v.say("role"), "Words": v.say("words"), "Kind": v.say("kind"), "State": v.say("state"), "Hours": v.say("hours"),
		"OwnerID": v.say("owner"), "LeaderID": v.say("leader"), "DeputyID": v.say("deputy"), "ContactID": v.say("contact"), "ProjectID": v.say("project"), "Dates": v.say("dates"),
		"Standards": v.say("standards"), "Policy": v.say("policy"), "Language": v.say("language"), "Stage": v.say("stage"), "Tier": v.say("tier"), "Note": v.say("note"), "EndedAt": v.say("ended"), "KeptAt": v.say("kept"),
	}
}

// fieldWords says a field; one that has no name here is made of its own:
// "ReleasedWhy" is "released why".
func fieldWords(v *visit, name string) string {
	if say, ok := fieldNames(v)[name]; ok {
		return say
	}
	var b strings.Builder
	for i, r := range strings.TrimSuffix(strings.TrimSuffix(name, "ID"), "At") {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.ReplaceAll(b.String(), "_", " ")
}

// valueWords writes a value of the journal for a person: moments in his zone,
// members by name, dates of a promise by the one that stands, anything longer
// cut short.
func valueWords(v *visit, raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			if t.IsZero() {
				return ""
			}
			return v.moment(t, nil).Text
		}
		if m, ok := v.team.Member(member.ID(text)); ok {
			return m.Name
		}
		return cutText(text)
	}
	var dates []struct{ DueAt time.Time }
	if json.Unmarshal(raw, &dates) == nil && len(dates) > 0 && !dates[len(dates)-1].DueAt.IsZero() {
		return v.moment(dates[len(dates)-1].DueAt, nil).Text
	}
	switch s := string(raw); s {
	case "null", "[]", "{}":
		return ""
	case "true":
		return v.say("yes")
	case "false":
		return v.say("no")
	default:
		return cutText(strings.NewReplacer(`"`, "", ",", ", ", ":", ": ").Replace(s))
	}
}

func cutText(s string) string {
	r := []rune(s)
	if len(r) <= maxShown {
		return s
	}
	return string(r[:maxShown-1]) + "…"
}

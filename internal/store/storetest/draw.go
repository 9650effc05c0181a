package storetest

import (
	"reflect"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/worktime"
)

// hard are texts that break programs that put SQL, JSON or pages together.
var hard = []string{
	"", " ", "'", `"`, "`", `\`, "%", "_", "--", "$1", "?", "; DROP TABLE promises", "NULL", "null", "0", "-1", "1e9", "Zoë", "İstanbul", "ﷺ", "straße",
	"日本語", "עברית", "\u202eright to left", "\u2028", "a\tb\r\nc", "\x01", "\x7f", "\ufeff", "👩‍👩‍👧", "\U0010ffff", "e\u0301", `{"a":1}`, "<b>&amp;</b>", "2026-03-02", "~", "~~",
}

// lines draws text that the store may be given: valid UTF-8 without zero bytes.
func lines() *rapid.Generator[string] {
	drawn := rapid.Map(rapid.StringN(0, 40, -1), func(s string) string {
		return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
	})
	return rapid.OneOf(rapid.SampledFrom(hard), drawn)
}

// moments draws an instant of whole milliseconds, none at all, or a limit.
func moments() *rapid.Generator[time.Time] {
	limits := []time.Time{
		{}, monday(), time.UnixMilli(1).UTC(), time.UnixMilli(-1).UTC(),
		time.Date(1, 1, 1, 0, 0, 0, 1e6, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC),
	}
	drawn := rapid.Map(rapid.Int64Range(1, 4e12), func(ms int64) time.Time { return time.UnixMilli(ms).UTC() })
	return rapid.OneOf(rapid.SampledFrom(limits), drawn)
}

// days draws a day that exists, or none.
func days() *rapid.Generator[worktime.Day] {
	return rapid.Custom(func(t *rapid.T) worktime.Day {
		if rapid.Bool().Draw(t, "none") {
			return worktime.Day{}
		}
		return worktime.Day{Year: rapid.IntRange(1, 9998).Draw(t, "year"), Month: 1, Date: 1}.AddDays(rapid.IntRange(0, 365).Draw(t, "day"))
	})
}

// drawn draws a value of any kept type, field by field.
func drawn[T any](r *rapid.T, what string) T {
	var v T
	fill(r, reflect.ValueOf(&v).Elem(), what)
	return v
}

func fill(r *rapid.T, v reflect.Value, what string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(moments().Draw(r, what)))
		return
	case time.Duration:
		v.SetInt(int64(time.Millisecond) * rapid.Int64Range(-1e12, 1e12).Draw(r, what))
		return
	case worktime.Day:
		v.Set(reflect.ValueOf(days().Draw(r, what)))
		return
	case worktime.Clock:
		v.SetInt(rapid.Int64Range(0, int64(worktime.Midnight24)).Draw(r, what))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(lines().Draw(r, what))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(r, what))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64Range(0, 1<<53).Draw(r, what))
	case reflect.Uint32:
		v.SetUint(uint64(rapid.Uint32().Draw(r, what)))
	case reflect.Uint8:
		v.SetUint(rapid.Uint64Range(0, 255).Draw(r, what))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(r, v.Field(i), what+"."+v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(r, what+" is there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), what)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(r, v.Index(i), what)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(r, what), 2))
		for i := range v.Len() {
			fill(r, v.Index(i), what)
		}
	default:
		r.Fatalf("%s is of a kind that nobody has drawn yet: %s", what, v.Type())
	}
}

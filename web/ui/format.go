package ui

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"pickpack/picking"
	"pickpack/web/words"
)

// Number writes a whole number with a thin gap after each thousand from five digits on: 9999, 12 345.
func Number[N ~int | ~int32 | ~int64](n N) string {
	return words.Number(int(n))
}

// Count writes a number with its noun: Count(1, "line") is "1 line", Count(3, "line") is "3 lines".
func Count[N ~int | ~int32 | ~int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// NOf writes which of how many: 2 of 3, or 2 if it is not known of how many (0).
func NOf(n, of int) string {
	if of == 0 {
		return Number(n)
	}
	return Number(n) + " of " + Number(of)
}

// Weight writes grams as a person weighs: 850 g, 2.418 kg.
func Weight(g picking.Grams) string {
	if g < 1000 && g > -1000 {
		return strconv.Itoa(int(g)) + " g"
	}
	return fmt.Sprintf("%.3f kg", float64(g)/1000)
}

// Size writes three lengths: 374 × 364 × 160 mm.
func Size(l, w, h picking.Millimetres) string { return fmt.Sprintf("%d × %d × %d mm", l, w, h) }

// Metres writes a walk: 84 m, 1.28 km.
func Metres(m float64) string {
	if m < 1000 {
		return strconv.Itoa(int(math.Round(m))) + " m"
	}
	return fmt.Sprintf("%.2f km", m/1000)
}

// Percent writes a share of one: 0.384 is "38 %".
func Percent(share float64) string { return strconv.Itoa(int(math.Round(share*100))) + " %" }

// Date writes a day without doubt about which is the month: 4 Mar 2027. The zero time is "".
func Date(t time.Time) string { return written(t, "2 Jan 2006") }

// Clock writes a time of day: 16:30.
func Clock(t time.Time) string { return written(t, "15:04") }

// DateTime writes both: 4 Mar 2027 16:30.
func DateTime(t time.Time) string { return written(t, "2 Jan 2006 15:04") }

// Moment writes a time as short as it stays clear on the day of now: 16:30 today, else 4 Mar 16:30.
func Moment(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	if sameDay(t, now.In(t.Location())) {
		return t.Format("15:04")
	}
	if t.Year() != now.Year() {
		return t.Format("2 Jan 2006 15:04")
	}
	return t.Format("2 Jan 15:04")
}

// Until says how long is left or how late it is: in 38 min, in 2 h 05, 12 min late.
func Until(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	if d := t.Sub(now); d >= 0 {
		return "in " + Span(d)
	}
	return Span(now.Sub(t)) + " late"
}

// Ago says how long something is past: just now, 5 min ago.
func Ago(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	if d := now.Sub(t); d >= time.Minute {
		return Span(d) + " ago"
	}
	return "just now"
}

// Span writes a duration in its two leading units: 40 s, 38 min, 2 h 05, 3 d 4 h.
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h %02d", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d d %d h", int(d.Hours())/24, int(d.Hours())%24)
}

func written(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(layout)
}

func sameDay(a, b time.Time) bool {
	ya, ma, da := a.Date()
	yb, mb, db := b.Date()
	return ya == yb && ma == mb && da == db
}

package intake

import (
	"regexp"
	"strings"
	"time"

	"pickpack/picking"
)

// DefaultHour is when an order must leave that does not say so: at this hour of the warehouse's day.
const DefaultHour = 17

// DefaultCutoff is the next DefaultHour o'clock after now in a warehouse's time zone.
func DefaultCutoff(now time.Time, zone *time.Location) time.Time {
	n := now.In(zone)
	c := time.Date(n.Year(), n.Month(), n.Day(), DefaultHour, 0, 0, 0, zone)
	if !c.After(n) {
		c = time.Date(n.Year(), n.Month(), n.Day()+1, DefaultHour, 0, 0, 0, zone)
	}
	return c
}

// Forms of a moment with its offset, of a moment on the warehouse's clock, and of a day.
var (
	withOffset = []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04Z07:00"}
	onTheClock = []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05",
		"02.01.2006 15:04", "02.01.2006 15:04:05", "2006/01/02 15:04", "2006/01/02 15:04:05"}
	days    = []string{"2006-01-02", "02.01.2006", "2006/01/02", "20060102"}
	slashed = regexp.MustCompile(`^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}`)
)

const (
	writeDay    = "write the day as 2027-03-31"
	writeMoment = "write 2027-03-31 16:00, or 2027-03-31T16:00:00+02:00"
)

// ParseTime reads a moment: with an offset, or on the clock of zone. A day alone means DefaultHour o'clock. What could
// mean two moments or none is refused in words.
func ParseTime(s string, zone *time.Location) (time.Time, error) {
	for _, form := range withOffset {
		if t, err := time.Parse(form, s); err == nil {
			return inRange(t)
		}
	}
	for _, form := range onTheClock {
		if t, err := time.Parse(form, s); err == nil {
			return local(t, zone)
		}
	}
	if d, err := ParseDay(s); err == nil {
		return local(d.Add(DefaultHour*time.Hour), zone)
	}
	if slashed.MatchString(s) {
		return time.Time{}, picking.Errorf(picking.Invalid, "can be read as two days; %s", writeMoment)
	}
	return time.Time{}, picking.Errorf(picking.Invalid, "is no date and time; %s", writeMoment)
}

// local puts a clock's reading into a zone. On the day the clocks change an hour happens never, or twice.
func local(t time.Time, zone *time.Location) (time.Time, error) {
	in := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
	if in.Hour() != t.Hour() || in.Minute() != t.Minute() {
		return time.Time{}, picking.Errorf(picking.Invalid, "does not exist: the clocks go forward then; %s", writeMoment)
	}
	for _, by := range []time.Duration{-time.Hour, time.Hour} {
		if other := in.Add(by); other.Hour() == in.Hour() && other.Minute() == in.Minute() {
			return time.Time{}, picking.Errorf(picking.Invalid, "happens twice: the clocks go back then; write it with its offset, 2027-10-31T02:30:00+02:00")
		}
	}
	return inRange(in)
}

func inRange(t time.Time) (time.Time, error) {
	if t.Year() < 2000 || t.Year() > 2199 {
		return time.Time{}, picking.Errorf(picking.Invalid, "is in the year %d", t.Year())
	}
	return t, nil
}

// ParseDay reads a day, as midnight UTC.
func ParseDay(s string) (time.Time, error) {
	for _, form := range days {
		if t, err := time.Parse(form, s); err == nil {
			return inRange(t)
		}
	}
	if slashed.MatchString(s) {
		return time.Time{}, picking.Errorf(picking.Invalid, "can be read as two days; %s", writeDay)
	}
	return time.Time{}, picking.Errorf(picking.Invalid, "is no day; %s", writeDay)
}

func (c *cells) day(column string) time.Time { return c.when(column, ParseDay) }

func (c *cells) moment(column string, zone *time.Location) time.Time {
	return c.when(column, func(s string) (time.Time, error) { return ParseTime(strings.ToUpper(s), zone) })
}

func (c *cells) when(column string, parse func(string) (time.Time, error)) time.Time {
	s := c.text(column, MaxCell)
	if s == "" {
		return time.Time{}
	}
	t, err := parse(s)
	if err != nil {
		c.bad(column, s, "%s", err)
		return time.Time{}
	}
	return t
}

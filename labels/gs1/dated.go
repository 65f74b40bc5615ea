package gs1

import "time"

// Dated is a day or a moment that elements tell, in ISO 8601: "2027-03-31", "2027-03-31T23:59", "2027-03-01/2027-03-05".
// There is no time zone: it is where the goods were made.
type Dated struct{ Name, Value string }

// dateNames are the AIs that hold a date of six or (725n) eight digits first, each with what happens then.
var dateNames = map[string]string{
	"11": "production", "12": "due", "13": "packaging", "15": "best_before", "16": "sell_by", "17": "expiry",
	"7003": "expiry", "7006": "first_freeze", "7007": "harvest", "7011": "test_by", "8008": "production",
	"4324": "not_before", "4325": "not_after", "4326": "released", "7250": "birth", "7251": "birth",
}

// Dates lists the dates of the elements, in their order; today settles the century of those with two digits.
func (e Elements) Dates(today time.Time) []Dated {
	var out []Dated
	for _, el := range e {
		if name := dateNames[el.AI]; name != "" {
			if v := isoDate(el, today); v != "" {
				out = append(out, Dated{name, v})
			}
		}
	}
	return out
}

func isoDate(el Element, today time.Time) string {
	v := el.Value
	if el.AI == "7250" || el.AI == "7251" {
		if len(v) < 8 {
			return ""
		}
		return v[:4] + "-" + v[4:6] + "-" + v[6:8] + isoClock(v[8:])
	}
	day := isoDay(v, today)
	if day == "" || len(v) == 6 {
		return day
	}
	if el.AI == "7007" {
		return day + "/" + isoDay(v[6:], today)
	}
	return day + isoClock(v[6:])
}

func isoDay(v string, today time.Time) string {
	if len(v) < 6 {
		return ""
	}
	d, err := Date(v[:6], today)
	if err != nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

// isoClock writes HH, HHMM or HHMMSS.
func isoClock(v string) string {
	if len(v) < 2 {
		return ""
	}
	s := "T" + v[:2]
	for rest := v[2:]; len(rest) >= 2; rest = rest[2:] {
		s += ":" + rest[:2]
	}
	if len(v) == 2 {
		s += ":00"
	}
	return s
}

// mayLackDay: dates in which day 00 means the whole month.
func (a *ai) mayLackDay() bool {
	switch a.code {
	case "11", "12", "13", "15", "16", "17", "4324", "4325":
		return true
	}
	return false
}

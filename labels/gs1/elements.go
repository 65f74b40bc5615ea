package gs1

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Element is one application identifier with its data, without brackets and separators.
type Element struct {
	AI    string `json:"ai"`
	Value string `json:"value"`
}

// Elements is an element string in the order of the symbol. The accessors answer "" (or false) for what is not there;
// what they return has been checked if the Elements come from Parse, ParseBracketed or passed Validate.
type Elements []Element

// Get is the value of the first element with that AI.
func (e Elements) Get(ai string) (string, bool) {
	for _, el := range e {
		if el.AI == ai {
			return el.Value, true
		}
	}
	return "", false
}

func (e Elements) first(ais ...string) string {
	for _, ai := range ais {
		if v, ok := e.Get(ai); ok {
			return v
		}
	}
	return ""
}

// GTIN is the fourteen digits of the goods themselves (01), or else of the goods contained in a logistic unit (02), or
// of goods made to order (03).
func (e Elements) GTIN() string { return e.first("01", "02", "03") }

// SSCC is the eighteen digits of the logistic unit (00).
func (e Elements) SSCC() string { return e.first("00") }

// Lot is the batch or lot number (10).
func (e Elements) Lot() string { return e.first("10") }

// Serial is the serial number (21).
func (e Elements) Serial() string { return e.first("21") }

// Count is the number of trade items: contained in a logistic unit (37), or in a variable-count item (30).
func (e Elements) Count() (int, bool) {
	n, err := strconv.Atoi(e.first("37", "30"))
	return n, err == nil
}

// Expiry is the last day of use: use-by date (17), else the date of an expiry with time (7003). today settles the
// century. The result is midnight UTC at the start of that day.
func (e Elements) Expiry(today time.Time) (time.Time, bool) { return e.date(today, "17", "7003") }

// BestBefore is the best-before date (15), else the sell-by date (16), otherwise as Expiry.
func (e Elements) BestBefore(today time.Time) (time.Time, bool) { return e.date(today, "15", "16") }

func (e Elements) date(today time.Time, ais ...string) (time.Time, bool) {
	v := e.first(ais...)
	if len(v) < 6 {
		return time.Time{}, false
	}
	d, err := Date(v[:6], today)
	return d, err == nil
}

// Date reads YYMMDD. Day 00 means the last day of the month (GS1 General Specifications, 3.4.2), and the century is the
// one that puts the year between 49 years before and 50 years after today's (7.12).
func Date(yymmdd string, today time.Time) (time.Time, error) {
	if len(yymmdd) != 6 || !allDigits(yymmdd) {
		return time.Time{}, fmt.Errorf("%q is not a date of six digits", clip(yymmdd))
	}
	yy, _ := strconv.Atoi(yymmdd[:2])
	month, _ := strconv.Atoi(yymmdd[2:4])
	dd, _ := strconv.Atoi(yymmdd[4:])
	year := today.Year() - today.Year()%100 + yy
	switch diff := yy - today.Year()%100; {
	case diff >= 51:
		year -= 100
	case diff <= -50:
		year += 100
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || dd > last.Day() {
		return time.Time{}, fmt.Errorf("%s is not a date", yymmdd)
	}
	if dd == 0 {
		return last, nil
	}
	return time.Date(year, time.Month(month), dd, 0, 0, 0, 0, time.UTC), nil
}

// Validate says what is wrong with elements put together by hand, each for itself and as a message, or nil. Whether they
// belong together is asked of Companions.
func (e Elements) Validate() error {
	if len(e) == 0 {
		return &Error{Problem: "there is nothing in it"}
	}
	if len(e) > maxElements {
		return &Error{Problem: "it has too many elements"}
	}
	for _, el := range e {
		a := find(el.AI)
		if a == nil {
			return &Error{Problem: fmt.Sprintf("there is no such identifier: %q", clip(el.AI))}
		}
		if p := a.problem(el.Value); p != "" {
			return &Error{AI: el.AI, Problem: p}
		}
	}
	return e.repeats()
}

// Raw is the element string as it goes into a symbol and comes out of a scanner: FNC1 in front, and behind every element
// whose length is not predefined, except the last.
func (e Elements) Raw() string {
	var b strings.Builder
	b.WriteString(FNC1)
	for i, el := range e {
		b.WriteString(el.AI)
		b.WriteString(el.Value)
		if a := find(el.AI); i < len(e)-1 && (a == nil || !a.fixed) {
			b.WriteString(FNC1)
		}
	}
	return b.String()
}

// String is the human-readable interpretation: "(00)123456789012345675".
func (e Elements) String() string {
	var b strings.Builder
	for _, el := range e {
		b.WriteString("(" + el.AI + ")" + el.Value)
	}
	return b.String()
}

// Bracketed is String with the opening brackets of the data written \(, so that ParseBracketed reads it back.
func (e Elements) Bracketed() string {
	var b strings.Builder
	for _, el := range e {
		b.WriteString("(" + el.AI + ")")
		b.WriteString(strings.ReplaceAll(el.Value, "(", `\(`))
	}
	return b.String()
}

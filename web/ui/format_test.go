package ui

import (
	"testing"
	"time"

	"pickpack/picking"
)

func TestFormats(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 3, 4, 16, 30, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{Number(0), "0"}, {Number(9999), "9999"}, {Number(12345), "12\u202f345"}, {Number(-1234567), "−1\u202f234\u202f567"},
		{Count(1, "line"), "1 line"}, {Count(0, "line"), "0 lines"}, {Count(22760, "line"), "22\u202f760 lines"},
		{Weight(850), "850 g"}, {Weight(2418), "2.418 kg"}, {Weight(0), "0 g"}, {Weight(-60), "-60 g"},
		{Size(374, 364, 160), "374 × 364 × 160 mm"},
		{Metres(84.4), "84 m"}, {Metres(1284), "1.28 km"}, {Percent(0.384), "38 %"},
		{Date(at), "4 Mar 2027"}, {Clock(at), "16:30"}, {DateTime(at), "4 Mar 2027 16:30"}, {Date(time.Time{}), ""},
		{Moment(at, at.Add(time.Hour)), "16:30"}, {Moment(at, at.Add(24*time.Hour)), "4 Mar 16:30"},
		{Moment(at, at.AddDate(1, 0, 0)), "4 Mar 2027 16:30"}, {Moment(time.Time{}, at), ""},
		{Moment(at, at.Add(-time.Hour).In(time.FixedZone("", 12*3600))), "16:30"},
		{Until(at, at.Add(-38*time.Minute)), "in 38 min"}, {Until(at, at.Add(-125*time.Minute)), "in 2 h 05"},
		{Until(at, at.Add(12*time.Minute)), "12 min late"}, {Until(time.Time{}, at), ""},
		{Ago(at, at.Add(20*time.Second)), "just now"}, {Ago(at, at.Add(5*time.Minute)), "5 min ago"}, {Ago(at, at.Add(-time.Minute)), "just now"},
		{Span(40 * time.Second), "40 s"}, {Span(76 * time.Hour), "3 d 4 h"},
		{initials("Jasmijn Bakker"), "JB"}, {initials("Chloé"), "C"}, {initials("Ünal de Wit"), "Üd"}, {initials(""), ""},
		{VerdictWord(picking.WrongItem), "Wrong item"}, {RoleWord(picking.Picker), "Picker"}, {StateWord(picking.ReadyForPickup), "Ready for pickup"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

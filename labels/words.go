package labels

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pickpack/picking"
)

// addressLines writes an address as a driver reads it: who and which house, then the place, with the country in
// capitals unless it is home. Countries that write the postcode last get it last.
func addressLines(a picking.Address, home string) (who, place []string) {
	country := strings.ToUpper(strings.TrimSpace(a.Country))
	switch country {
	case "US", "CA", "AU":
		place = []string{join(" ", comma(a.City, a.Region), a.Region, a.Postcode)}
	case "GB", "IE":
		place = []string{join(", ", a.City, a.Region), a.Postcode}
	default:
		place = []string{join(", ", join(" ", a.Postcode, a.City), a.Region)}
	}
	if !strings.EqualFold(country, strings.TrimSpace(home)) {
		place = append(place, country)
	}
	return filled([]string{a.Name, a.Company, a.Street1, a.Street2}), filled(place)
}

// address is addressLines in one string.
func address(a picking.Address, home string) string {
	who, place := addressLines(a, home)
	return strings.Join(append(who, place...), "\n")
}

func comma(city, region string) string {
	if city != "" && region != "" {
		return city + ","
	}
	return city
}

// filled drops what is empty.
func filled(words []string) []string {
	out := words[:0:0]
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func join(sep string, words ...string) string { return strings.Join(filled(words), sep) }

// weight is in kilograms from one kilogram up.
func weight(g picking.Grams) string {
	switch {
	case g <= 0:
		return "–"
	case g < 1000:
		return fmt.Sprintf("%d g", g)
	}
	return fmt.Sprintf("%.2f kg", float64(g)/1000)
}

// nOfM is "2 of 3", or "2" while nobody knows how many there will be.
func nOfM(n, m int) string {
	if m < 1 {
		return strconv.Itoa(max(n, 1))
	}
	return fmt.Sprintf("%d of %d", max(n, 1), m)
}

// date and clock are written so that no country misreads them; a zero time is nothing.
func date(t time.Time) string  { return format(t, "2 Jan 2006") }
func clock(t time.Time) string { return format(t, "15:04") }
func dateClock(t time.Time) string {
	return format(t, "2 Jan 2006, 15:04")
}

func format(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(layout)
}

func after(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

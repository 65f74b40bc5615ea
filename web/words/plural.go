package words

import (
	"strconv"
	"time"
)

// Which of a sentence's forms goes with a number, after Unicode's CLDR: the forms stand in the order of the cases here.

func spanishForm(n int) int {
	if n == 1 {
		return 0
	}
	return 1
}

// polishForm: 1 linia; 2–4, 22–24, … linie; all others linii.
func polishForm(n int) int {
	ones, tens := n%10, n%100
	switch {
	case n == 1:
		return 0
	case ones >= 2 && ones <= 4 && (tens < 12 || tens > 14):
		return 1
	}
	return 2
}

// arabicForm: none, one, two, a few (3–10 of each hundred), many (11–99), and the hundreds themselves.
func arabicForm(n int) int {
	switch tens := n % 100; {
	case n <= 2:
		return n
	case tens >= 3 && tens <= 10:
		return 3
	case tens >= 11:
		return 4
	}
	return 5
}

// day writes a date with the names of the months.
func day(months ...string) func(time.Time) string {
	return func(d time.Time) string {
		return strconv.Itoa(d.Day()) + " " + months[d.Month()-1] + " " + strconv.Itoa(d.Year())
	}
}

// isolate keeps a name or code in one piece, and in its own direction, among words that run the other way (Unicode's
// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE).
func isolate(s string) string { return "\u2068" + s + "\u2069" }

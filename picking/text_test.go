package picking

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	t.Parallel()
	upsideDown := Language{
		Words: map[Text]Text{
			"%s holds %s.":       "in %[2]s: %[1]s!",
			"%d line|%d lines":   "%d i|%d ii|%d iii",
			"Expired on %t.":     "%t ago.",
			"Nothing was moved.": "Still here.",
		},
		Form:   func(n int) int { return min(n, 3) - 1 },
		Name:   func(s string) string { return "<" + s + ">" },
		Number: func(n int) string { return "#" + English.Number(n) },
		Day:    func(d time.Time) string { return d.Format("02/01") },
	}
	for _, tt := range []struct {
		name           string
		text           Text
		english, other string
	}{
		{"nothing", "", "", ""},
		{"a sentence", "Nothing was moved.", "Nothing was moved.", "Still here."},
		{"not translated", Say("%d of %s", 3, "x"), "3 of x", "#3 of <x>"},
		{"in another order", Say("%s holds %s.", "T-1", "100 %d"), "T-1 holds 100 %d.", "in <100 %d>: <T-1>!"},
		{"one", Say("%d line|%d lines", 1), "1 line", "#1 i"},
		{"two", Say("%d line|%d lines", Qty(2)), "2 lines", "#2 ii"},
		{"many", Say("%d line|%d lines", 12), "12 lines", "#12 iii"},
		{"a day", Say("Expired on %t.", "2026-03-01"), "Expired on 1 Mar 2026.", "01/03 ago."},
		{"no day", Say("Expired on %t.", ""), "Expired on .", "<> ago."},
		{"two sentences", Say("%d line|%d lines", 2).And("Nothing was moved."), "2 lines Nothing was moved.", "#2 ii Still here."},
		{"and nothing", Text("Nothing was moved.").And(""), "Nothing was moved.", "Still here."},
		{"after nothing", Text("").And("Nothing was moved."), "Nothing was moved.", "Still here."},
		{"a name", Name("50 %s|off"), "50 %s|off", "<50 %s|off>"},
		{"no name", Name(""), "", ""},
		{"from before there were languages", "Scan B-1|2, 5 %d.", "Scan B-1|2, 5 %d.", "Scan B-1|2, 5 %d."},
		{"an argument is missing", Say("%s holds %s.", "T-1"), "T-1 holds %s.", "in %[2]s: <T-1>!"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.text.String(); got != tt.english {
				t.Errorf("English %q, want %q", got, tt.english)
			}
			if got := upsideDown.Render(tt.text); got != tt.other {
				t.Errorf("translated %q, want %q", got, tt.other)
			}
		})
	}
}

// Whatever is put into a sentence comes out in it and nowhere else, through the store and back.
func TestTextKeepsApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name, n := rapid.String().Draw(t, "name"), rapid.Int().Draw(t, "n")
		text := Say("%s, %d", name, n).And(Name(name)).And("End.")
		stored, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var back Text
		if err := json.Unmarshal(stored, &back); err != nil {
			t.Fatal(err)
		}
		plain := unspoken.Replace(name)
		want := plain + ", " + English.Number(n)
		if plain != "" {
			want += " " + plain
		}
		if got := back.String(); got != want+" End." {
			t.Errorf("%q, want %q", got, want+" End.")
		}
	})
}

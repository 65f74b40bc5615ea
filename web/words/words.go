// Package words says things in the languages of the floor: English, which the code is written in, Spanish, Polish and
// Arabic. A catalog is one file a language, by the English sentence; a test reads the code and proves that none is missing
// and none is left over.
//
// # Why
//
// The language comes with the context of the request and not with each view: it belongs to every word of a page, and a
// sentence added anywhere is translated without a change of what is handed around. A view that is not translated yet asks
// for nothing and stays English, so the areas can follow one by one.
package words

import (
	"context"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"pickpack/picking"
)

// Language is one that a person may choose.
type Language struct {
	picking.Language
	Code  string // as in the lang attribute of a page
	Self  string // its name, in itself
	Dir   string // ltr or rtl
	point string // between a number's whole and its parts
}

// All languages; the first is what is said to somebody of whom nothing is known.
var All = []*Language{&english, &spanish, &polish, &arabic}

var english = Language{
	Language: picking.Language{Form: picking.English.Form, Name: picking.English.Name, Number: Number, Day: picking.English.Day},
	Code:     "en", Self: "English", Dir: "ltr", point: ".",
}

// ByCode is the language with a code; nil if there is none.
func ByCode(code string) *Language {
	for _, l := range All {
		if l.Code == code {
			return l
		}
	}
	return nil
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.Spanish, language.Polish, language.Arabic})

// Accepted is the best of All for a browser's Accept-Language.
func Accepted(header string) *Language {
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return All[0]
	}
	_, at, _ := matcher.Match(wanted...)
	return All[at]
}

type key struct{}

// With is the context of a request whose answer is in a language.
func With(ctx context.Context, l *Language) context.Context { return context.WithValue(ctx, key{}, l) }

// From is the language of a request's answer.
func From(ctx context.Context) *Language {
	if l, ok := ctx.Value(key{}).(*Language); ok {
		return l
	}
	return All[0]
}

// Say says a Text, or a sentence with its arguments as picking.Say takes them.
func Say(ctx context.Context, t picking.Text, args ...any) string {
	return From(ctx).Render(picking.Say(t, args...))
}

// Decimal writes a number with so many decimals: 1.28, 1,28.
func Decimal(ctx context.Context, v float64, decimals int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', decimals, 64), ".", From(ctx).point, 1)
}

// Number writes a whole number with a thin gap after each thousand from five digits on: 9999, 12 345. All languages here
// understand it so, and codes look the same in all.
func Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	if len(s) < 5 {
		return sign + s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return sign + s
}

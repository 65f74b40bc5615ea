package ui

import (
	"strings"
	"testing"

	"github.com/a-h/templ"

	"pickpack/picking"
)

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryStateHasItsOwnLook(t *testing.T) {
	t.Parallel()
	for _, s := range picking.States {
		l, ok := stateLook[s]
		if !ok || drawings[l.icon] == "" || StateWord(s) == "" {
			t.Errorf("%s: %+v", s, l)
		}
	}
	if len(stateLook) != len(picking.States) {
		t.Errorf("%d looks for %d states", len(stateLook), len(picking.States))
	}
}

func TestAnUnknownIconIsSeen(t *testing.T) {
	t.Parallel()
	if got := draw(t, Icon("no such thing")); !strings.Contains(got, "<rect") {
		t.Error(got)
	}
}

func TestWhatPeopleTypeIsEscaped(t *testing.T) {
	t.Parallel()
	const evil = `"><script>alert(1)</script>`
	f := Frame{Title: evil, CSRF: evil, Theme: Theme(evil), Density: Density(evil), Flash: &Flash{Tone: evil, Text: evil},
		User: picking.User{ID: 1, Name: evil, Badge: evil, Role: picking.Role(evil)}, Styles: []string{evil}, Scripts: []string{evil}}
	for name, html := range map[string]string{
		"page":   draw(t, Page(f)),
		"error":  draw(t, ErrorPage(f, picking.Name(evil), picking.Name(evil), evil)),
		"screen": draw(t, ErrorScreen(picking.Name(evil), picking.Name(evil), "javascript:alert(1)", 500)),
		"field":  draw(t, Field(Input{Label: evil, Name: evil, Value: evil, Type: evil, Hint: evil, Error: evil, Mode: evil})),
		"select": draw(t, Select(Choice{Label: evil, Name: evil, Options: []Option{{evil, evil}}})),
		"empty":  draw(t, Empty(evil, evil, evil, "javascript:alert(1)", evil)),
		"pages":  draw(t, Pages(Pager{Total: 1, To: 1, Previous: "javascript:alert(1)", Next: evil})),
		"pic":    draw(t, Picture("/"+evil, evil)) + draw(t, Picture(evil, evil)),
		"chip":   draw(t, Chip(evil, evil, evil)) + draw(t, Notice(evil, evil)) + draw(t, Check(evil, evil, evil, true)),
	} {
		if strings.Contains(html, "<script>alert") || strings.Contains(html, "javascript:alert") {
			t.Errorf("%s: %s", name, html)
		}
	}
}

func TestPagesHoldNoInlineScriptOrStyle(t *testing.T) {
	t.Parallel()
	html := draw(t, Page(Frame{Title: "x", User: picking.User{ID: 1, Name: "A B"}, Htmx: true, Demo: true}))
	for _, forbidden := range []string{" style=", " onclick=", "<style", "<script>"} {
		if strings.Contains(html, forbidden) {
			t.Errorf("%s in the page", forbidden)
		}
	}
}

func TestThePressedThemeIsThePersonsChoice(t *testing.T) {
	t.Parallel()
	html := draw(t, Page(Frame{Theme: Dark, User: picking.User{ID: 1, Name: "A"}}))
	if !strings.Contains(html, `data-theme="dark"`) || strings.Count(html, `aria-pressed="true"`) != 1 ||
		!strings.Contains(html, `value="dark" aria-pressed="true"`) {
		t.Error(html)
	}
}

// The attributes of a bar are plain integers, or browsers draw it empty; the words beside it are for people.
func TestAMeterOfManyIsDrawn(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]templ.Component{
		`value="12345" max="1234567">12` + "\u202f345 of 1\u202f234\u202f567<": Meter("", 12_345, 1_234_567),
		`value="0" max="1">0 of 0<`: Meter("", 0, 0),
	} {
		if got := draw(t, m); !strings.Contains(got, want) {
			t.Errorf("%s without %s", got, want)
		}
	}
}

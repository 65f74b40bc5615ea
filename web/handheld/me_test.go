package handheld_test

import (
	"net/url"
	"strings"
	"testing"

	"pickpack/web/handheld"
)

// What a person likes goes with them to every device, and nobody else gets it.
func TestPreferencesGoWithThePerson(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	ann := f.device(t, "ANN")
	ann.open(handheld.MePath)
	if body := bodyOf(ann); body != `<html lang="en" dir="ltr" data-theme="auto"> <body class="handheld">` {
		t.Errorf("a new person gets %s", body)
	}
	for field, value := range map[string]string{"hand": "left", "text": "larger", "theme": "contrast"} {
		ann.send(handheld.MePath, url.Values{field: {value}}, false)
		ann.shows("step", "me")
		if !strings.Contains(ann.body, `name="`+field+`" value="`+value+`" aria-pressed="true"`) {
			t.Errorf("%s %s is not pressed", field, value)
		}
	}
	elsewhere := f.device(t, "ANN")
	const want = `<html lang="en" dir="ltr" data-theme="contrast"> <body class="handheld lefthand larger">`
	for _, path := range []string{handheld.HomePath, handheld.WallPath, handheld.MePath} {
		elsewhere.open(path)
		if body := bodyOf(elsewhere); body != want {
			t.Errorf("%s: %s, want %s", path, body, want)
		}
	}
	bo := f.device(t, "BO")
	if body := bodyOf(bo); strings.Contains(body, "larger") || strings.Contains(body, "contrast") {
		t.Errorf("Bo gets %s", body)
	}
	if n := f.get(t, `SELECT count(*) FROM users WHERE badge = 'ANN' AND hand = 'left' AND text_size = 'larger' AND theme = 'contrast'`); n != 1 {
		t.Error("the settings are not kept")
	}
}

// Everything on the handheld is in the language a person chose, wherever they sign in; Arabic runs from right to left.
func TestTheLanguageGoesWithThePerson(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	ann := f.device(t, "ANN")
	ann.open(handheld.MePath)
	for code, want := range map[string]string{
		"es": `<html lang="es" dir="ltr"|Mi trabajo|Siguiente lista`, "pl": `<html lang="pl" dir="ltr"|Moja praca|Następna lista`,
		"ar": `<html lang="ar" dir="rtl"|عملي|القائمة التالية`, "en": `<html lang="en" dir="ltr"|My work|Next list`,
	} {
		ann.send(handheld.MePath, url.Values{"language": {code}}, false)
		elsewhere := f.device(t, "ANN")
		for _, words := range strings.Split(want, "|") {
			if !strings.Contains(elsewhere.body, words) {
				t.Errorf("%s: %q is not on My work", code, words)
			}
		}
	}
}

// bodyOf is the tags that bear a person's settings.
func bodyOf(d *device) string {
	tag := func(name string) string {
		i := strings.Index(d.body, "<"+name)
		return d.body[i : i+strings.Index(d.body[i:], ">")+1]
	}
	return tag("html") + " " + tag("body")
}

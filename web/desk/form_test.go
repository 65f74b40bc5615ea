package desk_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/desk/fonts"
	"pickpack/web/desk/forms"
)

// An admin changes the form of the shipping label and sees while typing what it prints, or what is wrong.
func TestFormShowsWhatItPrints(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seatOf(t, "ART")
	s.look("labels", "/d/labels")
	s.look("form", forms.Path)
	s.look("form-slip", forms.KindPath("slip"))
	s.look("fonts", fonts.Path)
	s.do(chromedp.Navigate(h.url + forms.Path))
	s.wait(`document.querySelector('#preview img')?.naturalWidth === 812`)
	s.eval(`(window.before = document.querySelector('#preview img').src, null)`)
	write := func(from, to string) {
		s.eval(fmt.Sprintf(`{const t = document.querySelector('[name=template]'); t.value = t.value.replace(%q, %q);
			t.dispatchEvent(new Event('input', {bubbles: true})); null}`, from, to))
	}
	write("SHIP TO", "DELIVER TO")
	s.wait(`document.querySelector('#preview img') && document.querySelector('#preview img').src !== before`)
	write("{order}", "{odrer}")
	s.wait(`document.querySelector('#preview .notice.bad')?.textContent.includes('{odrer}')`)
	s.picture("form-wrong")
	write("{odrer}", "{order}")
	s.wait(`document.querySelector('#preview img')`)
	s.eval(`(document.querySelector('[name=act][value=save]').click(), null)`)
	s.wait(`document.querySelector('.formmore table')?.textContent.includes('Art')`)
	s.picture("form-saved")
}

package station_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/station"
)

// The door of a carrier, looked at while a parcel is missing, when another door's parcel was scanned, and when all are loaded.
func TestDoorLooks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PAM")
	a := c.packAll(t)
	c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	h.book(t, "GB123", "^XA^FDcarrier^FS^XZ")
	s := h.seat(t, "PIA")
	s.do(chromedp.Navigate(h.url + station.LeavePath + "?door=Post"))
	s.wait("document.readyState === 'complete'")
	s.eval("(document.querySelector('details.confirm').open = true, null)")
	s.sound("door")
	s.do(chromedp.Navigate(h.url + station.LeavePath + "?door=UPS"))
	s.wait("document.readyState === 'complete'")
	s.typed("GB123")
	s.picture("door-wrong")
	if v := s.data("verdict"); v != string(picking.WrongPlace) {
		t.Errorf("at another door: %s, %v", v, s.eval("document.querySelector('#screen').textContent"))
	}
	s.do(chromedp.Navigate(h.url + station.LeavePath + "?door=Post"))
	s.wait("document.readyState === 'complete'")
	s.typed("GB123")
	s.picture("door-loaded")
	s.typed("LEAVES")
	s.sound("door-asks")
	s.typed("LEAVES")
	s.wait("document.querySelector('#screen').dataset.loaded === '0'")
}

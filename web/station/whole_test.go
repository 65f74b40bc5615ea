package station_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/labels/printer/printertest"
	"pickpack/picking"
)

// press drives the house's label printer until the test ends.
func (h *house) press(t *testing.T, address string) {
	t.Helper()
	boss := picking.User{ID: 1, Warehouse: 1}
	id, err := h.SavePrinter(t.Context(), boss, db.Printer{Name: "Zebra", Address: address, Format: "zpl203", Paper: "4x6"})
	if err == nil {
		err = h.BindStation(t.Context(), boss, db.StationPrinter{Station: 8, Use: db.LabelUse, Printer: id})
	}
	if err != nil {
		t.Fatal(err)
	}
	device, err := printer.Open(address, printer.ZPL, printer.Options{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	t.Cleanup(func() { stop(); <-ended })
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			c, err := h.ClaimPrint(ctx, 0, "")
			if err != nil || c.ID == 0 {
				h.AwaitPrint(ctx, time.Second)
				continue
			}
			o := device.Print(ctx, printer.Job{ID: "test", Type: printer.ZPL, Data: c.Content})
			_ = h.EndPrint(context.WithoutCancel(ctx), c, string(o.State), o.Trouble)
		}
	}()
}

// labelled closes the open carton by its expected weight and scans its label once it sticks on it; answers with its SSCC.
func (s *seat) labelled(n string) string {
	s.t.Helper()
	s.typed(s.data("expected") + " g")
	if s.data("step") != "label" || s.data("due") != n {
		s.t.Fatalf("carton %s closed: step %s, due %s", n, s.data("step"), s.data("due"))
	}
	sscc, _ := s.eval(`document.querySelector('[data-due-sscc]').dataset.dueSscc`).(string)
	return sscc
}

// The whole station by keyboard alone: station code, cart, the order of an item, two cartons, a move and its undo, weights,
// labels from a printer scanned on, the next order by an item, set aside, and the next. Each label is printed once.
func TestWholeStationByKeyboard(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	zebra := &printertest.Zebra{}
	address, err := zebra.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(zebra.Stop)
	h.press(t, address)
	h.raw.MustExec(`UPDATE pick_lists SET cart_id = 9 WHERE id = 1; UPDATE items SET hazard = 'UN3481, lithium ion: lithium mark on the box' WHERE id = 5;
		UPDATE orders SET gift_message = 'Happy birthday!' WHERE id = 1`)
	s := h.seat(t, "PIA")
	s.typed("PACK-1")
	if n := h.get(t, `SELECT count(*) FROM station_devices`); n != 1 {
		t.Fatalf("PACK-1 bound %d devices: %s", n, s.data("verdict"))
	}
	s.typed("CART-1")
	s.sound("cart")
	s.typed("44-0107")
	if s.data("number") != "1042" {
		t.Fatalf("the candle's order: %s", s.data("number"))
	}
	s.sound("wishes")
	s.typed("44-0107")
	s.typed("c+")
	for n := 0; s.data("step") == "pack" && n < 20; n++ {
		s.typed(s.wanted())
	}
	s.sound("two-cartons")
	s.typed("44-0107")
	if s.data("verdict") != "confirm" {
		t.Fatalf("the candle of carton 1: %s", s.data("verdict"))
	}
	s.sound("confirm")
	s.eval("(document.querySelector('#screen').dataset.old = 1, document.querySelector('[data-refused] a').click(), null)")
	s.wait("!document.querySelector('#screen').dataset.old && " + typable)
	if s.typed("44-0107"); s.data("verdict") != "confirm" {
		t.Fatalf("the candle again, after the question was answered with no: %s", s.data("verdict"))
	}
	s.typed("44-0107")
	s.typed("UNDO")
	second := s.labelled("2")
	s.sound("label")
	s.typed("T-004")
	if s.data("verdict") != "not_allowed" {
		t.Errorf("a tote before the label: %s", s.data("verdict"))
	}
	s.typed(second)
	if s.data("screen") != "pack" {
		t.Fatalf("the label of carton 2: %s", s.data("screen"))
	}
	first := s.labelled("1")
	s.typed(second)
	if s.data("verdict") != "wrong_tote" {
		t.Errorf("the other carton's label: %s", s.data("verdict"))
	}
	s.sound("swapped")
	s.typed(first)
	if s.data("screen") != "home" {
		t.Fatalf("the last label: %s", s.data("screen"))
	}
	s.sound("next")
	s.typed("15012345000012")
	if s.data("number") != "1044" {
		t.Fatalf("the mugs' order: %s", s.data("number"))
	}
	s.typed("15012345000012")
	s.typed("HOLD")
	s.sound("hold")
	s.typed("1")
	if s.data("screen") != "home" || h.get(t, `SELECT count(*) FROM calls WHERE order_id = 3`) != 1 {
		t.Fatalf("set aside: %s", s.data("screen"))
	}
	s.typed("41-0032")
	if s.data("number") != "1043" {
		t.Fatalf("the towels' order: %s", s.data("number"))
	}
	for printed := zebra.Changed(); len(zebra.Printed()) < 2; printed = zebra.Changed() {
		<-printed
	}
	for _, sscc := range []string{first, second} {
		n := 0
		for _, label := range zebra.Printed() {
			if bytes.Contains(label, []byte(sscc)) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("the label of %s was printed %d times", sscc, n)
		}
	}
	if n := h.get(t, `SELECT count(*) FROM cartons WHERE apply = 'done'`); n != 2 {
		t.Errorf("%d labels were scanned on", n)
	}
}

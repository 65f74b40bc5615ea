package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/sys/unix"

	"pickpack/db"
	"pickpack/labels/scale"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/api"
)

// pseudo is a serial line of which the test holds the scale's end.
func pseudo(t *testing.T) (end *os.File, path string) {
	t.Helper()
	end, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end.Close() })
	fd := int(end.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	return end, fmt.Sprintf("/dev/pts/%d", n)
}

// A serial scale that speaks only when it is asked, and only SICS, is read by the agent; the station shows what it says.
func TestAgentReadsAScale(t *testing.T) {
	t.Parallel()
	s, raw := printShop(t)
	app := web.New(web.Deps{Store: s, Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(app)
	t.Cleanup(srv.Close)
	key, err := app.Auth.NewAPIKey(t.Context(), picking.User{ID: 1, Warehouse: 1}, "packing PC 3")
	if err != nil {
		t.Fatal(err)
	}
	raw.MustExec(`INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'BENCH-9', 'station')`)
	if ok, err := s.SitAt(t.Context(), db.Act{Warehouse: 1, User: 1, Device: "pc"}, "BENCH-9"); err != nil || !ok {
		t.Fatal(ok, err)
	}
	end, path := pseudo(t)
	port, err := scale.ParsePort("serial:" + path + "?baud=4800&bits=7&parity=even")
	if err != nil {
		t.Fatal(err)
	}
	var shows atomic.Value
	shows.Store("S S      2.418 kg\r\n")
	go func() {
		buf := make([]byte, 64)
		for {
			n, err := end.Read(buf)
			if err != nil {
				return
			}
			if strings.Contains(string(buf[:n]), "SI") {
				_, _ = end.WriteString(shows.Load().(string))
			}
		}
	}()
	ctx, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	remote := &agentQueue{base: srv.URL, key: key, client: srv.Client()}
	busy.Go(func() { (&teller{port, "bench-9", remote, slog.New(slog.DiscardHandler)}).run(ctx) })
	reads := func(want db.ScaleReading) {
		t.Helper()
		until(t, func() bool {
			r, err := s.StationScale(t.Context(), 1, "pc")
			return err == nil && r != nil && *r == want
		})
	}
	reads(db.ScaleReading{Station: "BENCH-9", State: "stable", Grams: 2418})
	shows.Store("S +\r\n")
	reads(db.ScaleReading{Station: "BENCH-9", State: "overload"})
	stop()
	busy.Wait()
	if r, err := s.StationScale(t.Context(), 1, "another"); r != nil || err != nil {
		t.Errorf("a PC that stands nowhere reads %+v, %v", r, err)
	}
	raw.MustExec(`UPDATE station_scales SET at = now() - interval '1 minute'`)
	if r, err := s.StationScale(t.Context(), 1, "pc"); r != nil || err != nil {
		t.Errorf("an agent that is silent: %+v, %v", r, err)
	}
	for _, bad := range []api.AgentScale{{Station: "NOWHERE", Reading: scale.Reading{State: scale.Zero}}, {Station: "BENCH-9", Reading: scale.Reading{State: "heavy"}},
		{Station: "BENCH-9", Reading: scale.Reading{State: scale.Zero, Grams: 5}}, {Station: "BENCH-9", Reading: scale.Reading{State: scale.Stable, Grams: -5}}} {
		if err := remote.ask(t.Context(), "POST", api.AgentScalePath, bad, nil); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}

func TestScalePorts(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{"hid:/dev/hidraw0": true, "serial:/dev/ttyUSB0": true, "serial:COM3?baud=2400": true, "serial:/dev/ttyS0?parity=odd&bits=7": true,
		"": false, "usb:/dev/x": false, "serial:": false, "serial:/dev/x?baud=9": false, "serial:/dev/x?parity=maybe": false, "serial:/dev/x?color=red": false, "serial:/dev/x?%zz": false} {
		if _, err := scale.ParsePort(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}

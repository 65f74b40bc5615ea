package printer

import (
	"strings"
	"testing"

	"pickpack/picking"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"tcp://10.0.0.7", "tcp://10.0.0.7:9100", "tcp://labels.example:9101", "ipp://10.0.0.8/ipp/print",
		"ipps://printer.example:443/ipp", "tcp://[fd00::7]:9100", "folder:/var/spool/labels", "device:/dev/usb/lp0", " tcp://10.0.0.7:9100 "} {
		if _, err := Open(address, PDF, Options{}); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"", "10.0.0.7:9100", "http://10.0.0.7", "tcp://", "tcp://:9100", "tcp://10.0.0.7:5432", "tcp://10.0.0.7:99999",
		"tcp://10.0.0.7:9100/x", "tcp://me:secret@10.0.0.7", "ipp://me:secret@10.0.0.7", "ipp://10.0.0.7:22", "tcp://127.0.0.1:9100",
		"tcp://[::1]:9100", "tcp://169.254.169.254:9100", "tcp://0.0.0.0:9100", "tcp://[::ffff:127.0.0.1]:9100", "tcp://[fe80::1]:9100",
		"folder:relative", "folder://host/share", "device:", "tcp://10.0.0.7:\x00", strings.Repeat("x", 400)} {
		if _, err := Open(address, PDF, Options{}); picking.KindOf(err) != picking.Invalid || err == nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// A name may be changed after it was checked, so the address that is called is checked as well.
func TestNameOfThisMachine(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"tcp://localhost:9100", "ipp://localhost:631"} {
		p, err := Open(address, PDF, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s := p.Status(t.Context()); s.Ready || !strings.Contains(s.Trouble, "this machine") {
			t.Errorf("%s: %+v", address, s)
		}
	}
}

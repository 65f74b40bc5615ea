package printer

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"pickpack/picking"
)

// Options are what the configuration says of printers.
type Options struct {
	// Local allows addresses of this machine and its link, and any port.
	Local bool
}

// Ports that printers listen on.
var (
	rawPorts = []int{9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 9108, 9109, 6101}
	ippPorts = []int{631, 443, 80, 8631}
)

const (
	dialTime = 5 * time.Second // until an address is taken for dead
	longest  = 300             // characters of an address
)

// Open checks an address and answers the way to its device; it calls nobody. kind is the type of the jobs it will be given:
// a raw port is asked for its status only if it speaks ZPL, because any other device would print the question. A wrong
// address is an Invalid error of the field "address" that says what is wrong.
func Open(address, kind string, o Options) (Printer, error) {
	address = strings.TrimSpace(address)
	if len(address) > longest {
		return nil, wrong("It is longer than %d characters.", longest)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, wrong("This is no address.")
	}
	switch u.Scheme {
	case "tcp":
		if u.Path != "" || u.RawQuery != "" || u.User != nil {
			return nil, wrong("Write it as tcp://HOST:9100.")
		}
		host, err := reach(u, 9100, rawPorts, o)
		if err != nil {
			return nil, err
		}
		return &stream{zpl: kind == ZPL, open: func(ctx context.Context) (line, error) { return o.dialer().DialContext(ctx, "tcp", host) }}, nil
	case "ipp", "ipps":
		if u.User != nil {
			return nil, wrong("Names and passwords do not belong into the address.")
		}
		port := 631
		host, err := reach(u, port, ippPorts, o)
		if err != nil {
			return nil, err
		}
		return newIPP(u, host, o), nil
	case "folder":
		path, err := local(u)
		return folder(path), err
	case "device":
		path, err := local(u)
		return &stream{zpl: kind == ZPL, open: func(context.Context) (line, error) { return openDevice(path) }}, err
	}
	return nil, wrong("Write it as tcp://HOST:9100, ipp://HOST/ipp/print, folder:/PATH or device:/PATH.")
}

func wrong(format string, args ...any) error { return picking.FieldError("address", format, args...) }

// reach is the host and port of an address, if they may be called.
func reach(u *url.URL, usual int, ports []int, o Options) (string, error) {
	host, port := u.Hostname(), usual
	if host == "" {
		return "", wrong("There is no host in it.")
	}
	if p := u.Port(); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > 65535 {
			return "", wrong("There is no port %.9q.", p)
		}
		port = n
	}
	if !o.Local && !slices.Contains(ports, port) {
		return "", wrong("Printers are not called on port %d here; use one of %s.", port, strings.Trim(fmt.Sprint(ports), "[]"))
	}
	if ip, err := netip.ParseAddr(host); err == nil && !o.allows(ip) {
		return "", wrong("%s is an address of this machine or its link.", host)
	}
	return net.JoinHostPort(host, strconv.Itoa(port)), nil
}

// local is the path of a folder or a device.
func local(u *url.URL) (string, error) {
	path := u.Path
	if u.Host != "" || path == "" || !filepath.IsAbs(path) {
		return "", wrong("Write the whole path, as in %s:/PATH.", u.Scheme)
	}
	return filepath.Clean(path), nil
}

// dialer calls only what may be called, whatever a name was resolved to.
func (o Options) dialer() *net.Dialer {
	return &net.Dialer{Timeout: dialTime, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !o.allows(at.Addr()) {
			return fmt.Errorf("%s is an address of this machine or its link", address)
		}
		return nil
	}}
}

func (o Options) allows(ip netip.Addr) bool {
	ip = ip.Unmap()
	return o.Local || !ip.IsLoopback() && !ip.IsLinkLocalUnicast() && !ip.IsUnspecified() && !ip.IsMulticast() &&
		!ip.IsInterfaceLocalMulticast()
}

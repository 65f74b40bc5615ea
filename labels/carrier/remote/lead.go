package remote

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"pickpack/picking"
)

// checkBase reads the address of an account's server.
func checkBase(o Options) (*url.URL, error) {
	u, err := url.Parse(o.Base)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return nil, picking.FieldError("address", "That is no web address.")
	case u.Scheme != "https" && (!o.Inside || u.Scheme != "http"):
		return nil, picking.FieldError("address", "The address must begin with https://.")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, picking.FieldError("address", "The address must be a host and a path, without a name, a password or a question mark.")
	case !o.Inside && u.Port() != "" && u.Port() != "443":
		return nil, picking.FieldError("address", "Only the usual port of https is allowed.")
	}
	return u, nil
}

// forbidden is a connection that was not made.
type forbidden struct{ address string }

func (f *forbidden) Error() string { return fmt.Sprintf("%s may not be called", f.address) }

// transport connects only where it may. A proxy is not used: it would connect for us, wherever that is.
func transport(inside bool) *http.Transport {
	d := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !mayCall(at.Addr(), inside) {
			return &forbidden{address}
		}
		return nil
	}}
	return &http.Transport{DialContext: d.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10}
}

// shared is the address space between a provider and its customers (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

func mayCall(a netip.Addr, inside bool) bool {
	a = a.Unmap()
	switch {
	case !a.IsValid(), a.IsUnspecified(), a.IsMulticast(), a.IsLinkLocalUnicast(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return false
	case a.IsLoopback(), a.IsPrivate(), shared.Contains(a):
		return inside
	}
	return true
}

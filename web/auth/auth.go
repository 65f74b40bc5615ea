package auth

import (
	"context"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"pickpack/db"
)

// Options of an Auth. The zero value is for plain http on this machine.
type Options struct {
	Secure bool             // the browser talks TLS, to us or to a proxy before us
	Demo   bool             // shown on every page
	Now    func() time.Time // nil: the wall clock
}

// Auth is made once and used by all requests.
type Auth struct {
	store    *db.Store
	opt      Options
	now      func() time.Time
	sessions *scs.SessionManager
	hasher   hasher
	zones    sync.Map // IANA name → *time.Location
}

// New makes the Auth of one server.
func New(store *db.Store, o Options) *Auth {
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &Auth{store: store, opt: o, now: o.Now, hasher: newHasher()}
	a.sessions = a.newManager()
	return a
}

// cookie is a cookie's name. Under TLS the prefix makes the browser refuse it from any other host or path.
func (a *Auth) cookie(name string) string {
	if a.opt.Secure {
		return "__Host-" + name
	}
	return name
}

// Sweep forgets sessions that are over and old tries to sign in.
func (a *Auth) Sweep(ctx context.Context) error { return a.store.SweepSignIns(ctx, a.now(), idleDesk) }

package auth

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

const (
	shift       = 14 * time.Hour   // no session is longer, used or not
	idleScanner = 15 * time.Minute // a handheld or a station left alone
	idleDesk    = 30 * time.Minute
	touchEvery  = time.Minute
	commitTime  = 3 * time.Second
)

// IdleOf is how long somebody may do nothing before they have to sign in again.
func IdleOf(r picking.Role) time.Duration {
	if r == picking.Supervisor || r == picking.Admin {
		return idleDesk
	}
	return idleScanner
}

func (a *Auth) newManager() *scs.SessionManager {
	m := scs.New()
	m.Store = rows{a}
	m.Codec = jsonCodec{}
	m.HashTokenInStore = true
	m.Lifetime = shift
	m.Cookie.Name = a.cookie("pickpack")
	m.Cookie.Secure = a.opt.Secure
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	return m
}

// visit is what one request knows of its session. It travels in the context, because scs hands its store nothing else.
type visit struct {
	session db.Session
	found   bool
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// Sessions loads the session of each request and saves it before the answer's first byte if it was changed.
func (a *Auth) Sessions(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if _, public := Allowed(c.Path()); public && !usesSession(c.Path()) {
			return next(c)
		}
		v := &visit{}
		ctx, err := a.sessions.Load(context.WithValue(c.Request().Context(), visitKey{}, v), a.token(c))
		if err != nil {
			return err
		}
		c.SetRequest(c.Request().WithContext(ctx))
		if v.found {
			c.Set(userKey, v.session.User)
			c.Set(preferKey, v.session.Preferences)
			c.Set(zoneKey, a.zone(v.session.Timezone))
		}
		c.Response().Before(func() { a.commit(c) })
		return next(c)
	}
}

// usesSession names the public pages that care who is there.
func usesSession(route string) bool {
	return route == "/signin" || route == "/theme" || route == "/language" || route == "/setup"
}

func (a *Auth) token(c echo.Context) string {
	k, err := c.Cookie(a.sessions.Cookie.Name)
	if err != nil {
		return ""
	}
	return k.Value
}

// commit writes the cookie of a session that began or ended. A message that cannot be saved is only logged: the answer
// it belonged to is already true.
func (a *Auth) commit(c echo.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), commitTime)
	defer cancel()
	w := c.Response()
	switch a.sessions.Status(ctx) {
	case scs.Modified:
		if !visitOf(ctx).found {
			return // nobody is signed in: nothing to keep
		}
		token, expiry, err := a.sessions.Commit(ctx)
		if err != nil {
			c.Logger().Error("session not saved: ", err)
			return
		}
		a.sessions.WriteSessionCookie(ctx, w, token, expiry)
	case scs.Destroyed:
		a.sessions.WriteSessionCookie(ctx, w, "", time.Time{})
	}
}

// begin makes the request's session the person's, under a new token.
func (a *Auth) begin(c echo.Context, u picking.User) error {
	ctx := c.Request().Context()
	if err := a.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := a.sessions.RenewToken(ctx); err != nil {
		return err
	}
	v := visitOf(ctx)
	v.found, v.session = true, db.Session{User: u}
	// Saved at once, so that a trouble is told instead of an answer that signs nobody in.
	token, expiry, err := a.sessions.Commit(ctx)
	if err != nil {
		return err
	}
	a.sessions.WriteSessionCookie(ctx, c.Response(), token, expiry)
	c.Set(userKey, u)
	return nil
}

// Flash keeps a message for the next page. Tone: ok, bad, warn or "".
func (a *Auth) Flash(c echo.Context, tone, text string) {
	ctx := c.Request().Context()
	if v := visitOf(ctx); v != nil && v.found {
		a.sessions.Put(ctx, "tone", tone)
		a.sessions.Put(ctx, "flash", text)
	}
}

func (a *Auth) popFlash(c echo.Context) *ui.Flash {
	ctx := c.Request().Context()
	if v := visitOf(ctx); v == nil || !v.found {
		return nil
	}
	text, _ := a.sessions.Pop(ctx, "flash").(string)
	tone, _ := a.sessions.Pop(ctx, "tone").(string)
	if text == "" {
		return nil
	}
	return &ui.Flash{Tone: tone, Text: text}
}

// rows is the scs store on the sessions table.
type rows struct{ a *Auth }

func (r rows) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	now := r.a.now()
	f, err := r.a.store.FindSession(ctx, token, now)
	if picking.KindOf(err) == picking.NotFound {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	if now.Sub(f.SeenAt) > IdleOf(f.Role) {
		return nil, false, r.a.store.DropSession(ctx, token)
	}
	if now.Sub(f.SeenAt) > touchEvery {
		if err := r.a.store.TouchSession(ctx, token, now); err != nil {
			return nil, false, err
		}
	}
	v := visitOf(ctx)
	v.session, v.found = f, true
	return f.Data, true, nil
}

func (r rows) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	f, now := visitOf(ctx).session, r.a.now()
	f.Data, f.SeenAt = data, now
	if f.Expiry.IsZero() {
		f.Expiry = now.Add(shift)
	}
	return r.a.store.SaveSession(ctx, token, f)
}

func (r rows) DeleteCtx(ctx context.Context, token string) error {
	return r.a.store.DropSession(ctx, token)
}

func (r rows) Find(token string) ([]byte, bool, error) {
	return r.FindCtx(context.WithValue(context.Background(), visitKey{}, &visit{}), token)
}
func (r rows) Delete(token string) error { return r.DeleteCtx(context.Background(), token) }
func (r rows) Commit(string, []byte, time.Time) error {
	panic("auth: a session is saved with its request")
}

// jsonCodec writes the few words a session holds; gob would compile its types anew for every request.
type jsonCodec struct{}

type jsonData struct {
	Deadline time.Time      `json:"d"`
	Values   map[string]any `json:"v"`
}

func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(jsonData{deadline, values})
}

func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var d jsonData
	err := json.Unmarshal(b, &d)
	if d.Values == nil {
		d.Values = map[string]any{}
	}
	return d.Deadline, d.Values, err
}

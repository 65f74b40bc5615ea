package carriers_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/api"
	"pickpack/web/counter"
	"pickpack/web/desk/carriers"
	"pickpack/web/respond"
)

// desk answers the area's routes for an admin; what stands around it is tested with the whole server.
type desk struct {
	t *testing.T
	*db.Store
	*counter.Counter
	h http.Handler
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dsn := dbtest.DSN(t)
	d := &desk{t: t, Store: dbtest.Open(t, dsn)}
	raw := sqlx.MustOpen("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name, ship_from) VALUES ('W', 'Test', '{"name":"N","street1":"Hafenstr. 12","postcode":"20457","city":"Hamburg","country":"DE"}');
		INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'admin');
		INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g) VALUES (1, 'M', 400, 300, 200, 150, 15000)`)
	v, err := carrier.NewVault(bytes.Repeat([]byte{1}, carrier.VaultKey))
	if err != nil {
		t.Fatal(err)
	}
	d.Counter = counter.New(d.Store, v, time.Now)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		trouble := respond.TroubleOf(err)
		_ = c.String(trouble.Status, trouble.Message)
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set("auth.user", picking.User{ID: 1, Warehouse: 1, Role: picking.Admin, Name: "Ann", Badge: "U-1"})
			return next(c)
		}
	})
	(&carriers.Area{Store: d.Store, Counter: d.Counter, Now: time.Now}).Mount(e.Group(carriers.Path))
	d.h = e
	return d
}

func (d *desk) get(path string) (int, string) {
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

func (d *desk) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

func (d *desk) goes(path string, form url.Values) {
	d.t.Helper()
	if w := d.post(path, form); w.Code != http.StatusSeeOther {
		d.t.Fatalf("%s: %d %.3000s", path, w.Code, w.Body)
	}
}

// stays posts a form that is refused with some words.
func (d *desk) stays(path string, form url.Values, status int, want string) string {
	d.t.Helper()
	w := d.post(path, form)
	if w.Code != status || !strings.Contains(w.Body.String(), want) {
		d.t.Errorf("%s %v: %d, want %d %q: %.4000s", path, form, w.Code, status, want, w.Body)
	}
	return w.Body.String()
}

func (d *desk) account(id picking.CarrierID) (db.CarrierAccount, account.Settings) {
	d.t.Helper()
	a, err := d.Store.Carrier(d.t.Context(), 1, id)
	if err != nil {
		d.t.Fatal(err)
	}
	s, err := account.Read(a.Settings)
	if err != nil {
		d.t.Fatal(err)
	}
	return a, s
}

// A key is typed, sealed, kept when the field is left empty, never shown, and typed again when it would go elsewhere.
func TestKeyIsNeverShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := httptest.NewServer(carriertest.Karrio(sandbox.New(time.Now), "key-SECRET"))
	t.Cleanup(s.Close)
	form := url.Values{"kind": {"karrio"}, "name": {"Post"}, "address": {s.URL + "/"}, "inside": {"1"}, "carriers": {"ups, dhl"}}
	d.stays(carriers.Path, form, 422, "Karrio needs an API key.")
	form.Set("key", "key-SECRET")
	form.Set("webhook", "hook-SECRET")
	if body := d.stays(carriers.Path, url.Values{"kind": {"karrio"}, "name": {"Post"}, "address": {"ftp://x"}, "key": {"key-SECRET"}}, 422, `aria-invalid="true"`); strings.Contains(body, "SECRET") {
		t.Error("a refused form shows the key")
	}
	d.goes(carriers.Path, form)
	d.stays(carriers.Path, form, 409, "Another carrier has this name.")

	a, settings := d.account(1)
	if a.Enabled || len(settings.Carriers) != 2 || settings.Address != s.URL || bytes.Contains(a.Secrets, []byte("SECRET")) || bytes.Contains(a.Settings, []byte("SECRET")) {
		t.Fatalf("%+v %+v", a, settings)
	}
	for _, path := range []string{carriers.Path, carriers.OnePath(1), carriers.ActPath(1, "drop"), carriers.RulesPath} {
		if code, body := d.get(path); code != 200 || strings.Contains(body, "SECRET") {
			t.Errorf("%s: %d %.2000s", path, code, body)
		}
	}
	if _, body := d.get(carriers.OnePath(1)); !strings.Contains(body, "One is kept.") || !strings.Contains(body, api.WebhookPath(1)) {
		t.Errorf("%s", body)
	}
	d.goes(carriers.ActPath(1, "test"), url.Values{})
	if a, _ = d.account(1); a.Trouble != "" || a.HeardAt == nil {
		t.Errorf("tested: %+v", a)
	}
	change := func(with ...string) url.Values {
		f := url.Values{"name": {"Post"}, "address": {s.URL}, "inside": {"1"}}
		for i := 0; i < len(with); i += 2 {
			f.Set(with[i], with[i+1])
		}
		return f
	}
	d.stays(carriers.ActPath(1, "save"), change("address", "https://elsewhere.example"), 422, "type the key again")
	d.stays(carriers.ActPath(1, "save"), url.Values{"name": {"Post"}, "address": {s.URL}}, 422, "type the key again")
	d.goes(carriers.ActPath(1, "save"), change("webhook", "hook-2"))
	kept := func() map[string]carrier.Secret {
		a, _ := d.account(1)
		m, err := d.Secrets(1, a)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := kept(); m[account.Key].Reveal() != "key-SECRET" || m[account.Webhook].Reveal() != "hook-2" {
		t.Error("the key is lost, or the other secret is not kept")
	}
	d.goes(carriers.ActPath(1, "save"), change("key", "wrong", "nohook", "1"))
	if m := kept(); m[account.Key].Reveal() != "wrong" || !m[account.Webhook].IsZero() {
		t.Error("the key is not changed, or the secret of calls is not forgotten")
	}
	d.goes(carriers.ActPath(1, "test"), url.Values{})
	if _, body := d.get(carriers.OnePath(1)); !strings.Contains(body, "Invalid token") {
		t.Errorf("a wrong key: %s", body)
	}
	d.goes(carriers.ActPath(1, "resume"), url.Values{})
	if a, _ := d.account(1); !a.Enabled {
		t.Error("it is not on")
	}
	d.goes(carriers.ActPath(1, "pause"), url.Values{})
	if a, _ := d.account(1); a.Enabled {
		t.Error("it is not off")
	}
	d.goes(carriers.ActPath(1, "drop"), url.Values{})
	for _, path := range []string{carriers.OnePath(1), carriers.OnePath(7), carriers.NewPath("x"), carriers.RulePath("none")} {
		if code, _ := d.get(path); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func van() url.Values {
	return url.Values{"kind": {"manual"}, "name": {"Van"}, "numbers": {"range"}, "prefix": {"NV"}, "first": {"1"}, "last": {"99"}, "digits": {"4"}, "check": {"mod10"},
		"code0": {"day"}, "service0": {"Same day"}, "price0": {"7.00"}, "currency0": {"EUR"}, "days0": {"1"}, "kilos0": {"2,5"},
		"code1": {"slow"}, "service1": {"Slow"}, "price1": {"3"}, "currency1": {"EUR"}, "days1": {"4"}}
}

func TestOwnNumbers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for want, change := range map[string][2]string{
		"Give it a name":                {"name", " "},
		"price of day is no amount":     {"price0", "x"},
		"days of day":                   {"days0", "-1"},
		"most that day takes":           {"kilos0", "NaN"},
		"Two services have the code":    {"code1", "day"},
		"A service needs a code":        {"code1", ""},
		"The last number is before":     {"last", "0"},
		"with which number the range e": {"last", "x"},
		"more than 4 digits":            {"last", "10000"},
	} {
		f := van()
		f.Set(change[0], change[1])
		if body := d.stays(carriers.Path, f, 422, want); !strings.Contains(body, `value="Same day"`) {
			t.Errorf("%s: what was typed is lost", want)
		}
	}
	d.goes(carriers.Path, van())
	_, s := d.account(1)
	if len(s.Services) != 2 || s.Services[0].Limits.Weight != 2500 || s.Services[0].Price != (ship.Money{Minor: 700, Currency: "EUR"}) || s.Range.Last != 99 {
		t.Errorf("%+v", s)
	}
	if _, body := d.get(carriers.OnePath(1)); !strings.Contains(body, `value="2.5"`) || !strings.Contains(body, `value="7.00"`) || !strings.Contains(body, `name="code2"`) {
		t.Errorf("%s", body)
	}
}

// Rules are written, found by name after an account was renamed, tried with a parcel, and taken away.
func TestRules(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.goes(carriers.Path, van())
	d.goes(carriers.Path, url.Values{"kind": {"sandbox"}, "name": {"Box"}, "script": {"rates slow"}})
	d.stays(carriers.Path, url.Values{"kind": {"sandbox"}, "name": {"Other"}, "script": {"nonsense"}}, 422, "is no step and fault")
	d.goes(carriers.ActPath(1, "resume"), nil)
	d.goes(carriers.ActPath(2, "save"), url.Values{"name": {"Box"}})
	d.goes(carriers.ActPath(2, "resume"), nil)
	for want, f := range map[string]url.Values{
		"within how many days": {"want": {"in_time"}, "days": {"x"}},
		"Choose what matters":  {"want": {"best"}},
		"This is no amount":    {"want": {"cheapest"}, "limit": {"a lot"}},
	} {
		d.stays(carriers.RulesPath, f, 422, want)
	}
	d.goes(carriers.RulesPath, url.Values{"service": {"express"}, "want": {"in_time"}, "days": {"1"}, "among": {"Van"}, "only": {"Box/express"}, "only_supervisor": {"1"}})
	d.goes(carriers.RulesPath, url.Values{"service": {""}, "want": {"cheapest"}, "limit": {"1.50"}, "currency": {"eur"}})
	f := van()
	f.Set("name", "Our van")
	d.goes(carriers.ActPath(1, "save"), f)
	if _, body := d.get(carriers.RulesPath); !strings.Contains(body, "Our van, Box/express") || !strings.Contains(body, "up to 1.50 EUR") {
		t.Errorf("%s", body)
	}
	if _, body := d.get(carriers.RulePath("express")); !strings.Contains(body, `value="Box/express"`) || !strings.Contains(body, "Change the rule") {
		t.Errorf("%s", body)
	}
	try := func(service, grams, postcode string) string {
		q := url.Values{"try": {"1"}, "service": {service}, "grams": {grams}, "postcode": {postcode}, "city": {"München"}, "country": {"de"}, "box": {"M"}}
		code, body := d.get(carriers.RulesPath + "?" + q.Encode())
		if code != 200 {
			t.Errorf("%v: %d", q, code)
		}
		return body
	}
	if body := try("express", "1200", "80331"); !strings.Contains(body, "The rule of express takes the cheapest within 1 day") || !strings.Contains(body, "not by this rule") {
		t.Errorf("%s", body)
	}
	if body := try("standard", "1200", "80331"); !strings.Contains(body, "more than the 1.50 EUR allowed") {
		t.Errorf("%s", body)
	}
	if body := try("express", "40000", "80331"); !strings.Contains(body, "none arrives within 1 day: this is the fastest") {
		t.Errorf("%s", body)
	}
	for _, grams := range []string{"", "-1", "x", "1e9"} {
		if body := try("express", grams, "80331"); !strings.Contains(body, "Say what it weighs") {
			t.Errorf("%q: %s", grams, body)
		}
	}
	d.goes(carriers.DropRulePath, url.Values{"service": {"express"}})
	if rules, err := d.ShipRules(t.Context(), 1); err != nil || len(rules) != 1 {
		t.Error(rules, err)
	}
}

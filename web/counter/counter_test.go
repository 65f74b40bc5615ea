package counter

import (
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
)

// house is a warehouse with a user.
func house(t *testing.T) *db.Store {
	t.Helper()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw := sqlx.MustConnect("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('W', 'Test'); INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'admin')`)
	return store
}

var ann = picking.User{ID: 1, Warehouse: 1}

func add(t *testing.T, s *db.Store, name, kind, settings string) db.CarrierAccount {
	t.Helper()
	id, err := s.SaveCarrier(t.Context(), ann, db.CarrierAccount{Name: name, Kind: kind, Settings: []byte(settings), Enabled: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return stored(t, s, id)
}

func stored(t *testing.T, s *db.Store, id picking.CarrierID) db.CarrierAccount {
	t.Helper()
	a, err := s.Carrier(t.Context(), 1, id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestBook(t *testing.T) {
	t.Parallel()
	s := house(t)
	a := add(t, s, "Van", account.Manual, `{}`)
	b := book{s, 1, a.ID, &manual.Range{First: 1, Last: 2, Digits: 1}}
	for _, c := range []struct {
		key, typed, want string
		err              error
	}{{"z", "", "1", nil}, {"a", "", "2", nil}, {"a", "x", "2", nil}, {"b", "2", "", manual.ErrTaken}, {"c", "", "", manual.ErrUsedUp}, {"d", "typed", "typed", nil}} {
		e, err := b.Enter(t.Context(), manual.Entry{Key: c.key, Service: "day", Number: c.typed, At: time.Now()})
		if err != c.err || err == nil && e.Number != c.want {
			t.Errorf("%+v: %+v, %v", c, e, err)
		}
	}
	if _, err := b.Look(t.Context(), "none"); err != manual.ErrNoEntry {
		t.Error(err)
	}
	if err := b.Void(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if e, err := b.Look(t.Context(), "a"); err != nil || !e.Voided {
		t.Errorf("%+v, %v", e, err)
	}
}

// What an account was last heard to say stands with it: a trouble until it is over.
func TestHeard(t *testing.T) {
	t.Parallel()
	s := house(t)
	k := New(s, nil, time.Now)
	add(t, s, "Van", account.Manual, `{"services":[{"code":"day","name":"Same day","price":{"minor":700,"currency":"EUR"}}]}`)
	sick := add(t, s, "Sick", account.Sandbox, `{"script":"rates denied, ping down"}`)
	shut := add(t, s, "Shut", account.EasyPost, `{}`)
	from := picking.Address{Name: "A", Street1: "1", City: "Hamburg", Postcode: "20457", Country: "DE"}
	p := carrier.Parcel{From: from, To: from, Weight: 900, Length: 200, Width: 100, Height: 100}
	o, err := k.Rates(t.Context(), 1, p)
	if err != nil || len(o.Rates) != 1 || o.Rates[0].Account != "Van" || len(o.Troubles) != 2 || o.IDs["Sick"] != sick.ID {
		t.Fatalf("%+v, %v", o, err)
	}
	if a := stored(t, s, sick.ID); a.Trouble != "Sandbox does not accept our key." || a.HeardAt == nil {
		t.Errorf("%+v", a)
	}
	if a := stored(t, s, shut.ID); a.Trouble != "EasyPost needs an API key." {
		t.Errorf("%+v", a)
	}
	if err := k.Ping(t.Context(), 1, stored(t, s, sick.ID)); carrier.TroubleOf(err) != carrier.Down {
		t.Error(err)
	}
	if o, err = k.Rates(t.Context(), 1, p); err != nil || len(o.Rates) < 3 || stored(t, s, sick.ID).Trouble != "" {
		t.Errorf("%+v, %v", o, err)
	}
}

// A server without a key for secrets keeps none and says so.
func TestNoVault(t *testing.T) {
	t.Parallel()
	s := house(t)
	k := New(s, nil, time.Now)
	secrets := map[string]carrier.Secret{account.Key: carrier.NewSecret("key-1")}
	a := db.CarrierAccount{Name: "Post", Kind: account.EasyPost, Settings: []byte("{}")}
	if _, err := s.SaveCarrier(t.Context(), ann, a, k.Seal(secrets)); picking.KindOf(err) != picking.Unavailable {
		t.Error(err)
	}
	if _, err := k.Secrets(1, db.CarrierAccount{Secrets: []byte{1, 2}}); picking.KindOf(err) != picking.Unavailable {
		t.Error(err)
	}
}

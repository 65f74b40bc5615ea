package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
	"pickpack/web"
	"pickpack/web/api"
)

var now = time.Date(2027, 3, 30, 9, 0, 0, 0, time.UTC)

// shop is a program with an API key.
type shop struct {
	t     *testing.T
	app   *web.App
	store *db.Store
	key   string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s := dbtest.New(t)
	w := sample.Demo(1, now)
	w.Orders = nil
	wh, err := s.LoadSample(t.Context(), w, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	app := web.New(web.Deps{Store: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return now }})
	area := api.Area{Store: s, Now: func() time.Time { return now }}
	area.Mount(app.Group(api.Path))
	key, err := app.Auth.NewAPIKey(t.Context(), picking.User{Warehouse: wh}, "web shop")
	if err != nil {
		t.Fatal(err)
	}
	return &shop{t, app, s, key}
}

func (s *shop) ask(method, path, body string, header map[string]string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+s.key)
	r.Header.Set("Content-Type", "application/json")
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	s.app.ServeHTTP(w, r)
	return w
}

func (s *shop) send(key, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("POST", api.OrdersPath, body, map[string]string{"Idempotency-Key": key})
}

const order = `{"source":"shop","external_id":"%s","service":"express","cutoff":"2027-03-30T18:00:00+02:00",
	"ship_to":{"name":"Ελένη Παπαδάκη","street1":"Οδός Ερμού 15","city":"Αθήνα","postcode":"105 63","country":"gr"},
	"lines":[{"sku":"KIT-1001","qty":%d},{"barcode":"09521234000020","qty":1}]}`

func TestOrderIn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	w := s.send("k1", fmt.Sprintf(order, "1001", 2))
	const want = `{"source":"shop","external_id":"1001","number":"O-100001","created":true,"url":"/api/v1/orders/O-100001"}`
	if w.Code != 201 || w.Body.String() != want {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w = s.ask("GET", "/api/v1/orders/O-100001", "", nil)
	var got struct {
		State  string
		Units  int
		Cutoff time.Time
		ShipTo picking.Address `json:"ship_to"`
		Lines  []struct {
			SKU string
			Qty int
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
		t.Fatalf("%d %s, %v", w.Code, w.Body, err)
	}
	if got.State != "received" || got.Units != 3 || got.Lines[1].SKU != "KIT-1002" || got.ShipTo.Country != "GR" ||
		!got.Cutoff.Equal(time.Date(2027, 3, 30, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", got)
	}
	documented(t, "OrderState", w.Body.Bytes())
	if w := s.ask("GET", "/api/v1/orders/O-9", "", nil); w.Code != 404 {
		t.Errorf("an unknown order: %d %s", w.Code, w.Body)
	}
	if w := s.ask("GET", "/api/v1/openapi.yaml", "", nil); w.Code != 200 || w.Body.String() != string(api.OpenAPI) {
		t.Errorf("the description: %d", w.Code)
	}
}

// Sent again with its key: the same answer to the byte. Without it, known by its number there.
func TestOrderAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	body := fmt.Sprintf(order, "1001", 2)
	var all sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, 4)
	for i := range answers {
		all.Go(func() { answers[i] = s.send("k1", body) })
	}
	all.Wait()
	replays := 0
	for _, w := range answers {
		if w.Code != 201 || w.Body.String() != answers[0].Body.String() {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if w.Header().Get("Idempotency-Replayed") == "true" {
			replays++
		}
	}
	if replays != 3 {
		t.Errorf("%d of 4 answers were replays", replays)
	}
	if w := s.send("k2", body); w.Code != 200 || !strings.Contains(w.Body.String(), `"created":false`) {
		t.Errorf("another key: %d %s", w.Code, w.Body)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"another request under the key": s.send("k1", fmt.Sprintf(order, "1002", 2)),
		"another content":               s.send("k3", fmt.Sprintf(order, "1001", 3)),
	} {
		if w.Code != 409 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestListIsTakenWholeOrNot(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	good, bad := fmt.Sprintf(order, "1", 1), strings.ReplaceAll(fmt.Sprintf(order, "2", 1), "KIT-1001", "NIX")
	if w := s.send("k1", "["+good+","+bad+"]"); w.Code != 422 || !strings.Contains(w.Body.String(), `"field":"orders[1].lines[0].sku"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := s.send("k2", "["+good+"]"); w.Code != 201 || !strings.HasPrefix(w.Body.String(), `[{"source":"shop","external_id":"1","number"`) ||
		!strings.Contains(w.Body.String(), `"created":true`) {
		t.Errorf("the first of them was taken before, or is not now: %d %s", w.Code, w.Body)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	type problem = struct{ Field, Detail string }
	for name, c := range map[string]struct {
		body   string
		status int
		want   []problem // nil: one without field
	}{
		"everything at once": {`{"source":"shop","chanel":"online","priority":1.5,"cutoff":"tomorrow","ship_to":[],"lines":[{"sku":7,"qty":"2"},{"qty":1e2},3]}`, 422, []problem{
			{"priority", "must be a whole number"}, {"cutoff", "must be a date and time with offset (RFC 3339), such as 2027-03-31T16:00:00+02:00"},
			{"ship_to", "must be an object"}, {"lines[2]", "must be an object"}, {"lines[0].sku", "must be a string"}, {"lines[0].qty", "must be a whole number"},
			{"lines[1].qty", "must be a whole number"}, {"chanel", "is unknown"}}},
		"rules": {`{"source":"shop","external_id":"1","ship_to":{"name":"A\u0000"},"lines":[{"sku":"KIT-1001","qty":1},{"barcode":"4006381333932","qty":0}]}`, 422, []problem{
			{"ship_to.name", "holds a control character"}, {"ship_to.street1", "is empty"}, {"ship_to.city", "is empty"}, {"ship_to.postcode", "is empty"},
			{"ship_to.country", "is empty"}, {"lines[1].barcode", "barcode 4006381333932 has the wrong check digit: it ends in 2, 1 would be right"},
			{"lines[1].qty", "must be between 1 and 1000000"}}},
		"unknown items": {strings.ReplaceAll(fmt.Sprintf(order, "1", 1), "KIT-1001", "NIX"), 422, []problem{{"lines[0].sku", "is unknown here: import the item first"}}},
		"no JSON":       {`{"source":`, 422, nil},
		"two documents": {`{} {}`, 422, nil},
		"no order":      {`"hello"`, 422, nil},
		"an empty list": {`[]`, 422, nil},
		"a long list":   {"[" + strings.Repeat("{},", api.MaxOrders) + "{}]", 422, nil},
		"too large":     {`{"note":"` + strings.Repeat("x", 17<<20) + `"}`, 413, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := s.send("k-"+strings.ReplaceAll(name, " ", "-"), c.body)
			var got struct {
				Status int
				Detail string
				Field  string
				Errors []problem
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Fatalf("%s, %v", w.Body, err)
			}
			documented(t, "Problem", w.Body.Bytes())
			if w.Code != c.status || got.Status != c.status || got.Detail == "" {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if diff := cmp.Diff(c.want, got.Errors); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if c.want != nil && got.Field != c.want[0].Field {
				t.Errorf("field %q", got.Field)
			}
		})
	}
}

func TestHeadersAreChecked(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	body := fmt.Sprintf(order, "1", 1)
	for name, c := range map[string]struct {
		header map[string]string
		status int
	}{
		"no idempotency key":  {nil, 422},
		"a key with blanks":   {map[string]string{"Idempotency-Key": "a b"}, 422},
		"a long key":          {map[string]string{"Idempotency-Key": strings.Repeat("k", 256)}, 422},
		"no JSON":             {map[string]string{"Idempotency-Key": "k", "Content-Type": "text/csv"}, 415},
		"no API key":          {map[string]string{"Idempotency-Key": "k", "Authorization": ""}, 401},
		"somebody else's key": {map[string]string{"Idempotency-Key": "k", "Authorization": "Bearer pp_nobody"}, 401},
		"a session's cookie":  {map[string]string{"Idempotency-Key": "k", "Authorization": "", "Cookie": "pickpack=abc"}, 401},
	} {
		if w := s.ask("POST", api.OrdersPath, body, c.header); w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if n, err := s.store.CountOrders(t.Context(), 1, db.OrderFilter{}); err != nil || len(n) > 0 {
		t.Errorf("orders came in: %v, %v", n, err)
	}
}

// The description names exactly the fields that are read.
func TestDescriptionIsComplete(t *testing.T) {
	t.Parallel()
	full := intake.Order{Source: "s", ExternalID: "e", Channel: "online", Service: "x", Priority: 1, Cutoff: now, PlacedAt: now, Note: "n", Gift: "g",
		ShipTo: picking.Address{Name: "n", Company: "c", Street1: "s", Street2: "s", City: "c", Region: "r", Postcode: "p", Country: "DE", Phone: "p", Email: "e"},
		Lines:  []intake.OrderLine{{SKU: "KIT-1001", Barcode: "09521234000013", Qty: 1}}}
	body, err := json.Marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	s := newShop(t)
	if w := s.send("k", string(body)); w.Code != http.StatusCreated {
		t.Fatalf("an order with every field: %d %s", w.Code, w.Body)
	}
	var doc map[string]any
	_ = json.Unmarshal(body, &doc)
	line := doc["lines"].([]any)[0].(map[string]any)
	for schema, members := range map[string]map[string]any{"Order": doc, "Address": doc["ship_to"].(map[string]any), "Line": line} {
		if diff := cmp.Diff(slices.Sorted(maps.Keys(members)), properties(schema)); diff != "" {
			t.Errorf("%s (-read +described):\n%s", schema, diff)
		}
	}
}

// documented fails the test if a body has members that the description does not name.
func documented(t *testing.T, schema string, body []byte) {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	known := properties(schema)
	for name := range doc {
		if !slices.Contains(known, name) {
			t.Errorf("%s.%s is not described", schema, name)
		}
	}
}

// properties reads a schema's property names out of the description by their indentation.
func properties(schema string) []string {
	_, rest, _ := strings.Cut(string(api.OpenAPI), "\n  schemas:")
	_, rest, _ = strings.Cut(rest, "\n    "+schema+":\n")
	_, rest, _ = strings.Cut(rest, "\n      properties:\n")
	var out []string
	for l := range strings.Lines(rest) {
		if !strings.HasPrefix(l, "        ") {
			break
		}
		if name, _, ok := strings.Cut(l[8:], ":"); ok && name[0] != ' ' {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

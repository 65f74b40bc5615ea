package karrio_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/karrio"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

const (
	apiKey = "key-4711-do-not-show"
	hook   = "hook-4711-do-not-show"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func account(t *testing.T, address string) *karrio.Carrier {
	t.Helper()
	c, err := karrio.New(karrio.Account{Key: carrier.NewSecret(apiKey), Webhook: carrier.NewSecret(hook), Address: address, Inside: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConforms(t *testing.T) {
	t.Parallel()
	carriertest.Run(t, carriertest.Subject{Service: "sandbox-1/standard", Secrets: []string{apiKey, hook},
		New: func(t *testing.T) (carrier.Carrier, *sandbox.Carrier, func() []string) {
			back := sandbox.New(func() time.Time { return noon })
			s := carriertest.Karrio(back, apiKey)
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			return account(t, h.URL), back, s.Bought
		}})
}

// answers is an account whose server says one thing for each request, by method and path.
func answers(t *testing.T, say map[string]string) *karrio.Carrier {
	t.Helper()
	return account(t, carriertest.Answers(t, say))
}

const drafted = `{"id":"shp_1","status":"draft","reference":"k-1","rates":[{"id":"rat_1","carrier_name":"ups","carrier_id":"ups-eu","service":"ups_standard",
	"total_charge":8.25,"currency":"EUR","transit_days":2}]}`

func TestWhatAnswersMean(t *testing.T) {
	t.Parallel()
	for say, want := range map[string]carrier.Trouble{
		`400 {"errors":[{"code":"validation","details":{"recipient":{"postal_code":["required"]}}}]}`: carrier.Refused,
		`424 {"messages":[{"carrier_name":"ups","message":"Address is wrong"}]}`:                      carrier.Refused,
		"424 ":                         carrier.Refused,
		"401 {}":                       carrier.Denied,
		"500 {}":                       carrier.Unsure,
		"504 <html>":                   carrier.Unsure,
		"200 ":                         carrier.Unsure,
		"200 {}":                       carrier.Unsure,
		`200 {"id":"shp_1","docs":[]}`: carrier.Unsure,
		`200 {"id":"shp_2","tracking_number":"1Z"}`:                                    carrier.Unsure,
		`200 {"id":"shp_1","tracking_number":"1Z"}`:                                    carrier.Unsure, // bought, and no label yet
		`200 {"id":"shp_1","tracking_number":"1Z","docs":{"label":"***"}}`:             carrier.Unsure,
		`200 {"id":"shp_1","tracking_number":"1Z","label_url":"http://evil.example/"}`: carrier.Unsure,
	} {
		c := answers(t, map[string]string{"GET /v1/shipments": `200 {"results":[` + drafted + `]}`, "POST /v1/shipments/shp_1/purchase": say})
		_, err := c.Buy(t.Context(), carrier.Order{Key: "k-1", Service: "ups-eu/ups_standard", Parcel: carriertest.Parcel()})
		if err == nil || carrier.TroubleOf(err) != want {
			t.Errorf("%s: %v, want %s", say, err, want)
		}
		if strings.Contains(say, "Address") && err.(*carrier.Error).Message() != "Karrio says: ups: Address is wrong." {
			t.Error(err)
		}
		if strings.Contains(say, "postal_code") && err.(*carrier.Error).Message() != "Karrio says: recipient:postal_code:required." {
			t.Error(err)
		}
	}
}

// A purchase that somebody else has made, or is making, is looked up.
func TestConflict(t *testing.T) {
	t.Parallel()
	for say, want := range map[string]string{
		`200 {"id":"shp_1","tracking_number":"1Z","label_type":"ZPL","docs":{"label":"XlhB"}}`:                                     "^XA",
		`200 {"id":"shp_1","tracking_number":"1Z","label_type":"ZPL","shipping_documents":[{"category":"label","base64":"XlhB"}]}`: "^XA",
		`200 {"id":"shp_1","status":"draft"}`: "",
	} {
		c := answers(t, map[string]string{"GET /v1/shipments": `200 {"results":[` + drafted + `]}`, "POST /v1/shipments/shp_1/purchase": "409 {}", "GET /v1/shipments/shp_1": say})
		l, err := c.Buy(t.Context(), carrier.Order{Key: "k-1", Service: "ups-eu/ups_standard", Parcel: carriertest.Parcel()})
		if string(l.Content) != want || want == "" && (err == nil || carrier.TroubleOf(err) != carrier.Unsure) {
			t.Errorf("%s: %+v, %v", say, l, err)
		}
	}
}

// The list is searched by parts of references and comes in pages.
func TestTheWholeKeyCounts(t *testing.T) {
	t.Parallel()
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var results []any
		if r.URL.Query().Get("offset") == "0" {
			for i := range 100 {
				results = append(results, map[string]any{"id": "x", "reference": fmt.Sprintf("k-1%d", i), "tracking_number": "no"})
			}
		} else {
			results = append(results, map[string]any{"id": "d", "reference": "k-1"},
				map[string]any{"id": "shp_1", "reference": "k-1", "tracking_number": "1Z", "status": "cancelled"})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"results": results})
	}))
	t.Cleanup(h.Close)
	l, err := account(t, h.URL).Find(t.Context(), "k-1")
	if err != nil || l.ID != "shp_1" || !l.Voided {
		t.Errorf("%+v, %v", l, err)
	}
}

// A server that is not there must not look like a label that was not bought.
func TestAWrongAddressIsNoAbsence(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"GET /v1/shipments": "404 not here"})
	if _, err := c.Find(t.Context(), "k-1"); err == nil || carrier.TroubleOf(err) != carrier.Denied {
		t.Error(err)
	}
}

func TestOneCarrierAManifest(t *testing.T) {
	t.Parallel()
	c := account(t, "http://127.0.0.1:1")
	_, err := c.Manifest(t.Context(), carrier.Load{Key: "d-1", Labels: []carrier.Ref{{ID: "1", Carrier: "ups"}, {ID: "2", Carrier: "dhl"}}})
	if err == nil || carrier.TroubleOf(err) != carrier.Refused {
		t.Error(err)
	}
}

func TestTrackerInOurWords(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"GET /v1/trackers/1Z": `200 {"tracking_number":"1Z","status":"out_for_delivery","estimated_delivery":"2026-11-26","events":[
		{"date":"2026-11-25","time":"07:10","description":"On the van","location":"BONN"},
		{"date":"2026-11-24","time":"10:39 PM","description":"Departed","status":"in_transit"},
		{"date":"2026-11-24","description":"Announced","status":"pending","timestamp":null}]}`})
	tr, err := c.Track(t.Context(), carrier.Ref{Number: "1Z"})
	if err != nil || len(tr.News) != 3 || tr.Status() != ship.Out || tr.News[1].At.Hour() != 22 || tr.News[0].Status != ship.Announced || tr.Due.Day() != 26 {
		t.Errorf("%+v, %v", tr, err)
	}
	if tr, err := answers(t, map[string]string{"GET /v1/trackers/1Z": `200 {}`}).Track(t.Context(), carrier.Ref{Number: "1Z"}); err == nil {
		t.Errorf("%+v", tr)
	}
}

func TestNotice(t *testing.T) {
	t.Parallel()
	c := account(t, "http://127.0.0.1:1")
	tr := carrier.Tracking{Number: "1Z", News: []ship.News{{Status: ship.Underway, At: noon}, {Status: ship.Delivered, At: noon.Add(time.Hour)}}}
	n, err := c.Notice(carriertest.KarrioCall(hook, tr, noon))
	again, _ := c.Notice(carriertest.KarrioCall(hook, tr, noon.Add(time.Hour)))
	if err != nil || n.Number != "1Z" || n.Status() != ship.Delivered || n.ID == "" || n.ID != again.ID {
		t.Errorf("%+v, %v", n, err)
	}
	for _, secret := range []string{"", "other", hook + "x"} {
		if _, err := c.Notice(carriertest.KarrioCall(secret, tr, noon)); err == nil || carrier.TroubleOf(err) != carrier.Denied {
			t.Errorf("%q: %v", secret, err)
		}
	}
	bare, err := karrio.New(karrio.Account{Address: "https://karrio.example"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bare.Notice(carriertest.KarrioCall("", tr, noon)); err == nil || carrier.TroubleOf(err) != carrier.Denied {
		t.Error("an account without a secret takes calls:", err)
	}
	other := carrier.Call{Header: http.Header{"X-Event-Id": {hook}}, Body: []byte(`{"event":"shipment_purchased","data":{"id":"shp_1"}}`)}
	if n, err := c.Notice(other); err != nil || n.Number != "" || n.ID == "" {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestTheAddressIsNeeded(t *testing.T) {
	t.Parallel()
	if _, err := karrio.New(karrio.Account{}); picking.KindOf(err) != picking.Invalid {
		t.Error(err)
	}
}

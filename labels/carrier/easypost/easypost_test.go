package easypost_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/easypost"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

const (
	apiKey = "EZTK-4711-do-not-show"
	hook   = "hook-4711-do-not-show"
)

func account(t *testing.T, address string) *easypost.Carrier {
	t.Helper()
	c, err := easypost.New(easypost.Account{Key: carrier.NewSecret(apiKey), Webhook: carrier.NewSecret(hook), Address: address, Inside: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConforms(t *testing.T) {
	t.Parallel()
	carriertest.Run(t, carriertest.Subject{Service: "Sandbox/standard", Secrets: []string{apiKey, hook},
		New: func(t *testing.T) (carrier.Carrier, *sandbox.Carrier, func() []string) {
			back := sandbox.New(func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) })
			s := carriertest.EasyPost(back, apiKey)
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			return account(t, h.URL+"/v2"), back, s.Bought
		}})
}

// answers is an account whose server says one thing for each request, by method and path.
func answers(t *testing.T, say map[string]string) *easypost.Carrier {
	t.Helper()
	return account(t, carriertest.Answers(t, say))
}

const drafted = `{"id":"shp_1","reference":"k-1","rates":[{"id":"rate_2","carrier":"UPS","service":"Ground","rate":"9.10","currency":"USD"},
	{"id":"rate_1","carrier":"UPS","service":"Ground","rate":"8.25","currency":"USD","carrier_account_id":"ca_9","delivery_days":2}]}`

func TestWhatCodesMean(t *testing.T) {
	t.Parallel()
	fault := func(status, code string) string {
		return status + ` {"error":{"code":"` + code + `","message":"Because.","errors":[{"field":"zip","message":"Zip is wrong","suggestion":null},"and so on"]}}`
	}
	for say, want := range map[string]carrier.Trouble{
		fault("422", "SHIPMENT.POSTAGE.FAILURE"):      carrier.Refused,
		fault("422", "SHIPMENT.POSTAGE.TIMED_OUT"):    carrier.Unsure,
		fault("422", "SHIPMENT.POSTAGE.NO_RESPONSE"):  carrier.Unsure,
		fault("409", "SHIPMENT.PURCHASE.IN_PROGRESS"): carrier.Unsure,
		fault("402", "INSUFFICIENT_FUNDS"):            carrier.Denied,
		fault("403", "FORBIDDEN"):                     carrier.Denied,
		fault("500", "INTERNAL_SERVER_ERROR"):         carrier.Unsure,
		fault("503", "SERVICE_UNAVAILABLE"):           carrier.Unsure,
		"422 no json":                                 carrier.Refused,
		`422 {"error":"a sentence"}`:                  carrier.Refused,
		`422 {"error":{"message":["a","b"]}}`:         carrier.Refused,
		"200 ":                                        carrier.Unsure,
		"200 {}":                                      carrier.Unsure,
		"200 [1]":                                     carrier.Unsure,
		`200 {"id":"shp_2","tracking_code":"1Z"}`:     carrier.Unsure, // another shipment's
		`200 {"id":"shp_1"}`:                          carrier.Unsure,
		`200 {"id":"shp_1","tracking_code":"1Z"}`:     carrier.Unsure, // bought, no label yet
		`200 {"id":"shp_1","tracking_code":"1Z","postage_label":{"label_file_type":"application/pdf","label_url":"https://evil.example/x"}}`: carrier.Unsure,
	} {
		c := answers(t, map[string]string{"GET /shipments/k-1": "200 " + drafted, "POST /shipments/shp_1/buy": say})
		_, err := c.Buy(t.Context(), carrier.Order{Key: "k-1", Service: "UPS/Ground", Parcel: carriertest.Parcel()})
		if err == nil || carrier.TroubleOf(err) != want {
			t.Errorf("%s: %v, want %s", say, err, want)
		}
		var e *picking.Error
		if strings.Contains(say, "FAILURE") && (!errors.As(err, &e) || e.Field != "to.postcode" || e.Message != "EasyPost says: Because. Zip is wrong. and so on.") {
			t.Errorf("%+v", e)
		}
	}
}

// A shipment under another's reference must not be taken for ours, nor for none.
func TestAnAnswerForAnotherKey(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"GET /shipments/k-2": "200 " + drafted})
	if _, err := c.Find(t.Context(), "k-2"); err == nil || carrier.TroubleOf(err) != carrier.Down {
		t.Error(err)
	}
	if _, err := c.Buy(t.Context(), carrier.Order{Key: "k-2", Service: "UPS/Ground", Parcel: carriertest.Parcel()}); err == nil || carrier.TroubleOf(err) != carrier.Down {
		t.Error(err)
	}
}

func TestTheCheaperOfTwoAccounts(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"POST /shipments": "201 " + drafted})
	rates, err := c.Rates(t.Context(), carriertest.Parcel())
	want := ship.Rate{Service: "UPS/Ground", Carrier: "UPS", Name: "Ground", Price: ship.Money{Minor: 825, Currency: "USD"}, Days: 2}
	if err != nil || len(rates) != 1 || rates[0] != want {
		t.Errorf("%+v, %v", rates, err)
	}
}

func TestNobodyTakesIt(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"POST /shipments": `201 {"id":"shp_1","rates":[{"id":"r","carrier":"A","service":"B","rate":"free","currency":"USD"}],
		"messages":[{"carrier":"FedEx","type":"rate_error","message":"Shipment cannot weigh less than 16oz"}]}`})
	if _, err := c.Rates(t.Context(), carriertest.Parcel()); err == nil || err.(*carrier.Error).Message() != "EasyPost says: FedEx: Shipment cannot weigh less than 16oz." {
		t.Error(err)
	}
}

func TestRefunds(t *testing.T) {
	t.Parallel()
	for say, want := range map[string]carrier.Trouble{
		`{"id":"shp_1","refund_status":"rejected"}`: carrier.Refused, `{"id":"shp_1","refund_status":"not_applicable"}`: carrier.Refused, `{}`: carrier.Refused,
	} {
		c := answers(t, map[string]string{"POST /shipments/shp_1/refund": "200 " + say})
		if err := c.Void(t.Context(), carrier.Ref{ID: "shp_1", Number: "1Z"}); err == nil || carrier.TroubleOf(err) != want {
			t.Errorf("%s: %v", say, err)
		}
	}
}

func TestScanForms(t *testing.T) {
	t.Parallel()
	load := carrier.Load{Key: "day-1", Labels: []carrier.Ref{{ID: "shp_1"}}}
	for say, want := range map[string]carrier.Trouble{
		`{"id":"sf_1","status":"creating"}`:                                             carrier.Unsure,
		`{"id":"sf_1","status":"failed","message":"Label date is past"}`:                carrier.Refused,
		`{"id":"sf_1","status":"created","form_url":"https://elsewhere.example/f.pdf"}`: carrier.Unsure,
	} {
		c := answers(t, map[string]string{"GET /shipments/shp_1": `200 {"id":"shp_1"}`, "POST /scan_forms": "201 " + say})
		if _, err := c.Manifest(t.Context(), load); err == nil || carrier.TroubleOf(err) != want {
			t.Errorf("%s: %v", say, err)
		}
	}
}

func TestTrackerInOurWords(t *testing.T) {
	t.Parallel()
	c := answers(t, map[string]string{"GET /trackers": `200 {"trackers":[{"tracking_code":"other"},{"tracking_code":"EZ4000","status":"delivered",
		"est_delivery_date":"2026-11-26T00:00:00Z","tracking_details":[
		{"message":"Pre-Shipment information received","status":"pre_transit","datetime":"2026-11-23T07:03:00Z","tracking_location":{"city":null}},
		{"message":"Departed","status":"in_transit","datetime":"2026-11-24T07:03:00Z","tracking_location":{"city":"Phoenix","state":"AZ","country":null}},
		{"message":"New word","status":"teleported","datetime":"2026-11-24T09:03:00Z"},
		{"message":"Delivered, left at door","status":"delivered","datetime":"2026-11-25T16:25:00Z","tracking_location":{"city":"Vista","state":"CA","country":"US"}}]}]}`})
	tr, err := c.Track(t.Context(), carrier.Ref{Number: "EZ4000"})
	if err != nil || tr.Status() != ship.Delivered || len(tr.News) != 4 || tr.News[1].Place != "Phoenix, AZ" || tr.News[2].Status != ship.Underway || tr.Due.Day() != 26 {
		t.Errorf("%+v, %v", tr, err)
	}
}

func TestNotice(t *testing.T) {
	t.Parallel()
	c, now := account(t, "http://127.0.0.1:1"), time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	call := func() carrier.Call {
		return carriertest.EasyPostCall(hook, "/webhooks/1", carrier.Tracking{Number: "EZ1", News: []ship.News{{Status: ship.Out, At: now}}}, now)
	}
	old := call()
	old.Header.Del("X-Hmac-Signature-V2")
	old.At = now.Add(time.Hour) // the older signature knows no time
	for name, good := range map[string]carrier.Call{"newer": call(), "older": old} {
		n, err := c.Notice(good)
		if err != nil || n.ID == "" || n.Number != "EZ1" || n.Status() != ship.Out {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
	}
	for name, change := range map[string]func(*carrier.Call){
		"late":         func(c *carrier.Call) { c.At = now.Add(carrier.Window + time.Second) },
		"other path":   func(c *carrier.Call) { c.Path = "/webhooks/2" },
		"other method": func(c *carrier.Call) { c.Method = "PUT" },
		"other time":   func(c *carrier.Call) { c.Header.Set("X-Timestamp", now.Add(time.Minute).Format(time.RFC1123Z)) },
		"no time":      func(c *carrier.Call) { c.Header.Del("X-Timestamp") },
		"body":         func(c *carrier.Call) { c.Body = append(c.Body, ' ') },
		"unsigned":     func(c *carrier.Call) { c.Header = http.Header{} },
		"no prefix":    func(c *carrier.Call) { c.Header.Set("X-Hmac-Signature-V2", "abcd") },
		"older, body":  func(c *carrier.Call) { c.Header.Del("X-Hmac-Signature-V2"); c.Body = append(c.Body, ' ') },
		"older, unsigned": func(c *carrier.Call) {
			c.Header.Del("X-Hmac-Signature-V2")
			c.Header.Set("X-Hmac-Signature", "hmac-sha256-hex=")
		},
	} {
		bad := call()
		change(&bad)
		if n, err := c.Notice(bad); err == nil || carrier.TroubleOf(err) != carrier.Denied {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
	}
	none, err := easypost.New(easypost.Account{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := none.Notice(carriertest.EasyPostCall("", "/", carrier.Tracking{}, now)); err == nil || carrier.TroubleOf(err) != carrier.Denied {
		t.Error("an account without a secret takes calls:", err)
	}
}

// The secret may hold letters that can be written in two ways (NFKD makes one of them).
func TestTheSecretIsNormalised(t *testing.T) {
	t.Parallel()
	c, err := easypost.New(easypost.Account{Webhook: carrier.NewSecret("s\u00e9cret")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Notice(carriertest.EasyPostCall("se\u0301cret", "/", carrier.Tracking{Number: "1"}, time.Now())); err != nil {
		t.Error(err)
	}
}

package carriertest

import (
	"encoding/base64"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// Karrio answers in the shapes that the OpenAPI file of a Karrio server gives, below /v1.
func Karrio(back *sandbox.Carrier, key string) *Server {
	s, mux := newServer(back, key)
	k := karrio{s}
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /v1/shipments":                k.list,
		"POST /v1/proxy/rates":             k.proxyRates,
		"POST /v1/shipments":               k.create,
		"GET /v1/shipments/{id}":           k.show,
		"POST /v1/shipments/{id}/purchase": k.purchase,
		"POST /v1/shipments/{id}/cancel":   k.cancel,
		"GET /v1/shipments/{id}/{doc}":     k.doc,
		"GET /v1/trackers/{number}":        k.tracker,
		"GET /v1/manifests":                k.manifests,
		"POST /v1/manifests":               k.makeManifest,
	} {
		mux.HandleFunc(pattern, k.keyed(h))
	}
	return s
}

type karrio struct{ *Server }

func (k karrio) keyed(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Token "+k.key {
			k.error(w, http.StatusUnauthorized, "authentication_failed", "Invalid token "+r.Header.Get("Authorization"))
			return
		}
		h(w, r)
	}
}

func (k karrio) error(w http.ResponseWriter, status int, code, words string) {
	write(w, status, object{"errors": []any{object{"code": code, "message": words}}})
}

// trouble writes an error of the sandbox's: a carrier's refusal is a failed dependency.
func (k karrio) trouble(w http.ResponseWriter, err error) {
	fail(w, err, func(status int, words string) {
		if status == http.StatusUnprocessableEntity {
			write(w, http.StatusFailedDependency, object{"messages": []any{object{"code": "120", "message": words, "carrier_name": "sandbox", "carrier_id": "sandbox-1"}}})
			return
		}
		k.error(w, status, "error", words)
	})
}

// lost writes an error of a call that only asks: what the sandbox calls Down is an answer that never comes here.
func (k karrio) lost(w http.ResponseWriter, err error) {
	if carrier.TroubleOf(err) == carrier.Down {
		hangUp(w)
		return
	}
	k.trouble(w, err)
}

type kaAddress struct {
	Name    string `json:"person_name"`
	Company string `json:"company_name"`
	Street1 string `json:"address_line1"`
	Street2 string `json:"address_line2"`
	City    string `json:"city"`
	State   string `json:"state_code"`
	Zip     string `json:"postal_code"`
	Country string `json:"country_code"`
	Phone   string `json:"phone_number"`
	Email   string `json:"email"`
}

type kaShipment struct {
	Shipper, Recipient kaAddress
	Parcels            []struct {
		Weight, Length, Width, Height float64
		WeightUnit                    string `json:"weight_unit"`
		DimensionUnit                 string `json:"dimension_unit"`
		Reference                     string `json:"reference_number"`
	}
	Reference string
	LabelType string `json:"label_type"`
}

func (a kaAddress) address() picking.Address {
	return picking.Address{Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.State,
		Postcode: a.Zip, Country: a.Country, Phone: a.Phone, Email: a.Email}
}

// parcel is a request's; ok is false if it is not one in kilograms and centimetres.
func (s kaShipment) parcel() (p carrier.Parcel, ok bool) {
	if len(s.Parcels) != 1 || s.Parcels[0].WeightUnit != "KG" || s.Parcels[0].DimensionUnit != "CM" {
		return p, false
	}
	x := s.Parcels[0]
	mm := func(cm float64) picking.Millimetres { return picking.Millimetres(math.Round(cm * 10)) }
	return carrier.Parcel{From: s.Shipper.address(), To: s.Recipient.address(), Weight: picking.Grams(math.Round(x.Weight * 1000)),
		Length: mm(x.Length), Width: mm(x.Width), Height: mm(x.Height), Reference: x.Reference}, true
}

func (k karrio) read(w http.ResponseWriter, r *http.Request) (in kaShipment, p carrier.Parcel, ok bool) {
	err := read(r, &in)
	if p, ok = in.parcel(); err != nil || !ok {
		write(w, http.StatusBadRequest, object{"errors": []any{object{"code": "validation", "details": object{"parcels": []string{"This field is required."}}}}})
		return in, p, false
	}
	return in, p, true
}

func (k karrio) proxyRates(w http.ResponseWriter, r *http.Request) {
	_, p, ok := k.read(w, r)
	if !ok {
		return
	}
	rates, err := k.back.Rates(r.Context(), p)
	if err != nil {
		k.lost(w, err)
		return
	}
	write(w, http.StatusOK, object{"messages": []any{}, "rates": k.rates(rates)})
}

func (k karrio) rates(all []ship.Rate) []any {
	list := []any{}
	for _, x := range all {
		list = append(list, k.rate(x))
	}
	return list
}

func (k karrio) rate(x ship.Rate) object {
	return object{"id": "rat_" + x.Service, "object_type": "rate", "carrier_name": "sandbox", "carrier_id": "sandbox-1", "currency": x.Price.Currency,
		"service": x.Service, "total_charge": float64(x.Price.Minor) / 100, "transit_days": x.Days, "extra_charges": []any{},
		"estimated_delivery": nil, "meta": object{"service_name": x.Name, "rate_provider": "sandbox"}, "test_mode": true}
}

func (k karrio) create(w http.ResponseWriter, r *http.Request) {
	in, p, ok := k.read(w, r)
	if !ok {
		return
	}
	rates, err := k.back.Rates(r.Context(), p)
	if err != nil {
		k.lost(w, err)
		return
	}
	d := k.add(&draft{reference: in.Reference, format: carrier.Format(strings.ToLower(in.LabelType)), parcel: p})
	write(w, http.StatusCreated, k.shipment(d, rates, false))
}

// shipment is a draft or a label; whole says that its document comes with it.
func (k karrio) shipment(d *draft, rates []ship.Rate, whole bool) object {
	out := object{"id": d.id, "object_type": "shipment", "status": "draft", "reference": d.reference, "carrier_name": nil, "carrier_id": nil,
		"tracking_number": nil, "shipment_identifier": nil, "selected_rate": nil, "rates": k.rates(rates), "label_type": strings.ToUpper(string(d.format)),
		"label_url": nil, "created_at": "2026-11-24 12:00:00.123456+00:00", "messages": []any{}, "meta": object{}, "metadata": object{}, "test_mode": true}
	l := k.state(d)
	if l == nil {
		return out
	}
	for _, x := range rates {
		if x.Service == l.Service {
			out["selected_rate"] = k.rate(x)
		}
	}
	out["status"], out["carrier_name"], out["carrier_id"] = "purchased", "sandbox", "sandbox-1"
	out["tracking_number"], out["shipment_identifier"] = l.Number, l.ID
	out["label_url"] = "/v1/shipments/" + d.id + "/label." + string(l.Format)
	if whole {
		out["docs"] = object{"label": base64.StdEncoding.EncodeToString(l.Content), "invoice": nil}
	}
	if l.Voided {
		out["status"] = "cancelled"
	}
	return out
}

func (k karrio) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	err := k.back.Ping(r.Context())
	if q.Has("reference") && err == nil {
		if _, err = k.back.Find(r.Context(), "none"); carrier.TroubleOf(err) == carrier.None {
			err = nil
		}
	}
	if err != nil {
		k.lost(w, err)
		return
	}
	limit, _ := strconv.Atoi(q.Get("limit"))
	offset, _ := strconv.Atoi(q.Get("offset"))
	results, all := []any{}, k.all()
	count := 0
	for i := range all {
		d := all[len(all)-1-i]
		if !strings.Contains(strings.ToLower(d.reference), strings.ToLower(q.Get("reference"))) {
			continue
		}
		if count++; count > offset && len(results) < limit {
			results = append(results, k.shipment(d, k.back.Quote(d.parcel), false))
		}
	}
	write(w, http.StatusOK, object{"count": count, "next": nil, "previous": nil, "results": results})
}

func (k karrio) missing(w http.ResponseWriter) {
	k.error(w, http.StatusNotFound, "not_found", "No Shipment matches the given query.")
}

func (k karrio) show(w http.ResponseWriter, r *http.Request) {
	d := k.find(r.PathValue("id"), false)
	if d == nil {
		k.missing(w)
		return
	}
	write(w, http.StatusOK, k.shipment(d, k.back.Quote(d.parcel), false))
}

func (k karrio) purchase(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Rate string `json:"selected_rate_id"`
	}
	d := k.find(r.PathValue("id"), false)
	if err := read(r, &in); err != nil || d == nil {
		k.missing(w)
		return
	}
	ok, err := k.buy(r, d, strings.TrimPrefix(in.Rate, "rat_"))
	switch {
	case err != nil:
		k.trouble(w, err)
	case !ok:
		k.error(w, http.StatusConflict, "state_error", "The shipment is 'purchased' and cannot be purchased again")
	default:
		write(w, http.StatusOK, k.shipment(d, k.back.Quote(d.parcel), true))
	}
}

func (k karrio) cancel(w http.ResponseWriter, r *http.Request) {
	_ = read(r, nil)
	d := k.find(r.PathValue("id"), false)
	if d == nil || k.state(d) == nil {
		k.missing(w)
		return
	}
	status := http.StatusAccepted
	if !k.state(d).Voided {
		if err := k.back.Void(r.Context(), k.state(d).Ref); err != nil {
			k.trouble(w, err)
			return
		}
		status = http.StatusOK
	}
	write(w, status, k.shipment(d, k.back.Quote(d.parcel), false))
}

func (k karrio) doc(w http.ResponseWriter, r *http.Request) {
	d := k.find(r.PathValue("id"), false)
	if d == nil || k.state(d) == nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(k.state(d).Content)
}

// karrioWords are the statuses in Karrio's words.
var karrioWords = map[ship.Status]string{ship.Announced: "pending", ship.Underway: "in_transit", ship.Delayed: "delivery_delayed", ship.Trouble: "on_hold",
	ship.Missed: "delivery_failed", ship.Out: "out_for_delivery", ship.Waiting: "ready_for_pickup", ship.Returning: "return_to_sender",
	ship.Delivered: "delivered", ship.Cancelled: "cancelled"}

// KarrioTracker is a tracker in Karrio's shape, the newest event first.
func KarrioTracker(t carrier.Tracking) map[string]any {
	events := []any{}
	for i := range t.News {
		n := t.News[len(t.News)-1-i]
		events = append(events, object{"code": "X", "date": n.At.Format(time.DateOnly), "time": n.At.Format("15:04"), "description": n.Text,
			"location": n.Place, "status": nil, "timestamp": n.At.Format("2006-01-02T15:04:05.000Z"), "latitude": nil, "longitude": nil})
	}
	return object{"id": "trk_" + t.Number, "object_type": "tracker", "carrier_name": "sandbox", "carrier_id": "sandbox-1", "tracking_number": t.Number,
		"status": karrioWords[t.Status()], "delivered": t.Status() == ship.Delivered, "estimated_delivery": t.Due.Format(time.DateOnly), "events": events, "messages": []any{}}
}

func (k karrio) tracker(w http.ResponseWriter, r *http.Request) {
	for _, d := range k.all() {
		l := k.state(d)
		if l == nil || l.Number != r.PathValue("number") {
			continue
		}
		t, err := k.back.Track(r.Context(), l.Ref)
		if err != nil {
			k.lost(w, err)
			return
		}
		write(w, http.StatusOK, KarrioTracker(t))
		return
	}
	k.error(w, http.StatusNotFound, "not_found", "No Tracking matches the given query.")
}

func (k karrio) manifests(w http.ResponseWriter, _ *http.Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	results := []any{}
	for _, f := range k.forms {
		results = append(results, k.form(f))
	}
	write(w, http.StatusOK, object{"count": len(results), "next": nil, "previous": nil, "results": results})
}

func (k karrio) form(f *load) object {
	return object{"id": f.id, "object_type": "manifest", "carrier_name": "sandbox", "carrier_id": "sandbox-1", "reference": f.reference,
		"doc": object{"manifest": base64.StdEncoding.EncodeToString(f.content)}, "shipment_identifiers": f.ids, "manifest_url": nil, "messages": []any{}}
}

func (k karrio) makeManifest(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Carrier   string   `json:"carrier_name"`
		IDs       []string `json:"shipment_ids"`
		Reference string
	}
	err := read(r, &in)
	var all []*draft
	for _, id := range in.IDs {
		if d := k.find(id, false); d != nil && k.state(d) != nil {
			all = append(all, d)
		}
	}
	if err != nil || in.Carrier != "sandbox" || len(all) == 0 || len(all) != len(in.IDs) {
		k.error(w, http.StatusBadRequest, "validation", "Invalid shipment_ids")
		return
	}
	f, err := k.manifest(r, in.Reference, all)
	if err != nil {
		k.trouble(w, err)
		return
	}
	write(w, http.StatusCreated, k.form(f))
}

// KarrioCall is a webhook call about a parcel.
func KarrioCall(secret string, t carrier.Tracking, at time.Time) carrier.Call {
	return carrier.Call{Method: http.MethodPost, Header: http.Header{"X-Event-Id": {secret}}, At: at,
		Body: encode(object{"event": "tracker_updated", "data": KarrioTracker(t)})}
}

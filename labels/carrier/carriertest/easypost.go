package carriertest

import (
	"encoding/hex"
	"math"
	"net/http"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// EasyPost answers in the shapes that the public documentation of EasyPost's API version 2 gives, below /v2.
func EasyPost(back *sandbox.Carrier, key string) *Server {
	s, mux := newServer(back, key)
	e := easyPost{s}
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /v2/shipments":              e.ping,
		"POST /v2/shipments":             e.create,
		"GET /v2/shipments/{id}":         e.show,
		"POST /v2/shipments/{id}/buy":    e.buy,
		"POST /v2/shipments/{id}/refund": e.refund,
		"GET /v2/trackers":               e.trackers,
		"POST /v2/scan_forms":            e.scanForm,
	} {
		mux.HandleFunc(pattern, e.keyed(h))
	}
	mux.HandleFunc("GET /files/{id}/{name}", e.file)
	return s
}

type easyPost struct{ *Server }

// object is a JSON object.
type object = map[string]any

func (e easyPost) keyed(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if user, pass, ok := r.BasicAuth(); !ok || user != e.key || pass != "" {
			e.error(w, http.StatusUnauthorized, "UNAUTHORIZED", "The key "+user+" is not accepted")
			return
		}
		h(w, r)
	}
}

func (e easyPost) error(w http.ResponseWriter, status int, code, words string) {
	write(w, status, object{"error": object{"code": code, "message": words, "errors": []any{}}})
}

// trouble writes an error of the sandbox's.
func (e easyPost) trouble(w http.ResponseWriter, err error) {
	fail(w, err, func(status int, words string) {
		code := map[int]string{http.StatusUnprocessableEntity: "SHIPMENT.POSTAGE.FAILURE", http.StatusUnauthorized: "UNAUTHORIZED",
			http.StatusTooManyRequests: "RATE_LIMITED", http.StatusNotFound: "NOT_FOUND"}[status]
		write(w, status, object{"error": object{"code": code, "message": words, "errors": []any{object{"field": "zip", "message": words, "suggestion": nil}}}})
	})
}

func (e easyPost) ping(w http.ResponseWriter, r *http.Request) {
	if err := e.back.Ping(r.Context()); err != nil {
		e.trouble(w, err)
		return
	}
	write(w, http.StatusOK, object{"shipments": []any{}, "has_more": false})
}

type epAddress struct {
	Name, Company, Street1, Street2, City, State, Zip, Country, Phone, Email string
}

func (a epAddress) address() picking.Address {
	return picking.Address{Name: a.Name, Company: a.Company, Street1: a.Street1, Street2: a.Street2, City: a.City, Region: a.State,
		Postcode: a.Zip, Country: a.Country, Phone: a.Phone, Email: a.Email}
}

func (e easyPost) create(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Shipment struct {
			Reference string
			To        epAddress `json:"to_address"`
			From      epAddress `json:"from_address"`
			Parcel    struct{ Length, Width, Height, Weight float64 }
			Options   struct {
				Format string `json:"label_format"`
				Custom string `json:"print_custom_1"`
			}
		}
	}
	if err := read(r, &in); err != nil {
		e.error(w, http.StatusBadRequest, "PARAMETER.INVALID", "Invalid JSON")
		return
	}
	sh := in.Shipment
	mm := func(inches float64) picking.Millimetres { return picking.Millimetres(math.Floor(inches * 25.4)) }
	d := &draft{reference: sh.Reference, format: carrier.Format(strings.ToLower(sh.Options.Format)), parcel: carrier.Parcel{From: sh.From.address(),
		To: sh.To.address(), Weight: picking.Grams(math.Floor(sh.Parcel.Weight * 28.349523125)), Length: mm(sh.Parcel.Length), Width: mm(sh.Parcel.Width),
		Height: mm(sh.Parcel.Height), Reference: sh.Options.Custom}}
	rates, err := e.back.Rates(r.Context(), d.parcel)
	if err != nil && carrier.TroubleOf(err) != carrier.Refused {
		e.lost(w, err)
		return
	}
	out := e.shipment(r, e.add(d), rates)
	if err != nil {
		out["messages"] = []any{object{"carrier": sandbox.Name, "type": "rate_error", "message": err.Error()}}
	}
	write(w, http.StatusCreated, out)
}

// lost writes an error of a call that only asks: what the sandbox calls Down is an answer that never comes here.
func (e easyPost) lost(w http.ResponseWriter, err error) {
	if carrier.TroubleOf(err) == carrier.Down {
		hangUp(w)
		return
	}
	e.trouble(w, err)
}

func (e easyPost) shipment(r *http.Request, d *draft, rates []ship.Rate) object {
	out := object{"id": d.id, "object": "Shipment", "mode": "test", "reference": d.reference, "created_at": "2026-11-24T12:00:00Z", "is_return": false,
		"tracking_code": nil, "selected_rate": nil, "postage_label": nil, "refund_status": nil, "scan_form": nil, "messages": []any{}, "fees": []any{}, "insurance": nil}
	list := []any{}
	for _, x := range rates {
		list = append(list, e.rate(d, x))
	}
	out["rates"] = list
	l := e.state(d)
	if l == nil {
		return out
	}
	for _, x := range rates {
		if x.Service == l.Service {
			out["selected_rate"] = e.rate(d, x)
		}
	}
	mime := map[carrier.Format]string{carrier.ZPL: "application/zpl", carrier.PDF: "application/pdf", carrier.PNG: "image/png"}[l.Format]
	out["tracking_code"] = l.Number
	out["postage_label"] = object{"id": "pl_" + d.id, "object": "PostageLabel", "created_at": l.Bought.Format(time.RFC3339), "label_file_type": mime,
		"label_size": "4x6", "label_url": "http://" + r.Host + "/files/" + d.id + "/label", "label_resolution": 203, "label_pdf_url": nil, "label_zpl_url": nil}
	if l.Voided {
		out["refund_status"] = "submitted"
	}
	if d.form != nil {
		out["scan_form"] = e.form(r, d.form)
	}
	return out
}

func (e easyPost) rate(d *draft, x ship.Rate) object {
	return object{"id": "rate_" + x.Service + "_" + d.id, "object": "Rate", "service": x.Service, "carrier": x.Carrier, "rate": x.Price.Decimal(),
		"currency": x.Price.Currency, "retail_rate": nil, "delivery_days": x.Days, "est_delivery_days": x.Days, "delivery_date": nil,
		"delivery_date_guaranteed": false, "shipment_id": d.id, "carrier_account_id": "ca_1"}
}

// rates asks the sandbox again without meeting a fault that is meant for another call.
func (e easyPost) rates(d *draft) []ship.Rate { return e.back.Quote(d.parcel) }

func (e easyPost) show(w http.ResponseWriter, r *http.Request) {
	d := e.find(r.PathValue("id"), true)
	if d == nil {
		e.error(w, http.StatusNotFound, "NOT_FOUND", "The requested resource could not be found.")
		return
	}
	if _, err := e.back.Find(r.Context(), d.id[4:]); err != nil && carrier.TroubleOf(err) != carrier.None {
		e.lost(w, err)
		return
	}
	write(w, http.StatusOK, e.shipment(r, d, e.rates(d)))
}

func (e easyPost) buy(w http.ResponseWriter, r *http.Request) {
	var in struct{ Rate struct{ ID string } }
	d := e.find(r.PathValue("id"), false)
	if err := read(r, &in); err != nil || d == nil {
		e.error(w, http.StatusNotFound, "NOT_FOUND", "The requested resource could not be found.")
		return
	}
	service, _, _ := strings.Cut(strings.TrimPrefix(in.Rate.ID, "rate_"), "_")
	ok, err := e.Server.buy(r, d, service)
	switch {
	case err != nil:
		e.trouble(w, err)
	case !ok:
		e.error(w, http.StatusUnprocessableEntity, "SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")
	default:
		write(w, http.StatusOK, e.shipment(r, d, e.rates(d)))
	}
}

func (e easyPost) refund(w http.ResponseWriter, r *http.Request) {
	_ = read(r, nil)
	d := e.find(r.PathValue("id"), false)
	if d == nil || e.state(d) == nil {
		e.error(w, http.StatusNotFound, "NOT_FOUND", "The requested resource could not be found.")
		return
	}
	if l := e.state(d); l.Voided {
		e.error(w, http.StatusUnprocessableEntity, "SHIPMENT.REFUND.UNAVAILABLE", "Refund request has already been submitted.")
		return
	}
	if err := e.back.Void(r.Context(), e.state(d).Ref); err != nil {
		e.trouble(w, err)
		return
	}
	write(w, http.StatusOK, e.shipment(r, d, e.rates(d)))
}

func (e easyPost) trackers(w http.ResponseWriter, r *http.Request) {
	list := []any{}
	for _, d := range e.all() {
		l := e.state(d)
		if l == nil || l.Number != r.URL.Query().Get("tracking_code") {
			continue
		}
		t, err := e.back.Track(r.Context(), l.Ref)
		if err != nil {
			e.lost(w, err)
			return
		}
		list = append(list, EasyPostTracker(t))
	}
	write(w, http.StatusOK, object{"trackers": list, "has_more": false})
}

func (s *Server) all() []*draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*draft(nil), s.drafts...)
}

// easyWords are the statuses in EasyPost's words.
var easyWords = map[ship.Status]string{ship.Announced: "pre_transit", ship.Underway: "in_transit", ship.Out: "out_for_delivery", ship.Waiting: "available_for_pickup",
	ship.Delivered: "delivered", ship.Returning: "return_to_sender", ship.Trouble: "failure", ship.Missed: "failure", ship.Delayed: "in_transit", ship.Cancelled: "cancelled"}

// EasyPostTracker is a tracker in EasyPost's shape.
func EasyPostTracker(t carrier.Tracking) map[string]any {
	details := []any{}
	for _, n := range t.News {
		details = append(details, object{"object": "TrackingDetail", "message": n.Text, "status": easyWords[n.Status], "status_detail": "status_update",
			"datetime": n.At.Format(time.RFC3339), "source": "SANDBOX", "tracking_location": object{"object": "TrackingLocation", "city": n.Place, "state": nil, "country": nil, "zip": nil}})
	}
	return object{"id": "trk_" + t.Number, "object": "Tracker", "mode": "test", "tracking_code": t.Number, "status": easyWords[t.Status()], "signed_by": nil,
		"est_delivery_date": t.Due.Format(time.RFC3339), "carrier": sandbox.Name, "tracking_details": details, "public_url": "https://example.com/"}
}

func (e easyPost) scanForm(w http.ResponseWriter, r *http.Request) {
	var in struct{ Shipments []struct{ ID string } }
	if err := read(r, &in); err != nil || len(in.Shipments) == 0 {
		e.error(w, http.StatusUnprocessableEntity, "SCANFORM.NO_SHIPMENTS", "Unable to create scan_form.")
		return
	}
	var all []*draft
	for _, x := range in.Shipments {
		d := e.find(x.ID, false)
		if d == nil || e.state(d) == nil || d.form != nil {
			e.error(w, http.StatusUnprocessableEntity, "SCANFORM.INVALID", "Unable to create scan_form, one or more of your shipments are invalid.")
			return
		}
		all = append(all, d)
	}
	f, err := e.manifest(r, "", all)
	if err != nil {
		e.trouble(w, err)
		return
	}
	write(w, http.StatusCreated, e.form(r, f))
}

func (e easyPost) form(r *http.Request, f *load) object {
	return object{"id": f.id, "object": "ScanForm", "status": "created", "message": nil, "form_url": "http://" + r.Host + "/files/" + f.id + "/form",
		"form_file_type": nil, "tracking_codes": f.ids, "batch_id": nil, "confirmation": nil, "created_at": "2026-11-24T12:00:00Z"}
}

func (e easyPost) file(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	f := e.forms[r.PathValue("id")]
	e.mu.Unlock()
	if f != nil && r.PathValue("name") == "form" {
		_, _ = w.Write(f.content)
		return
	}
	d := e.find(r.PathValue("id"), false)
	if d == nil || e.state(d) == nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(e.state(d).Content)
}

// EasyPostCall is a webhook call about a parcel, signed both ways.
func EasyPostCall(secret, path string, t carrier.Tracking, at time.Time) carrier.Call {
	body := encode(object{"id": "evt_" + t.Number + at.Format("150405"), "object": "Event", "mode": "test", "description": "tracker.updated",
		"created_at": at.Format(time.RFC3339), "result": EasyPostTracker(t)})
	stamp := at.Format(time.RFC1123Z)
	h := http.Header{}
	h.Set("X-Timestamp", stamp)
	h.Set("X-Path", path)
	h.Set("X-Hmac-Signature", "hmac-sha256-hex="+hex.EncodeToString(carrier.Sign(secret, body)))
	h.Set("X-Hmac-Signature-V2", "hmac-sha256-hex="+hex.EncodeToString(carrier.Sign(secret, []byte(stamp), []byte("POST"), []byte(path), body)))
	return carrier.Call{Method: http.MethodPost, Path: path, Header: h, Body: body, At: at}
}

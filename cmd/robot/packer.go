package robot

import (
	"context"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Ready is an order that waits for a packer: its number and the totes or wall slots that hold its goods.
type Ready struct {
	Order  string
	Places []string
}

var readyRow = regexp.MustCompile(`data-order="([^"]*)" data-place="([^"]*)"`)

// ReadyToPack lists what the packing station's first screen shows.
func (f *Floor) ReadyToPack(ctx context.Context, c *Client) ([]Ready, error) {
	p, err := c.Get(ctx, "/s")
	if err != nil {
		return nil, err
	}
	var all []Ready
	for _, m := range readyRow.FindAllStringSubmatch(p.Body, -1) {
		all = append(all, Ready{html.UnescapeString(m[1]), strings.FieldsFunc(html.UnescapeString(m[2]), func(r rune) bool { return r == ',' || r == ' ' })})
	}
	return all, nil
}

// PackOrder packs all goods of an order, weighs and closes its carton. Refused at the start (the goods are on their way):
// false.
func (f *Floor) PackOrder(ctx context.Context, c *Client, r Ready) (bool, error) {
	h := hand{f: f, c: c}
	verdict, err := h.post(ctx, "/s/begin", r.Order)
	if err != nil || !accepted(verdict) && h.at("step") != "pack" {
		return false, err
	}
	order := h.at("order")
	route := "/s/orders/" + order + "/scan"
	for h.at("step") != "done" && h.at("screen") != "home" {
		if h.at("step") == "label" {
			f.keep(r.Order, h.page.Body)
		}
		if err := f.packStep(ctx, &h, route); err != nil {
			return false, fmt.Errorf("order %s: %w", r.Order, err)
		}
	}
	if h.at("step") == "done" {
		f.keep(r.Order, h.page.Body)
	}
	for _, place := range r.Places {
		if f.totes[place] {
			f.Totes.Give(place)
		}
	}
	return true, nil
}

// Parcel is a closed carton as its documents page shows it. Papers are the addresses of its documents by name.
type Parcel struct {
	Order, SSCC, Tracking string
	Papers                map[string]string
}

var (
	parcelPart = regexp.MustCompile(`data-sscc="([0-9]*)" data-tracking="([^"]*)"`)
	paperLink  = regexp.MustCompile(`href="(/s/orders/[0-9]+/cartons/[0-9]+/([a-z.]+))"`)
)

// keep notes the parcels of an order's documents page.
func (f *Floor) keep(order, body string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := parcelPart.FindAllStringSubmatchIndex(body, -1)
	for i, m := range at {
		end := len(body)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		p := Parcel{Order: order, SSCC: body[m[2]:m[3]], Tracking: body[m[4]:m[5]], Papers: map[string]string{}}
		for _, link := range paperLink.FindAllStringSubmatch(body[m[0]:end], -1) {
			p.Papers[link[2]] = link[1]
		}
		f.parcels = append(f.parcels, p)
	}
}

// Parcels are all that were closed so far.
func (f *Floor) Parcels() []Parcel {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.parcels)
}

func (f *Floor) packStep(ctx context.Context, h *hand, route string) error {
	switch step := h.at("step"); step {
	case "pack":
		code := h.at("serial")
		if code == "" {
			var err error
			if code, err = f.unit(h.at("sku"), h.number("need")); err != nil {
				return err
			}
		}
		return h.scan(ctx, route, code, f.Wrong[3:]...) // an item of the demo may well be in the order
	case "close":
		if f.Closing != nil {
			f.Closing()
		}
		verdict, err := h.post(ctx, route, h.at("expected")+" g")
		if err == nil && !accepted(verdict) { // more than its box carries, or nothing is known of its weight: say why it is right
			_, err = h.post(ctx, route, "1")
		}
		return err
	case "label":
		m := parcelPart.FindAllStringSubmatch(h.page.Body, -1)
		if len(m) == 0 {
			return fmt.Errorf("no label to scan: %s", h.page.Text())
		}
		_, err := h.post(ctx, route, m[len(m)-1][1])
		return err
	default:
		return fmt.Errorf("a robot does not know step %q: %s", step, h.page.Text())
	}
}

// HandOver gives all waiting parcels of a service to its carrier.
func (f *Floor) HandOver(ctx context.Context, c *Client, service string) error {
	_, err := c.Touch(ctx, "/s/leave/all?service="+url.QueryEscape(service), url.Values{})
	return err
}

// Collect hands a pickup order to its customer.
func (f *Floor) Collect(ctx context.Context, c *Client, order string) error {
	h := hand{f: f, c: c}
	if err := h.open(ctx, "/s/pickup/find", url.Values{"raw": {order}}); err != nil {
		return err
	}
	m := collectAction.FindStringSubmatch(h.page.Body)
	if m == nil {
		return fmt.Errorf("order %s cannot be collected: %s", order, h.page.Text())
	}
	return h.open(ctx, m[1], url.Values{})
}

var collectAction = regexp.MustCompile(`action="(/s/orders/[0-9]+/collect)"`)

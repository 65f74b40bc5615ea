package robot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ErrNoWork says that nothing is waiting.
var ErrNoWork = errors.New("no work is waiting")

// Walker is a picker on the way through a list.
type Walker struct {
	hand
	list, cart string
}

// NewWalker is a picker at a signed-in handheld.
func (f *Floor) NewWalker(c *Client) *Walker { return &Walker{hand: hand{f: f, c: c}} }

// PickList takes the next list and walks it to its end. The totes it filled wait where they were dropped; whoever
// empties them gives them back. No list: ErrNoWork.
func (f *Floor) PickList(ctx context.Context, c *Client, zone string) error {
	w := f.NewWalker(c)
	if err := w.Begin(ctx, zone); err != nil {
		return err
	}
	for !w.Done() {
		if err := w.Step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Begin takes the next list, of the zone if one is named.
func (w *Walker) Begin(ctx context.Context, zone string) error {
	if err := w.open(ctx, "/h/next", url.Values{"zone": {zone}}); err != nil {
		return err
	}
	if w.list, w.cart = w.at("list"), ""; w.list == "" {
		return ErrNoWork
	}
	return nil
}

// Done says that the list is at its end, or none was begun.
func (w *Walker) Done() bool { return w.list == "" || w.at("step") == "done" }

// Step does one scan.
func (w *Walker) Step(ctx context.Context) error {
	p := Prompt{Step: w.at("step"), Bin: w.at("bin"), SKU: w.at("sku"), Tote: w.at("tote"), Need: w.number("need"), Wall: w.at("drop") == "wall", Serial: w.at("serial") != ""}
	code, err := w.f.Next(ctx, p)
	if err != nil {
		return fmt.Errorf("list %s: %w", w.list, err)
	}
	if p.Step == "cart" {
		w.cart = code
	}
	if p.Step == "totes" { // one that somebody took meanwhile is refused: the next one then
		_, err := w.post(ctx, "/h/list/"+w.list+"/scan", code)
		return err
	}
	right := []string{p.Bin, p.SKU}
	if p.Step == "serial" {
		right = w.f.Wrong // any code that means nothing else may be a serial number
	}
	if err := w.scan(ctx, "/h/list/"+w.list+"/scan", code, right...); err != nil {
		return fmt.Errorf("list %s: %w", w.list, err)
	}
	if w.Done() && w.cart != "" {
		w.f.Carts.Give(w.cart)
	}
	return nil
}

// open posts a touch and keeps the answer.
func (h *hand) open(ctx context.Context, route string, v url.Values) (err error) {
	h.page, err = h.c.Touch(ctx, route, v)
	return err
}

// SortTote empties one dropped tote at the put wall: a batch tote piece by piece, a zone tote as a whole. A tote that does
// not wait there any more is left alone.
func (f *Floor) SortTote(ctx context.Context, c *Client, tote string) error {
	h := hand{f: f, c: c}
	if _, err := h.post(ctx, "/h/wall/scan", tote); err != nil {
		return err
	}
	id := h.at("sort")
	if id == "" {
		return nil // somebody else was faster
	}
	route := "/h/wall/" + id + "/scan"
	for h.at("step") != "done" {
		if err := f.sortStep(ctx, &h, route); err != nil {
			return fmt.Errorf("tote %s at the wall: %w", tote, err)
		}
	}
	f.Totes.Give(tote)
	return nil
}

func (f *Floor) sortStep(ctx context.Context, h *hand, route string) error {
	switch step := h.at("step"); step {
	case "item":
		code, err := f.unit(h.at("sku"), h.number("need"))
		if err != nil {
			return err
		}
		verdict, err := h.post(ctx, route, code)
		switch {
		case err != nil || accepted(verdict):
			return err
		case verdict == "narrower" && h.at("lot") != "":
			_, err = h.post(ctx, route, h.at("lot"))
			return err
		case strings.Contains(h.page.Body, "wall is full"):
			time.Sleep(100 * time.Millisecond) // packers empty it
			return nil
		}
		return fmt.Errorf("scan of %s was refused: %s", code, h.page.Text())
	case "slot":
		return h.slot(ctx, route)
	default:
		return fmt.Errorf("a robot does not know step %q", step)
	}
}

// slot scans the slot the screen proposes. A free one may be taken by somebody else meanwhile; then another is proposed.
func (h *hand) slot(ctx context.Context, route string) error {
	for {
		slot := h.at("slot")
		if slot == "" { // the wall is full: packers empty it
			time.Sleep(100 * time.Millisecond)
			var err error
			if h.page, err = h.c.Get(ctx, strings.TrimSuffix(route, "/scan")); err != nil {
				return err
			}
			continue
		}
		verdict, err := h.post(ctx, route, slot)
		if err != nil || accepted(verdict) || h.at("step") != "slot" {
			return err // not the slot's turn any more: a colleague put the same piece from another tote
		}
		if h.at("slot") == slot {
			return fmt.Errorf("slot %s was refused: %s", slot, h.page.Text())
		}
	}
}

// Waiting lists totes that wait at the put wall.
func (f *Floor) Waiting(ctx context.Context, c *Client) ([]string, error) {
	p, err := c.Get(ctx, "/h/wall")
	if err != nil {
		return nil, err
	}
	return f.totesIn(p.Body), nil
}

// totesIn finds the tote codes on a page.
func (f *Floor) totesIn(text string) (found []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if f.totes[word] && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}

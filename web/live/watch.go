package live

import (
	"context"

	"time"

	"pickpack/db"
	"pickpack/picking"
)

// watch takes the pulse of a warehouse until ctx ends. A database that does not answer is asked again later: pages keep
// what they show.
func (h *Hub) watch(ctx context.Context, wh picking.WarehouseID) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	var last db.Pulse
	known := false // what happened between a page's loading and the first pulse is told as "all"
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.ended:
			return
		case <-tick.C:
		}
		now, err := h.store.Pulse(ctx, wh)
		if err != nil {
			continue
		}
		words := changes(last, now)
		if !known {
			words = []string{"all"}
		}
		known, last = true, now
		if len(words) > 0 {
			h.spread(wh, words)
		}
	}
}

// changes names what is different between two pulses.
func changes(a, b db.Pulse) (words []string) {
	for _, c := range []struct {
		word string
		is   bool
	}{
		{"orders", a.Events != b.Events || a.Packing != b.Packing},
		{"lists", a.Steps != b.Steps},
		{"refused", !a.Refused.Equal(b.Refused)},
		{"stock", a.Doubts != b.Doubts},
	} {
		if c.is {
			words = append(words, c.word)
		}
	}
	return words
}

func (h *Hub) spread(wh picking.WarehouseID, words []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r := h.rooms[wh]; r != nil {
		for l := range r.listeners {
			l.add(words)
		}
	}
}

package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"pickpack/labels/scale"
	"pickpack/web/api"
)

// scaleEach is how often the agent says again what its scale shows; a change is said at once, but no more than that often.
const (
	scaleEach  = 2 * time.Second
	scaleLeast = 150 * time.Millisecond
)

// teller tells the server what the scale of a station shows.
type teller struct {
	port    scale.Port
	station string
	queue   *agentQueue
	log     *slog.Logger
}

// run reads the scale until the context ends. One that is gone is opened again.
func (w *teller) run(ctx context.Context) {
	for ctx.Err() == nil {
		said := make(chan scale.Reading, 1)
		done := make(chan error, 1)
		f, err := w.port.Open()
		if err == nil {
			go func() { done <- w.port.Watch(ctx, f, func(r scale.Reading) { newest(said, r) }) }()
			err = w.tell(ctx, said, done)
		}
		if ctx.Err() != nil {
			return
		}
		w.log.Warn("the scale is not read", "scale", w.port.Path, "error", err)
		_ = w.post(ctx, scale.Reading{State: scale.Fault})
		pause(ctx, 2*time.Second)
	}
}

// newest leaves only the newest reading in the channel.
func newest(said chan scale.Reading, r scale.Reading) {
	select {
	case <-said:
	default:
	}
	said <- r
}

// tell posts readings until the scale is gone.
func (w *teller) tell(ctx context.Context, said <-chan scale.Reading, done <-chan error) error {
	var last scale.Reading
	var at time.Time
	for {
		select {
		case err := <-done:
			return err
		case r := <-said:
			if r == last && time.Since(at) < scaleEach {
				continue
			}
			last, at = r, time.Now()
			if err := w.post(ctx, r); err != nil && ctx.Err() == nil {
				w.log.Warn("the weight was not told", "error", err)
				at = time.Time{}
			}
			pause(ctx, scaleLeast)
		case <-time.After(scaleEach):
			if last.State == "" { // nothing was ever heard
				last.State = scale.Fault
			}
			if w.port.HID || last.State == scale.Fault {
				_ = w.post(ctx, last) // a USB scale may speak only when the weight changes
			}
		}
	}
}

func (w *teller) post(ctx context.Context, r scale.Reading) error {
	return w.queue.ask(ctx, http.MethodPost, api.AgentScalePath, api.AgentScale{Station: w.station, Reading: r}, nil)
}

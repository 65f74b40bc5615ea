package main

import (
	"context"
	"sync"
	"time"
)

// crew does what waits in a queue, several jobs at a time. take answers a job that is now ours, false if none waits; wait
// waits until one may; failed is told that the queue cannot be read.
type crew[J any] struct {
	atOnce int
	take   func(context.Context) (J, bool, error)
	wait   func(context.Context)
	do     func(J)
	failed func(error)
}

// run works until ctx ends, and returns when what is under way has ended.
func (w crew[J]) run(ctx context.Context) {
	var busy sync.WaitGroup
	defer busy.Wait()
	room := make(chan struct{}, w.atOnce)
	for ctx.Err() == nil {
		room <- struct{}{}
		job, ok, err := w.take(ctx)
		if err == nil && ok {
			busy.Go(func() {
				defer func() { <-room }()
				w.do(job)
			})
			continue
		}
		<-room
		if err != nil && ctx.Err() == nil {
			w.failed(err)
			pause(ctx, time.Second)
		}
		w.wait(ctx)
	}
}

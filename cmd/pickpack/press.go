package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/picking"
)

// queue is where a press takes its prints from and says what became of them: the database, or a server that the agent on a
// packing PC asks.
type queue interface {
	// take answers a print that is now ours; its ID is 0 if none waits.
	take(ctx context.Context) (db.PrintClaim, error)
	// wait waits for the next print, for so long at most.
	wait(ctx context.Context, most time.Duration)
	end(ctx context.Context, c db.PrintClaim, o printer.Outcome) error
	// toAsk are the printers that nobody has asked for so long how they are.
	toAsk(ctx context.Context, since time.Duration) ([]db.DrivenPrinter, error)
	health(ctx context.Context, p db.DrivenPrinter, s printer.Status) error
}

// press prints what is queued for the printers it drives. Any number of presses may share a queue: a print is one's alone.
type press struct {
	queue
	options printer.Options
	log     *slog.Logger
	every   time.Duration // between looks into the queue

	mu      sync.Mutex
	devices map[string]printer.Printer // by address and kind: a device keeps its jobs apart itself
}

const (
	pressEach   = time.Second // for what is due again, and what a lost replica has left; of our own we are told
	pressAtOnce = 16          // prints under way in one process
	healthEach  = 15 * time.Second
	healthTime  = 6 * time.Second
	lastWord    = 5 * time.Second // for prints under way when everything ends
)

// run prints until ctx ends, then gives what is under way a moment to be told of.
func (p *press) run(ctx context.Context) {
	p.devices = map[string]printer.Printer{}
	under, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWord, cancel) })()
	var busy sync.WaitGroup
	defer busy.Wait()
	busy.Go(func() { p.watch(ctx) })
	crew[db.PrintClaim]{
		atOnce: pressAtOnce,
		take: func(ctx context.Context) (db.PrintClaim, bool, error) {
			c, err := p.take(ctx)
			return c, c.ID != 0, err
		},
		wait:   func(ctx context.Context) { p.wait(ctx, p.every) },
		do:     func(c db.PrintClaim) { p.print(under, c) },
		failed: func(err error) { p.log.Warn("the print queue cannot be read", "error", err) },
	}.run(ctx)
}

// print prints one and says what became of it. What it says must not be lost: it is said again until the claim's lease is
// over, when somebody else looks for the print.
func (p *press) print(ctx context.Context, c db.PrintClaim) {
	o := p.outcome(ctx, c)
	for try := range 20 {
		told, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		err := p.end(told, c, o)
		stop()
		if err == nil || ctx.Err() != nil {
			return
		}
		p.log.Warn("a print's end was not kept", "print", c.ID, "state", o.State, "error", err)
		pause(ctx, time.Duration(try+1)*200*time.Millisecond)
	}
}

func (p *press) outcome(ctx context.Context, c db.PrintClaim) printer.Outcome {
	d, err := p.device(c.Address, c.Format)
	if err != nil {
		return printer.Outcome{State: printer.Refused, Trouble: words(err)}
	}
	j := printer.Job{ID: fmt.Sprintf("pickpack-%d-%d", c.Warehouse, c.ID), Type: printer.TypeOf(c.Format), Data: c.Content}
	if !c.Lost {
		return d.Print(ctx, j)
	}
	o := d.Find(ctx, j)
	if o.State == printer.Unknown && o.Trouble == "" {
		o.Trouble = "Whoever printed it was cut off. Look whether it was printed."
	}
	return o
}

// device is the way to a printer, the same one for all of its prints.
func (p *press) device(address, format string) (printer.Printer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := printer.TypeOf(format) + " " + address
	if d := p.devices[key]; d != nil {
		return d, nil
	}
	d, err := printer.Open(address, printer.TypeOf(format), p.options)
	if err == nil {
		p.devices[key] = d
	}
	return d, err
}

// watch asks the printers how they are, those that have not printed lately.
func (p *press) watch(ctx context.Context) {
	for ctx.Err() == nil {
		all, err := p.toAsk(ctx, healthEach)
		if err != nil && ctx.Err() == nil {
			p.log.Warn("printers cannot be listed", "error", err)
		}
		var busy sync.WaitGroup
		for _, d := range all {
			busy.Go(func() { p.look(ctx, d) })
		}
		busy.Wait()
		pause(ctx, healthEach/5)
	}
}

func (p *press) look(ctx context.Context, d db.DrivenPrinter) {
	ctx, stop := context.WithTimeout(ctx, healthTime)
	defer stop()
	device, err := p.device(d.Address, d.Format)
	s := printer.Status{}
	if err != nil {
		s.Trouble = words(err)
	} else {
		s = device.Status(ctx)
	}
	if err := p.health(context.WithoutCancel(ctx), d, s); err != nil {
		p.log.Warn("a printer's health was not kept", "printer", d.ID, "error", err)
	}
}

// words is an error as it is shown to people.
func words(err error) string {
	if picking.KindOf(err) == picking.Internal {
		return "It cannot be printed on."
	}
	return err.Error()
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// stored is the database as a queue, for the printers that the server drives itself.
type stored struct{ *db.Store }

func (s stored) take(ctx context.Context) (db.PrintClaim, error) { return s.ClaimPrint(ctx, 0, "") }

func (s stored) wait(ctx context.Context, most time.Duration) { s.AwaitPrint(ctx, most) }

func (s stored) end(ctx context.Context, c db.PrintClaim, o printer.Outcome) error {
	return s.EndPrint(ctx, c, endOf(o.State), o.Trouble)
}

func (s stored) toAsk(ctx context.Context, since time.Duration) ([]db.DrivenPrinter, error) {
	return s.PrintersToAsk(ctx, 0, "", since)
}

func (s stored) health(ctx context.Context, p db.DrivenPrinter, h printer.Status) error {
	return s.PrinterHealth(ctx, p.Warehouse, "", p.ID, h.Ready, h.Trouble)
}

// endOf is how a print stands after an outcome.
func endOf(s printer.State) string {
	switch s {
	case printer.NotSent:
		return db.PrintQueued
	case printer.Refused:
		return db.PrintFailed
	case printer.Sent:
		return db.PrintSent
	case printer.Printed:
		return db.PrintPrinted
	}
	return db.PrintUnknown
}

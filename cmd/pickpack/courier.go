package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/counter"
)

// courier has the cartons' labels bought and given back, as they are asked for in the database. Any number of couriers may
// work at once: a booking is one's alone.
type courier struct {
	store *db.Store
	at    *counter.Counter
	log   *slog.Logger
	now   func() time.Time
	every time.Duration // between looks for work
	work  time.Duration // one booking may take so long
	lease time.Duration // and belongs to its courier for so long; longer by what an unanswered call may still do

	// step is told of each step; a test ends the courier there.
	step func(step string)
}

// The steps of a booking, at whose ends a courier may be lost.
const (
	stepClaimed = "claimed"
	stepSought  = "sought"
	stepRated   = "rated"
	stepChosen  = "chosen"
	stepBought  = "bought"
	stepKept    = "kept"
)

const (
	courierEach   = time.Second // for what is due again, and what a lost replica has left; of our own we are told
	courierWork   = 90 * time.Second
	courierAtOnce = 8               // bookings under way in one process
	courierLease  = 5 * time.Minute // courierWork and the longest Settle of any carrier, with room
)

func newCourier(s *db.Store, at *counter.Counter, log *slog.Logger) *courier {
	return &courier{store: s, at: at, log: log, now: time.Now, every: courierEach, work: courierWork, lease: courierLease,
		step: func(string) {}}
}

// run books until ctx ends. What is under way then goes on to its end, or to the end of its time.
func (k *courier) run(ctx context.Context) {
	crew[*db.BookingClaim]{
		atOnce: courierAtOnce,
		take: func(ctx context.Context) (*db.BookingClaim, bool, error) {
			c, err := k.store.ClaimBooking(ctx, k.lease)
			return c, c != nil, err
		},
		wait: func(ctx context.Context) { k.store.AwaitBooking(ctx, k.every) },
		do: func(c *db.BookingClaim) {
			if err := k.carry(ctx, c); err != nil {
				k.log.Warn("a booking was not carried out", "booking", c.ID, "error", err)
			}
		},
		failed: func(err error) { k.log.Warn("the bookings cannot be read", "error", err) },
	}.run(ctx)
}

// next carries out the booking that waits longest. False: none waits.
func (k *courier) next(ctx context.Context) (bool, error) {
	c, err := k.store.ClaimBooking(ctx, k.lease)
	if err != nil || c == nil {
		return false, err
	}
	return true, k.carry(ctx, c)
}

// carry carries out one booking.
func (k *courier) carry(ctx context.Context, c *db.BookingClaim) (err error) {
	k.step(stepClaimed)
	under, cancel := context.WithTimeout(context.WithoutCancel(ctx), k.work)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWord, cancel) })()
	ctx = under
	if c.Label != nil {
		err = k.void(ctx, c)
	} else {
		err = k.book(ctx, c)
	}
	if errors.Is(err, db.ErrFenced) {
		return nil // another courier has it, and finds what this one has done
	}
	return err
}

// book buys a carton's label. What may have been bought before is looked for first.
func (k *courier) book(ctx context.Context, c *db.BookingClaim) error {
	c.Sure = !c.Lost
	if c.Lost {
		l, found, err := k.seek(ctx, c)
		if err != nil {
			return k.failed(c, err)
		}
		k.step(stepSought)
		if found {
			return k.keep(c, l)
		}
		c.Sure = true
	}
	if c.Gone {
		return k.failed(c, carrier.Troubled(carrier.Refused, "The order was cancelled."))
	}
	if c.Service == "" {
		if err := k.choose(ctx, c); err != nil {
			return k.failed(c, err)
		}
		k.step(stepChosen)
	}
	body, err := k.at.Carrier(ctx, c.Warehouse, c.Carrier)
	if err != nil {
		return k.failed(c, err)
	}
	l, err := body.Buy(ctx, carrier.Order{Key: c.Key, Parcel: parcel(c), Service: c.Service, Number: c.Number, Format: formatFor(body, c.Format)})
	if err != nil && carrier.Bought(err) {
		c.Sure = false
		if have, found, lost := k.seek(ctx, c); lost == nil && found {
			l, err = have, nil
		}
	}
	if err != nil {
		return k.failed(c, err)
	}
	c.Sure = false
	k.step(stepBought)
	return k.keep(c, l)
}

// formatFor is the format in which a carrier's label is bought: the one that its station prints, or PDF where the carrier has
// none for so fine a head. ZPL for another one would come out too small to be scanned.
func formatFor(body carrier.Carrier, prints string) carrier.Format {
	f := carrier.Format(prints)
	if formats := body.Can().Formats; len(formats) > 0 && !slices.Contains(formats, f) {
		return carrier.PDF
	}
	return f
}

// seek asks the carrier what was bought with the booking's key.
func (k *courier) seek(ctx context.Context, c *db.BookingClaim) (l carrier.Label, found bool, err error) {
	body, err := k.at.Carrier(ctx, c.Warehouse, c.Carrier)
	if err != nil {
		return l, false, err
	}
	l, err = body.Find(ctx, c.Key)
	switch {
	case err == nil && l.Voided:
		return l, false, carrier.Troubled(carrier.Refused, "The label %s was given back.", l.Number)
	case err != nil && carrier.TroubleOf(err) == carrier.None:
		return l, false, nil
	}
	return l, err == nil, err
}

// choose picks the service by the shop's rules and writes it down.
func (k *courier) choose(ctx context.Context, c *db.BookingClaim) error {
	offers, err := k.at.Rates(ctx, c.Warehouse, parcel(c))
	if err != nil {
		return err
	}
	k.step(stepRated)
	rules, err := k.store.ShipRules(ctx, c.Warehouse)
	if err != nil {
		return err
	}
	choice, err := ship.Choose(offers.Rates, ship.For(rules, c.Shop), k.now())
	if err != nil {
		return carrier.Troubled(carrier.Refused, "%s", counter.Told(err)).Because(err)
	}
	c.Carrier, c.Service = offers.IDs[choice.Rate.Account], choice.Rate.Service
	return k.store.ChooseBooking(ctx, c, c.Carrier, c.Service, choice.Why)
}

// void gives a label back.
func (k *courier) void(ctx context.Context, c *db.BookingClaim) error {
	body, err := k.at.Carrier(ctx, c.Warehouse, c.Carrier)
	if err != nil {
		return k.failed(c, err)
	}
	err = body.Void(ctx, counter.Ref(c.Key, *c.Label))
	if err != nil {
		return k.failed(c, err)
	}
	k.step(stepBought)
	return k.kept(func(ctx context.Context) error { return k.store.BookingVoided(ctx, c) })
}

// keep stores what was bought.
func (k *courier) keep(c *db.BookingClaim, l carrier.Label) error {
	b := db.BookedLabel{ID: l.ID, Number: l.Number, By: l.Carrier, Service: l.Service, Price: l.Price, Bought: l.Bought, Format: string(l.Format)}
	err := k.kept(func(ctx context.Context) error { return k.store.Booked(ctx, c, b, l.Content) })
	if err != nil && !errors.Is(err, db.ErrFenced) && picking.KindOf(err) == picking.Conflict {
		return k.failed(c, carrier.Troubled(carrier.Denied, "The number %s is another carton's. Call the carrier.", l.Number).Because(err))
	}
	if err == nil {
		k.step(stepKept)
	}
	return err
}

// kept writes the end of a booking. It is written again until it stands or the booking is somebody else's: what was bought
// and is not written down has to be looked for.
func (k *courier) kept(f func(context.Context) error) (err error) {
	for try := range 10 {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err = f(ctx)
		cancel()
		if err == nil || picking.KindOf(err) == picking.Conflict {
			return err
		}
		pause(context.Background(), time.Duration(try+1)*100*time.Millisecond)
	}
	return err
}

// failed says what becomes of a booking after a trouble. Where nobody knows whether it was bought, the carrier gets time
// to finish; the next courier looks for it first.
func (k *courier) failed(c *db.BookingClaim, err error) error {
	if errors.Is(err, db.ErrFenced) {
		return err
	}
	k.log.Info("a label was not bought", "booking", c.ID, "trouble", carrier.TroubleOf(err).String(), "error", err)
	said, wait := counter.Told(err), backoff(c.N)
	var known *carrier.Error
	switch {
	case !errors.As(err, &known): // of ours, as the database: nothing was sent
	case known.Trouble == carrier.Refused, known.Trouble == carrier.None, known.Trouble == carrier.Cannot:
		return k.kept(func(ctx context.Context) error { return k.store.RefuseBooking(ctx, c, said) })
	case known.Trouble == carrier.Unsure:
		wait = max(wait, k.settle(c))
	case known.Trouble == carrier.Denied:
		wait = time.Minute // until somebody has mended the account
	default:
		wait = max(wait, known.Wait)
	}
	return k.kept(func(ctx context.Context) error { return k.store.PostponeBooking(ctx, c, said, wait) })
}

func (k *courier) settle(c *db.BookingClaim) time.Duration {
	body, err := k.at.Carrier(context.Background(), c.Warehouse, c.Carrier)
	if err != nil {
		return 0
	}
	return min(body.Can().Settle, k.lease)
}

// backoff is one second, then twice as long each time, to five minutes.
func backoff(n int) time.Duration {
	return min(time.Second<<min(max(n-1, 0), 9), 5*time.Minute)
}

// parcel is a claim's carton.
func parcel(c *db.BookingClaim) carrier.Parcel {
	return carrier.Parcel{From: c.From, To: c.To, Weight: c.Weight, Length: c.Length, Width: c.Width, Height: c.Height, Box: c.Box, Reference: c.Order}
}

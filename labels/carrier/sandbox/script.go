package sandbox

import (
	"context"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking"
)

// Step is a method of the carrier, as a script names it.
type Step string

// Fault is what befalls a call.
type Fault string

const (
	Ping     Step = "ping"
	Rates    Step = "rates"
	Buy      Step = "buy"
	Find     Step = "find"
	Void     Step = "void"
	Track    Step = "track"
	Manifest Step = "manifest"

	FaultDown    Fault = "down"    // no answer, nothing done
	FaultSlow    Fault = "slow"    // done, but the answer takes long
	FaultLost    Fault = "lost"    // done, and the answer is lost
	FaultBusy    Fault = "busy"    // too many requests, nothing done
	FaultDenied  Fault = "denied"  // the account is not let in
	FaultRefused Fault = "refused" // the address does not exist
)

// slow is how long a slow answer takes.
const slow = 5 * time.Second

// Script adds faults for the next calls of a step, one for each call.
func (c *Carrier) Script(s Step, faults ...Fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.script[s] = append(c.script[s], faults...)
}

// Play adds the faults of a written script ("buy lost, buy down").
func (c *Carrier) Play(script string) error {
	type line struct {
		step  Step
		fault Fault
	}
	var lines []line
	for part := range strings.SplitSeq(script, ",") {
		words := strings.Fields(strings.ToLower(part))
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 || !isStep(Step(words[0])) || !isFault(Fault(words[1])) {
			return picking.FieldError("script", "%.40q is no step and fault, as in buy lost.", strings.TrimSpace(part))
		}
		lines = append(lines, line{Step(words[0]), Fault(words[1])})
	}
	for _, l := range lines {
		c.Script(l.step, l.fault)
	}
	return nil
}

func isStep(s Step) bool {
	switch s {
	case Ping, Rates, Buy, Find, Void, Track, Manifest:
		return true
	}
	return false
}

func isFault(f Fault) bool {
	switch f {
	case FaultDown, FaultSlow, FaultLost, FaultBusy, FaultDenied, FaultRefused:
		return true
	}
	return false
}

// do runs one call: the fault that is next, if there is one, and the deed under the lock.
func (c *Carrier) do(ctx context.Context, s Step, deed func() error) error {
	if err := ctx.Err(); err != nil {
		return carrier.Troubled(carrier.Down, "%s was not asked.", Name).Because(err)
	}
	c.mu.Lock()
	var f Fault
	if next := c.script[s]; len(next) > 0 {
		f, c.script[s] = next[0], next[1:]
	}
	err := f.before()
	if err == nil {
		err = deed()
	}
	c.mu.Unlock()
	return f.after(ctx, s, err)
}

// before is what a fault does instead of the deed.
func (f Fault) before() error {
	switch f {
	case FaultDown:
		return carrier.Troubled(carrier.Down, "%s does not answer. Please try again.", Name)
	case FaultBusy:
		return carrier.Troubled(carrier.Busy, "%s has too many requests. Please try again in a moment.", Name).After(2 * time.Second)
	case FaultDenied:
		return carrier.Troubled(carrier.Denied, "%s does not accept our key.", Name)
	case FaultRefused:
		return carrier.Troubled(carrier.Refused, "%s does not know the recipient's postcode.", Name).Field("to.postcode")
	}
	return nil
}

// after is what becomes of the answer.
func (f Fault) after(ctx context.Context, s Step, err error) error {
	switch {
	case f == FaultLost:
		return unanswered(s, "The answer was lost.")
	case f == FaultSlow:
		select {
		case <-ctx.Done():
			return unanswered(s, "It took too long.")
		case <-time.After(slow):
		}
	}
	return err
}

// unanswered is the end of a call without an answer: where nothing is changed, it does no harm to ask again.
func unanswered(s Step, why string) error {
	if s == Buy || s == Void || s == Manifest {
		return carrier.Troubled(carrier.Unsure, "%s did not answer. %s", Name, why)
	}
	return carrier.Troubled(carrier.Down, "%s did not answer. %s", Name, why)
}

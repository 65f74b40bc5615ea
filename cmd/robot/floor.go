package robot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
)

// Floor is what robots share: what is printed on goods and places, which carts, totes and slots stand free, and the count
// of what happened.
type Floor struct {
	Codes   map[string][]string // by SKU: the barcodes that mean one unit of it
	Cases   map[string]Case     // by SKU: a barcode that means several
	Carts   *Pool
	Totes   *Pool
	Slots   *Pool
	Station string
	Wall    string
	totes   map[string]bool
	Wrong   []string // codes of places and goods, to be scanned by mistake

	// Mistakes is how often, of 1,000 scans, a robot scans something wrong first. Every such scan must be refused.
	Mistakes int

	// Closing, if not nil, is called before each scan that closes a carton.
	Closing func()

	mu      sync.Mutex
	parcels []Parcel

	Scans, Lines, Refused, WrongAccepts atomic.Int64
}

// Case is a barcode of several units.
type Case struct {
	Code string
	Qty  int
}

// Pool hands out things that stand free, the longest unused first.
type Pool struct {
	mu   sync.Mutex
	cond *sync.Cond
	free []string
}

// NewPool is a pool of the codes.
func NewPool(codes ...string) *Pool {
	p := &Pool{free: codes}
	p.cond = sync.NewCond(&p.mu)
	return p
}

// Take waits until something stands free.
func (p *Pool) Take(ctx context.Context) (string, error) {
	stop := context.AfterFunc(ctx, p.cond.Broadcast)
	defer stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.free) == 0 {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		p.cond.Wait()
	}
	code := p.free[0]
	p.free = p.free[1:]
	return code, nil
}

// Give puts something back.
func (p *Pool) Give(codes ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, codes...)
	p.cond.Broadcast()
}

// code is what is printed on one unit of an item.
func (f *Floor) code(sku string) (string, error) {
	codes := f.Codes[sku]
	if len(codes) == 0 {
		return "", fmt.Errorf("no barcode is known of %q", sku)
	}
	return codes[rand.IntN(len(codes))], nil
}

// unit is the code to scan for an item of which need units are wanted: a case if it fits, now and then.
func (f *Floor) unit(sku string, need int) (string, error) {
	if c, ok := f.Cases[sku]; ok && c.Qty > 1 && c.Qty <= need {
		return c.Code, nil
	}
	return f.code(sku)
}

// mistake is a wrong code in place of right, or "" if the robot gets it right this time.
func (f *Floor) mistake(right ...string) string {
	if len(f.Wrong) == 0 || rand.IntN(1000) >= f.Mistakes {
		return ""
	}
	wrong := f.Wrong[rand.IntN(len(f.Wrong))]
	for _, r := range right {
		if r == wrong {
			return ""
		}
	}
	return wrong
}

// Free is how many things stand free.
func (p *Pool) Free() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.free)
}

package counter

import (
	"context"
	"slices"
	"strings"
	"sync"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// Offers is what the enabled carriers ask for a parcel.
type Offers struct {
	Rates    []ship.Rate
	IDs      map[string]picking.CarrierID // of the accounts, by the names that stand in the rates
	Troubles []Trouble                    // of those that offer nothing
}

// Trouble is why an account offers nothing.
type Trouble struct{ Account, Text string }

// Rates asks all enabled carriers at once. It fails only if none of them offers anything: with a trouble that passes, if
// one of them has such a trouble.
func (k *Counter) Rates(ctx context.Context, w picking.WarehouseID, p carrier.Parcel) (Offers, error) {
	all, err := k.store.Carriers(ctx, w)
	if err != nil {
		return Offers{}, err
	}
	o := Offers{IDs: map[string]picking.CarrierID{}}
	var mu sync.Mutex
	worst := error(carrier.Troubled(carrier.Refused, "No carrier is enabled."))
	var busy sync.WaitGroup
	for _, a := range all {
		if !a.Enabled {
			continue
		}
		o.IDs[a.Name] = a.ID
		busy.Go(func() {
			rates, err := k.offers(ctx, w, a, p)
			k.heard(ctx, w, a, err)
			mu.Lock()
			defer mu.Unlock()
			o.Rates = append(o.Rates, rates...)
			if err != nil {
				o.Troubles = append(o.Troubles, Trouble{a.Name, Told(err)})
				if carrier.TroubleOf(worst) == carrier.Refused {
					worst = err
				}
			}
		})
	}
	busy.Wait()
	slices.SortFunc(o.Troubles, func(a, b Trouble) int { return strings.Compare(a.Account, b.Account) })
	if len(o.Rates) == 0 {
		return o, worst
	}
	return o, nil
}

func (k *Counter) offers(ctx context.Context, w picking.WarehouseID, a db.CarrierAccount, p carrier.Parcel) ([]ship.Rate, error) {
	body, err := k.Open(w, a)
	if err != nil {
		return nil, err
	}
	rates, err := body.Rates(ctx, p)
	for i := range rates {
		rates[i].Account = a.Name
	}
	return rates, err
}

// heard keeps how an account is, where that has changed. A parcel that is not taken says nothing of the account.
func (k *Counter) heard(ctx context.Context, w picking.WarehouseID, a db.CarrierAccount, err error) {
	said := ""
	if err != nil && carrier.TroubleOf(err) != carrier.Refused {
		said = Told(err)
	}
	if said != a.Trouble {
		_ = k.store.CarrierHeard(context.WithoutCancel(ctx), w, a.ID, said) // a note; the rates matter more
	}
}

// Ping tries an account and keeps what came of it.
func (k *Counter) Ping(ctx context.Context, w picking.WarehouseID, a db.CarrierAccount) error {
	body, err := k.Open(w, a)
	if err == nil {
		err = body.Ping(ctx)
	}
	said := ""
	if err != nil {
		said = Told(err)
	}
	if kept := k.store.CarrierHeard(context.WithoutCancel(ctx), w, a.ID, said); kept != nil {
		return kept
	}
	return err
}

package counter

import (
	"context"
	"errors"

	"pickpack/db"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
)

// book is a manual carrier's book in the database.
type book struct {
	store   *db.Store
	w       picking.WarehouseID
	carrier picking.CarrierID
	numbers *manual.Range // nil: numbers are typed
}

func (b book) Enter(ctx context.Context, e manual.Entry) (manual.Entry, error) {
	at := func(int64) (string, bool) { return "", false }
	if b.numbers != nil {
		at = b.numbers.At
	}
	kept, err := b.store.EnterNumber(ctx, b.w, b.carrier, db.CarrierNumber(e), at)
	switch {
	case errors.Is(err, db.ErrNumberTaken):
		err = manual.ErrTaken
	case errors.Is(err, db.ErrNumbersOut):
		err = manual.ErrUsedUp
	}
	return manual.Entry(kept), err
}

func (b book) Look(ctx context.Context, key string) (manual.Entry, error) {
	e, err := b.store.LookNumber(ctx, b.w, b.carrier, key)
	return manual.Entry(e), absent(err)
}

func (b book) Void(ctx context.Context, key string) error {
	return absent(b.store.VoidNumber(ctx, b.w, b.carrier, key))
}

func absent(err error) error {
	if err != nil && picking.KindOf(err) == picking.NotFound {
		return manual.ErrNoEntry
	}
	return err
}

package manual

import (
	"context"
	"sync"
)

// Notebook is a Book in memory: for a trial, where nothing is to be kept.
type Notebook struct {
	Range Range // the zero range has one number, 0

	mu      sync.Mutex
	entries map[string]Entry
	numbers map[string]bool
	next    int64
}

// Enter writes an entry.
func (b *Notebook) Enter(_ context.Context, e Entry) (Entry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if have, ok := b.entries[e.Key]; ok {
		return have, nil
	}
	if b.entries == nil {
		b.entries, b.numbers = map[string]Entry{}, map[string]bool{}
	}
	if b.numbers[e.Number] {
		return Entry{}, ErrTaken
	}
	for e.Number == "" || b.numbers[e.Number] {
		number, ok := b.Range.At(b.next)
		if !ok {
			return Entry{}, ErrUsedUp
		}
		e.Number = number
		b.next++
	}
	b.entries[e.Key], b.numbers[e.Number] = e, true
	return e, nil
}

// Look finds an entry.
func (b *Notebook) Look(_ context.Context, key string) (Entry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.entries[key]; ok {
		return e, nil
	}
	return Entry{}, ErrNoEntry
}

// Void marks an entry.
func (b *Notebook) Void(_ context.Context, key string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok := b.entries[key]
	if !ok {
		return ErrNoEntry
	}
	e.Voided = true
	b.entries[key] = e
	return nil
}

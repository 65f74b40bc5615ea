package sample

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLoadsAreAsPublished(t *testing.T) {
	t.Parallel()
	room := LoadRoom[0] * LoadRoom[1] * LoadRoom[2]
	for _, kinds := range LoadKinds {
		for seed := range uint64(20) {
			l := Load{Kinds: kinds, Seed: seed}
			boxes := l.Draw()
			if diff := cmp.Diff(boxes, l.Draw()); diff != "" {
				t.Fatal(diff)
			}
			sum, least := 0, room
			for _, b := range boxes {
				v := b.Sides[0] * b.Sides[1] * b.Sides[2]
				sum += b.Qty * v
				least = min(least, v)
				s := b.Sides
				if s[0] < s[1] || s[1] < s[2] || s[0] < 30 || s[0] > 120 || s[1] < 25 || s[1] > 100 || s[2] < 20 || s[2] > 80 {
					t.Errorf("%+v: sides %v", l, s)
				}
				if b.Qty < 1 || b.Upright == [3]bool{} {
					t.Errorf("%+v: %+v", l, b)
				}
			}
			if len(boxes) != kinds || sum > room || sum < room*90/100 {
				t.Errorf("%+v: %d kinds of %d in %d", l, len(boxes), sum, room)
			}
		}
	}
}

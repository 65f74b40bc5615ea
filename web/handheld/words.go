package handheld

import (
	"context"
	"math"
	"time"

	"pickpack/picking"
	"pickpack/web/words"
)

// say says something in the language of the person who looks at the screen.
func say(ctx context.Context, t picking.Text, args ...any) string { return words.Say(ctx, t, args...) }

// units counts pieces.
const units picking.Text = "%d unit|%d units"

// metres is how far a list is to walk.
func metres(ctx context.Context, m float64) string {
	if m < 1000 {
		return say(ctx, "%d m to walk", int(math.Round(m)))
	}
	return say(ctx, "%s km to walk", words.Decimal(ctx, m/1000, 2))
}

// moment writes a time as short as it stays clear on the day of now.
func moment(ctx context.Context, t, now time.Time) string {
	clock := t.Format("15:04")
	if t.Format(time.DateOnly) == now.In(t.Location()).Format(time.DateOnly) {
		return clock
	}
	return say(ctx, "%t", t.Format(time.DateOnly)) + " " + clock
}

// span writes a duration in its two leading units.
func span(ctx context.Context, d time.Duration) string {
	switch h, m := int(d.Hours()), int(d.Minutes()); {
	case h >= 24:
		return say(ctx, "%d d %d h", h/24, h%24)
	case h > 0:
		return say(ctx, "%d h %s", h, time.Time{}.Add(d).Format("04"))
	default:
		return say(ctx, "%d min", m)
	}
}

package sandbox

import (
	"context"
	"crypto/sha256"
	"strconv"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking/ship"
)

// Track tells where a parcel is by the sandbox's clock.
func (c *Carrier) Track(ctx context.Context, r carrier.Ref) (t carrier.Tracking, err error) {
	err = c.do(ctx, Track, func() error {
		if err := c.known(r); err != nil {
			return err
		}
		t = c.journey(r)
		return nil
	})
	return t, err
}

func (c *Carrier) journey(r carrier.Ref) carrier.Tracking {
	if l := c.labels[r.Key]; l != nil && l.Voided {
		return carrier.Tracking{Number: r.Number, News: []ship.News{{Status: ship.Cancelled, At: r.Bought, Text: "The label was given back."}}}
	}
	plan, due := course(r)
	t := carrier.Tracking{Number: r.Number, Due: due}
	for _, n := range plan {
		if !n.At.After(c.now()) {
			t.News = append(t.News, n)
		}
	}
	return t
}

// course is all that happens to a parcel. Nobody is at home for one in eight at the first attempt.
func course(r carrier.Ref) (news []ship.News, due time.Time) {
	at := func(hours int) time.Time { return r.Bought.Add(time.Duration(hours) * time.Hour) }
	end := max(days(r.ID), 1) * 24
	news = []ship.News{
		{Status: ship.Announced, At: at(0), Text: "The label was made."},
		{Status: ship.Underway, At: at(6), Text: "The parcel was taken in.", Place: "Depot North"},
		{Status: ship.Underway, At: at(15), Text: "It is sorted.", Place: "Hub Centre"},
	}
	if sha256.Sum256([]byte(r.Number))[0]%8 == 0 {
		news = append(news, ship.News{Status: ship.Out, At: at(end - 4), Text: "It is on the van.", Place: "Depot South"},
			ship.News{Status: ship.Missed, At: at(end), Text: "Nobody was there."})
		end += 24
	}
	news = append(news, ship.News{Status: ship.Out, At: at(end - 4), Text: "It is on the van.", Place: "Depot South"},
		ship.News{Status: ship.Delivered, At: at(end), Text: "It was handed to the recipient."})
	return news, at(end)
}

// days is how long the parcel takes, as its identifier says (sb_standard_2_KEY).
func days(id string) int {
	parts := strings.SplitN(id, "_", 4)
	if len(parts) < 4 {
		return 0
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil || n < 0 || n > 60 {
		return 0
	}
	return n
}

package desk

import (
	"pickpack/db"
	"pickpack/picking/ship"
	"pickpack/web/desk/parcels"
)

// trackView is a parcel on its way with what its carrier told, the latest first.
type trackView struct {
	db.Track
	look
	Expected, Concern string
	Lines             []newsLine
}

type newsLine struct{ At, Word, Text string }

func tracksOf(all []db.Track, k clock) (out []trackView) {
	for _, t := range all {
		v := trackView{Track: t, look: lookOf(t.Status), Concern: parcels.Concern(t.ParcelRow, k.now)}
		if t.Expected != nil {
			v.Expected = k.moment(*t.Expected)
		}
		for _, n := range t.News {
			v.Lines = append(v.Lines, newsLine{k.moment(n.At), n.Status.Word(), textOf(n)})
		}
		out = append(out, v)
	}
	return out
}

func lookOf(s ship.Status) look {
	tone, icon, word := parcels.Look(s)
	return look{tone, icon, word}
}

func textOf(n ship.News) string {
	if n.Place == "" {
		return n.Text
	}
	if n.Text == "" {
		return n.Place
	}
	return n.Text + " " + n.Place
}

// by is who drives, and by which account.
func (v trackView) by() string {
	if v.Driver == "" || v.Driver == v.Account {
		return v.Account
	}
	return v.Driver + ", by " + v.Account
}

package sample

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"pickpack/picking"
)

// thing is something a shop sells in several makes, looks and sizes: an "Enamel teapot, blue 1.2 L". The lists are
// divided by |; a size may carry a factor on the weight, "0.6 L*0.7". Weight and sides are those of a size of factor 1.
type thing struct {
	name, picture string
	grams         float64
	mm            [3]float64 // length, width, height
	makes         string
	looks         string
	sizes         string
	tracking      picking.Tracking // "" is none
}

// aisleful is what one zone holds. Prefix begins its SKUs.
type aisleful struct {
	zone, name, prefix string
	things             []thing
}

// article is one combination of a thing.
type article struct {
	picking.Item
	volume float64 // mm³
}

// articles draws n different articles from a zone's things, as many of each thing as of any other, and numbers them.
func (z aisleful) articles(n int, r *rand.Rand) []article {
	var out []article
	for i, t := range z.things {
		all := t.all()
		r.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		share := (n - len(out) + len(z.things) - i - 1) / (len(z.things) - i)
		out = append(out, all[:min(share, len(all), n-len(out))]...)
	}
	for i := range out {
		out[i].SKU = z.prefix + "-" + strconv.Itoa(1001+i)
	}
	return out
}

// all lists every combination of a thing's makes, looks and sizes.
func (t thing) all() []article {
	var out []article
	for _, m := range strings.Split(t.makes, "|") {
		for _, l := range strings.Split(t.looks, "|") {
			for _, s := range strings.Split(t.sizes, "|") {
				out = append(out, t.article(m, l, s))
			}
		}
	}
	return out
}

func (t thing) article(kind, look, size string) article {
	size, by, _ := strings.Cut(size, "*")
	factor, err := strconv.ParseFloat(by, 64)
	if err != nil {
		factor = 1
	}
	side := math.Cbrt(factor)
	a := article{Item: picking.Item{
		Name:    title(strings.TrimSpace(kind+" "+t.name), strings.TrimSpace(look+" "+size)),
		Picture: t.picture, Weight: picking.Grams(math.Round(t.grams * factor)), Tracking: t.tracking,
		Length: round(t.mm[0] * side), Width: round(t.mm[1] * side), Height: round(t.mm[2] * side),
	}}
	if a.Tracking == "" {
		a.Tracking = picking.NoTracking
	}
	a.volume = float64(a.Length) * float64(a.Width) * float64(a.Height)
	return a
}

func title(what, variant string) string {
	if variant == "" {
		return what
	}
	return what + ", " + variant
}

func round(mm float64) picking.Millimetres { return picking.Millimetres(max(1, math.Round(mm))) }

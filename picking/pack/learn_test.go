package pack

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pickpack/picking"
)

// floorOfWeights is a warehouse whose master data is wrong: every item weighs up to 30 % more or less than was typed.
type floorOfWeights struct {
	*rand.Rand
	truth   []float64
	lines   []Line
	box     Box
	filling float64 // grams of paper and tape, on average
}

func wrongWeights(seed uint64, items int) *floorOfWeights {
	f := &floorOfWeights{Rand: rand.New(rand.NewPCG(seed, 1)), box: Box{Code: "M", Length: 400, Width: 300, Height: 220, Tare: 280, MaxWeight: 30_000}, filling: 40}
	for i := range items {
		true_ := math.Exp(math.Log(80) + f.Float64()*math.Log(20)) // 80 g to 1.6 kg
		f.truth = append(f.truth, true_)
		typed := true_ * (0.7 + 0.6*f.Float64())
		f.lines = append(f.lines, Line{ID: picking.LineID(i + 1), Item: picking.ItemID(i + 1), Name: "thing", Weight: picking.Grams(typed)})
	}
	return f
}

// carton is a random one: mostly one or two items, sometimes up to five. wrong is the item of which a unit is missing (-1)
// or too many (+1).
func (f *floorOfWeights) carton(wrong picking.Qty) (s State, c Carton, odd int) {
	s = State{Lines: f.lines, Boxes: []Box{f.box}}
	kinds := 1 + int(math.Abs(f.NormFloat64())*1.6)
	weight := float64(f.box.Tare) + max(0, f.filling+8*f.NormFloat64()) + 2*f.NormFloat64()
	c = Carton{N: 1, Box: "M", State: CartonOpen}
	for k, i := range f.Perm(len(f.lines))[:min(kinds, 5)] {
		n := picking.Qty(1 + f.IntN(3))
		c.Contents = append(c.Contents, picking.PackedLine{Line: f.lines[i].ID, Qty: n})
		if k == 0 {
			odd, n = i, n+wrong
		}
		for range n {
			weight += f.truth[i] * (1 + 0.01*f.NormFloat64())
		}
	}
	c.Weight = picking.Grams(math.Round(weight))
	return s, c, odd
}

func (f *floorOfWeights) taught(lessons []Lesson) {
	for _, l := range lessons {
		if l.Item == 0 {
			f.box.Filling = l.Now
			continue
		}
		f.lines[l.Item-1].Learned = l.Now
	}
}

// error is how far the learned weights are from the truth, as a share: the middle one, and 9 of 10.
func (f *floorOfWeights) wrong() (middle, most float64) {
	var all []float64
	for i, l := range f.lines {
		all = append(all, math.Abs(l.unit()-f.truth[i])/f.truth[i])
	}
	return quantile(all, 0.5), quantile(all, 0.9)
}

func quantile(all []float64, q float64) float64 {
	sorted := append([]float64(nil), all...)
	for i := range sorted {
		for j := i; j > 0 && sorted[j] < sorted[j-1]; j-- {
			sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
		}
	}
	return sorted[int(q*float64(len(sorted)-1))]
}

// Typed weights are wrong by up to 30 %. Cartons as packers close them teach the true ones; from then on a unit too few or
// too many is noticed, and a right carton is left alone. One carton in fifty is packed wrong and taught all the same.
func TestWeightsAreLearned(t *testing.T) {
	t.Parallel()
	f := wrongWeights(7, 60)
	middle, most := f.wrong()
	t.Logf("typed: %4.1f %% off in the middle, nine of ten within %4.1f %%", 100*middle, 100*most)
	for n := 1; n <= 3000; n++ {
		mistake := picking.Qty(0)
		if f.IntN(50) == 0 {
			mistake = picking.Qty(1 - 2*f.IntN(2))
		}
		s, c, _ := f.carton(mistake)
		reason := ""
		if s.doubt(c) != "" {
			if reason = ReasonChecked; f.IntN(4) == 0 {
				reason = ReasonItem
			}
		}
		f.taught(Learn(s, c, reason))
		if n == 100 || n == 300 || n == 1000 || n == 3000 {
			middle, most = f.wrong()
			t.Logf("after %4d cartons: %4.1f %%, nine of ten within %4.1f %%", n, 100*middle, 100*most)
		}
	}
	if middle > 0.01 || most > 0.03 {
		t.Errorf("the weights were not learned: %.3f, %.3f", middle, most)
	}
	caught, named, alarms, small, smalls := 0, 0, 0, 0, 0
	const rounds = 2000
	for range rounds {
		if s, c, _ := f.carton(0); s.doubt(c) != "" {
			alarms++
		}
		s, c, odd := f.carton(picking.Qty(1 - 2*f.IntN(2)))
		d := s.doubt(c)
		if d != "" {
			caught++
		}
		if strings.Contains(d.String(), "about 1 ×") {
			named++
		}
		if f.truth[odd] < 150 {
			if smalls++; d != "" {
				small++
			}
		}
	}
	t.Logf("a unit too many or too few is noticed in %.1f %% of cartons (of items below 150 g: %.1f %%), explained in %.1f %%; %.2f %% false alarms",
		100*float64(caught)/rounds, 100*float64(small)/float64(smalls), 100*float64(named)/rounds, 100*float64(alarms)/rounds)
	if caught < rounds*97/100 || alarms > rounds*2/100 {
		t.Errorf("%d of %d noticed, %d false alarms", caught, rounds, alarms)
	}
}

// One wrong carton moves little, one whose packer says that the item's weight is wrong much, an excused one nothing.
func TestOneCartonTeaches(t *testing.T) {
	t.Parallel()
	s := State{Lines: []Line{{ID: 1, Item: 1, Name: "Mug", Weight: 300, Learned: Learned{N: 20, Mean: 300, Doubt: 2, Spread: 3}}},
		Boxes: []Box{{Code: "S", Tare: 100, Filling: Learned{N: 20, Mean: 20, Doubt: 2, Spread: 5}, MaxWeight: 9000}}}
	c := Carton{N: 1, Box: "S", State: CartonOpen, Contents: []picking.PackedLine{{Line: 1, Qty: 2}}, Weight: 100 + 20 + 800}
	learned := func(reason string) float64 {
		for _, l := range Learn(s, c, reason) {
			if l.Item == 1 {
				return l.Now.Mean
			}
		}
		return 0
	}
	if m := learned(ReasonChecked); m < 300 || m > 310 {
		t.Errorf("one carton moved the weight to %.1f", m)
	}
	if m := learned(ReasonItem); m < 390 || m > 400 {
		t.Errorf("the packer said that it is wrong: %.1f", m)
	}
	for _, r := range []string{ReasonScale, ReasonWet, ReasonPadding, "something else"} {
		if got := Learn(s, c, r); got != nil {
			t.Errorf("%s taught %v", r, got)
		}
	}
	if got := s.doubt(c).String(); !strings.Contains(got, "0.720 ± 0.0") {
		t.Error(got)
	}
	c.Weight = 420
	if got := s.doubt(c).String(); !strings.HasSuffix(got, "That is about 1 × Mug too few.") {
		t.Error(got)
	}
	c.Weight = 1021
	if got := s.doubt(c).String(); !strings.HasSuffix(got, "That is about 1 × Mug too many.") {
		t.Error(got)
	}
	c.Contents = nil
	if got := Learn(s, c, ""); got != nil {
		t.Errorf("an empty carton taught %v", got)
	}
}

// An item without a weight gets one from the first cartons.
func TestUnknownWeightIsLearned(t *testing.T) {
	t.Parallel()
	f := wrongWeights(3, 6)
	f.lines[2].Weight = 0
	for range 60 {
		s, c, _ := f.carton(0)
		f.taught(Learn(s, c, ""))
	}
	if got := f.lines[2].unit(); math.Abs(got-f.truth[2])/f.truth[2] > 0.05 {
		t.Errorf("%.0f g learned, %.0f g is true", got, f.truth[2])
	}
}

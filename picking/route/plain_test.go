package route

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func TestLengthIsThePlainProgramme(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		g, set := problem(2+rnd.IntN(30), 2+rnd.IntN(3), 1+rnd.IntN(80), rnd)
		if want, got := Plain(g, set), NewSolver(g).Length(set); math.Abs(want-got) > 1e-6 {
			t.Fatalf("%v, plain %v", got, want)
		}
	}
}

// BenchmarkAgainstPlain reports how many times faster Length is.
func BenchmarkAgainstPlain(b *testing.B) {
	for _, cross := range []int{2, 3} {
		g, set := problem(10, cross, 15, rand.New(rand.NewPCG(1, 2)))
		s := NewSolver(g)
		b.Run(map[int]string{2: "one-block", 3: "two-block"}[cross], func(b *testing.B) {
			const rounds = 300
			begun := time.Now()
			for range rounds {
				Plain(g, set)
			}
			slow := float64(time.Since(begun).Nanoseconds()) / rounds
			for b.Loop() {
				s.Length(set)
			}
			b.ReportMetric(slow*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "times-faster")
		})
	}
}

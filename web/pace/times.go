package pace

import (
	"math"
	"time"
)

// Times are counted in steps: the first is everything up to 20 ms, each further one 15 % wider, the last everything beyond
// 9 s. So a quantile is right to within 15 %.
const (
	Steps = 45
	first = 20.0 // ms
	wider = 1.15
)

// step is where a time is counted.
func step(ms int) int {
	if ms <= first {
		return 0
	}
	return min(Steps-1, int(math.Ceil(math.Log(float64(ms)/first)/math.Log(wider)-1e-9)))
}

// Times are scans by step.
type Times []int64

// Count is how many there are.
func (t Times) Count() (n int64) {
	for _, x := range t {
		n += x
	}
	return n
}

// Add adds others.
func (t Times) Add(other []int64) {
	for i := range min(len(t), len(other)) {
		t[i] += other[i]
	}
}

// At is the q-quantile, 0 < q ≤ 1: the end of the step in which it lies, which is never less than the true one. Zero if
// there are none.
func (t Times) At(q float64) time.Duration {
	rank := int64(math.Ceil(q * float64(t.Count())))
	if rank == 0 {
		return 0
	}
	for i, n := range t {
		if rank -= n; rank <= 0 {
			return time.Duration(first * math.Pow(wider, float64(i)) * float64(time.Millisecond)).Round(time.Millisecond)
		}
	}
	return 0
}

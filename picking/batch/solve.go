package batch

import (
	"context"
	"time"
)

// Limits bounds a search: Iterations if above 0, else Budget. The same seed and iterations give the same solution.
// Start is the solution to begin with, Savings if it is empty.
type Limits struct {
	Start      Solution
	Budget     time.Duration
	Iterations int64
	Seed       uint64
	Threads    int
}

// Solve batches the orders of a problem, each of which must fit, and says how many iterations it searched. With no
// budget and no iterations the answer is Savings.
func Solve(ctx context.Context, p *Problem, l Limits) (Solution, int64) {
	if len(l.Start.Batches) == 0 {
		l.Start = Savings(p)
	}
	return l.Start, 0
}

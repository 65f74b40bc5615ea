package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"runtime"

	"pickpack/picking/contract"
	"pickpack/picking/plan"
)

// PlanCmd puts orders into walks: JSON in, JSON out.
type PlanCmd struct{}

// defaultBudgetMS is the time for a plan when the request sets neither budget_ms nor max_iterations.
const defaultBudgetMS = 1000

// Run reads a plan.Request from standard input and writes a plan.Result to standard output. An interrupt ends the
// search and writes the best plan so far.
func (c *PlanCmd) Run(ctx context.Context) error {
	return c.answer(ctx, os.Stdin, os.Stdout)
}

func (c *PlanCmd) answer(ctx context.Context, in io.Reader, out io.Writer) error {
	req := plan.Request{BudgetMS: defaultBudgetMS}
	if err := contract.Decode(in, &req); err != nil {
		return err
	}
	req.Threads = threads(req.Threads, req.MaxIterations)
	res, err := plan.Make(ctx, req)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

// threads is how many a request is answered on: as many as it says, else all there are, but one for a run of so many
// iterations, which is to be the same on any machine.
func threads(asked int, iterations int64) int {
	if asked == 0 && iterations == 0 {
		return runtime.NumCPU()
	}
	return asked
}

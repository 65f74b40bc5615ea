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
	if req.Threads == 0 && req.MaxIterations == 0 { // a run that is to be repeatable is so on any machine
		req.Threads = runtime.NumCPU()
	}
	res, err := plan.Make(ctx, req)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

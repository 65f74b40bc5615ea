package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"time"

	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/wave"
)

// WaveCmd chooses orders and aisles with most units for each aisle visited: JSON in, JSON out.
type WaveCmd struct{}

// Run reads a contract.WaveRequest from standard input and writes a contract.WaveResult to standard output. An
// interrupt ends the search and writes the best wave so far.
func (c *WaveCmd) Run(ctx context.Context) error {
	return c.answer(ctx, os.Stdin, os.Stdout)
}

func (c *WaveCmd) answer(ctx context.Context, in io.Reader, out io.Writer) error {
	start := time.Now()
	req := contract.WaveRequest{BudgetMS: defaultBudgetMS}
	if err := contract.Decode(in, &req); err != nil {
		return err
	}
	req.Threads = threads(req.Threads, req.MaxIterations)
	if req.BudgetMS > 0 { // reading counts: what is asked for is an answer by then
		req.BudgetMS = max(0, req.BudgetMS-time.Since(start).Seconds()*1000)
	}
	res, err := wave.Answer(ctx, req)
	if err != nil {
		return err
	}
	if err := check.Wave(&req, &res); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

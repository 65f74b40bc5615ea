package main

import (
	"context"
	"encoding/json"
	"io"
	"os"

	"pickpack/picking/carton"
	"pickpack/picking/check"
	"pickpack/picking/contract"
)

// CartonizeCmd packs units into cartons: JSON in, JSON out.
type CartonizeCmd struct{}

// cartonBudgetMS is the time for a packing when the request sets neither budget_ms nor max_iterations.
const cartonBudgetMS = 50

// Run reads a contract.CartonRequest from standard input and writes a contract.CartonResult to standard output. An
// interrupt ends the search and writes the best packing so far.
func (c *CartonizeCmd) Run(ctx context.Context) error {
	return c.answer(ctx, os.Stdin, os.Stdout)
}

func (c *CartonizeCmd) answer(ctx context.Context, in io.Reader, out io.Writer) error {
	req := contract.CartonRequest{BudgetMS: cartonBudgetMS}
	if err := contract.Decode(in, &req); err != nil {
		return err
	}
	res, _, err := carton.Answer(ctx, req)
	if err != nil {
		return err
	}
	if err := check.Cartons(&req, &res); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

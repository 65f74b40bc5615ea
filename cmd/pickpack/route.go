package main

import (
	"encoding/json"
	"io"
	"os"

	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// RouteCmd finds one picker's tour: JSON in, JSON out.
type RouteCmd struct{}

// Run reads a route.Request from standard input and writes a route.Result to standard output.
func (c *RouteCmd) Run() error { return c.answer(os.Stdin, os.Stdout) }

func (c *RouteCmd) answer(in io.Reader, out io.Writer) error {
	var req route.Request
	if err := contract.Decode(in, &req); err != nil {
		return err
	}
	res, err := req.Solve()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

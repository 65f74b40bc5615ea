package main

import (
	"encoding/json"
	"io"
	"maps"
	"os"

	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/layout"
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
	bins := make(map[string]layout.Bin, len(req.Picks))
	for _, p := range req.Picks {
		bins[p.ID] = layout.Bin{Aisle: p.Aisle, Y: p.Y}
	}
	maps.Copy(bins, res.Bins)
	if err := check.Route(req.Layout, bins, res.Sequence, res.Distance, res.Method == route.Exact); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"pickpack/cmd/robot"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// Run imports a new file of orders each round: read, judged in a dry run, judged again and written.
func (c *BenchImportCmd) Run(ctx context.Context) error {
	w := robot.World(1, time.Now(), robot.Size{})
	g, err := newGround(ctx, &w, 8)
	if err != nil {
		return err
	}
	defer g.close()
	var took []float64
	for round := range c.Rounds {
		content := ordersFile(w, c.Orders, c.Lines, uint64(round+2))
		start := time.Now()
		if err := c.take(ctx, g, content); err != nil {
			return err
		}
		took = append(took, time.Since(start).Seconds())
		fmt.Printf("round %d: %d orders, %d lines, %.1f MB: %.2f s\n", round+1, c.Orders, c.Lines, float64(len(content))/1e6, took[round])
	}
	fmt.Printf("import of %d orders, dry run and taking: median %.2f s (aim: 10 s)\n", c.Orders, median(took))
	return nil
}

func (c *BenchImportCmd) take(ctx context.Context, g ground, content []byte) error {
	o, err := g.IntakeOptions(ctx, g.w, time.Now())
	if err != nil {
		return err
	}
	f, err := intake.Parse(intake.Orders, "bench.csv", content, o)
	if err != nil {
		return err
	}
	if _, err := g.CheckImport(ctx, g.w, f); err != nil {
		return err
	}
	r, err := g.TakeImport(ctx, picking.User{ID: 1, Warehouse: g.w}, f, false)
	if err == nil && (!r.Taken || r.New != c.Orders) {
		err = fmt.Errorf("%d of %d orders taken: %v", r.New, c.Orders, r.Bad)
	}
	return err
}

// ordersFile is a shop's export: every row carries the order's columns.
func ordersFile(w sample.Warehouse, orders, lines int, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	_ = out.Write([]string{"source", "order id", "channel", "service", "priority", "name", "street", "city", "postcode", "country", "sku", "qty"})
	for i, o := range sample.Orders(w, orders, seed) {
		n := lines*(i+1)/orders - lines*i/orders
		for _, k := range r.Perm(len(w.Items))[:n] {
			_ = out.Write([]string{"bench", fmt.Sprintf("B%d-%d", seed, i), string(o.Channel), o.Service, strconv.Itoa(o.Priority), o.ShipTo.Name, o.ShipTo.Street1,
				o.ShipTo.City, o.ShipTo.Postcode, o.ShipTo.Country, w.Items[k].SKU, strconv.Itoa(1 + r.IntN(3))})
		}
	}
	out.Flush()
	return b.Bytes()
}

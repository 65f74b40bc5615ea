package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"pickpack/picking"
	"pickpack/picking/carton"
	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/sample"
)

// BenchCartonizeCmd measures packings.
type BenchCartonizeCmd struct {
	ladder
	File   []string      `help:"Problems in the form of 'pickpack cartonize' instead of generated ones." type:"existingfile" placeholder:"FILE"`
	Orders string        `help:"Orders to pack instead, a CSV of order, quantity, item, three sides in mm and grams, with --boxes." type:"existingfile" placeholder:"FILE"`
	Boxes  string        `help:"The boxes for them, a CSV of name, three outer sides, tare, three inner sides and the most grams." type:"existingfile" placeholder:"FILE"`
	Budget time.Duration `default:"50ms" help:"Time for each packing."`
	Seeds  int           `default:"5" help:"Generated containers of each kind: 7 kinds."`

	cartons, atLeast, plain int // in all
}

// Run prints what share of a container is filled, or how many cartons orders take, against what is proven and first fit,
// which is the simple rule of --against baseline. Every packing has passed the check.
func (c *BenchCartonizeCmd) Run(ctx context.Context) error {
	var err error
	switch {
	case c.Orders != "" || c.Boxes != "":
		err = c.orders(ctx)
	case len(c.File) > 0:
		c.start("cartons", false)
		for _, f := range c.File {
			if err = problems(f, func(j judged, r contract.CartonRequest) error { return c.count(ctx, filepath.Base(f), j, r, 0) }); err != nil {
				return err
			}
		}
	default:
		err = c.containers(ctx)
	}
	if err != nil {
		return err
	}
	if err := c.print(os.Stdout); err != nil || c.cartons == 0 {
		return err
	}
	fmt.Printf("%d cartons in all; at least %d are needed, first fit takes %d\n", c.cartons, c.atLeast, c.plain)
	return nil
}

// containers measures fill as Bischoff and Ratcliff (1995) do, sets BR1 to BR7.
func (c *BenchCartonizeCmd) containers(ctx context.Context) error {
	c.start("fill %", true)
	for i, kinds := range sample.LoadKinds {
		for seed := range c.Seeds {
			r := sample.Load{Kinds: kinds, Seed: uint64(seed)}.Request()
			set := fmt.Sprintf("BR%d: %d kinds", i+1, kinds)
			res, x, err := c.pack(ctx, r)
			if err != nil {
				return err
			}
			room := float64(volume(r.Boxes[0].Inner))
			x.Set, x.Name, x.Value = set, fmt.Sprintf("%s, seed %d", set, seed), 100*float64(packed(res))/room
			for _, w := range r.Items {
				x.Bound += float64(w.Qty*volume(w.Dims)) / room * 100
			}
			p := carton.ProblemOf(&r)
			for _, u := range carton.FirstFit(p).Cartons[0].Placements {
				x.Baseline += float64(u.Sides[0]*u.Sides[1]*u.Sides[2]) / room * 100
			}
			c.add(x, len(sample.LoadKinds)*c.Seeds)
		}
	}
	return nil
}

// count measures the cartons of one problem. Without a set it is one of those that need as many at least.
func (c *BenchCartonizeCmd) count(ctx context.Context, set string, j judged, r contract.CartonRequest, all int) error {
	res, x, err := c.pack(ctx, r)
	if err != nil {
		return err
	}
	plain := len(carton.FirstFit(carton.ProblemOf(&r)).Cartons)
	room := 0
	inner := map[string]int{}
	for _, b := range r.Boxes {
		inner[b.ID] = volume(b.Inner)
	}
	for _, k := range res.Cartons {
		room += inner[k.Box]
	}
	c.cartons, c.plain, c.atLeast = c.cartons+len(res.Cartons), c.plain+plain, c.atLeast+int(x.Bound)
	if set == "" {
		set = fmt.Sprintf("%.0f at least", x.Bound)
	}
	x.Set, x.Name, x.Value, x.Baseline = set, j.Name, float64(len(res.Cartons)), float64(plain)
	x.Also = []aside{{"fill", 100 * float64(packed(res)) / float64(max(1, room)), "%.1f %%"}}
	c.add(x, all)
	return nil
}

// pack packs and checks; the rung has the time and the proven number of cartons.
func (c *BenchCartonizeCmd) pack(ctx context.Context, r contract.CartonRequest) (contract.CartonResult, rung, error) {
	r.BudgetMS, r.MaxIterations = float64(c.Budget.Microseconds())/1000, 0
	begun := time.Now()
	res, report, err := carton.Answer(ctx, r)
	x := rung{Bound: float64(report.Bound), Took: time.Since(begun)}
	if err == nil {
		err = check.Cartons(&r, &res)
	}
	return res, x, err
}

func volume(sides []int) int { return sides[0] * sides[1] * sides[2] }

func packed(res contract.CartonResult) (v int) {
	for _, k := range res.Cartons {
		for _, u := range k.Placements {
			v += volume(u.Dims[:])
		}
	}
	return v
}

// orders measures orders of a list.
func (c *BenchCartonizeCmd) orders(ctx context.Context) error {
	c.start("cartons", false)
	boxes, err := boxesOf(c.Boxes)
	if err != nil {
		return err
	}
	var names []string
	byOrder := map[string][]contract.Ware{}
	err = table(c.Orders, "orders", 7, func(text []string, n []int) error {
		if byOrder[text[0]] == nil {
			names = append(names, text[0])
		}
		byOrder[text[0]] = append(byOrder[text[0]], contract.Ware{ID: text[2], Qty: n[1], Dims: n[3:6], Weight: n[6]})
		return nil
	}, 1, 3, 4, 5, 6)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := c.count(ctx, "", judged{Name: name}, contract.CartonRequest{Boxes: boxes, Items: byOrder[name]}, len(names)); err != nil {
			return fmt.Errorf("order %s: %w", name, err)
		}
	}
	return nil
}

func boxesOf(file string) (boxes []contract.Box, err error) {
	err = table(file, "boxes", 9, func(text []string, n []int) error {
		boxes = append(boxes, contract.Box{ID: text[0], Tare: n[4], Inner: n[5:8], MaxWeight: &n[8]})
		return nil
	}, 4, 5, 6, 7, 8)
	return boxes, err
}

// table reads a CSV of so many columns, some of them whole numbers.
func table(file, field string, columns int, row func(text []string, n []int) error, numbers ...int) error {
	f, err := os.Open(file)
	if err != nil {
		return picking.FieldError(field, "%v", err)
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.FieldsPerRecord = columns
	for {
		text, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return picking.FieldError(field, "%s: %v", file, err)
		}
		n := make([]int, columns)
		for _, i := range numbers {
			if n[i], err = strconv.Atoi(text[i]); err != nil {
				line, _ := rows.FieldPos(i)
				return picking.FieldError(field, "%s: line %d: %q is no whole number", file, line, text[i])
			}
		}
		if err := row(text, n); err != nil {
			return err
		}
	}
}

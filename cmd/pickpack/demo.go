package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"pickpack/labels/printer"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/counter"
)

// DemoCmd tries the program out: everything it needs is made where there is nothing.
type DemoCmd struct {
	database
	secrets
	Addr    string `default:"127.0.0.1:8080" env:"PICKPACK_ADDR" help:"Address to listen on."`
	Seed    uint64 `default:"1" help:"Which sample warehouse is made when the database is empty."`
	Verbose bool   `help:"Log every request."`
}

// Run serves the demo until Ctrl-C. The data stays for the next start.
func (c *DemoCmd) Run(ctx context.Context) error {
	l, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := c.migrated(ctx, os.Stdout)
	if err != nil {
		return err
	}
	w, err := c.sample(ctx, data, os.Stdout)
	if err != nil {
		_ = data.close()
		return err
	}
	level := "warn"
	if c.Verbose {
		level = "info"
	}
	log := logger(level, false)
	vault, err := c.vaultOr(c.keyFolder(), log)
	if err != nil {
		_ = data.close()
		return err
	}
	printers := printer.Options{Local: true}
	carriers := counter.New(data.Store, vault, time.Now)
	app := web.New(web.Deps{Store: data.Store, Log: log, Demo: true, Printers: printers, Carriers: carriers})
	s := site{app: app, listener: l, data: data, log: log, printers: printers, carriers: carriers}
	if err := c.welcome(ctx, os.Stdout, data, w, "http://"+reachable(l.Addr())); err != nil {
		_ = data.close()
		return err
	}
	return s.run(ctx)
}

// sample is the warehouse to show, made if the database is empty.
func (c *DemoCmd) sample(ctx context.Context, data opened, out io.Writer) (picking.WarehouseID, error) {
	w, err := data.FirstWarehouse(ctx)
	if picking.KindOf(err) != picking.NotFound {
		return w, err
	}
	start := time.Now()
	fmt.Fprintln(out, "Filling a sample warehouse: 1,200 items, 1,728 bins, 300 orders …")
	if err := c.load(ctx, data); err != nil {
		return 0, fmt.Errorf("fill the sample warehouse: %w", err)
	}
	fmt.Fprintf(out, "Done in %.1f s.\n", time.Since(start).Seconds())
	return data.FirstWarehouse(ctx)
}

// welcome prints where to go and how to sign in.
func (c *DemoCmd) welcome(ctx context.Context, out io.Writer, data opened, w picking.WarehouseID, address string) error {
	people, err := data.Users(ctx, w)
	if err != nil {
		return err
	}
	secrets, err := data.DemoSignIns(ctx, w)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nPickpack is ready: %s\n\n", address)
	t := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(t, "  badge\tPIN or password\tname\trole\topens")
	for _, p := range people {
		if s := secrets[p.Badge]; s != "" && p.Active {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s%s\n", p.Badge, s, p.Name, p.Role, address, auth.Home(p.Role))
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n  Barcodes to scan or click   %s/demo/barcodes\n  Data                        %s\n  Ctrl-C stops; the data stays.\n\n", address, c.place())
	return nil
}

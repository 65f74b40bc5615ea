// Command pickpack is the whole program: the server, the demo and the planning programs, a file per subcommand.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"pickpack/picking"
)

type commands struct {
	Demo      DemoCmd      `cmd:"" help:"Try it: a private PostgreSQL, a sample warehouse, sign-ins printed."`
	Serve     ServeCmd     `cmd:"" help:"Run the server of a real warehouse."`
	Migrate   MigrateCmd   `cmd:"" help:"Bring the database's schema up to date and end."`
	Import    ImportCmd    `cmd:"" help:"Take items, locations, stock or orders from a CSV file."`
	User      UserCmd      `cmd:"" help:"List and change the people who may sign in."`
	Key       KeyCmd       `cmd:"" help:"List, make and revoke the keys of programs that use the API."`
	Carrier   CarrierCmd   `cmd:"" help:"Keep the accounts with carriers and the rules by which orders go."`
	Doctor    DoctorCmd    `cmd:"" help:"Look whether the database is well."`
	Route     RouteCmd     `cmd:"" help:"Find one picker's shortest tour (JSON in, JSON out)."`
	Plan      PlanCmd      `cmd:"" help:"Put orders into walks (JSON in, JSON out)."`
	Wave      WaveCmd      `cmd:"" help:"Choose orders and aisles with most units for each aisle visited (JSON in, JSON out)."`
	Cartonize CartonizeCmd `cmd:"" help:"Put units into cartons (JSON in, JSON out)."`
	Scan      ScanCmd      `cmd:"" help:"Say what a code means: own codes, EAN, UPC, ITF-14, GS1 element strings, Digital Link, SSCC."`
	Label     LabelCmd     `cmd:"" help:"Make a label or slip of a parcel (JSON in; PDF, ZPL or PNG out)."`
	Agent     AgentCmd     `cmd:"" help:"Print on this PC's printers what a server has queued for them."`
	Bench     BenchCmd     `cmd:"" help:"Measure: imports, waves, scans, whole floors of robots."`
	Version   VersionCmd   `cmd:"" help:"Say which version this is."`
}

func main() {
	// The first Ctrl-C asks everything to end in order; the second one is the system's own and ends at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	var c commands
	err := kong.Parse(&c, kong.Name("pickpack"), kong.Description("Picking and packing for a warehouse."), kong.UsageOnError(),
		kong.Exit(usageExit), kong.BindTo(ctx, (*context.Context)(nil))).Run()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, strings.ReplaceAll(err.Error(), "\n", " "))
	if picking.KindOf(err) == picking.Invalid {
		os.Exit(2)
	}
	os.Exit(1)
}

// usageExit ends with 2 where the command line is wrong, as for every other wrong input.
func usageExit(code int) {
	if code != 0 {
		code = 2
	}
	os.Exit(code)
}

// Command pickpack is the whole program: the server, the demo and the planning programs, a file per subcommand.
package main

import (
	"fmt"
	"os"
	"strings"

	"pickpack/picking"

	"github.com/alecthomas/kong"
)

type commands struct {
	Route RouteCmd `cmd:"" help:"Find one picker's shortest tour (JSON in, JSON out)."`
	Plan  PlanCmd  `cmd:"" help:"Put orders into walks (JSON in, JSON out)."`
	Wave  WaveCmd  `cmd:"" help:"Choose orders and aisles with most units for each aisle visited (JSON in, JSON out)."`
}

func main() {
	var c commands
	err := kong.Parse(&c, kong.Name("pickpack"), kong.UsageOnError()).Run()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, strings.ReplaceAll(err.Error(), "\n", " "))
	if picking.KindOf(err) == picking.Invalid {
		os.Exit(2)
	}
	os.Exit(1)
}

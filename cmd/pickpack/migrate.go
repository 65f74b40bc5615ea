package main

import (
	"context"
	"fmt"
	"os"
)

// MigrateCmd brings the schema up to date. serve does the same at its start; this is for doing it before.
type MigrateCmd struct{ database }

// Run migrates and ends.
func (c *MigrateCmd) Run(ctx context.Context) error {
	if err := c.needURL(); err != nil {
		return err
	}
	data, err := c.migrated(ctx, os.Stderr)
	if err != nil {
		return err
	}
	fmt.Println("The schema is up to date.")
	return data.close()
}

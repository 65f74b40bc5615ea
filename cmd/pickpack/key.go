package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
)

// KeyCmd lists, makes and revokes the keys by which programs use the API.
type KeyCmd struct {
	List   KeyListCmd   `cmd:"" default:"1" help:"List all keys."`
	Add    KeyAddCmd    `cmd:"" help:"Make a key and print it, this once."`
	Revoke KeyRevokeCmd `cmd:"" help:"End a key."`
}

// KeyListCmd lists the keys of the first warehouse.
type KeyListCmd struct{ database }

// Run prints a table.
func (c *KeyListCmd) Run(ctx context.Context) error { return c.print(ctx, os.Stdout) }

func (c *KeyListCmd) print(ctx context.Context, out io.Writer) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		keys, err := s.APIKeys(ctx, w)
		t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, k := range keys {
			state := ""
			if k.RevokedAt != nil {
				state = "revoked " + k.RevokedAt.Format(time.DateTime)
			}
			fmt.Fprintf(t, "%d\t%s\t%s\t%s\n", k.ID, k.Name, k.CreatedAt.Format(time.DateTime), state)
		}
		return errors.Join(err, t.Flush())
	})
}

// KeyAddCmd makes a key.
type KeyAddCmd struct {
	database
	Name string `arg:"" help:"Which program the key is for."`
}

// Run prints the key and nothing else, so that a script can take it.
func (c *KeyAddCmd) Run(ctx context.Context) error { return c.print(ctx, os.Stdout) }

func (c *KeyAddCmd) print(ctx context.Context, out io.Writer) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		key, err := auth.New(s, auth.Options{}).NewAPIKey(ctx, picking.User{Warehouse: w}, c.Name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out, key)
		return err
	})
}

// KeyRevokeCmd ends a key.
type KeyRevokeCmd struct {
	database
	ID int64 `arg:"" help:"Its number in the list."`
}

// Run ends the key at once.
func (c *KeyRevokeCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		err := s.RevokeAPIKey(ctx, picking.User{Warehouse: w}, c.ID)
		if picking.KindOf(err) == picking.NotFound {
			return picking.Errorf(picking.NotFound, "There is no key %d, or it is revoked already.", c.ID)
		}
		return err
	})
}

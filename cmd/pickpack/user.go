package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
)

// UserCmd lists and changes people where no admin can reach the people page.
type UserCmd struct {
	List UserListCmd `cmd:"" default:"1" help:"List everybody."`
	Add  UserAddCmd  `cmd:"" help:"Add somebody; the PIN (admins: the password) is read from standard input."`
	Pin  UserPinCmd  `cmd:"" help:"Give somebody a new PIN, or an admin a new password, read from standard input."`
	Off  UserOffCmd  `cmd:"" help:"Let somebody in no more."`
}

// UserListCmd lists everybody of the first warehouse.
type UserListCmd struct{ database }

// Run prints a table.
func (c *UserListCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		people, err := s.Users(ctx, w)
		t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		for _, p := range people {
			state := ""
			if !p.Active {
				state = "off"
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", p.Badge, p.Role, p.Name, state)
		}
		return errors.Join(err, t.Flush())
	})
}

// UserAddCmd adds somebody.
type UserAddCmd struct {
	database
	Badge string       `arg:"" help:"What the badge's barcode says."`
	Name  string       `arg:"" help:"The person's name."`
	Role  picking.Role `arg:"" enum:"picker,packer,supervisor,admin" help:"One of ${enum}."`
}

// Run reads the secret and adds the person.
func (c *UserAddCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		n := db.Credentials{User: picking.User{Warehouse: w, Badge: auth.Badge(c.Badge), Name: strings.TrimSpace(c.Name), Role: c.Role}}
		secret, err := readSecret(c.Role)
		if err != nil {
			return err
		}
		if c.Role == picking.Admin {
			n.PasswordHash, err = auth.HashPassword(secret)
		} else {
			n.PINHash, err = auth.HashPIN(secret)
		}
		if err != nil {
			return err
		}
		_, err = s.AddUser(ctx, 0, n)
		return err
	})
}

// UserPinCmd replaces what somebody proves themselves by.
type UserPinCmd struct {
	database
	Badge string `arg:"" help:"The person's badge."`
}

// Run reads the new secret and signs the person out everywhere.
func (c *UserPinCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(s *db.Store, _ picking.WarehouseID) error {
		u, err := s.UserByBadge(ctx, auth.Badge(c.Badge))
		if err != nil {
			return err
		}
		secret, err := readSecret(u.Role)
		if err != nil {
			return err
		}
		if u.Role == picking.Admin {
			hash, err := auth.HashPassword(secret)
			if err != nil {
				return err
			}
			return s.SetPassword(ctx, 0, u.User, hash)
		}
		hash, err := auth.HashPIN(secret)
		if err != nil {
			return err
		}
		return s.SetPIN(ctx, 0, u.User, hash)
	})
}

// UserOffCmd lets somebody in no more.
type UserOffCmd struct {
	database
	Badge string `arg:"" help:"The person's badge."`
}

// Run deactivates the person and ends their sessions.
func (c *UserOffCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(s *db.Store, _ picking.WarehouseID) error {
		u, err := s.UserByBadge(ctx, auth.Badge(c.Badge))
		if err != nil {
			return err
		}
		return s.SetActive(ctx, 0, u.User, false)
	})
}

// with runs f on the first warehouse of the database.
func (d database) with(ctx context.Context, f func(*db.Store, picking.WarehouseID) error) (err error) {
	if err := d.needURL(); err != nil {
		return err
	}
	data, err := d.migrated(ctx, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.close()) }()
	w, err := data.FirstWarehouse(ctx)
	if picking.KindOf(err) == picking.NotFound {
		return picking.Errorf(picking.Conflict, "There is no warehouse yet. Start the server and open its set-up link first.")
	}
	if err != nil {
		return err
	}
	return f(data.Store, w)
}

func readSecret(r picking.Role) (string, error) {
	what := "PIN (6 to 12 digits)"
	if r == picking.Admin {
		what = "Password (at least 12 characters)"
	}
	fmt.Fprint(os.Stderr, what, ": ")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line != "" {
		err = nil
	}
	return line, err
}

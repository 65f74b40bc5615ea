package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Credentials are a person with the hashes of what they prove themselves by; an empty hash proves nothing.
type Credentials struct {
	picking.User
	PINHash      string `db:"pin_hash"`
	PasswordHash string `db:"password_hash"`
}

// Person is a user as the people page lists them.
type Person struct {
	picking.User
	HasPIN      bool      `db:"has_pin"`
	HasPassword bool      `db:"has_password"`
	CreatedAt   time.Time `db:"created_at"`
	SeenAt      time.Time `db:"seen_at"` // of an open session; zero: not signed in
}

const userColumns = `u.id, u.warehouse_id AS warehouse, u.badge, u.name, u.role, u.active`

// UserByBadge finds who a badge belongs to, active or not. Badges are unique over all warehouses.
func (s *Store) UserByBadge(ctx context.Context, badge string) (c Credentials, err error) {
	err = s.db.GetContext(ctx, &c, `SELECT `+userColumns+`, u.pin_hash, u.password_hash FROM users u WHERE u.badge = $1`, badge)
	return c, dbErr(err)
}

// Users lists everyone of a warehouse, the active first, by name.
func (s *Store) Users(ctx context.Context, w picking.WarehouseID) ([]Person, error) {
	var all []Person
	err := s.db.SelectContext(ctx, &all, `
		SELECT `+userColumns+`, u.pin_hash <> '' AS has_pin, u.password_hash <> '' AS has_password, u.created_at,
		       COALESCE(max(s.seen_at), CAST('0001-01-01Z' AS timestamptz)) AS seen_at
		FROM users u LEFT JOIN sessions s ON s.warehouse_id = u.warehouse_id AND s.user_id = u.id
		WHERE u.warehouse_id = $1
		GROUP BY u.warehouse_id, u.id
		ORDER BY u.active DESC, u.name, u.id`, w)
	return all, dbErr(err)
}

// User is one person of a warehouse.
func (s *Store) User(ctx context.Context, w picking.WarehouseID, id picking.UserID) (u picking.User, err error) {
	err = s.db.GetContext(ctx, &u, `SELECT `+userColumns+` FROM users u WHERE u.warehouse_id = $1 AND u.id = $2`, w, id)
	return u, dbErr(err)
}

// AddUser adds an active person; by is who did it. A badge that is taken is a Conflict.
func (s *Store) AddUser(ctx context.Context, by picking.UserID, c Credentials) (id picking.UserID, err error) {
	err = s.write(ctx, by, func(tx *sqlx.Tx) error {
		id, err = addUser(ctx, tx, c)
		return err
	})
	if picking.KindOf(err) == picking.Conflict {
		err = &picking.Error{Kind: picking.Conflict, Field: "badge", Message: "This badge belongs to somebody already.", Cause: err}
	}
	return id, err
}

func addUser(ctx context.Context, tx *sqlx.Tx, c Credentials) (id picking.UserID, err error) {
	err = tx.GetContext(ctx, &id, `
		INSERT INTO users (warehouse_id, badge, name, role, pin_hash, password_hash) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		c.Warehouse, c.Badge, c.Name, c.Role, c.PINHash, c.PasswordHash)
	if err != nil {
		return 0, err
	}
	c.ID = id
	return id, note(ctx, tx, c.User, "user.added", c.Name+" as "+string(c.Role))
}

// note writes an audit row about a person.
func note(ctx context.Context, tx *sqlx.Tx, u picking.User, kind, text string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, $2, acting_user(), $3)`,
		u.Warehouse, kind, fmt.Sprintf("user %d: %s", u.ID, text))
	return err
}

// SetRole gives a person another role and signs them out everywhere.
func (s *Store) SetRole(ctx context.Context, by picking.UserID, u picking.User, role picking.Role) error {
	return s.changeUser(ctx, by, u, "user.role", string(u.Role)+" to "+string(role), `role = $3`, role)
}

// SetPIN replaces a person's PIN by its hash and signs them out everywhere.
func (s *Store) SetPIN(ctx context.Context, by picking.UserID, u picking.User, hash string) error {
	return s.changeUser(ctx, by, u, "user.pin", "new PIN", `pin_hash = $3`, hash)
}

// SetPassword replaces a person's password by its hash ("" takes it away) and signs them out everywhere.
func (s *Store) SetPassword(ctx context.Context, by picking.UserID, u picking.User, hash string) error {
	return s.changeUser(ctx, by, u, "user.password", "new password", `password_hash = $3`, hash)
}

// SetBadge gives a person another badge and signs them out everywhere.
func (s *Store) SetBadge(ctx context.Context, by picking.UserID, u picking.User, badge string) error {
	return s.changeUser(ctx, by, u, "user.badge", "new badge", `badge = $3`, badge)
}

// SetActive lets a person in, or out: who is not active cannot sign in and is signed out by their next request.
func (s *Store) SetActive(ctx context.Context, by picking.UserID, u picking.User, active bool) error {
	kind := "user.deactivated"
	if active {
		kind = "user.activated"
	}
	return s.changeUser(ctx, by, u, kind, u.Name, `active = $3`, active)
}

// errLastAdmin protects a warehouse from locking itself out.
var errLastAdmin = errors.New("no active admin would be left")

// changeUser sets one column of a user, ends their sessions and writes the audit row. A warehouse that has an active
// admin keeps one.
func (s *Store) changeUser(ctx context.Context, by picking.UserID, u picking.User, kind, text, set string, value any) error {
	return s.write(ctx, by, func(tx *sqlx.Tx) error {
		before, err := lockAdmins(ctx, tx, u.Warehouse)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `UPDATE users SET `+set+` WHERE warehouse_id = $1 AND id = $2`, u.Warehouse, u.ID, value)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, picking.Errorf(picking.NotFound, "There is no such person here."))
		}
		after, err := lockAdmins(ctx, tx, u.Warehouse)
		if err != nil {
			return err
		}
		if before > 0 && after == 0 {
			return &picking.Error{Kind: picking.Conflict, Message: "This is the last admin. Make somebody else admin first.", Cause: errLastAdmin}
		}
		if err := dropSessionsOf(ctx, tx, u); err != nil {
			return err
		}
		return note(ctx, tx, u, kind, text)
	})
}

// lockAdmins counts the active admins and keeps others from changing them meanwhile.
func lockAdmins(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID) (n int, err error) {
	var ids []picking.UserID
	err = tx.SelectContext(ctx, &ids, `
		SELECT id FROM users WHERE warehouse_id = $1 AND role = 'admin' AND active ORDER BY id FOR UPDATE`, w)
	return len(ids), err
}

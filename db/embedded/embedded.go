package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lib/pq"
)

// ErrInUse is in the chain of Start's error when another process supervises the folder.
var ErrInUse = errors.New("in use")

// Superuser is the only database role of a private server.
const Superuser = "pickpack"

// port names the socket file; nothing listens on TCP.
const port = "5432"

// Options say where a private server lives and how it is set.
type Options struct {
	Dir      string            // new, empty or made by an earlier Start
	Log      io.Writer         // gets a line for a person when something takes long; nil: silence
	Settings map[string]string // postgresql.conf names; they win over this package's defaults
	Bin      string            // folder of initdb and postgres; empty: choose
}

// DSN is the key=value connection string of one database of this server. It holds the password.
func (s *Server) DSN(database string) string {
	return fmt.Sprintf("host=%s port=%s user=%s password=%s dbname=%s sslmode=disable",
		quote(s.socket), port, Superuser, quote(s.password), quote(database))
}

// quote writes a value of a key=value connection string.
func quote(v string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(v) + "'"
}

// CreateDatabase makes the database if it is not there yet.
func (s *Server) CreateDatabase(ctx context.Context, name string) error {
	admin, err := sql.Open("postgres", s.DSN("postgres"))
	if err != nil {
		return err
	}
	defer admin.Close()
	_, err = admin.ExecContext(ctx, "CREATE DATABASE "+pq.QuoteIdentifier(name))
	var known *pq.Error
	if errors.As(err, &known) && known.Code.Name() == "duplicate_database" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

//go:build !(linux || darwin || freebsd)

package embedded

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Server is never made here.
type Server struct{ socket, password string }

// Start says that a private server is not for this system.
func Start(context.Context, Options) (*Server, error) {
	return nil, errors.New("a private PostgreSQL runs on Linux, macOS and FreeBSD only: " +
		"install PostgreSQL and set DATABASE_URL")
}

func (s *Server) Stop(context.Context) error { return nil }
func (s *Server) Done() <-chan struct{}      { return nil }

func DefaultDir() string { return filepath.Join(os.TempDir(), "pickpack", "postgres") }
func CacheDir() string   { return filepath.Join(os.TempDir(), "pickpack") }

// Bin is not known: there is no server.
func (s *Server) Bin() string { return "" }

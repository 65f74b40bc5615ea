package db

import "context"

// hot runs a statement of the scan path that answers one row, into dest, in one round trip. Such statements are so small
// that planning them costs nothing: what is large lives in SQL functions, whose plans the server keeps. Named prepared
// statements would do the same, but poolers that share sessions mix them up.
func (s *Store) hot(ctx context.Context, dest any, q string, args ...any) error {
	return dbErr(s.db.GetContext(ctx, dest, q, args...))
}

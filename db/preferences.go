package db

import (
	"context"

	"pickpack/picking"
)

// Preferences are how a person likes the screens, in the words of web/ui; an empty one was never chosen.
type Preferences struct {
	Hand     string
	TextSize string `db:"text_size"`
	Theme    string
	Language string // a code of web/words
}

// SetPreferences replaces a person's.
func (s *Store) SetPreferences(ctx context.Context, u picking.User, p Preferences) error {
	_, err := s.db.ExecContext(ctx, `UPDATE users SET hand = $3, text_size = $4, theme = $5, language = $6 WHERE warehouse_id = $1 AND id = $2`,
		u.Warehouse, u.ID, p.Hand, p.TextSize, p.Theme, p.Language)
	return dbErr(err)
}

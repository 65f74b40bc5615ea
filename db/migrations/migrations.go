// Package migrations holds the schema as numbered SQL files, applied in order and never edited once released.
package migrations

import "embed"

// FS holds the migrations; db.Store.Migrate applies them.
//
//go:embed *.sql
var FS embed.FS

// Package dbtest gives each test a clean, migrated database of its own on a real PostgreSQL. It is for tests only: its
// servers give up durability for speed.
//
// The server is the one TEST_DATABASE_URL names (a superuser's address, or of a role that may create databases), else a
// private one (db/embedded) that the test process starts when it first needs it and that ends with the process. Private
// servers keep their data in the cache folder, so that only the very first run pays for making it; processes that run at
// once (`go test ./...` runs packages side by side) each take the first folder that is free.
//
// # Why a template
//
// Applying the migrations for each test would cost more than most tests do. They are applied once to a template
// database, named after a checksum of the migrations so that it is found again by later runs and never found out of
// date, and CREATE DATABASE copies that. An advisory lock keeps processes that share a server from making it twice; it
// gets its name only when it is complete.
package dbtest

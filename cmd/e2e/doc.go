// Package e2e tests the whole program from outside: the real binary on a real PostgreSQL, robots that work over HTTP by
// the routes of handhelds and packing stations, and a real Chromium that walks through the screens. Gates stand between
// the program and its database, its carrier and its printer, and kill it where a word goes by, so that no point of a
// parcel's way needs a hook in the program. It holds tests only.
package e2e

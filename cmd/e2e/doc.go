// Package e2e tests the whole program from outside: the real binary on a real PostgreSQL, robots that work over HTTP by
// the routes of handhelds and packing stations, and a real Chromium that walks through the screens. It holds tests only.
package e2e

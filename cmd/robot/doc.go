// Package robot works the floor over HTTP as people do: it signs in with badge and PIN, opens the pages a handheld and a
// packing station open, reads from the answer what to scan next, and posts scans to the same routes. It knows nothing of
// the database. The whole-app tests and `pickpack bench floor` are driven by it.
//
// A robot reads one element: <main id="screen" data-…>. What a person sees is drawn from the same values.
package robot

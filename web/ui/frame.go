// Package ui is what all screens share: the page around them, icons, the small components, and how numbers, dates and
// quantities are written. It draws what it is given; it loads nothing and decides nothing. /ui shows all of it.
package ui

import (
	"slices"
	"strings"

	"pickpack/picking"
	"pickpack/static"
)

// Density is how close things stand: a body class that swaps sizes, not a different design.
type Density string

const (
	Handheld Density = "handheld" // one hand, gloves, 320 px
	Station  Density = "station"  // a PC at arm's length, a scanner in the hand
	Desk     Density = "desk"     // mouse and keyboard
)

// Flash is a message carried over one redirect.
type Flash struct {
	Tone string // ok, bad, warn or "" (plain)
	Text string
}

// Frame is everything around a screen. web/auth makes it from the request; the area sets what it needs.
type Frame struct {
	Title   string
	Nav     string // keys of the current entry of the navigation, board or orders, and of the page below it: labels/printers
	Density Density
	User    picking.User // zero: nobody is signed in, and no menu is drawn
	Areas   []Entry      // other areas the person may go to
	CSRF    string
	Theme   Theme
	Hand    Hand
	Text    TextSize
	Flash   *Flash
	Styles  []string // files below static/, after tokens and base, such as css/desk.css
	Scripts []string // JS modules below static/, such as js/scan.js
	Htmx    bool     // loads htmx and its server-sent-events extension
	Demo    bool     // shows that this is a demonstration
	Again   int      // seconds after which a browser without script loads the page again; 0: never
	Bare    bool     // no bar above the screen: sign-in, errors, and screens that draw their own
}

func (f Frame) theme() string {
	if f.Theme == "" {
		return string(Auto)
	}
	return string(f.Theme)
}

func (f Frame) density() string {
	if f.Density == "" {
		return string(Desk)
	}
	return string(f.Density)
}

// body is the classes of the page: its density, and what of a person's liking is not the rule.
func (f Frame) body() []string {
	all := []string{f.density()}
	if f.Hand == LeftHand {
		all = append(all, "lefthand")
	}
	if f.Text == Large || f.Text == Larger {
		all = append(all, string(f.Text))
	}
	return all
}

// scripts of the frame, as addresses.
func (f Frame) scripts() []string {
	var all []string
	if f.Htmx {
		all = append(all, static.URL("vendor/htmx.min.js"), static.URL("vendor/hx-sse.min.js"))
	}
	return all
}

// Entry is one place to go to; Key is compared with Frame.Nav.
type Entry struct {
	Key  string
	Word picking.Text
	Path string
}

// Navigation of the desk. The paths are the area's own; they stand here because the bar is drawn on every desk page.
var Navigation = []Entry{
	{"board", "Board", "/d"},
	{"orders", "Orders", "/d/orders"},
	{"waves", "Waves", "/d/waves"},
	{"stock", "Stock", "/d/stock"},
	{"import", "Import", "/d/import"},
	{"people", "People", "/d/people"},
	{"shipping", "Shipping", "/d/parcels"},
	{"labels", "Labels", "/d/labels"},
}

// within are the pages below an entry of Navigation that stand beside each other; what only an admin may open is not drawn
// for others.
var within = map[string][]Entry{
	"shipping": {{"parcels", "Parcels", "/d/parcels"}, {"manifests", "Manifests", "/d/manifests"}, {"boxes", "Boxes", "/d/boxes"}, {"carriers", "Carriers", "/d/carriers"}},
	"labels":   {{"sheets", "Labels", "/d/labels"}, {"printers", "Printers", "/d/printers"}, {"forms", "Forms", "/d/labels/form"}, {"fonts", "Fonts", "/d/labels/fonts"}},
}

var adminsOnly = []string{"carriers", "forms", "fonts"}

// at splits Nav into the entry of Navigation and the page below it.
func (f Frame) at() (entry, below string) {
	entry, below, _ = strings.Cut(f.Nav, "/")
	return entry, below
}

// beside are the pages that stand beside this one.
func (f Frame) beside() (all []Entry) {
	entry, _ := f.at()
	for _, e := range within[entry] {
		if f.User.Role == picking.Admin || !slices.Contains(adminsOnly, e.Key) {
			all = append(all, e)
		}
	}
	return all
}

// NewWavePath is where the bar's button leads; SettingsPath where the menu of a handheld leads.
const (
	NewWavePath  = "/d/waves/new"
	SettingsPath = "/h/me"
)

func initials(name string) string {
	var out []rune
	start := true
	for _, r := range name {
		if r == ' ' {
			start = true
			continue
		}
		if start && len(out) < 2 {
			out = append(out, r)
		}
		start = false
	}
	return string(out)
}

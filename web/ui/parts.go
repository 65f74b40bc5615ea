package ui

import (
	"errors"
	"strings"

	"github.com/a-h/templ"

	"pickpack/picking"
)

// Input is one labelled input. Zero values: type text, no autocomplete.
type Input struct {
	Label, Name, Value, Type, Placeholder, Hint, Error string
	Mode                                               string // inputmode: numeric, decimal, none
	Complete                                           string // autocomplete
	Required, Focus                                    bool
}

func (f Input) kind() string     { return or(f.Type, "text") }
func (f Input) complete() string { return or(f.Complete, "off") }

// Option is one entry of a Choice.
type Option struct{ Value, Word string }

// Choice is a labelled choice of one Option.
type Choice struct {
	Label, Name, Value, Hint, Error string
	Options                         []Option
}

// Pager says which part of a list is shown. Previous and Next are addresses, "" at the ends.
type Pager struct {
	From, To, Total int // Total < 0: unknown
	Previous, Next  string
}

func (p Pager) words() string {
	switch {
	case p.To == 0:
		return "nothing"
	case p.Total < 0:
		return Number(p.From) + "–" + Number(p.To)
	}
	return Number(p.From) + "–" + Number(p.To) + " of " + Number(p.Total)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Current marks, in a row of links, the one that shows where we are.
func Current(here bool) templ.Attributes {
	if !here {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}

// Pressed is the value of aria-pressed.
func Pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

func noticeRole(tone string) string {
	if tone == "bad" {
		return "alert"
	}
	return "status"
}

func noticeIcon(tone string) string {
	switch tone {
	case "ok":
		return "check"
	case "bad":
		return "cross"
	case "warn":
		return "alert"
	}
	return "info"
}

// isAddress: pages load pictures from this server only, so any other address is no picture.
func isAddress(picture string) bool { return strings.HasPrefix(picture, "/") }

// isSign: an emoji stands for itself.
func isSign(picture string) bool { return picture != "" && !strings.Contains(picture, "/") }

// look is a state's tone and icon.
type look struct{ tone, icon string }

var stateLook = map[picking.State]look{
	picking.Received:       {"", "inbox"},
	picking.OnHold:         {"warn", "pause"},
	picking.Released:       {"accent", "flag"},
	picking.Picking:        {"accent", "walk"},
	picking.Picked:         {"accent", "tote"},
	picking.Packing:        {"accent", "box"},
	picking.Packed:         {"ok", "box"},
	picking.ReadyForPickup: {"ok", "home"},
	picking.Shipped:        {"ok", "truck"},
	picking.Collected:      {"ok", "check"},
	picking.Backordered:    {"warn", "clock"},
	picking.Cancelled:      {"bad", "cross"},
}

// StateWord is an order's state as people say it.
func StateWord(s picking.State) string {
	switch s {
	case picking.OnHold:
		return "On hold"
	case picking.ReadyForPickup:
		return "Ready for pickup"
	}
	return capital(string(s))
}

// RoleWord is a role as people say it.
func RoleWord(r picking.Role) string { return roleText(r).String() }

func roleText(r picking.Role) picking.Text {
	switch r {
	case picking.Picker:
		return "Picker"
	case picking.Packer:
		return "Packer"
	case picking.Supervisor:
		return "Supervisor"
	case picking.Admin:
		return "Admin"
	}
	return picking.Name(capital(string(r)))
}

// VerdictWord is a verdict as people say it: wrong_item → Wrong item.
func VerdictWord(v picking.Verdict) string {
	switch v {
	case picking.OK:
		return "OK"
	case picking.Narrower:
		return "Ambiguous"
	}
	return capital(strings.ReplaceAll(string(v), "_", " "))
}

// MethodWord is a picking method as people say it.
func MethodWord(m picking.Method) string { return capital(string(m)) }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Sentence is what may be said to a person about an error; the rest is for the log.
func Sentence(err error) string {
	var own *picking.Error
	if errors.As(err, &own) && own.Kind != picking.Internal {
		return own.Message
	}
	return "Something went wrong on our side. Please try again."
}

package ui

import "pickpack/picking"

// Theme is the colours a person likes. Auto follows the device.
type Theme string

const (
	Auto     Theme = "auto"
	Light    Theme = "light"
	Dark     Theme = "dark"
	Contrast Theme = "contrast"
)

// Themes lists every Theme in the order it is offered.
var Themes = []Theme{Auto, Light, Dark, Contrast}

// Word is what the theme's button says.
func (t Theme) Word() picking.Text {
	switch t {
	case Light:
		return "Light"
	case Dark:
		return "Dark"
	case Contrast:
		return "High contrast"
	}
	return "Automatic"
}

// Hand is the one that holds a handheld: its thumb reaches the touches on its side of the screen. Zero: the right one.
type Hand string

const (
	RightHand Hand = "right"
	LeftHand  Hand = "left"
)

// Hands lists both as they are offered, each on its own side.
var Hands = []Hand{LeftHand, RightHand}

// Word is what the hand's button says.
func (h Hand) Word() picking.Text {
	if h == LeftHand {
		return "Left hand"
	}
	return "Right hand"
}

// TextSize is of a handheld's text. What is large already grows less: small print is what tires. Zero: Normal.
type TextSize string

const (
	Normal TextSize = "normal"
	Large  TextSize = "large"
	Larger TextSize = "larger"
)

// TextSizes lists every TextSize in the order it is offered.
var TextSizes = []TextSize{Normal, Large, Larger}

// Word is what the size's button says.
func (s TextSize) Word() picking.Text {
	switch s {
	case Large:
		return "Large"
	case Larger:
		return "Larger"
	}
	return "Normal"
}

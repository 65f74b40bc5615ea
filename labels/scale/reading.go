package scale

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"pickpack/picking"
)

// State is how a weight is to be taken.
type State string

const (
	Stable   State = "stable"
	Moving   State = "moving"
	Zero     State = "zero" // nothing is on it
	Negative State = "negative"
	Overload State = "overload"
	Unit     State = "unit"  // it weighs in a unit that is not known here
	Fault    State = "fault" // it is broken, wants to be set to zero, or cannot be reached
	Unsaid   State = "unsaid"
)

// States lists those that a Reading comes to in the end.
var States = []State{Stable, Moving, Zero, Negative, Overload, Unit, Fault}

// Reading is what a scale shows. Grams is 0 unless it is stable or moving.
type Reading struct {
	State State         `json:"state"`
	Grams picking.Grams `json:"grams"`
}

// MostGrams is more than any scale of a packing station takes.
const MostGrams = 2_000_000

// grams in a unit by its number in HID reports and by its name.
var (
	hidUnits = map[byte]float64{1: 0.001, 2: 1, 3: 1000, 8: 1e6, 10: 31.1034768, 11: 28.349523125, 12: 453.59237}
	units    = map[string]float64{"mg": 0.001, "g": 1, "kg": 1000, "t": 1e6, "ozt": 31.1034768, "oz": 28.349523125, "lb": 453.59237, "lbs": 453.59237}
)

// hidStates by the status byte of a report; 4 is a stable weight, 3 a moving one.
var hidStates = map[byte]State{1: Fault, 2: Zero, 3: Moving, 4: Stable, 5: Negative, 6: Overload, 7: Fault, 8: Fault}

// HID reads a report of a USB scale, with its number (3) before it or without. False: it is another report.
func HID(report []byte) (Reading, bool) {
	if len(report) >= 6 && report[0] == 3 {
		report = report[1:]
	} else if len(report) != 5 {
		return Reading{}, false
	}
	state, ok := hidStates[report[0]]
	if !ok {
		return Reading{}, false
	}
	unit, known := hidUnits[report[1]]
	raw := float64(uint16(report[3]) | uint16(report[4])<<8)
	return reading(state, raw*math.Pow10(int(int8(report[2]))), unit, known), true
}

func reading(state State, value, unit float64, known bool) Reading {
	weighed := state == Stable || state == Moving || state == Unsaid
	grams := math.Round(value * unit)
	switch {
	case !weighed:
		return Reading{State: state}
	case !known && value != 0:
		return Reading{State: Unit}
	case value < 0:
		return Reading{State: Negative}
	case grams == 0 && state != Moving:
		return Reading{State: Zero}
	case grams > MostGrams:
		return Reading{State: Overload}
	}
	return Reading{state, picking.Grams(grams)}
}

var (
	sics   = regexp.MustCompile(`^(?:S|SI|SX|SR|SIR)\s+([SDI+-])(?:\s+(-?[\d.]+)\s*([A-Za-z]+)?)?$`)
	headed = regexp.MustCompile(`^(ST|US|OL|QT)\s*,\s*(?:(?:GS|NT|TR|G|N)\s*,\s*)?([+-]?)\s*([\d.,]*)\s*([A-Za-z]*)$`)
	bare   = regexp.MustCompile(`^(?:GS|NT|G|N)?\s*([+-]?)\s*(\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*(\?|M|US|ST|S|G|N|NET|GROSS)?$`)
	broken = regexp.MustCompile(`^(ES|ET|EL|E\d*|ERR.*|Err.*)$`)
	over   = regexp.MustCompile(`^[-^]{4,}|^(OL|OVER|O-L|H)\b`)
)

// Line reads a line of a serial scale, without its end. False: it says no weight.
func Line(line string) (Reading, bool) {
	line = strings.TrimSpace(line)
	if m := sics.FindStringSubmatch(line); m != nil {
		state := map[string]State{"S": Stable, "D": Moving, "I": Moving, "+": Overload, "-": Negative}[m[1]]
		if m[2] == "" && state == Stable {
			return Reading{}, false
		}
		return written(state, "", m[2], m[3])
	}
	if m := headed.FindStringSubmatch(line); m != nil {
		state := map[string]State{"ST": Stable, "QT": Stable, "US": Moving, "OL": Overload}[m[1]]
		return written(state, m[2], m[3], m[4])
	}
	if broken.MatchString(line) {
		return Reading{State: Fault}, true
	}
	if over.MatchString(line) {
		return Reading{State: Overload}, true
	}
	if m := bare.FindStringSubmatch(line); m != nil && m[3] != "" {
		state := Unsaid
		switch m[4] {
		case "?", "M", "US":
			state = Moving
		case "ST", "S":
			state = Stable
		}
		return written(state, m[1], m[2], m[3])
	}
	return Reading{}, false
}

func written(state State, sign, number, unit string) (Reading, bool) {
	if number == "" {
		return reading(state, 0, 1, true), state != Stable
	}
	v, err := strconv.ParseFloat(sign+strings.Replace(number, ",", ".", 1), 64)
	if err != nil {
		return Reading{}, false
	}
	factor, known := units[strings.ToLower(unit)]
	return reading(state, v, factor, known), true
}

// Toledo reads what a scale of the protocol 8217 answers between STX and CR: a weight in kilograms, or a question mark and
// a byte of bits that say why there is none.
func Toledo(frame string) (Reading, bool) {
	if status, ok := strings.CutPrefix(frame, "?"); ok && status != "" {
		bits := status[0]
		switch {
		case bits&0x02 != 0:
			return Reading{State: Overload}, true
		case bits&0x04 != 0:
			return Reading{State: Negative}, true
		case bits&0x01 != 0:
			return Reading{State: Moving}, true
		case bits&0x10 != 0:
			return Reading{State: Zero}, true
		}
		return Reading{State: Fault}, true
	}
	if m := toledo.FindStringSubmatch(frame); m != nil {
		return written(Stable, "", m[1], "kg")
	}
	return Reading{}, false
}

var toledo = regexp.MustCompile(`^\s*(\d{1,3}\.\d{2,4})N?$`)

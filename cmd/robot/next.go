package robot

import (
	"context"
	"fmt"
)

// Prompt is what a picker's screen asks for, as far as a robot cares.
type Prompt struct {
	Step, Bin, SKU, Tote string
	Wall                 bool // the totes are dropped at the put wall
	Serial               bool // each unit's serial number is captured: no cases
	Need                 int  // units still to scan for this task
}

// Next is the code that does what the prompt says. Carts and totes are taken from the pools: whoever finishes with them
// gives them back.
func (f *Floor) Next(ctx context.Context, p Prompt) (string, error) {
	switch p.Step {
	case "cart":
		return f.Carts.Take(ctx)
	case "totes":
		return f.Totes.Take(ctx)
	case "bin":
		return p.Bin, nil
	case "item":
		if p.Serial {
			return f.code(p.SKU)
		}
		return f.unit(p.SKU, p.Need)
	case "serial":
		return "SN-" + NewID()[:13], nil
	case "tote":
		return p.Tote, nil
	case "drop":
		if p.Wall {
			return f.Wall, nil
		}
		return f.Station, nil
	}
	return "", fmt.Errorf("a robot does not know step %q", p.Step)
}

package handheld

import (
	"context"
	"fmt"

	"pickpack/picking"
	"pickpack/picking/task"
)

// wayView is where the bin is: on the way there by the walker's own hands, else by the sides of its aisle.
type wayView struct {
	W *task.Way // nil: no way is known, or it has been walked
	T *task.Task
}

func (v pickView) way() wayView { return wayView{v.P.Way, v.P.Task} }

// ahead says that there is something to walk.
func (v wayView) ahead() bool { return v.W != nil && (v.W.Metres > 0 || v.W.Aisle > 0) }

// walked is the length of the walk as people say it.
func (v wayView) walked() picking.Text {
	switch {
	case v.W == nil:
		return ""
	case !v.ahead():
		return "Right here"
	}
	return picking.Say("%d m", v.W.Metres)
}

// side is which hand the bin is at, and its level.
func (v wayView) side(ctx context.Context) string {
	side := map[string]picking.Text{"left": "left side", "right": "right side"}[v.T.Side]
	if v.W != nil && v.W.Side != "" {
		side = map[string]picking.Text{"left": "on your left", "right": "on your right"}[v.W.Side]
	}
	s := say(ctx, side)
	if v.T.Level > 0 {
		if s != "" {
			s += " · "
		}
		s += say(ctx, "level %d", v.T.Level)
	}
	return s
}

// The strip is 100 wide and 12 high: racks at 1 and 11, the walk in the middle at 6, the bin's face at its rack. A bin of
// which no side is known lies on the walk.
const (
	leftRack  = 1
	middle    = 6
	rightRack = 11
)

func (v wayView) rack() int {
	switch v.W.Side {
	case "left":
		return leftRack
	case "right":
		return rightRack
	}
	return middle
}

// line is the walk, up to the bin's face.
func (v wayView) line() string {
	return fmt.Sprintf("M%d %dH%dV%d", v.W.From, middle, v.W.To, (middle+v.rack())/2)
}

func (v wayView) face() string { return fmt.Sprintf("M%d %dh6", min(max(v.W.To, 3), 97)-3, v.rack()) }

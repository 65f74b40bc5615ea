package pack

import (
	"fmt"
	"strings"

	"pickpack/picking"
)

// CloseRequest is what the packer says of the carton: what it weighs, which box it is ("": as shown), whether another
// carton follows, and why a weight that looks wrong is right. Version is that of the screen the packer looks at, 0 if
// nothing can have come in between.
type CloseRequest struct {
	Weight  picking.Grams `json:"weight"`
	Box     string        `json:"box"`
	More    bool          `json:"more"`
	Reason  string        `json:"reason"`
	Version int           `json:"version"`

	ByItself  bool `json:"by_itself,omitempty"` // the order's last scan asks, not a person
	Unweighed bool `json:"unweighed,omitempty"` // the weight is the expected one: nobody weighed
}

// Closing is the decision on a CloseRequest. Unless the verdict is accepted nothing is written; Confirm then says that a
// reason would do. More: the order goes on in another carton, the Next.
type Closing struct {
	Message picking.Message
	Confirm bool
	Carton  Carton // as it will be
	More    bool
	Next    picking.CartonID   // the open carton it goes on in; 0: a new one, if More
	NextBox string             // of the new one
	Empty   []picking.CartonID // cartons that were opened and not used: they are gone with the last one
	Lessons []Lesson           // what its weight teaches
	Event   string             // for the history, if something was overruled
}

// Close judges whether the open carton may be closed and labelled.
func Close(s State, r CloseRequest) Closing {
	if m := s.mine(); m != nil {
		return Closing{Message: *m}
	}
	if c := s.due(); c != nil {
		return notYet("First the label", picking.Say("The label of carton %d was not scanned.", c.N), picking.Say("Stick it on carton %d and scan it.", c.N))
	}
	if r.Version != 0 && r.Version != s.Order.Version {
		return notYet("Look again", "Something was scanned while you closed the carton.", s.need())
	}
	carton, left := *s.open(), s.left(0)
	if r.Box != "" {
		b, ok := s.box(r.Box)
		if !ok {
			return notYet("No such box", picking.Say("There is no box %s here.", fmt.Sprintf("%.20q", r.Box)), "Choose one of the list.")
		}
		carton.Box = b.Code
	}
	switch {
	case carton.units() == 0:
		return notYet("The carton is empty", picking.Say("Nothing was scanned into carton %d.", carton.N), s.needOf(carton))
	case left > 0 && !r.More:
		return notYet(picking.Say("%d unit is not packed|%d units are not packed", left), s.need(), "Pack them, or go on in another carton.")
	case r.Weight <= 0 || r.Weight > maxWeight:
		return notYet("No weight", "The carton has to be weighed before it is closed.", "Type the weight.")
	}
	carton.Weight, carton.State = r.Weight, CartonLabelled
	if s.Stick {
		carton.Apply = "due"
	}
	doubt := s.doubt(carton)
	if doubt != "" && r.Reason == "" {
		c := notYet("Check the weight", doubt, "Check what is in the carton, or say why it is right.")
		c.Confirm = true
		return c
	}
	c := s.closed(carton, doubt, r.Reason)
	if r.Unweighed {
		c.Lessons = nil
		c.Event = strings.TrimSpace(c.Event + " Not weighed: the expected weight was taken.")
	}
	return c
}

// ByItself is the request that closes the carton with the order's last scan, without a touch; false if a person has to
// weigh it, or the house wants that. It weighs what the scale shows, and is judged like any other; with 0, nobody weighs it
// and the expected weight is taken.
func ByItself(p Prompt, scale picking.Grams) (CloseRequest, bool) {
	if !p.ByItself || p.Step != StepClose || p.Carton == nil || len(p.Open) > 0 || !p.Carton.Known || p.Carton.Expected <= 0 {
		return CloseRequest{}, false
	}
	r := CloseRequest{Weight: scale, Version: p.Version, ByItself: true}
	if scale == 0 {
		r.Weight, r.Unweighed = p.Carton.Expected, true
	}
	return r, true
}

func (s State) closed(carton Carton, doubt picking.Text, reason string) Closing {
	full, empty := s.others(carton.ID)
	c := Closing{Carton: carton, Lessons: Learn(s, carton, reason), More: s.left(0) > 0 || len(full) > 0, Message: picking.Message{Verdict: picking.ListComplete,
		Title: picking.Say("Order %s is packed", s.Order.Number), Need: s.putOn(carton)}}
	if doubt != "" {
		c.Event = doubt.String() + " Reason: " + reason
	}
	if !c.More {
		c.Empty = ids(empty)
		return c
	}
	c.Message.Verdict, c.Message.Title = picking.OK, picking.Say("Carton %d is closed", carton.N)
	if s.left(0) > 0 {
		full = append(full, empty...)
	}
	if len(full) > 0 {
		c.Next = full[0].ID
		c.Message.Detail = picking.Say("Go on with carton %d.", full[0].N)
		return c
	}
	c.NextBox = s.nextBox()
	return c
}

// nextBox is the box for what still lies in the totes.
func (s State) nextBox() string {
	rest := s.clone()
	for i := range rest.Cartons {
		rest.Cartons[i].State = CartonLabelled
	}
	b, _ := SuggestBox(rest)
	return b.Code
}

func (s State) putOn(c Carton) picking.Text {
	if s.Order.Pickup {
		return picking.Say("Put the pickup slip on carton %d.", c.N)
	}
	if c.Apply == "due" {
		return picking.Say("Stick the label on carton %d and scan it.", c.N)
	}
	return picking.Say("Put the label on carton %d.", c.N)
}

// doubt says what is odd about a carton's weight, or "".
func (s State) doubt(c Carton) picking.Text {
	if b, ok := s.box(c.Box); ok && c.Weight > b.MaxWeight {
		return picking.Say("%s kg is too much for box %s, which takes %s kg.", Kilograms(c.Weight), b.Code, Kilograms(b.MaxWeight))
	}
	want, known := Expected(s, c)
	off := max(c.Weight-want, want-c.Weight)
	if !known || off <= Band(s, c) {
		return ""
	}
	return picking.Say("Carton %d weighs %s kg, %s ± %s kg were expected.", c.N, Kilograms(c.Weight), Kilograms(want),
		Kilograms(Band(s, c))).And(s.explained(c, float64(c.Weight-want)))
}

func notYet(title, detail, need picking.Text) Closing {
	return Closing{Message: picking.Refuse(picking.NotAllowed, title, detail, need)}
}

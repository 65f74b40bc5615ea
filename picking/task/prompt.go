package task

import "pickpack/picking"

// Prompt is the one thing to do next, with what must be known to do it. It is what a screen shows, what a robot reads
// and what a receipt keeps; no other source is needed to draw the picker's screen.
type Prompt struct {
	List     picking.ListID `json:"list"`
	Version  int            `json:"version"`
	Method   picking.Method `json:"method"`
	Zone     string         `json:"zone,omitempty"`
	Step     Step           `json:"step"`
	Done     int            `json:"done"`
	Tasks    int            `json:"tasks"`
	Cart     string         `json:"cart,omitempty"`
	Totes    []Tote         `json:"totes,omitempty"` // only while binding and dropping
	Slot     int            `json:"slot,omitempty"`
	Tote     string         `json:"tote,omitempty"` // the tote to put into; for a batch any of the list's
	Order    string         `json:"order,omitempty"`
	Task     *Task          `json:"task,omitempty"`
	Counted  picking.Qty    `json:"counted"`
	Need     picking.Qty    `json:"need"`           // units of the task not yet in the tote; Counted of them are in the hand
	Next     string         `json:"next,omitempty"` // the bin after this one
	Way      *Way           `json:"way,omitempty"`  // to the bin, while it is to be scanned
	CanUndo  bool           `json:"can_undo"`
	CanSkip  bool           `json:"can_skip"`
	CanShort bool           `json:"can_short"`
	CanType  bool           `json:"can_type,omitempty"`
	Label    string         `json:"label,omitempty"`  // the place whose check digits would do
	Empty    bool           `json:"empty,omitempty"`  // what is in the hand should be the last of it in the bin
	Gone     bool           `json:"gone,omitempty"`   // the list is somebody else's now
	Paused   bool           `json:"paused,omitempty"` // by its picker
}

// PromptFor says what a list waits for as it stands.
func PromptFor(s State) Prompt {
	l := s.List
	p := Prompt{List: l.ID, Version: l.Version, Method: l.Method, Zone: l.Zone, Step: l.Step, Done: l.Done, Tasks: l.Tasks,
		Cart: l.CartCode, Paused: l.Paused, Counted: l.Counted, CanUndo: s.Last != nil && undoable(s.Last.Kind)}
	switch l.Step {
	case StepTotes:
		p.Totes = l.Totes
		if t := emptySlot(l.Totes); t != nil {
			p.Slot, p.Order = t.Slot, t.Number
		}
	case StepDrop, StepDone:
		p.Totes = l.Totes
	case StepBin, StepItem, StepSerial, StepTote:
		fillTask(&p, s)
	}
	return p
}

func fillTask(p *Prompt, s State) {
	t := s.Current
	if t == nil {
		return
	}
	p.Task, p.Need = t, t.Left()
	if tote := slotTote(s.List.Totes, t.Slot); tote != nil {
		p.Slot, p.Tote, p.Order = t.Slot, tote.Code, tote.Number
	}
	if s.Next != nil {
		p.Next = s.Next.Bin
	}
	if s.List.Step == StepBin {
		p.Way = wayTo(s)
	}
	empty := s.List.Counted == 0
	p.CanSkip = s.List.Tasks-s.List.Done > 1 && empty && // counted, as the task after the next one is not loaded
		(s.List.Step == StepBin || s.List.Step == StepItem)
	p.CanShort = s.List.Step == StepItem && t.Left() > s.List.Counted
	p.CanType = p.CanShort && !empty && t.TypedQty && t.Tracking != picking.BySerial
	if f := digitsOf(s); f != nil {
		p.Label = f.Code
	}
	p.Empty = s.List.Step == StepTote && s.Here != nil && s.Here.OnHand == s.List.Counted && !s.Here.Suspect
}

func emptySlot(totes []Tote) *Tote {
	for i := range totes {
		if totes[i].State == "empty" && totes[i].ID == 0 {
			return &totes[i]
		}
	}
	return nil
}

func slotTote(totes []Tote, slot int) *Tote {
	for i := range totes {
		if totes[i].Slot == slot {
			return &totes[i]
		}
	}
	return nil
}

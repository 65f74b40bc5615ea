package task

import (
	"fmt"

	"pickpack/picking"
)

// Decide judges one scan. A refusal changes nothing: its Outcome has no effects and the prompt as it was.
func Decide(s State, scan picking.Scan) Outcome {
	if m, ok := notMine(s); !ok {
		return refused(s, m)
	}
	if note := s.List.Ask.Note; note != "" {
		s.List.Ask = picking.Ask{}
		return marked(s, picking.Refuse(picking.NotAllowed, "Order cancelled", note, ""))
	}
	o := judge(s, scan)
	if o.Effects.List == nil && s.List.Ask != (picking.Ask{}) { // another code: the choice that waited waits no longer
		s.List.Ask = picking.Ask{}
		return marked(s, o.Message)
	}
	return o
}

func judge(s State, scan picking.Scan) Outcome {
	if o, handing := handOver(s, scan); handing {
		return o
	}
	switch s.List.Step {
	case StepCart:
		return scanCart(s)
	case StepTotes:
		return scanTotes(s)
	case StepBin:
		return scanBin(s, scan)
	case StepItem:
		return scanItem(s, scan)
	case StepSerial:
		return scanSerial(s, scan)
	case StepTote:
		return scanTote(s, scan)
	case StepDrop:
		return scanDrop(s)
	}
	return refused(s, picking.Refuse(picking.NotAllowed, "List finished", "This list is done.", "Take the next list."))
}

// notMine refuses a step on a list that somebody else holds or nobody does.
func notMine(s State) (picking.Message, bool) {
	switch {
	case s.List.User == 0:
		return picking.Refuse(picking.NotYours, "Not your list", "This list was taken back.", "Take the next list."), false
	case s.List.User != s.User:
		return picking.Refuse(picking.NotYours, "Not your list", fmt.Sprintf("%s has this list now.", s.List.UserName), "Take the next list."), false
	}
	return picking.Message{}, true
}

func refused(s State, m picking.Message) Outcome {
	return Outcome{Message: m, Prompt: PromptFor(s)}
}

// accepted closes a decision: s is the state after it. The new cursor goes into the effects, the prompt shows the version
// the head row will have.
func accepted(s State, m picking.Message, e picking.Effects, last Last) Outcome {
	s.List.Ask, s.List.Paused = picking.Ask{}, false
	s.Last = &last
	o := marked(s, m)
	e.List = o.Effects.List
	o.Effects, o.Last = e, &last
	return o
}

// marked writes the cursor and nothing else: a choice that waits, one that waits no longer, a pause. An undo does not see it.
func marked(s State, m picking.Message) Outcome {
	l := &s.List
	c := &picking.ListChange{State: l.State, Step: string(l.Step), Task: l.Task, Counted: l.Counted, At: l.At, Cart: l.Cart, Done: l.Done,
		Ask: l.Ask, Paused: l.Paused}
	l.Version++
	return Outcome{Message: m, Prompt: PromptFor(s), Effects: picking.Effects{List: c}}
}

func ok(title, detail string) picking.Message {
	return picking.Message{Verdict: picking.OK, Title: title, Detail: detail}
}

// what says in words what the scanned code is.
func what(f picking.Found) string {
	switch {
	case f.Item != nil:
		return "You scanned " + f.Item.Name + "."
	case f.Location != nil && f.Location.Cancelled:
		return fmt.Sprintf("%s holds goods of order %s, which was cancelled. They go back after this list.", f.Location.Code, f.Location.Order)
	case f.Location != nil:
		return fmt.Sprintf("You scanned %s %s.", kindWord(f.Location.Kind), f.Location.Code)
	case f.Order != nil:
		return "You scanned order " + f.Order.Number + "."
	case f.User != nil:
		return "You scanned the badge of " + f.User.Name + "."
	}
	return "Nothing here has this code."
}

func kindWord(k picking.LocationKind) string {
	switch k {
	case picking.PickFace, picking.Reserve:
		return "bin"
	case picking.Quarantine:
		return "quarantine place"
	case picking.Station:
		return "packing station"
	case picking.Wall:
		return "put wall"
	case picking.Staging:
		return "staging place"
	}
	return string(k)
}

func unknown(need string) picking.Message {
	return picking.Refuse(picking.UnknownCode, "Unknown code", "Nothing here has this code.", need)
}

func known(f picking.Found) bool {
	return f.Item != nil || f.Location != nil || f.Order != nil || f.User != nil
}

// advance moves the cursor to the next open task, or to the drop.
func advance(s *State) {
	s.Current, s.Next = s.Next, nil
	l := &s.List
	l.Counted = 0
	switch {
	case s.Current == nil:
		l.Task, l.Step = 0, StepDrop
	case s.Current.Location == l.At:
		l.Task, l.Step = s.Current.ID, StepItem
	default:
		l.Task, l.Step = s.Current.ID, StepBin
	}
}

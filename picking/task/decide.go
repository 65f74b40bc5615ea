package task

import "pickpack/picking"

// Decide judges one scan. A refusal changes nothing: its Outcome has no effects and the prompt as it was.
func Decide(s State, scan picking.Scan) Outcome {
	if m, ok := notMine(s); !ok {
		return refused(s, m)
	}
	if gone := s.List.Ask; gone.Cancelled != "" {
		s.List.Ask = picking.Ask{}
		return marked(s, cancelled(gone))
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

// cancelled tells that an order was cancelled while its goods were picked.
func cancelled(gone picking.Ask) picking.Message {
	m := picking.Refuse(picking.NotAllowed, "Order cancelled", picking.Say("Order %s was cancelled.", gone.Cancelled), "")
	if gone.Back > 0 {
		m.Detail = m.Detail.And(picking.Say("Put the %d you hold back into bin %s.", gone.Back, gone.Bin))
	}
	return m
}

// notMine refuses a step on a list that somebody else holds or nobody does.
func notMine(s State) (picking.Message, bool) {
	switch {
	case s.List.User == 0:
		return picking.Refuse(picking.NotYours, "Not your list", "This list was taken back.", "Take the next list."), false
	case s.List.User != s.User:
		return picking.Refuse(picking.NotYours, "Not your list", picking.Say("%s has this list now.", s.List.UserName), "Take the next list."), false
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

func ok(title, detail picking.Text) picking.Message {
	return picking.Message{Verdict: picking.OK, Title: title, Detail: detail}
}

// what says in words what the scanned code is.
func what(f picking.Found) picking.Text {
	if l := f.Location; l != nil && l.Cancelled {
		return picking.Say("%s holds goods of order %s, which was cancelled.", l.Code, l.Order).And("They go back after this list.")
	}
	return f.Scanned()
}

func unknown(need picking.Text) picking.Message {
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

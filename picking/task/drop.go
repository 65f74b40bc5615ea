package task

import "pickpack/picking"

// scanDrop ends the walk: every tote is left at the scanned place. Totes that must be sorted or consolidated go to a put
// wall; the others to a station or a staging place.
func scanDrop(s State) Outcome {
	need := picking.Text("Scan a packing station or a staging place.")
	if s.List.Method == picking.Batch {
		need = "Take the totes to the put wall and scan its code."
	}
	f := s.Found.Location
	switch {
	case !known(s.Found):
		return refused(s, unknown(need))
	case f == nil || !mayDrop(s.List.Method, f.Kind):
		return refused(s, picking.Refuse(picking.WrongPlace, "Not a place for totes", what(s.Found), need))
	}
	var e picking.Effects
	last := Last{Kind: "drop", At: s.List.At}
	s.List.Totes = append([]Tote(nil), s.List.Totes...)
	for i := range s.List.Totes {
		t := &s.List.Totes[i]
		if t.State != "filling" {
			continue
		}
		t.State = "dropped"
		if t.Units == 0 {
			t.State = "done" // nothing was found for it: the tote is free again
		}
		e.Totes = append(e.Totes, picking.ToteChange{Slot: t.Slot, Tote: t.ID, State: t.State, At: f.ID})
	}
	s.List.State, s.List.Step, s.List.At = Done, StepDone, f.ID
	m := picking.Message{Verdict: picking.ListComplete, Title: "List complete", Detail: picking.Say("Totes left at %s.", f.Code)}
	for _, t := range s.List.Totes {
		if t.Cancelled && t.State == "dropped" {
			m.Detail = m.Detail.And(picking.Say("Put %s back: order %s was cancelled.", t.Code, t.Number))
		}
	}
	return accepted(s, m, e, last)
}

func mayDrop(m picking.Method, k picking.LocationKind) bool {
	switch m {
	case picking.Batch:
		return k == picking.Wall
	case picking.Zone:
		return k == picking.Wall || k == picking.Station || k == picking.Staging
	}
	return k == picking.Station || k == picking.Staging
}

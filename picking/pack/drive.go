package pack

import (
	"fmt"
	"strings"

	"pickpack/picking"
)

// The printed or typed codes by which a hand-over ends, each asked for twice: the driver leaves, or all that waits goes with
// him without a scan of each.
const (
	LeavesCode   = "LEAVES"
	LeaveAllCode = "LEAVE-ALL"
)

// AskLeaves is the question before the loading at a door is ended: those that are missing are told.
func AskLeaves(door string, loaded int, missing []Parcel) picking.Message {
	m := EndLoading(door, loaded, len(missing), len(missing))
	if !m.Verdict.Accepted() {
		return m
	}
	need := picking.Say("Scan %s again.", LeavesCode)
	detail := picking.Say("Nothing is missing: %d parcel loaded.|Nothing is missing: %d parcels loaded.", loaded)
	if len(missing) > 0 {
		var named []string
		for _, p := range missing[:min(4, len(missing))] {
			named = append(named, fmt.Sprintf("%s (%d)", p.Number, p.N))
		}
		if len(missing) > len(named) {
			named = append(named, "…")
		}
		need = picking.Say("Look for what is missing, or scan %s again.", LeavesCode)
		detail = picking.Say("%d parcel is missing, of order %s.|%d parcels are missing, of orders %s.", len(missing), strings.Join(named, ", "))
	}
	return picking.Refuse(picking.Confirm, picking.Say("The driver of %s leaves?", door), detail, need)
}

// AskAll is the question before n cartons of a service leave without a scan of each.
func AskAll(service string, n int) picking.Message {
	if n == 0 {
		return AllHandedOver(service, 0)
	}
	return picking.Refuse(picking.Confirm, "Hand over all?", picking.Say("%d carton of %s leaves without being scanned.|%d cartons of %s leave without being scanned.", n, service),
		picking.Say("Scan each to find what was forgotten, or scan %s again.", LeaveAllCode))
}

// NoDoor refuses to end a hand-over where that code does not end one.
func NoDoor(service string) picking.Message {
	if service != "" {
		return picking.Refuse(picking.NotAllowed, "Which carrier leaves?", picking.Say("These parcels go by %s, with labels of the house.", service),
			picking.Say("Scan each, or scan %s to hand over all.", LeaveAllCode))
	}
	return picking.Refuse(picking.NotAllowed, "Which carrier leaves?", "No carrier is chosen here.", "Choose one first.")
}

// AllHandedOver says that n cartons of a service left without a scan of each.
func AllHandedOver(service string, n int) picking.Message {
	if n == 0 {
		return picking.Refuse(picking.NotAllowed, "Nothing to hand over", picking.Say("No carton of %s is waiting.", service), "")
	}
	return picking.Message{Verdict: picking.ListComplete, Title: "Handed over", Detail: picking.Say("%d carton of %s.|%d cartons of %s.", n, service)}
}

// EndLoading says whether the loading at a door may end: those that are missing must have been seen, all of them.
func EndLoading(door string, loaded, missing, seen int) picking.Message {
	switch {
	case missing != seen:
		return picking.Refuse(picking.NotAllowed, "Look again", picking.Say("Missing now: %d of %s.", missing, door), "Look at the list, then end the loading.")
	case loaded == 0 && missing == 0:
		return picking.Refuse(picking.NotAllowed, "Nothing was loaded", picking.Say("No parcel of %s was scanned.", door), "Scan the parcels first.")
	}
	m := picking.Message{Verdict: picking.ListComplete, Title: "The loading is ended", Detail: picking.Say("%d loaded for %s.", loaded, door)}
	if missing > 0 {
		m.Need = picking.Say("%d stays here.|%d stay here.", missing)
	}
	return m
}

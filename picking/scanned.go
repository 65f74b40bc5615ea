package picking

// Scanned says in words what the code stands for: sentences of their own for each kind of place, as other languages change
// more than the noun.
func (f Found) Scanned() Text {
	switch {
	case f.Item != nil:
		return Say("You scanned %s.", f.Item.Name)
	case f.Location != nil:
		return Say(scannedPlace(f.Location.Kind), f.Location.Code)
	case f.Order != nil:
		return Say("You scanned order %s.", f.Order.Number)
	case f.User != nil:
		return Say("You scanned the badge of %s.", f.User.Name)
	}
	return "Nothing here has this code."
}

func scannedPlace(k LocationKind) Text {
	switch k {
	case PickFace, Reserve:
		return "You scanned bin %s."
	case Tote:
		return "You scanned tote %s."
	case Cart:
		return "You scanned cart %s."
	case Slot:
		return "You scanned slot %s."
	case Carton:
		return "You scanned carton %s."
	case Quarantine:
		return "You scanned quarantine place %s."
	case Station:
		return "You scanned packing station %s."
	case Wall:
		return "You scanned put wall %s."
	case Staging:
		return "You scanned staging place %s."
	}
	return "You scanned %s."
}

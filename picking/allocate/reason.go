package allocate

import (
	"fmt"
	"strings"

	"pickpack/picking"
)

// reason says why missing of the want units of an item cannot be served: what there was, where it went, and where more
// of it lies that may not be taken.
func (s *shelf) reason(item picking.ItemID, want, missing picking.Qty) string {
	sup := s.items[item]
	if sup == nil {
		return "none in the warehouse"
	}
	return strings.Join(append([]string{sup.had(want, missing)}, sup.elsewhere()...), "; ")
}

// had says what the pick faces gave.
func (s *supply) had(want, missing picking.Qty) string {
	got := want - missing
	switch {
	case got > 0 && s.start > got:
		return fmt.Sprintf("%d of %d left: %d went to orders before this one", got, want, s.start-got)
	case got > 0:
		return fmt.Sprintf("only %d of %d in the pick faces", got, want)
	case s.start > 0:
		return fmt.Sprintf("all %d went to orders before this one", s.start)
	case s.reserved > 0:
		return fmt.Sprintf("all %d are reserved by released waves", s.reserved)
	}
	return "none in the pick faces"
}

// elsewhere says what lies where it may not be taken from.
func (s *supply) elsewhere() []string {
	var more []string
	if s.reserve > 0 {
		more = append(more, fmt.Sprintf("%d in reserve, to be brought down", s.reserve))
	}
	if s.suspect > 0 {
		more = append(more, fmt.Sprintf("%d in bins that wait for a count", s.suspect))
	}
	if s.expired > 0 {
		more = append(more, fmt.Sprintf("%d expired", s.expired))
	}
	return more
}

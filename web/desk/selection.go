package desk

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/ui"
)

// selection is which lists of a wave a page shows, from ≤ i < to, and which of them is chosen (-1: none).
type selection struct{ from, to, chosen int }

// selectionOf reads the address: list is the chosen list's number from 1, from the first one shown. The page of the chosen
// list is shown if the address does not say another.
func selectionOf(c echo.Context, lists int) (selection, error) {
	list, err := number(c, "list")
	if err != nil {
		return selection{}, err
	}
	from, err := number(c, "from")
	if err != nil {
		return selection{}, err
	}
	return selectionAt(list, from, lists)
}

func selectionAt(list, from, lists int) (selection, error) {
	if list > lists || from > max(lists, 1) {
		return selection{}, picking.Errorf(picking.NotFound, "This wave has %s.", ui.Count(lists, "list"))
	}
	if from == 0 {
		from = max(list, 1)
	}
	s := selection{from: (from - 1) / listsShown * listsShown, chosen: list - 1}
	s.to = min(s.from+listsShown, lists)
	return s, nil
}

// choose is the address of the page with another list chosen.
func (s selection) choose(path string, list int) string {
	return fmt.Sprintf("%s?list=%d#tour", path, list)
}

func (s selection) pager(path string, lists int) ui.Pager {
	p := ui.Pager{From: s.from + 1, To: s.to, Total: lists}
	at := func(from int) string {
		return path + "?" + url.Values{"from": {strconv.Itoa(from)}}.Encode() + "#lists"
	}
	if s.from > 0 {
		p.Previous = at(s.from - listsShown + 1)
	}
	if s.to < lists {
		p.Next = at(s.to + 1)
	}
	return p
}

package sheets

import (
	"strconv"

	"pickpack/picking"
)

// Path is the page of labels.
const Path = "/d/labels"

// SheetPath is the PDF of one kind of labels: bins, totes, carts, stations, badges, items or boxes.
func SheetPath(kind string) string { return Path + "/sheet/" + kind + ".pdf" }

// ListPath is a pick list on paper.
func ListPath(l picking.ListID) string { return Path + "/list/" + strconv.FormatInt(int64(l), 10) }

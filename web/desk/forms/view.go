package forms

import (
	"context"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// view is the page: the text in the editor, which was version Shown, to be saved upon version Base.
type view struct {
	Frame       ui.Frame
	Kind        kind
	Text        string
	Base, Shown int
	Trouble     string
	Sample      string
	Paper       labels.Paper
	Versions    []db.Template
	HasLogo     bool
	Picture     pictureView
	CSRF        string
	Now         time.Time
}

// pictureView is a printed document, or why there is none.
type pictureView struct {
	Source  string // a data address
	Trouble string
}

func (v view) options() (all []ui.Option) {
	for _, s := range samples {
		all = append(all, ui.Option{Value: s.key, Word: s.word})
	}
	return all
}

// hint says how the form is written.
func (v view) hint() string {
	if v.Kind.slip {
		return "The form, as JSON: what stands in the head, in the columns and below the table. Where it stands follows from the paper."
	}
	if v.Kind.key == "logistic" {
		return "The words on top, as JSON, in 101.6 × 40 mm from the upper left corner. What stands below them is as GS1 wants it."
	}
	return "The form, as JSON. Lengths in millimetres from the upper left corner, letters in points."
}

// fields are what may stand in braces.
func (v view) fields(ofLine bool) string {
	all, lines := labels.FormFields(v.Kind.key)
	if ofLine {
		all = lines
	}
	return strings.Join(all, ", ")
}

// made says which version is in the editor.
func (v view) made() string {
	switch {
	case v.Shown != v.Base:
		return "An earlier version is in the editor: saving makes it the one that holds."
	case v.Base == 0:
		return "This is the built-in form. Change it, and what this warehouse prints changes."
	}
	return ""
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }

func warehouse(c echo.Context) picking.WarehouseID { return auth.User(c).Warehouse }

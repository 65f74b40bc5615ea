package station

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/picking/pack"
	"pickpack/web/scan"
)

// skipReasons why a carton's label is not scanned once it sticks on it.
var skipReasons = []string{"The printer does not print", "The label cannot be read", "The label is not there yet", "Other"}

// skipReason is the reason that a typed number stands for, else "".
func skipReason(raw string) string {
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 || n > len(skipReasons) {
		return ""
	}
	return skipReasons[n-1]
}

// skipLabel is a touch on a reason.
func (a *Area) skipLabel(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	reason, err := reasonOf(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.SkipLabel(c.Request().Context(), act, orderID(c), reason)
	return a.answered(c, answer, err)
}

// step is the station's step that the papers are shown in.
func (v papersView) step() string {
	if v.Due != 0 {
		return pack.StepLabel
	}
	return pack.StepDone
}

// dueSSCC is the number on the label that is to be scanned.
func (v papersView) dueSSCC() string {
	for _, c := range v.Cartons {
		if c.N == v.Due {
			return c.SSCC
		}
	}
	return ""
}

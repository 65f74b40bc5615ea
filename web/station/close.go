package station

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/scale"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// packed shows that an order's last unit is in its carton. Where the house wants it, that closes the carton.
func (a *Area) packed(c echo.Context, act db.Act, answer db.PackAnswer) error {
	if _, ok := pack.ByItself(answer.Prompt, 0); !ok {
		return a.answered(c, answer, nil)
	}
	shown, err := a.shown(c)
	if err != nil {
		return err
	}
	r, _ := pack.ByItself(answer.Prompt, shown)
	act.ID = follows(act.ID)
	closed, err := a.Store.CloseCarton(c.Request().Context(), act, orderID(c), r)
	if err != nil {
		return err
	}
	if !closed.Message.Verdict.Accepted() { // a person weighs it
		if closed.Confirm {
			answer.Message.Detail = closed.Message.Detail
		}
		return a.answered(c, answer, nil)
	}
	return a.closed(c, closed)
}

// shown is the stable weight on the scale of this station: of one at the browser, which sends it with the scan, or of an
// agent's; 0 if there is none.
func (a *Area) shown(c echo.Context) (picking.Grams, error) {
	if w, err := strconv.Atoi(c.FormValue("grams")); err == nil && w > 0 {
		return picking.Grams(w), nil
	}
	r, err := a.Store.StationScale(c.Request().Context(), who(c).Warehouse, who(c).Device)
	if err != nil || r == nil || scale.State(r.State) != scale.Stable {
		return 0, err
	}
	return r.Grams, nil
}

// follows is the id of an act that another one brings about, the same whenever that one is sent.
func follows(id string) string {
	h := sha256.Sum256([]byte("closes " + id))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// close is the weight form: for a tap, for another carton, for a reason.
func (a *Area) close(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	w, err := pack.ParseWeight(c.FormValue("weight"))
	if err != nil {
		p, lost := a.Store.PackPrompt(c.Request().Context(), who(c), orderID(c))
		return a.answered(c, db.PackAnswer{Message: noWeight(err), Prompt: p}, lost)
	}
	version, _ := strconv.Atoi(c.FormValue("version"))
	reason, err := reasonOf(c)
	if err != nil {
		return err
	}
	return a.closing(c, act, pack.CloseRequest{Weight: w, Box: c.FormValue("box"), More: c.FormValue("more") != "",
		Reason: reason, Version: version})
}

// reason closes the carton of the address, whose weight looked wrong.
func (a *Area) reason(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	r, ok := waiting(c)
	if !ok {
		return picking.FieldError("weight", "Type the weight once more.")
	}
	if r.Reason, err = reasonOf(c); err != nil {
		return err
	}
	return a.closing(c, act, r)
}

func reasonOf(c echo.Context) (string, error) {
	reason := strings.TrimSpace(c.FormValue("reason"))
	if len(reason) > 200 {
		return "", picking.FieldError("reason", "The reason is longer than 200 characters.")
	}
	return reason, nil
}

// waiting is the carton that waits for a reason, if the screen that was scanned on showed one.
func waiting(c echo.Context) (pack.CloseRequest, bool) {
	w, err := strconv.Atoi(c.QueryParam("weight"))
	return pack.CloseRequest{Weight: picking.Grams(w), Box: c.QueryParam("box"), More: c.QueryParam("more") != ""}, err == nil && w > 0
}

// reasonNumber is the reason that a typed number stands for, else "".
func reasonNumber(raw string) string {
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 || n > len(reasons) {
		return ""
	}
	return reasons[n-1]
}

// noWeight words a weight that cannot be read; the store is not asked.
func noWeight(err error) picking.Message {
	words := "That is not a weight."
	if own := new(picking.Error); errors.As(err, &own) {
		words = own.Message
	}
	return picking.Refuse(picking.NotAllowed, "No weight", picking.Name(words), "Type it once more.")
}

// closing closes the carton and makes its documents. One that cannot be made keeps nobody from going on: the carton is
// closed, the papers' screen tells what is wrong, and tries again at each look.
func (a *Area) closing(c echo.Context, act db.Act, r pack.CloseRequest) error {
	answer, err := a.Store.CloseCarton(c.Request().Context(), act, orderID(c), r)
	if err != nil {
		return err
	}
	if answer.Message.Verdict.Accepted() {
		return a.closed(c, answer)
	}
	if answer.Confirm {
		return a.showConfirm(c, answer, r)
	}
	return a.answered(c, answer, nil)
}

func (a *Area) closed(c echo.Context, answer db.PackAnswer) error {
	if err := a.makePapers(c, orderID(c)); err != nil && picking.KindOf(err) != picking.Invalid {
		return err
	}
	if plainPost(c) {
		return respond.SeeOther(c, OrderPath(orderID(c))+"?closed=1")
	}
	return a.answered(c, answer, nil)
}

// typedWeight tells a weight typed into the scan input from a code: it has a decimal point or comma, or a unit.
func typedWeight(raw string) (picking.Grams, bool) {
	if !weightShape.MatchString(raw) {
		return 0, false
	}
	w, err := pack.ParseWeight(raw)
	return w, err == nil
}

var weightShape = regexp.MustCompile(`(?i)^\d{0,3}[.,]\d{1,3}\s*(kg)?$|^\d{1,6}\s*k?g$`)

package api

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/web/respond"
)

// fieldProblem is one thing wrong with a request.
type fieldProblem struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// refuse answers with problem details that name every field at fault: 409 if orders are right but clash with those that
// are here, else 422.
func refuse(c echo.Context, bad []intake.Problem) error {
	kind := picking.Conflict
	out := make([]fieldProblem, len(bad))
	for i, p := range bad {
		out[i] = fieldProblem{p.Field, p.Reason}
		if !p.State || !strings.HasSuffix(p.Field, "external_id") {
			kind = picking.Invalid
		}
	}
	t := respond.TroubleOf(picking.FieldError(bad[0].Field, "%s %s", bad[0].Field, bad[0].Reason))
	t.Status = respond.Status(kind)
	if len(bad) > 1 {
		t.Message += fmt.Sprintf("; %d more", len(bad)-1)
	}
	body, err := json.Marshal(struct {
		Type   string         `json:"type"`
		Title  string         `json:"title"`
		Status int            `json:"status"`
		Detail string         `json:"detail"`
		Field  string         `json:"field"`
		Errors []fieldProblem `json:"errors"`
	}{"about:blank", t.Title, t.Status, t.Message, t.Field, out})
	if err != nil {
		return err
	}
	return c.Blob(t.Status, "application/problem+json", body)
}

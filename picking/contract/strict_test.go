package contract

import (
	"errors"
	"strings"
	"testing"

	"pickpack/picking"
)

func TestStrict(t *testing.T) {
	t.Parallel()
	type inner struct {
		Qty int `json:"qty"`
	}
	type outer struct {
		Name  string  `json:"name"`
		Lines []inner `json:"lines"`
	}
	for in, field := range map[string]string{
		`{"name":"a","lines":[{"qty":2.0}]}`: "",
		`{"nmae":"a"}`:                       "nmae",
		`{"lines":[{"qty":1,"qyt":2}]}`:      "qyt",
		`{"lines":[{"qty":"1"}]}`:            "lines[0].qty",
		`{`:                                  "input",
		``:                                   "input",
	} {
		var v outer
		err := Strict(strings.NewReader(in), &v)
		var e *picking.Error
		if field == "" && err != nil || field != "" && (!errors.As(err, &e) || e.Field != field || e.Kind != picking.Invalid) {
			t.Errorf("%s: %v", in, err)
		}
	}
}

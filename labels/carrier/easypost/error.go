package easypost

import (
	"encoding/json"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
)

// fault is the body of an answer that is an error. Errors are sentences or objects.
type fault struct {
	Error struct {
		Code    string            `json:"code"`
		Message json.RawMessage   `json:"message"` // a sentence; of some errors a list
		Errors  []json.RawMessage `json:"errors"`
	} `json:"error"`
}

// exists is the code of a shipment that was bought before.
const exists = "SHIPMENT.POSTAGE.EXISTS"

// unsure are codes that come when the carrier behind EasyPost did not answer it, or is still at work.
var unsure = []string{"SHIPMENT.POSTAGE.TIMED_OUT", "SHIPMENT.POSTAGE.NO_RESPONSE", "SHIPMENT.PURCHASE.IN_PROGRESS"}

// trouble is what an answer that is not 2xx means.
func (c *Carrier) trouble(r remote.Request, a remote.Answer) *carrier.Error {
	var f fault
	_ = json.Unmarshal(a.Body, &f) // an error that is not JSON has its status alone
	said, field := f.said()
	e := c.api.Trouble(r, a, said, field)
	for _, code := range unsure {
		if f.Error.Code == code && r.Changes {
			return carrier.Troubled(carrier.Unsure, "The carrier has not answered %s. Please try again.", Name)
		}
	}
	return e
}

func codeOf(a remote.Answer) string {
	var f fault
	_ = json.Unmarshal(a.Body, &f)
	return f.Error.Code
}

// said is the error in EasyPost's words, and the field it is about in ours.
func (f fault) said() (words, field string) {
	if json.Unmarshal(f.Error.Message, &words) != nil {
		words = ""
	}
	for _, raw := range f.Error.Errors {
		var e struct{ Field, Message string }
		if json.Unmarshal(raw, &e.Message) != nil && json.Unmarshal(raw, &e) != nil {
			continue
		}
		if e.Message != "" && e.Message != words {
			words = strings.TrimSpace(strings.TrimSuffix(words, ".") + ". " + e.Message)
		}
		if field == "" {
			field = fields[e.Field]
		}
	}
	return strings.TrimPrefix(words, ". "), field
}

// fields are EasyPost's names of a recipient's address.
var fields = map[string]string{"name": "to.name", "street1": "to.street1", "street2": "to.street2", "city": "to.city", "state": "to.region",
	"zip": "to.postcode", "country": "to.country", "phone": "to.phone", "address": "to.street1", "weight": "weight"}

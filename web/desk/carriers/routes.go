package carriers

import (
	"net/url"
	"strconv"

	"pickpack/picking"
)

// Path lists the accounts.
const Path = "/d/carriers"

// Below it: the rules, and the way to take one away.
const (
	RulesPath    = Path + "/rules"
	DropRulePath = RulesPath + "/drop"
)

// NewPath is the form of one more account.
func NewPath(kind string) string { return Path + "/new?kind=" + url.QueryEscape(kind) }

// OnePath is an account's page.
func OnePath(id picking.CarrierID) string { return Path + "/" + strconv.FormatInt(int64(id), 10) }

// ActPath does an act on an account: save, test, pause, resume or drop.
func ActPath(id picking.CarrierID, act string) string { return OnePath(id) + "/" + act }

// RulePath is the page of rules with one of them in the form.
func RulePath(service string) string {
	return RulesPath + "?edit=1&service=" + url.QueryEscape(service)
}

package desk

import (
	"net/url"
	"strconv"

	"pickpack/db"
	"pickpack/picking"
)

// Paths of the area, for views and tests.
const (
	HomePath    = "/d"
	LivePath    = "/d/live"
	OrdersPath  = "/d/orders"
	WavesPath   = "/d/waves"
	NewWavePath = "/d/waves/new"
	PlansPath   = "/d/plans"
	ListsPath   = "/d/lists"
	StockPath   = "/d/stock"
	CountPath   = "/d/stock/count"
	PeoplePath  = "/d/people"
	KeysPath    = "/d/keys"
)

// PicturesPath is the page of web/desk/pictures.
const PicturesPath = "/d/pictures"

// OrderPath is an order's page.
func OrderPath(o picking.OrderID) string { return at(OrdersPath, o) }

// OrderActPath asks (GET) about or does (POST) hold, unhold, return or cancel.
func OrderActPath(o picking.OrderID, act string) string { return OrderPath(o) + "/" + act }

// StoredPaperPath opens a document as it was stored, void or not.
func StoredPaperPath(o picking.OrderID, id int64) string { return at(OrderPath(o)+"/papers", id) }

// StatePath lists the orders in one state.
func StatePath(s picking.State) string { return OrdersPath + "?state=" + url.QueryEscape(string(s)) }

// WavePath is a wave's page.
func WavePath(w picking.WaveID) string { return at(WavesPath, w) }

// UnreleaseWavePath asks about or takes back a wave.
func UnreleaseWavePath(w picking.WaveID) string { return WavePath(w) + "/unrelease" }

// PlanPath is the page of a plan, while it is made and afterwards.
func PlanPath(j picking.JobID) string { return at(PlansPath, j) }

// StopPlanPath ends a plan's search with the best so far.
func StopPlanPath(j picking.JobID) string { return PlanPath(j) + "/stop" }

// ReleasePlanPath makes a wave of a plan.
func ReleasePlanPath(j picking.JobID) string { return PlanPath(j) + "/release" }

// ListPath is a pick list's page.
func ListPath(l picking.ListID) string { return at(ListsPath, l) }

// ListStatePath lists the pick lists in one state.
func ListStatePath(state string) string { return ListsPath + "?state=" + url.QueryEscape(state) }

// AssignPath gives a list to somebody.
func AssignPath(l picking.ListID) string { return ListPath(l) + "/assign" }

// UnreleaseListPath asks about or takes back a list.
func UnreleaseListPath(l picking.ListID) string { return ListPath(l) + "/unrelease" }

// ItemPath is an item's page.
func ItemPath(i picking.ItemID) string { return at("/d/items", i) }

// BinPath lists what lies in a bin.
func BinPath(code string) string { return StockPath + "?q=" + url.QueryEscape(code) }

// CountFormPath asks for the count of one lot of one item in one place.
func CountFormPath(r db.StockRow) string {
	v := url.Values{"location": {text(r.Location)}, "item": {text(r.Item)}, "lot": {text(r.Lot)}}
	return CountPath + "?" + v.Encode()
}

// PersonPath is a person's page.
func PersonPath(u picking.UserID) string { return at(PeoplePath, u) }

// PersonActPath changes a person: role, badge, secret, off or on.
func PersonActPath(u picking.UserID, act string) string { return PersonPath(u) + "/" + act }

// RevokeKeyPath asks (GET) about or does (POST) the end of an API key.
func RevokeKeyPath(id int64) string { return at(KeysPath, id) + "/revoke" }

func at[T ~int64](base string, id T) string { return base + "/" + text(id) }

func text[T ~int64](id T) string { return strconv.FormatInt(int64(id), 10) }

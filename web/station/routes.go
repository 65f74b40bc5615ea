package station

import (
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// Paths of the area, for views and tests.
const (
	HomePath       = "/s"
	BeginPath      = "/s/begin"
	LeavePath      = "/s/leave"
	LeaveScanPath  = "/s/leave/scan"
	LeaveAllPath   = "/s/leave/all"
	LeaveEndPath   = "/s/leave/end"
	PickupPath     = "/s/pickup"
	PickupFindPath = "/s/pickup/find"
)

// TakePath begins what raw names, of a cart if that is named, although a colleague has it: the same code scanned again.
func TakePath(raw, cart string) string {
	q := url.Values{"take": {raw}}
	if cart != "" {
		q.Set("cart", cart)
	}
	return BeginPath + "?" + q.Encode()
}

// BeginCartPath begins the order of a cart's item.
func BeginCartPath(cart string) string { return BeginPath + "?cart=" + url.QueryEscape(cart) }

// OrderPath is an order's packing screen, or its documents once it is packed.
func OrderPath(o picking.OrderID) string { return "/s/orders/" + strconv.FormatInt(int64(o), 10) }

// ScanPath, UndoPath, BoxPath, CartonPath and ClosePath are what is done to the open order.
func ScanPath(o picking.OrderID) string   { return OrderPath(o) + "/scan" }
func UndoPath(o picking.OrderID) string   { return OrderPath(o) + "/undo" }
func BoxPath(o picking.OrderID) string    { return OrderPath(o) + "/box" }
func CartonPath(o picking.OrderID) string { return OrderPath(o) + "/carton" }
func ClosePath(o picking.OrderID) string  { return OrderPath(o) + "/close" }

// AgainPath takes a scan that the screen asked to make once more.
func AgainPath(o picking.OrderID, raw string) string {
	return ScanPath(o) + "?again=" + url.QueryEscape(raw)
}

// ReasonPath closes a carton whose weight looks wrong, for a reason.
func ReasonPath(o picking.OrderID, r pack.CloseRequest) string {
	return withClose(OrderPath(o)+"/reason", r)
}

// withClose adds to a path the carton that waits for a reason: it is closed all the same when a reason comes.
func withClose(path string, r pack.CloseRequest) string {
	q := url.Values{"weight": {strconv.Itoa(int(r.Weight))}, "box": {r.Box}}
	if r.More {
		q.Set("more", "1")
	}
	return path + "?" + q.Encode()
}

// HoldPath sets an order aside for a supervisor, for a reason; without one it asks. HoldScanPath takes the reason's number.
func HoldPath(o picking.OrderID) string     { return OrderPath(o) + "/hold" }
func HoldScanPath(o picking.OrderID) string { return ScanPath(o) + "?hold=1" }

// UnpackPath takes the scan of the tote that a cancelled order's goods are put into.
func UnpackPath(o picking.OrderID) string { return OrderPath(o) + "/unpack" }

// PhotoPath takes a photo of an open carton; PhotosPath shows one.
func PhotoPath(o picking.OrderID) string { return OrderPath(o) + "/photo" }
func PhotosPath(o picking.OrderID, id int64) string {
	return OrderPath(o) + "/photos/" + strconv.FormatInt(id, 10)
}

// LabelScanPath takes the scan of the label that was stuck on, or the number of the reason why not; SkipPath the reason.
func LabelScanPath(o picking.OrderID) string { return ScanPath(o) + "?label=1" }
func SkipPath(o picking.OrderID) string      { return OrderPath(o) + "/unscanned" }

// HandOutPath takes the scan that confirms that a pickup order was given to its customer, or begins another.
func HandOutPath(o picking.OrderID) string {
	return PickupFindPath + "?order=" + strconv.FormatInt(int64(o), 10)
}

// CollectPath gives a pickup order to its customer.
func CollectPath(o picking.OrderID) string { return OrderPath(o) + "/collect" }

// PaperPath is a carton's document. Name is label.pdf, label.zpl, slip.pdf or pickup.pdf; paper "" is the usual one.
func PaperPath(o picking.OrderID, c picking.CartonID, name, paper string) string {
	p := cartonPath(o, c) + "/" + name
	if paper != "" {
		p += "?paper=" + url.QueryEscape(paper)
	}
	return p
}

// ReopenPath opens a closed carton again, for a reason.
func ReopenPath(o picking.OrderID, c picking.CartonID) string { return cartonPath(o, c) + "/reopen" }

// ReprintPath prints a carton's document again, for a reason.
func ReprintPath(o picking.OrderID, c picking.CartonID) string { return cartonPath(o, c) + "/reprint" }

func cartonPath(o picking.OrderID, c picking.CartonID) string {
	return OrderPath(o) + "/cartons/" + strconv.FormatInt(int64(c), 10)
}

// Mount adds the routes to the group of HomePath.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.home)
	g.POST("/begin", a.begin)
	g.GET("/orders/:order", a.order)
	g.POST("/orders/:order/scan", a.scan)
	g.POST("/orders/:order/undo", a.undo)
	g.POST("/orders/:order/box", a.box)
	g.POST("/orders/:order/carton", a.carton)
	g.POST("/orders/:order/close", a.close)
	g.POST("/orders/:order/reason", a.reason)
	g.POST("/orders/:order/photo", a.takePhoto)
	g.GET("/orders/:order/photos/:photo", a.photo)
	g.POST("/orders/:order/hold", a.hold)
	g.POST("/orders/:order/unpack", a.unpack)
	g.POST("/orders/:order/unscanned", a.skipLabel)
	g.POST("/orders/:order/collect", a.collect)
	g.GET("/orders/:order/prints", a.prints)
	g.GET("/orders/:order/cartons/:carton/:paper", a.paper)
	g.POST("/orders/:order/cartons/:carton/reopen", a.reopen)
	g.POST("/orders/:order/cartons/:carton/reprint", a.reprint)
	g.POST("/orders/:order/cartons/:carton/label", a.askLabel)
	g.POST("/orders/:order/cartons/:carton/label/void", a.voidLabel)
	g.GET("/orders/:order/service", a.askService)
	g.POST("/orders/:order/service", a.chooseService)
	g.GET("/scale", a.scale)
	g.GET("/leave", a.leave)
	g.POST("/leave/scan", a.leaveScan)
	g.POST("/leave/all", a.leaveAll)
	g.POST("/leave/end", a.leaveEnd)
	g.GET("/pickup", a.pickups)
	g.POST("/pickup/find", a.pickupFind)
}

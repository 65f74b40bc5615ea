package handheld

import (
	"strconv"

	"pickpack/picking"
	"pickpack/web/ui"
)

// Paths of the area.
const (
	HomePath     = "/h"
	HomeScanPath = "/h/scan"
	NextPath     = "/h/next"
	MePath       = ui.SettingsPath
	WallPath     = "/h/wall"
	SoundPath    = "/h/sound"
	WallScanPath = "/h/wall/scan"
)

// ListPath is the current screen of a pick list.
func ListPath(l picking.ListID) string { return "/h/list/" + strconv.FormatInt(int64(l), 10) }

// ListScanPath takes the scans of a pick list.
func ListScanPath(l picking.ListID) string { return ListPath(l) + "/scan" }

// ListRestPath is what is left of a list, as JSON, for the device to keep.
func ListRestPath(l picking.ListID) string { return ListPath(l) + "/rest" }

// ListUndoPath reverses the last step.
func ListUndoPath(l picking.ListID) string { return ListPath(l) + "/undo" }

// ListSkipPath puts the current task last.
func ListSkipPath(l picking.ListID) string { return ListPath(l) + "/skip" }

// ListShortPath shows the reasons (GET) and takes one (POST, field reason).
func ListShortPath(l picking.ListID) string { return ListPath(l) + "/short" }

// ListMorePath shows what else can be done.
func ListMorePath(l picking.ListID) string { return ListPath(l) + "/more" }

// ListLinesPath shows all lines of a list.
func ListLinesPath(l picking.ListID) string { return ListPath(l) + "/lines" }

// ListTotesPath shows what is in which tote.
func ListTotesPath(l picking.ListID) string { return ListPath(l) + "/totes" }

// ListDamagedPath asks how many are damaged (GET) and puts them into quarantine (POST, field qty or raw).
func ListDamagedPath(l picking.ListID) string { return ListPath(l) + "/damaged" }

// ListDigitsPath asks for the digits of a label that cannot be read (GET) and takes them (POST, field raw).
func ListDigitsPath(l picking.ListID) string { return ListPath(l) + "/digits" }

// ListNotEmptyPath says that a bin holds more than it should.
func ListNotEmptyPath(l picking.ListID) string { return ListPath(l) + "/not-empty" }

// ListTypePath asks for a quantity (GET) and takes it (POST, field raw).
func ListTypePath(l picking.ListID) string { return ListPath(l) + "/type" }

// ListPausePath lets the list wait.
func ListPausePath(l picking.ListID) string { return ListPath(l) + "/pause" }

// ListFullPath says what to do with a full tote.
func ListFullPath(l picking.ListID) string { return ListPath(l) + "/full" }

// ListHandPath says how a cart changes hands.
func ListHandPath(l picking.ListID) string { return ListPath(l) + "/hand" }

// BackPath is where the goods of a cancelled order are put back.
func BackPath(o picking.OrderID) string { return HomePath + "/back/" + strconv.FormatInt(int64(o), 10) }

// BackScanPath takes the scans of it.
func BackScanPath(o picking.OrderID) string { return BackPath(o) + "/scan" }

// BackUndoPath reverses its last step.
func BackUndoPath(o picking.OrderID) string { return BackPath(o) + "/undo" }

// SortPath is the current screen of a tote at the put wall.
func SortPath(s picking.SortID) string { return WallPath + "/" + strconv.FormatInt(int64(s), 10) }

// SortScanPath takes the scans of a tote at the put wall.
func SortScanPath(s picking.SortID) string { return SortPath(s) + "/scan" }

// SortUndoPath reverses its last step.
func SortUndoPath(s picking.SortID) string { return SortPath(s) + "/undo" }

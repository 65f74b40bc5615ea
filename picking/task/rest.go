package task

import "pickpack/picking"

// Rest is what is left of a list, for a device that goes on with it while nobody can be asked. It is enough to prove bin,
// item, lot, quantity and tote of the plain walk, and no more: what needs to know the stock or other people's work is for
// Decide, which judges every scan of the device again, in order, once it can be reached.
type Rest struct {
	List    picking.ListID `json:"list"`
	Version int            `json:"version"`
	User    picking.UserID `json:"user"`
	Done    int            `json:"done"`  // tasks finished
	Of      int            `json:"of"`    // tasks altogether
	Open    int            `json:"open"`  // tasks not finished; more than Tasks holds: the walk goes on after them
	Tasks   []Task         `json:"tasks"` // as they are walked, the one at the cursor first
	Codes   []ItemCode     `json:"codes"` // of their items
	Totes   []Tote         `json:"totes"` // by slot
}

// ItemCode is a code of an item and how many units it means.
type ItemCode struct {
	Item picking.ItemID `json:"item"`
	Code string         `json:"code"`
	Qty  picking.Qty    `json:"qty"`
}

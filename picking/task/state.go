package task

import (
	"time"

	"pickpack/picking"
)

// Step is what the list waits for.
type Step string

const (
	StepCart   Step = "cart"
	StepTotes  Step = "totes"
	StepBin    Step = "bin"
	StepItem   Step = "item"
	StepSerial Step = "serial"
	StepTote   Step = "tote"
	StepDrop   Step = "drop"
	StepDone   Step = "done"
)

// States of a list and of a task.
const (
	InProgress = "in_progress"
	Assigned   = "assigned"
	Done       = "done"
	Open       = "open"
	Shorted    = "short"
	Cancelled  = "cancelled"
)

// State is everything a decision looks at. What only some acts look at is loaded for them alone.
type State struct {
	User        picking.UserID `json:"-"`
	List        List           `json:"list"`
	Current     *Task          `json:"current"`      // the task at the cursor
	Next        *Task          `json:"next"`         // the open task that follows it
	MaxSeq      int            `json:"max_seq"`      // highest seq in the list; only loaded for a touch
	Match       *Match         `json:"match"`        // another open task the scanned code would serve
	Found       picking.Found  `json:"found"`        // what the scanned code stands for
	SerialTaken bool           `json:"serial_taken"` // the scanned serial was captured before
	Last        *Last          `json:"last"`         // the last accepted step not yet undone; for a scan its kind alone
	Before      *Last          `json:"before"`       // and the one before it; only loaded for a touch
	Shares      []Share        `json:"shares"`       // of the current batch task; only loaded for a short and a full tote
	Stock       []Source       `json:"stock"`        // where else the item lies, best first; only loaded for a short
	Floor       Floor          `json:"floor"`        // only loaded for a short
	Ground      Ground         `json:"ground"`       // where the bins of this step lie
	Here        *Shelf         `json:"here"`         // what the current bin holds of the item and lot; only loaded at the bin
	Other       []Source       `json:"other"`        // another bin was scanned: what is free there, the planned lot first
	Lot         *OtherLot      `json:"lot"`          // another lot of the item was scanned
	Past        *Past          `json:"past"`         // what is there of what the last step changed; only loaded for an undo
}

// Match is an open task of the list that a wrong scan would serve: On bins after the current one.
type Match struct {
	ID  picking.TaskID `json:"id"`
	Seq int            `json:"seq"`
	Bin string         `json:"bin"`
	On  int            `json:"on"`
}

// Shelf is what a bin holds of one item and lot; Free of it may still be promised.
type Shelf struct {
	OnHand picking.Qty `json:"on_hand"`
	Free   picking.Qty `json:"free"`

	Suspect bool `json:"suspect"` // to be counted
}

// OtherLot is a lot of the current item that was not planned, with what the current bin holds of it.
type OtherLot struct {
	ID      picking.LotID `json:"id"`
	Code    string        `json:"code"`
	Expires string        `json:"expires"`
	Expired bool          `json:"expired"`
	Shelf
}

// List is a pick list with its cursor.
type List struct {
	ID       picking.ListID     `json:"id"`
	Version  int                `json:"version"`
	Wave     picking.WaveID     `json:"wave"`
	Method   picking.Method     `json:"method"`
	Zone     string             `json:"zone"`
	State    string             `json:"state"`
	User     picking.UserID     `json:"user"`
	UserName string             `json:"user_name"`
	Cutoff   time.Time          `json:"cutoff"`
	Step     Step               `json:"step"`
	Task     picking.TaskID     `json:"task"`
	Counted  picking.Qty        `json:"counted"`
	At       picking.LocationID `json:"at"`
	Cart     picking.LocationID `json:"cart"`
	CartCode string             `json:"cart_code"`
	Tasks    int                `json:"tasks"`
	Done     int                `json:"done"`
	Totes    []Tote             `json:"totes"` // by slot; at a task with another after it those of the two, if no other tote was scanned
	Ask      picking.Ask        `json:"ask"`   // a choice that waits for its second scan
	Paused   bool               `json:"paused"`
}

// Tote is one slot of the cart.
type Tote struct {
	Slot   int                `json:"slot"`
	ID     picking.LocationID `json:"id"` // 0 until a tote is scanned
	Code   string             `json:"code"`
	Order  picking.OrderID    `json:"order"` // 0: a batch tote
	Number string             `json:"number"`
	State  string             `json:"state"`
	Units  picking.Qty        `json:"units"` // in it now

	Cancelled bool `json:"cancelled,omitempty"` // its order was cancelled: what is in it goes back
}

// Task is one pick: a quantity of one item (and lot) from one bin into one slot's tote.
type Task struct {
	ID       picking.TaskID     `json:"id"`
	Seq      int                `json:"seq"`
	Location picking.LocationID `json:"location"`
	Bin      string             `json:"bin"`
	Zone     string             `json:"zone"`
	Aisle    int                `json:"aisle"`
	Side     string             `json:"side"`
	Level    int                `json:"level"`
	Item     picking.ItemID     `json:"item"`
	SKU      string             `json:"sku"`
	Name     string             `json:"name"`
	Picture  string             `json:"picture"`
	Tracking picking.Tracking   `json:"tracking"`
	Lot      picking.LotID      `json:"lot"`
	LotCode  string             `json:"lot_code"`
	Expires  string             `json:"expires"` // ISO date, empty if it does not expire
	Lots     int                `json:"lots"`    // how many lots of the item lie in the bin
	Qty      picking.Qty        `json:"qty"`
	Done     picking.Qty        `json:"done"`
	Short    picking.Qty        `json:"short"`
	Line     picking.LineID     `json:"line"` // 0: a batch total
	Slot     int                `json:"slot"`
	State    string             `json:"state"`

	Expired   bool `json:"expired,omitempty"`    // its lot is past its date
	ExpiredOK bool `json:"expired_ok,omitempty"` // the item may be taken all the same, if confirmed
	OverPick  bool `json:"over_pick,omitempty"`  // more than ordered may be taken, if confirmed
	TypedQty  bool `json:"typed_qty,omitempty"`  // a quantity may be typed
}

// Left is what is still to be put into the tote, units in the hand included.
func (t Task) Left() picking.Qty { return t.Qty - t.Done - t.Short }

// Share is what one order line gets of a batch task.
type Share struct {
	Line  picking.LineID `json:"line"`
	Qty   picking.Qty    `json:"qty"`
	Put   picking.Qty    `json:"put"`
	Short picking.Qty    `json:"short"`
}

// Source is free stock of the current item in another bin.
type Source struct {
	Location picking.LocationID `json:"location"`
	Bin      string             `json:"bin"`
	Zone     string             `json:"zone"`
	Aisle    int                `json:"aisle"`
	Y        float64            `json:"y"`
	Side     string             `json:"side"`
	Level    int                `json:"level"`
	Lot      picking.LotID      `json:"lot"`
	LotCode  string             `json:"lot_code"`
	Expires  string             `json:"expires"`
	Lots     int                `json:"lots"`
	Expired  bool               `json:"expired"`
	Free     picking.Qty        `json:"free"`
}

// Last is what an undo needs to know of the step it reverses. Its receipt keeps it. Task is as it was before; a proven bin
// and a count have none, as their task is still the one at the cursor.
type Last struct {
	Scan   string             `json:"scan"`
	Kind   string             `json:"kind"` // cart, bind, bin, switch, item, serial, put, skip, short, damaged, full, left, ask, hand, drop, cancel
	Task   *Task              `json:"task,omitempty"`
	Qty    picking.Qty        `json:"qty,omitempty"`
	Seq    int                `json:"seq,omitempty"`
	Slot   int                `json:"slot,omitempty"`
	Tote   picking.LocationID `json:"tote,omitempty"` // where the goods went
	At     picking.LocationID `json:"at,omitempty"`   // the bin proven before the step
	Serial string             `json:"serial,omitempty"`
	Asked  bool               `json:"asked,omitempty"` // for it, after the item's own code
	Over   picking.Qty        `json:"over,omitempty"`  // of Qty, beyond what was ordered

	Missing picking.Qty           `json:"missing,omitempty"` // given up in the bin: by a short, by damage
	Lines   []picking.LineChange  `json:"lines,omitempty"`   // and booked as short
	Shares  []picking.ShareChange `json:"shares,omitempty"`
	Kept    []int                 `json:"kept,omitempty"` // which of the tasks it added to the list an undo leaves
}

// Outcome is a decision: the words, what to show next, what to write, and what an undo would need.
type Outcome struct {
	Message picking.Message
	Prompt  Prompt
	Effects picking.Effects
	Last    *Last
}

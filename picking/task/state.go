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
)

// State is everything a decision looks at.
type State struct {
	User        picking.UserID `json:"-"`
	List        List           `json:"list"`
	Current     *Task          `json:"current"`      // the task at the cursor
	Next        *Task          `json:"next"`         // the open task that follows it
	MaxSeq      int            `json:"max_seq"`      // highest seq in the list
	Match       *Task          `json:"match"`        // another open task the scanned code would serve
	Found       picking.Found  `json:"found"`        // what the scanned code stands for
	SerialTaken bool           `json:"serial_taken"` // the scanned serial was captured before
	Last        *Last          `json:"last"`         // the last accepted step not yet undone
	Before      *Last          `json:"before"`       // and the one before it
	Shares      []Share        `json:"shares"`       // of the current batch task; only loaded for a short
	Stock       []Source       `json:"stock"`        // where else the item lies, best first; only loaded for a short
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
	Totes    []Tote             `json:"totes"` // by slot
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
	Side     string             `json:"side"`
	Level    int                `json:"level"`
	Lot      picking.LotID      `json:"lot"`
	LotCode  string             `json:"lot_code"`
	Expires  string             `json:"expires"`
	Lots     int                `json:"lots"`
	Free     picking.Qty        `json:"free"`
}

// Last is what an undo needs to know of the step it reverses. Its receipt keeps it.
type Last struct {
	Scan   string             `json:"scan"`
	Kind   string             `json:"kind"` // cart, bind, bin, item, serial, put, skip, short, drop
	Task   *Task              `json:"task,omitempty"`
	Qty    picking.Qty        `json:"qty,omitempty"`
	Seq    int                `json:"seq,omitempty"`
	Slot   int                `json:"slot,omitempty"`
	Tote   picking.LocationID `json:"tote,omitempty"`
	At     picking.LocationID `json:"at,omitempty"` // the bin proven before the step
	Serial string             `json:"serial,omitempty"`
}

// Outcome is a decision: the words, what to show next, what to write, and what an undo would need.
type Outcome struct {
	Message picking.Message
	Prompt  Prompt
	Effects picking.Effects
	Last    *Last
}

package picking

// Effects are everything an accepted step changes, as values. A decision returns them; the store writes them in one
// statement, all or nothing, and only if the head row (the pick list, the sort, the order) is still at the version the
// decision saw. Field names in JSON are the contract with the SQL function scan_apply.
type Effects struct {
	List    *ListChange   `json:"list,omitempty"`
	Sort    *SortChange   `json:"sort,omitempty"`
	Pack    *PackChange   `json:"pack,omitempty"`
	Tasks   []TaskChange  `json:"tasks,omitempty"`
	Adds    []TaskAdd     `json:"adds,omitempty"`
	Totes   []ToteChange  `json:"totes,omitempty"`
	Shares  []ShareChange `json:"shares,omitempty"`
	Lines   []LineChange  `json:"lines,omitempty"`
	Moves   []Move        `json:"moves,omitempty"`
	Reserve []Reservation `json:"reserve,omitempty"`
	Serials []Serial      `json:"serials,omitempty"`
	Shifts  []Shift       `json:"shifts,omitempty"`
	Reslot  *Reslot       `json:"reslot,omitempty"`
	Others  []OtherList   `json:"others,omitempty"`
	Chores  []Chore       `json:"chores,omitempty"`
	Undone  string        `json:"undone,omitempty"` // id of the scan that this one reverses
	Events  []Event       `json:"events,omitempty"`
}

// ListChange is the new cursor of a pick list: what a crash, a reload or another device resumes from.
type ListChange struct {
	State   string     `json:"state"`
	Step    string     `json:"step"`
	Task    TaskID     `json:"task"`    // current task, 0 before the first and after the last
	Counted Qty        `json:"counted"` // units in the hand: scanned, not yet put into the tote
	At      LocationID `json:"at"`      // the bin last proven by scan
	Cart    LocationID `json:"cart"`
	Done    int        `json:"done"` // tasks finished
	Ask     Ask        `json:"ask"`
	User    UserID     `json:"user,omitempty"` // takes the list from now on; 0: whoever has it
	Paused  bool       `json:"paused,omitempty"`
}

// Ask is a choice that waits to be confirmed by scanning Code again, by the same person; any other scan drops it. The zero
// Ask is none. To is the colleague to whom a cart is being handed; then the cart's code confirms.
type Ask struct {
	Code string `json:"code,omitempty"`
	User UserID `json:"user,omitempty"`
	To   UserID `json:"to,omitempty"`
	Name string `json:"name,omitempty"` // of To

	Since int `json:"since,omitempty"` // version of the first screen that showed the question

	// Or nothing is asked: this order was cancelled, which the picker is to be told at the next scan, and Back units of it
	// were in the hand, which belong in Bin.
	Cancelled string `json:"cancelled,omitempty"`
	Back      Qty    `json:"back,omitempty"`
	Bin       string `json:"bin,omitempty"`
}

// SortChange is the new cursor of a tote being emptied at the put wall.
type SortChange struct {
	State   string     `json:"state"`
	Step    string     `json:"step"`
	Task    TaskID     `json:"task"` // the share being put: (task, line)
	Line    LineID     `json:"line"`
	Item    ItemID     `json:"item"`
	Lot     LotID      `json:"lot"`
	Slot    LocationID `json:"slot"`
	Order   OrderID    `json:"order"` // takes Slot from now on (or has it already); negative: gives it back; 0: no change
	Counted Qty        `json:"counted"`
}

// PackChange touches the carton an order is being packed into.
type PackChange struct {
	Carton   CartonID     `json:"carton"`
	From     CartonID     `json:"from,omitempty"`     // the contents come out of this carton; 0: they do not
	Current  CartonID     `json:"current,omitempty"`  // scans go into this carton from now on
	Apply    string       `json:"apply,omitempty"`    // what became of scanning its label: done or skipped
	Box      string       `json:"box,omitempty"`      // packed into another box from now on
	Contents []PackedLine `json:"contents,omitempty"` // added to the carton (negative: taken out)
}

// PackedLine is units of an order line that went into a carton.
type PackedLine struct {
	Line LineID `json:"line"`
	Lot  LotID  `json:"lot"`
	Qty  Qty    `json:"qty"`

	LotCode string `json:"lot_code,omitempty"` // as far as it was loaded
}

// TaskChange sets a task's progress.
type TaskChange struct {
	ID    TaskID `json:"id"`
	Done  Qty    `json:"done"`
	Short Qty    `json:"short"`
	Seq   int    `json:"seq"`
	State string `json:"state"` // open, done, short, cancelled

	Qty      Qty        `json:"qty,omitempty"`      // another quantity from now on; 0: as it was
	Slot     int        `json:"slot,omitempty"`     // another slot of the cart; 0: as it was
	Location LocationID `json:"location,omitempty"` // another bin, with Lot; 0: both as they were
	Lot      LotID      `json:"lot,omitempty"`
}

// TaskAdd is a new task, made when a short is served from another bin or a full tote leaves a rest.
type TaskAdd struct {
	List     ListID     `json:"list,omitempty"` // 0: the list of the step
	Seq      int        `json:"seq"`
	Location LocationID `json:"location"`
	Item     ItemID     `json:"item"`
	Lot      LotID      `json:"lot"`
	Qty      Qty        `json:"qty"`
	Line     LineID     `json:"line"` // 0 for a batch task
	Slot     int        `json:"slot"`
	Shares   []Share    `json:"shares,omitempty"` // of a batch task

	Kept bool `json:"-"` // an undo of the step leaves it
}

// Share is the part of a batch task that is for one order line.
type Share struct {
	Line LineID `json:"line"`
	Qty  Qty    `json:"qty"`
}

// Shift makes room in a list's walk: its open tasks from Seq on come Room later.
type Shift struct {
	List ListID `json:"list"`
	Seq  int    `json:"seq"`
	Room int    `json:"room"`
}

// Reslot sends what open tasks of the list still bring into another slot's tote. A batch task that has begun keeps its
// slot: its shares are worked from one tote.
type Reslot struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// OtherList is a list of somebody else that a step changes too. It must still be at Version.
type OtherList struct {
	List    ListID `json:"list"`
	Version int    `json:"version"`
}

// ToteChange binds a tote to a slot of the list, or says where it went. A slot that the list does not have yet is added,
// for Order.
type ToteChange struct {
	Slot  int        `json:"slot"`
	Order OrderID    `json:"order,omitempty"`
	Tote  LocationID `json:"tote"`  // 0: unbound again
	State string     `json:"state"` // empty, filling, dropped, done
	At    LocationID `json:"at"`    // where it was dropped
}

// ShareChange says how much of a batch task has reached an order line at the wall (deltas). Qty changes the share itself; one
// that comes to nothing is gone.
type ShareChange struct {
	Task  TaskID `json:"task"`
	Line  LineID `json:"line"`
	Qty   Qty    `json:"qty,omitempty"`
	Put   Qty    `json:"put"`
	Short Qty    `json:"short"`
}

// LineChange adds to an order line's counters, and to its order's (deltas, may be negative on undo).
type LineChange struct {
	Line   LineID `json:"line"`
	Picked Qty    `json:"picked"`
	Packed Qty    `json:"packed"`
	Short  Qty    `json:"short"`
	Over   Qty    `json:"over,omitempty"` // units beyond what was ordered: the line wants them from now on
}

// Move is one double-entry ledger row: Qty > 0 units of an item leave From and arrive at To.
type Move struct {
	Item   ItemID     `json:"item"`
	Lot    LotID      `json:"lot"`
	From   LocationID `json:"from"`
	To     LocationID `json:"to"`
	Qty    Qty        `json:"qty"`
	Cause  string     `json:"cause"` // receive, pick, put, pack, ship, count, undo, damage, back
	Task   TaskID     `json:"task"`
	Line   LineID     `json:"line"`
	Serial string     `json:"serial"`
}

// Reservation adds to (or, negative, takes from) what is reserved in a bin. Suspect marks the bin's stock as not to be
// promised again until it is counted.
type Reservation struct {
	Location LocationID `json:"location"`
	Item     ItemID     `json:"item"`
	Lot      LotID      `json:"lot"`
	Qty      Qty        `json:"qty"`
	Suspect  bool       `json:"suspect"`
}

// Serial captures one serial number; Gone takes the capture back.
type Serial struct {
	Item   ItemID `json:"item"`
	Serial string `json:"serial"`
	Task   TaskID `json:"task"`
	Line   LineID `json:"line"`
	Gone   bool   `json:"gone"`
}

// ChoreKind is what sort of work a Chore is.
type ChoreKind string

const (
	CountChore   ChoreKind = "count"    // count an item in a bin
	RelabelChore ChoreKind = "relabel"  // print a place's label anew
	BarcodeChore ChoreKind = "barcode"  // say what an unknown barcode stands for
	PutBackChore ChoreKind = "put_back" // bring goods of a cancelled order back into a bin
)

// Chore is something to be done beside the picking, found on the way. The same chore asked for twice is one.
type Chore struct {
	Kind     ChoreKind  `json:"kind"`
	Location LocationID `json:"location,omitempty"`
	Item     ItemID     `json:"item,omitempty"`
	Lot      LotID      `json:"lot,omitempty"`
	Code     string     `json:"code,omitempty"` // the unknown barcode
	Text     string     `json:"text"`           // why, in a sentence
}

// Event is one row of the audit trail.
type Event struct {
	Kind   string   `json:"kind"`
	Order  OrderID  `json:"order"`
	Wave   WaveID   `json:"wave"`
	List   ListID   `json:"list"`
	Carton CartonID `json:"carton"`
	Text   string   `json:"text"` // one sentence for the history page
}

package picking

import "time"

// Scan is one reading of a barcode, as parsed. ID is a UUID made on the device when the trigger was pulled, so the same
// scan sent again is known. Code is the text as read, upper-cased and trimmed; GTIN its 14-digit form when it is one.
type Scan struct {
	ID     string
	Device string
	At     time.Time
	Raw    string
	Code   string
	GTIN   string
	Lot    string
	Serial string
	Count  Qty // AI 37 or 30, zero if the code carries none
	Seen   int // version of the screen it was made on, 0 if the device does not tell
}

// Verdict is what became of a scan or a touch. A refusal is a verdict, not an error: it is recorded and nothing changes.
type Verdict string

const (
	OK           Verdict = "ok"            // counted or confirmed
	LineComplete Verdict = "line_complete" // and this finishes the line
	ListComplete Verdict = "list_complete" // and this finishes the list or order
	WrongItem    Verdict = "wrong_item"
	WrongLot     Verdict = "wrong_lot"
	WrongPlace   Verdict = "wrong_place" // another bin, slot or station
	WrongTote    Verdict = "wrong_tote"
	TooMany      Verdict = "too_many"
	UnknownCode  Verdict = "unknown_code"
	NotYours     Verdict = "not_yours"   // somebody else's list, cart or order
	NotAllowed   Verdict = "not_allowed" // the step does not allow it now
	Narrower     Verdict = "narrower"    // ambiguous: scan something that tells more
	Confirm      Verdict = "confirm"     // a choice with consequences: scan the same code again to make it
)

// Accepted says whether the scan changed anything.
func (v Verdict) Accepted() bool { return v == OK || v == LineComplete || v == ListComplete }

// Message is a verdict in words: Title is what the eye reads first, Detail says what was scanned and where it belongs,
// Need what is wanted here instead.
type Message struct {
	Verdict Verdict `json:"verdict"`
	Title   Text    `json:"title"`
	Detail  Text    `json:"detail,omitempty"`
	Need    Text    `json:"need,omitempty"`
}

// Refuse makes a refusal.
func Refuse(v Verdict, title, detail, need Text) Message {
	return Message{Verdict: v, Title: title, Detail: detail, Need: need}
}

// Found is what the scanned code stands for in this warehouse. At most one of them is set; all nil: unknown.
type Found struct {
	Location *FoundLocation `json:"location"`
	Item     *FoundItem     `json:"item"`
	Order    *FoundOrder    `json:"order"` // the code is an order number
	User     *FoundUser     `json:"user"`  // the code is on somebody's badge
}

// FoundLocation is a scanned location; for a tote or cart, what it is busy with.
type FoundLocation struct {
	ID    LocationID   `json:"id"`
	Code  string       `json:"code"`
	Kind  LocationKind `json:"kind"`
	Slots int          `json:"slots"`
	List  ListID       `json:"list"`  // the unfinished list that holds this tote or cart, 0 if free
	Order string       `json:"order"` // number of the order whose goods are in it, if one

	Cancelled bool `json:"cancelled"` // that order was cancelled
}

// FoundItem is a scanned item; Qty is how many units the scanned code means.
type FoundItem struct {
	ID   ItemID `json:"id"`
	SKU  string `json:"sku"`
	Name string `json:"name"`
	Qty  Qty    `json:"qty"`
}

// FoundOrder is a scanned order number.
type FoundOrder struct {
	ID     OrderID `json:"id"`
	Number string  `json:"number"`
}

// FoundUser is the person whose badge was scanned.
type FoundUser struct {
	ID   UserID `json:"id"`
	Name string `json:"name"`
}

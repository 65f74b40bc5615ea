package picking

import "time"

// Identifiers. Each is unique within a warehouse; zero means "none".
type (
	WarehouseID int64
	UserID      int64
	LocationID  int64
	ItemID      int64
	LotID       int64
	OrderID     int64
	LineID      int64
	WaveID      int64
	ListID      int64
	TaskID      int64
	SortID      int64
	CartonID    int64
	JobID       int64
	PrinterID   int64
	PrintID     int64
	CarrierID   int64
	BookingID   int64
	ManifestID  int64
)

// Units. Quantities are whole numbers of the item's base unit (each); a case barcode means N of them.
type (
	Qty         int
	Grams       int
	Millimetres int
)

// Role is what a person may do; web/auth holds the one table of who may reach what.
type Role string

const (
	Picker     Role = "picker"
	Packer     Role = "packer"
	Supervisor Role = "supervisor"
	Admin      Role = "admin"
)

// User is a person with a badge. Badge is an identifier only, never a secret.
type User struct {
	ID        UserID
	Warehouse WarehouseID
	Badge     string
	Name      string
	Role      Role
	Active    bool
}

// LocationKind says what a place is. Everything with a code that goods can be in, stand on or come from is a Location,
// so one table answers "what did I just scan".
type LocationKind string

const (
	PickFace   LocationKind = "pick"       // a bin that pickers take from
	Reserve    LocationKind = "reserve"    // bulk stock, not picked from
	Staging    LocationKind = "staging"    // floor space where totes wait
	Quarantine LocationKind = "quarantine" // where damaged goods wait for a decision
	Station    LocationKind = "station"    // a packing station
	Wall       LocationKind = "wall"       // a put wall as a whole, where totes are dropped
	Slot       LocationKind = "slot"       // one compartment of a put wall
	Cart       LocationKind = "cart"       // carries totes; holds no goods itself
	Tote       LocationKind = "tote"       // licence plate of a picker's container
	Carton     LocationKind = "carton"     // licence plate of a parcel
	Supplier   LocationKind = "supplier"   // virtual: where received goods come from
	Customer   LocationKind = "customer"   // virtual: where shipped goods go
	Adjusted   LocationKind = "adjust"     // virtual: counts and corrections
)

// Location is a place in the warehouse. Aisle is an index into the layout's aisles and Y a position along it, in the
// layout's unit (metres); both matter only for bins.
type Location struct {
	ID    LocationID   `json:"id"`
	Code  string       `json:"code"`
	Kind  LocationKind `json:"kind"`
	Zone  string       `json:"zone"`
	Aisle int          `json:"aisle"`
	Y     float64      `json:"y"`
	Side  string       `json:"side"` // "left" or "right" seen from the aisle's low end
	Level int          `json:"level"`
	Slots int          `json:"slots"` // totes a cart holds
}

// Tracking is what must be known of each unit of an item beyond its kind.
type Tracking string

const (
	NoTracking Tracking = "none"
	ByLot      Tracking = "lot"
	BySerial   Tracking = "serial"
)

// Item is a stock-keeping unit.
type Item struct {
	ID       ItemID      `json:"id"`
	SKU      string      `json:"sku"`
	Name     string      `json:"name"`
	Picture  string      `json:"picture"` // an emoji or the address of an image
	Weight   Grams       `json:"weight"`
	Length   Millimetres `json:"length"`
	Width    Millimetres `json:"width"`
	Height   Millimetres `json:"height"`
	Stand    Stand       `json:"stand"`
	Tracking Tracking    `json:"tracking"`
	Hazard   string      `json:"hazard"` // dangerous goods: what the packer has to know, "UN3481, lithium ion: lithium mark on the box"; empty: it is none
}

// Stand is which way up an item may lie in a carton; empty is not said, which is any way.
type Stand string

const (
	AnyWay  Stand = "any"
	Upright Stand = "upright" // this side up: its height stands
)

// Barcode is one code that identifies Qty units of an item: a GTIN padded to 14 digits, or a house code as printed.
type Barcode struct {
	Code string
	Item ItemID
	Qty  Qty
}

// Lot is a production batch of one item with its expiry date (zero: does not expire).
type Lot struct {
	ID      LotID
	Item    ItemID
	Code    string
	Expires time.Time
}

// Channel is where an order came from.
type Channel string

const (
	Online  Channel = "online"
	InStore Channel = "store"
)

// Pickup is the service of an order that its customer collects; every other service leaves with a carrier.
const Pickup = "pickup"

// Address is where a parcel goes or comes from. Country is an ISO 3166-1 alpha-2 code.
type Address struct {
	Name     string `json:"name"`
	Company  string `json:"company,omitempty"`
	Street1  string `json:"street1"`
	Street2  string `json:"street2,omitempty"`
	City     string `json:"city"`
	Region   string `json:"region,omitempty"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
}

// Order is what a customer wants, with how far it has come in units. Its state is derived from these counters.
type Order struct {
	ID         OrderID
	Number     string // ours, unique in the warehouse, printed and scanned
	Source     string // the shop or system it came from; (Source, ExternalID) is unique
	ExternalID string
	Channel    Channel
	Service    string
	Priority   int // 0 (lowest) … 9
	Cutoff     time.Time
	PlacedAt   time.Time
	ShipTo     Address
	Note       string
	Progress
}

// Line is one item of an order.
type Line struct {
	ID      LineID
	Order   OrderID
	No      int
	Item    ItemID
	Qty     Qty
	Short   Qty
	Picked  Qty
	Packed  Qty
	Shipped Qty
}

// Method is a way to turn orders into pick lists.
type Method string

const (
	Discrete Method = "discrete" // one order a walk
	Batch    Method = "batch"    // one total per item, sorted afterwards at a put wall
	Cluster  Method = "cluster"  // an order per tote on the cart, sorted while picking
	Zone     Method = "zone"     // each zone its own list, consolidated before packing
)

// Methods lists every Method in the order they are offered.
var Methods = []Method{Discrete, Batch, Cluster, Zone}

package handheld

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// How far a device goes on without an answer. After quarter of an hour its session is over as well, and a walk of more
// lines is not done in that time.
const (
	restMinutes = 15
	restLines   = 100
)

// rest is what the device keeps to go on with a list where there is no connection. static/js/local.js judges by it.
func (a *Area) rest(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	r, err := a.Store.PickRest(c.Request().Context(), scan.Who(c), l, restLines)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	v := restOf(ctx, r)
	var screen, plate strings.Builder
	if err := awayScreen(r).Render(ctx, &screen); err != nil {
		return err
	}
	if err := awayPlate().Render(ctx, &plate); err != nil {
		return err
	}
	v.Screen, v.Plate, v.Words = screen.String(), plate.String(), map[string]string{}
	for k, w := range awayWords {
		v.Words[k] = say(ctx, w)
	}
	return respond.JSON(c, 200, v)
}

// restView is a list as the device keeps it, in short names: it crosses bad Wi-Fi. Screen and Plate are pages' parts with
// places to fill in, Words what is filled in; the script itself has none.
type restView struct {
	List    picking.ListID    `json:"list"`
	User    picking.UserID    `json:"user"`
	Version int               `json:"version"`
	Minutes int               `json:"minutes"`
	More    bool              `json:"more,omitempty"` // lines that are not kept follow
	Tasks   []restTask        `json:"tasks"`
	Items   []restItem        `json:"items"`
	Totes   []string          `json:"totes"` // all of the cart
	Screen  string            `json:"screen"`
	Plate   string            `json:"plate"`
	Words   map[string]string `json:"words"`
}

type restTask struct {
	ID    picking.TaskID `json:"id"`
	Bin   string         `json:"bin"`
	Side  string         `json:"side,omitempty"`
	Item  int            `json:"item"` // index into Items
	Facts []string       `json:"facts,omitempty"`
	Lot   string         `json:"lot,omitempty"`
	Lots  bool           `json:"lots,omitempty"` // several in the bin: the lot is to be scanned
	Hard  bool           `json:"hard,omitempty"` // its goods want a decision of the server
	Need  picking.Qty    `json:"need"`
	Tote  string         `json:"tote"`
	Slot  int            `json:"slot"`
}

type restItem struct {
	Name    string                 `json:"name"`
	Picture string                 `json:"pic,omitempty"`
	Serial  bool                   `json:"serial,omitempty"`
	Codes   map[string]picking.Qty `json:"codes"` // what stands for it, and how many units each means
}

func restOf(ctx context.Context, r task.Rest) restView {
	v := restView{List: r.List, User: r.User, Version: r.Version, Minutes: restMinutes, More: r.Open > len(r.Tasks),
		Tasks: []restTask{}, Items: []restItem{}, Totes: []string{}}
	totes := map[int]string{}
	for _, t := range r.Totes {
		totes[t.Slot] = t.Code
		v.Totes = append(v.Totes, t.Code)
	}
	at := map[picking.ItemID]int{}
	for _, t := range r.Tasks {
		if _, known := at[t.Item]; !known {
			at[t.Item] = len(v.Items)
			v.Items = append(v.Items, restItem{Name: t.Name, Picture: t.Picture, Serial: t.Tracking == picking.BySerial,
				Codes: map[string]picking.Qty{strings.ToUpper(t.SKU): 1}})
		}
		p := pickView{P: task.Prompt{Task: &t}}
		var facts []string
		for _, f := range p.facts() {
			facts = append(facts, say(ctx, f))
		}
		v.Tasks = append(v.Tasks, restTask{ID: t.ID, Bin: t.Bin, Side: p.way().side(ctx), Item: at[t.Item], Facts: facts, Lot: t.LotCode,
			Lots: t.Lots > 1, Hard: t.Expired, Need: t.Left(), Tote: totes[t.Slot], Slot: t.Slot})
	}
	for _, c := range r.Codes {
		v.Items[at[c.Item]].Codes[c.Code] = c.Qty
	}
	return v
}

// awayWords are what the device says by itself. {…} is filled in: what was scanned, and what is wanted here. Of a refusal
// the first sentence is read first, the second says what was scanned, the third what is wanted.
var awayWords = map[string]picking.Text{
	"waiting": "{n} waiting", "slot": "slot {slot}", "of": "of {need}", "take": "take", "put": "put",
	"bin": "Scan the bin", "item": "Scan the item", "serial": "Scan its serial number", "tote": "Scan tote {tote}", "end": "No connection",
	"wrong_place": "Wrong bin|You scanned {what}.|Scan bin {bin}.",
	"wrong_item":  "Wrong item|You scanned {what}.|Here we need {name} — {left} more.",
	"too_many":    "Too many|This means {units}, {left} more are needed.|Put the surplus back into the bin.",
	"narrower":    "Which lot?|This bin holds several lots of it.|Scan the label of lot {lot}.",
	"wrong_tote":  "Wrong tote|You scanned {what}.|Put them into tote {tote}, slot {slot}, and scan it.",
	"not_allowed": "Not a serial number|You scanned {what}.|Scan the serial number of this {name}.",
	"down":        "Needs the connection|{what} is not known on this device.|Go on with what is asked for here.",
	"late":        "Needs the connection|Nothing was heard for {minutes} minutes.|Walk to where there is a connection. What you scanned is kept.",
}

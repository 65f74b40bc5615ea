package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/desk"
)

// TestWaveByEachMethod walks the supervisor's main job without script: choose, look at the plan, release, see the
// wave, its lists and an order, take a list back.
func TestWaveByEachMethod(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	for i, m := range picking.Methods {
		id := picking.WaveID(i + 1)
		t.Run(string(m), func(t *testing.T) {
			form := url.Values{"way": {"auto"}, "max": {"25"}, "method": {string(m)}, "name": {"Noon"}, "short": {"1"}}
			plan, body := c.plans(form)
			sees(t, body, "Release 25 orders", "One order at a time", "Left out", "the wave is full", "most urgent orders, at most 25 orders")
			sees(t, c.page(plan+"?list=1"), "List 1", "Why these orders", "Stops in order", "itself", "slot 1")
			if n := h.get(t, "SELECT count(*) FROM waves"); n != i {
				t.Fatal("the plan released something")
			}
			wave := c.goes(plan+"/release", url.Values{})
			sees(t, wave, fmt.Sprintf("W-%d Noon", id), fmt.Sprintf("Wave W-%d is released", id), "Take back", "First come, first served", "One order at a time")
			sees(t, c.page(plan), "released", desk.WavePath(id))
			sees(t, c.goes(plan+"/release", url.Values{}), fmt.Sprintf("had been released as wave W-%d before", id))
			if n := h.get(t, "SELECT count(*) FROM orders WHERE state = 'released' AND wave_id = $1", id); n != 25 {
				t.Errorf("%d orders released, want 25", n)
			}
			list := picking.ListID(h.get(t, "SELECT min(id) FROM pick_lists WHERE wave_id = $1", id))
			sees(t, wave, fmt.Sprintf("%s?list=%d#tour", desk.WavePath(id), list))
			sees(t, c.page(fmt.Sprintf("%s?list=%d", desk.WavePath(id), list)), desk.ListPath(list), "Why these orders", "itself")
			sees(t, c.page(desk.ListPath(list)), "Stops", "Whoever asks next", desk.WavePath(id), "Why these orders")
			order := picking.OrderID(h.get(t, "SELECT min(id) FROM orders WHERE wave_id = $1", id))
			sees(t, c.page(desk.OrderPath(order)), "Where it is picked", "Released", "Received", "Take back")
			sees(t, c.page(desk.HomePath), fmt.Sprintf("W-%d Noon", id), "not begun")
			sees(t, c.page(desk.WavesPath), fmt.Sprintf("W-%d Noon", id), "released")
			sees(t, c.page(desk.UnreleaseListPath(list)), "Take list")
			sees(t, c.goes(desk.UnreleaseListPath(list), url.Values{}), "taken back")
			if n := h.get(t, "SELECT count(*) FROM pick_lists WHERE id = $1 AND state <> 'cancelled'", list); n != 0 && m != picking.Zone {
				t.Error("the list is still there")
			}
			if h.get(t, "SELECT count(*) FROM pick_lists WHERE state = 'open'") > 0 {
				sees(t, c.goes(desk.UnreleaseWavePath(id), url.Values{}), "taken back", "cancelled")
			}
			if n := h.get(t, "SELECT count(*) FROM orders WHERE state <> 'received'") + h.get(t, "SELECT sum(reserved) FROM balances"); n != 0 {
				t.Errorf("%d orders and reservations are left", n)
			}
		})
	}
}

func TestWaveByHandAndByFilter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	var numbers []string
	if err := h.raw.Select(&numbers, "SELECT number FROM orders ORDER BY id LIMIT 3"); err != nil {
		t.Fatal(err)
	}
	hand := url.Values{"way": {"hand"}, "numbers": {strings.ToLower(numbers[0]) + ", " + numbers[1]}, "order": {"3"}, "method": {"discrete"}, "short": {"1"}}
	first, body := c.plans(hand)
	sees(t, body, "Release 3 orders", "3 orders chosen by hand")
	second, _ := c.plans(hand)
	for name, bad := range map[string]url.Values{
		"There is no order NOPE here":              {"way": {"hand"}, "numbers": {"NOPE"}, "method": {"batch"}},
		"Tick orders on the orders page":           {"way": {"hand"}, "method": {"batch"}},
		"Choose how the orders are picked":         {"way": {"auto"}, "method": {"telepathy"}},
		"is not a number of orders":                {"way": {"auto"}, "max": {"-4"}, "method": {"batch"}},
		"is not a time like 16:30":                 {"way": {"auto"}, "until": {"25:99"}, "method": {"batch"}},
		"A priority is 0 to 9":                     {"way": {"filter"}, "priority": {"99"}, "method": {"batch"}},
		"Choose which orders are taken":            {"way": {"magic"}, "method": {"batch"}},
		"At most 300 orders can be chosen by hand": {"way": {"hand"}, "numbers": {strings.Repeat("X ", 301)}, "method": {"batch"}},
		"takes 1 to 10 seconds":                    {"way": {"auto"}, "method": {"batch"}, "time": {"60"}},
	} {
		a := c.post(desk.PlansPath, bad)
		if a.code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.code)
		}
		sees(t, a.body, name)
	}
	nothing, body := c.plans(url.Values{"way": {"filter"}, "service": {"none such"}, "method": {"batch"}})
	sees(t, body, "Nothing of this can be released", `data-orders="0"`, "Change the choice")
	sees(t, c.goes(nothing+"/release", url.Values{}), "No order that waits matches")
	c.goes(first+"/release", url.Values{})
	stale := c.post(second+"/release", url.Values{}) // what it plans has been released meanwhile
	anew := c.page(stale.location)
	sees(t, anew, "Nothing was released: 3 orders do not wait any more as they did", "planned anew")
	if stale.location == second || h.get(t, "SELECT count(*) FROM waves") != 1 {
		t.Errorf("a stale plan leads to %s", stale.location)
	}
	filter := url.Values{"way": {"filter"}, "service": {"pickup"}, "method": {"cluster"}, "short": {"1"}}
	path, _ := c.plans(filter)
	c.goes(path+"/release", url.Values{})
	if n := h.get(t, "SELECT count(*) FROM orders WHERE service <> 'pickup' AND wave_id = 2"); n != 0 {
		t.Errorf("%d orders do not match the filter", n)
	}
}

func TestOrderActs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	const o = picking.OrderID(7)
	sees(t, c.page(desk.OrderActPath(o, "hold")), "Hold order", "payment")
	if a := c.goes(desk.OrderActPath(o, "hold"), url.Values{}); !strings.Contains(a, "say why") {
		t.Error("held without a reason")
	}
	sees(t, c.goes(desk.OrderActPath(o, "hold"), url.Values{"choice": {"payment"}}), "is on hold", "On hold", "payment", "Let it go on")
	sees(t, c.page(desk.StatePath(picking.OnHold)), desk.OrderPath(o))
	sees(t, c.goes(desk.OrderActPath(o, "unhold"), url.Values{}), "goes on", "Received")
	sees(t, c.goes(desk.OrderActPath(o, "unhold"), url.Values{}), "is not on hold")
	sees(t, c.page(desk.OrderActPath(o, "cancel")), "Cancel order", "cannot be undone")
	sees(t, c.goes(desk.OrderActPath(o, "cancel"), url.Values{}), "say why")
	sees(t, c.goes(desk.OrderActPath(o, "cancel"), url.Values{"reason": {"by phone"}}), "is cancelled", "Cancelled", "by phone")
	for path, code := range map[string]int{desk.OrderPath(99999): 404, desk.OrderPath(o) + "/explode": 404, desk.OrderActPath(o, "unhold"): 404,
		"/d/orders/x": 404, desk.ListPath(5): 404, desk.WavePath(5): 404, desk.ItemPath(99999): 404, desk.PersonPath(99999): 404,
		desk.OrdersPath + "?after=x": 422, desk.OrdersPath + "?priority=x": 422, desk.OrdersPath + "?due=never": 422, desk.StockPath + "?after=x": 422} {
		if a := c.get(path); a.code != code {
			t.Errorf("%s: %d, want %d", path, a.code, code)
		}
	}
}

func TestAssignFromTheDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	h.wave(t, picking.Cluster)
	pete := h.get(t, "SELECT id FROM users WHERE badge = 'PETE'")
	sees(t, c.goes(desk.AssignPath(1), url.Values{"user": {fmt.Sprint(pete)}}), "The list is given", "assigned")
	if n := h.get(t, "SELECT user_id FROM pick_lists WHERE id = 1"); n != pete {
		t.Errorf("given to %d, want %d", n, pete)
	}
	sees(t, c.goes(desk.AssignPath(1), url.Values{"user": {""}}), "waits for whoever asks next", "open")
	sees(t, c.goes(desk.AssignPath(1), url.Values{"user": {"99999"}}), "does not work here")
}

func TestCountFromTheDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	var r struct {
		Location int    `db:"location_id"`
		Item     int    `db:"item_id"`
		Lot      int    `db:"lot_id"`
		OnHand   int    `db:"on_hand"`
		Code     string `db:"code"`
	}
	if err := h.raw.Get(&r, `SELECT b.location_id, b.item_id, b.lot_id, b.on_hand, l.code FROM balances b JOIN locations l ON l.id = b.location_id
		WHERE l.kind = 'pick' ORDER BY l.code LIMIT 1`); err != nil {
		t.Fatal(err)
	}
	form := func(qty string) url.Values {
		return url.Values{"location": {fmt.Sprint(r.Location)}, "item": {fmt.Sprint(r.Item)}, "lot": {fmt.Sprint(r.Lot)}, "qty": {qty}}
	}
	sees(t, c.page(desk.StockPath+"?q="+r.Code), r.Code, "Count")
	sees(t, c.page(desk.CountPath+"?"+form("").Encode()), fmt.Sprintf("%d are booked", r.OnHand))
	sees(t, c.goes(desk.CountPath, form(fmt.Sprint(r.OnHand+2))), fmt.Sprintf("+2, now %d", r.OnHand+2))
	sees(t, c.page(desk.ItemPath(picking.ItemID(r.Item))), "Counted", "ADJUST")
	for qty, words := range map[string]string{"": "How many are there", "x": "Type a whole number", "-1": "Type a whole number", "9999999": "count between"} {
		if a := c.post(desk.CountPath, form(qty)); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, words) {
			t.Errorf("count %q: %d", qty, a.code)
		}
	}
	if a := c.get(desk.CountPath + "?location=99999&item=1"); a.code != http.StatusNotFound {
		t.Errorf("count nothing: %d", a.code)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue, art := h.client(t, "SUE"), h.client(t, "ART")
	add := url.Values{"name": {"Nia"}, "badge": {" nia-1 "}, "role": {"picker"}, "secret": {"739152"}}
	sees(t, sue.goes(desk.PeoplePath, add), "Nia can sign in", "NIA-1")
	for words, change := range map[string][2]string{
		"belongs to somebody":       {"name", "Nia Two"},
		"6 to 12 digits":            {"secret", "12"},
		"What is the person":        {"name", ""},
		"Scan or type the badge":    {"badge", ""},
		"You cannot give this role": {"role", "admin"},
	} {
		bad := url.Values{}
		for k, v := range add {
			bad[k] = v
		}
		if change[0] != "name" || change[1] == "" {
			bad.Set("badge", "NIA-2")
		}
		bad.Set(change[0], change[1])
		if a := sue.post(desk.PeoplePath, bad); a.code < 400 || !strings.Contains(a.body, words) {
			t.Errorf("%v: %d, want %q", change, a.code, words)
		}
	}
	nia := picking.UserID(h.get(t, "SELECT id FROM users WHERE badge = 'NIA-1'"))
	self := picking.UserID(h.get(t, "SELECT id FROM users WHERE badge = 'ART'"))
	sees(t, sue.goes(desk.PersonActPath(nia, "secret"), url.Values{"secret": {"846203"}}), "has a new PIN")
	sees(t, sue.goes(desk.PersonActPath(nia, "badge"), url.Values{"badge": {"nia-3"}}), "has a new badge", "NIA-3")
	sees(t, sue.goes(desk.PersonActPath(nia, "role"), url.Values{"role": {"packer"}}), "is a packer now")
	sees(t, sue.goes(desk.PersonActPath(nia, "role"), url.Values{"role": {"supervisor"}}), "You cannot give this role")
	sees(t, sue.goes(desk.PersonActPath(nia, "off"), url.Values{}), "cannot sign in any more", "Let them in again")
	sees(t, sue.goes(desk.PersonActPath(nia, "on"), url.Values{}), "can sign in again")
	sees(t, art.goes(desk.PersonActPath(nia, "role"), url.Values{"role": {"admin"}}), "signs in by password")
	sees(t, art.goes(desk.PersonActPath(self, "off"), url.Values{}), "You cannot shut yourself out")
	if a := sue.post(desk.PersonActPath(self, "secret"), url.Values{"secret": {"846203"}}); a.code != http.StatusForbidden {
		t.Errorf("a supervisor changes an admin: %d", a.code)
	}
	sees(t, sue.page(desk.PersonPath(self)), "Only an admin can change this person")
	if a := h.client(t, "PETE").get(desk.PeoplePath); a.code != http.StatusForbidden {
		t.Errorf("a picker on the desk: %d", a.code)
	}
}

// TestAnotherWarehouse: a supervisor of warehouse 2 sees and changes nothing of warehouse 1.
func TestAnotherWarehouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	plan, _ := h.client(t, "SUE").plans(url.Values{"way": {"auto"}, "method": {"zone"}, "max": {"5"}})
	h.wave(t, picking.Cluster)
	h.raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('OTHER', 'Other')`)
	u := picking.User{Warehouse: 2, Badge: "EVE", Name: "Eve", Role: picking.Supervisor, Active: true}
	if _, err := h.AddUser(context.Background(), 0, db.Credentials{User: u, PINHash: pinHash()}); err != nil {
		t.Fatal(err)
	}
	eve := h.client(t, "EVE")
	loc, item := h.get(t, "SELECT min(location_id) FROM balances WHERE reserved > 0"), 1
	for _, path := range []string{desk.OrderPath(1), desk.OrderActPath(1, "hold"), desk.WavePath(1), desk.ListPath(1), desk.ItemPath(1),
		desk.PersonPath(1), plan, fmt.Sprintf("%s?location=%d&item=%d", desk.CountPath, loc, item)} {
		if a := eve.get(path); a.code != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, a.code)
		}
	}
	before := h.get(t, "SELECT max(id) FROM events")
	for _, path := range []string{desk.OrderActPath(1, "hold"), desk.OrderActPath(1, "cancel"), desk.OrderActPath(1, "return"), desk.UnreleaseWavePath(1),
		desk.AssignPath(1), desk.UnreleaseListPath(1), desk.CountPath, plan + "/stop", plan + "/release",
		desk.PersonActPath(1, "off")} {
		a := eve.post(path, url.Values{"reason": {"x"}, "location": {fmt.Sprint(loc)}, "item": {"1"}, "lot": {"0"}, "qty": {"5"}, "user": {"1"}})
		if a.code != http.StatusNotFound && a.code != http.StatusSeeOther {
			t.Errorf("POST %s: %d", path, a.code)
		}
	}
	if after := h.get(t, "SELECT max(id) FROM events"); after != before {
		t.Errorf("%d things changed", after-before)
	}
	for _, path := range []string{desk.HomePath, desk.OrdersPath, desk.WavesPath, desk.StockPath, desk.PeoplePath} {
		if body := eve.page(path); strings.Contains(body, "W-1 ") || strings.Contains(body, "O-1000") || strings.Contains(body, "Pete") || strings.Contains(body, "A-01-") {
			t.Errorf("%s shows the other warehouse", path)
		}
	}
}

var inline = regexp.MustCompile(`(?i)\sstyle=|<style|\son[a-z]+=|<script(?:\s[^>]*)?>[^<]|javascript:`)

// TestStrictPages: nothing on a page needs a weaker Content-Security-Policy, and every form carries the token.
func TestStrictPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.busy(t)
	c := h.client(t, "ART")
	plan, _ := c.plans(url.Values{"way": {"auto"}, "method": {"zone"}})
	for _, path := range []string{desk.HomePath, desk.OrdersPath, desk.OrderPath(1), desk.OrderActPath(200, "hold"), desk.NewWavePath + "?way=auto&method=zone", plan + "?list=1",
		desk.WavesPath, desk.WavePath(1), desk.ListPath(1), desk.StockPath, desk.ItemPath(1), desk.PeoplePath, desk.PersonPath(2)} {
		body := c.page(path)
		if m := inline.FindString(body); m != "" {
			t.Errorf("%s has %q", path, m)
		}
		for _, form := range strings.Split(body, "<form")[1:] {
			form, _, _ = strings.Cut(form, "</form>")
			if strings.Contains(form, `method="post"`) && !strings.Contains(form, `name="_csrf" value="`+c.csrf[:4]) {
				t.Errorf("%s has a form without its token: %.120s", path, form)
			}
		}
	}
}

// sees checks that a page says each text.
func sees(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(body, s) && !strings.Contains(body, strings.ReplaceAll(s, "'", "&#39;")) {
			at := strings.Index(body, "<main")
			t.Errorf("the page does not say %q:\n%.1500s", s, tags.ReplaceAllString(body[max(at, 0):], " "))
		}
	}
}

var tags = regexp.MustCompile(`(?s)<[^>]*>\s*`)

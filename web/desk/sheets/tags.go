package sheets

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"pickpack/labels"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// tags are the labels of one kind that match a search, at most one more than a file holds. All but those of items bear check
// digits.
func (a *Area) tags(c echo.Context, k kind, search string) (tags []labels.Tag, err error) {
	switch {
	case k.key == "items":
		return a.itemTags(c, search)
	case k.places != nil:
		tags, err = a.placeTags(c, k, search)
	case k.key == "badges":
		tags, err = a.badgeTags(c)
	default:
		tags, err = a.boxTags(c)
	}
	for i := range tags {
		tags[i].Check = picking.CheckDigits(tags[i].Code)
	}
	return tags, err
}

func (a *Area) placeTags(c echo.Context, k kind, search string) (tags []labels.Tag, err error) {
	places, err := a.Store.Places(c.Request().Context(), auth.User(c).Warehouse, k.places, search, most+1)
	for _, p := range places {
		tags = append(tags, labels.Tag{Code: p.Code, Small: below(p)})
	}
	return tags, err
}

// below is the line under a place's code.
func below(p picking.Location) string {
	switch p.Kind {
	case picking.PickFace:
		return "Zone " + p.Zone
	case picking.Reserve:
		return "Reserve, zone " + p.Zone
	case picking.Cart:
		return ui.Count(p.Slots, "tote")
	case picking.Wall:
		return "Put wall"
	case picking.Slot:
		return "Put wall slot"
	case picking.Station:
		return "Packing station"
	}
	return ""
}

func (a *Area) badgeTags(c echo.Context) (tags []labels.Tag, err error) {
	people, err := a.Store.Users(c.Request().Context(), auth.User(c).Warehouse)
	for _, p := range people {
		if p.Active {
			tags = append(tags, labels.Tag{Code: p.Badge, Big: p.Name, Small: ui.RoleWord(p.Role)})
		}
	}
	return tags, err
}

func (a *Area) itemTags(c echo.Context, search string) (tags []labels.Tag, err error) {
	codes, err := a.Store.ItemCodes(c.Request().Context(), auth.User(c).Warehouse, search, most+1)
	for _, i := range codes {
		name := i.Name
		if i.Qty > 1 {
			name = fmt.Sprintf("%d × %s", i.Qty, i.Name)
		}
		tags = append(tags, labels.Tag{Code: i.Code, Big: i.SKU, Small: name})
	}
	return tags, err
}

func (a *Area) boxTags(c echo.Context) (tags []labels.Tag, err error) {
	boxes, err := a.Store.Boxes(c.Request().Context(), auth.User(c).Warehouse)
	for _, b := range boxes {
		tags = append(tags, labels.Tag{Code: pack.BoxPrefix + b.Code, Big: b.Code, Small: b.Size()})
	}
	tags = append(tags, labels.Tag{Code: pack.UndoCode, Small: "Takes the last scan back"},
		labels.Tag{Code: pack.HoldCode, Small: "Sets the order aside"}, labels.Tag{Code: pack.NewCartonCode, Small: "Opens another carton"},
		labels.Tag{Code: pack.LeavesCode, Small: "The driver leaves"}, labels.Tag{Code: pack.LeaveAllCode, Small: "All parcels leave unscanned"})
	for n := range 3 {
		tags = append(tags, labels.Tag{Code: pack.CartonCard(n + 1), Small: fmt.Sprintf("Scans go into carton %d", n+1)})
	}
	return tags, err
}

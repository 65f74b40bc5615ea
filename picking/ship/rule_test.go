package ship

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pickpack/picking"
)

func TestRules(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]Rule{"want": {Want: "best"}, "days": {Want: InTime}, "limit": {Want: Cheapest, Limit: Money{Minor: -1, Currency: "EUR"}},
		"service": {Service: strings.Repeat("x", 61), Want: Cheapest}} {
		var own *picking.Error
		if err := r.Valid(); !errors.As(err, &own) || own.Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Rule{Want: InTime, Days: 2}).Valid(); err != nil {
		t.Error(err)
	}
	r := Rule{Among: []string{"UPS", "UPS/Ground", "UPSilon/x"}, SupervisorOnly: true}
	if got := r.Renamed("UPS", "Brown"); !slices.Equal(got.Among, []string{"Brown", "Brown/Ground", "UPSilon/x"}) || r.Among[0] != "UPS" {
		t.Error(got.Among, r.Among)
	}
	if r.MayOverride(picking.Packer) == nil || r.MayOverride(picking.Supervisor) != nil || (Rule{}).MayOverride(picking.Packer) != nil {
		t.Error("who may choose")
	}
}

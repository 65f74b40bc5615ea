package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/release"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// How long the planner may look for shorter walks, in seconds.
const (
	usualSearch = 3
	mostSearch  = 10
)

// Ways to choose the orders of a wave.
const (
	byItself = "auto"   // the most urgent ones, within limits
	byFilter = "filter" // all that match
	byHand   = "hand"   // these
)

// mostByHand is how many orders can be named in an address.
const mostByHand = 300

// newWave shows the choice, and the plans that wait for somebody.
func (a *Area) newWave(c echo.Context) error {
	v, err := a.newWaveView(c, waveFormOf(c))
	if err != nil {
		return err
	}
	return a.show(c, page{"New wave", "waves", "", newWaveScreen(v)})
}

// newWaveAgain shows the choice again with what is wrong about it. Troubles that are not a person's own go the usual way.
func (a *Area) newWaveAgain(c echo.Context, f waveForm, wrong error) error {
	switch picking.KindOf(wrong) {
	case picking.Invalid, picking.Conflict, picking.NotFound, picking.Busy:
	default:
		return wrong
	}
	v, err := a.newWaveView(c, f)
	if err != nil {
		return err
	}
	t := respond.TroubleOf(wrong)
	v.Trouble = t.Message
	return a.showAs(c, t.Status, page{"New wave", "waves", "", newWaveScreen(v)})
}

func (a *Area) newWaveView(c echo.Context, f waveForm) (newWaveView, error) {
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	choices, err := a.Store.OrderChoices(ctx, wh)
	if err != nil {
		return newWaveView{}, err
	}
	jobs, err := a.Store.OpenJobs(ctx, wh, plansShown)
	if err != nil {
		return newWaveView{}, err
	}
	v := newWaveView{Form: f, Choices: formChoices(choices), Methods: methodCards(f.Method), CSRF: auth.CSRF(c)}
	v.First = append([]ui.Option{{Word: "Any"}}, v.Choices.Zones[1:]...)
	for n := 1; n <= mostSearch; n++ {
		v.Searches = append(v.Searches, ui.Option{Value: strconv.Itoa(n), Word: ui.Count(n, "second")})
	}
	for _, j := range jobs {
		v.Plans = append(v.Plans, planLineOf(j, a.clock(c)))
	}
	return v, nil
}

// waveForm is the choice as it stands in the form and in the address.
type waveForm struct {
	orderForm
	Way     string
	Numbers string   // typed or scanned order numbers
	Ticked  []string // ids
	Max     string   // orders
	Units   string
	Until   string // HH:MM today
	Method  string
	Short   bool
	First   string // take stock of this zone first
	Name    string
	Time    string // seconds to look for shorter walks
}

func waveFormOf(c echo.Context) waveForm {
	get := func(k string) string { return strings.TrimSpace(c.FormValue(k)) }
	f := waveForm{Way: get("way"), Numbers: get("numbers"), Max: get("max"), Units: get("units"), Until: get("until"), Method: get("method"),
		Short: get("short") != "", First: get("first"), Name: get("name"), Time: get("time")}
	f.orderForm = orderForm{Channel: get("channel"), Service: get("service"), Priority: get("priority"), Zone: get("zone"),
		Due: get("due"), Search: get("q")}
	if params, err := c.FormParams(); err == nil {
		f.Ticked = slices.DeleteFunc(slices.Clone(params["order"]), func(s string) bool { return s == "" })
	}
	if f.Way == "" {
		f.Way = byItself
	}
	if f.Time == "" {
		f.Time = strconv.Itoa(usualSearch)
	}
	if f.Way == byHand && f.Method == "" && len(f.Ticked) > 0 {
		f.Method = string(picking.Cluster)
	}
	return f
}

// query is the whole choice as an address.
func (f waveForm) query() url.Values {
	v := f.orderForm.query()
	for k, s := range map[string]string{"way": f.Way, "numbers": f.Numbers, "max": f.Max, "units": f.Units, "until": f.Until,
		"method": f.Method, "first": f.First, "name": f.Name, "time": f.Time} {
		if s != "" {
			v.Set(k, s)
		}
	}
	if f.Short {
		v.Set("short", "1")
	}
	if len(f.Ticked) > 0 {
		v["order"] = f.Ticked
	}
	return v
}

// request is what the form asks of the store.
func (a *Area) request(c echo.Context, f waveForm) (db.WaveRequest, error) {
	r := db.WaveRequest{Name: short(f.Name), Method: picking.Method(f.Method), Short: f.Short, Zone: f.First}
	if !slices.Contains(picking.Methods, r.Method) {
		return r, picking.FieldError("method", "Choose how the orders are picked.")
	}
	seconds, err := strconv.Atoi(f.Time)
	if err != nil || seconds < 1 || seconds > mostSearch {
		return r, picking.FieldError("time", "The search for shorter walks takes 1 to %d seconds.", mostSearch)
	}
	r.Search = time.Duration(seconds) * time.Second
	switch f.Way {
	case byHand:
		r.Orders, err = a.byHand(c, f)
	case byFilter:
		r.Filter, err = f.filter(a.clock(c))
	case byItself:
		if r.Filter, err = f.filter(a.clock(c)); err == nil {
			r.Limits, err = f.limits(a.clock(c))
		}
	default:
		err = picking.FieldError("way", "Choose which orders are taken.")
	}
	return r, err
}

// byHand finds the ticked and named orders.
func (a *Area) byHand(c echo.Context, f waveForm) ([]picking.OrderID, error) {
	var ids []picking.OrderID
	for _, s := range f.Ticked {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, picking.FieldError("order", "%q is no order.", s)
		}
		ids = append(ids, picking.OrderID(n))
	}
	numbers := strings.FieldsFunc(strings.ToUpper(f.Numbers), func(r rune) bool { return r <= ' ' || r == ',' || r == ';' })
	if len(numbers)+len(ids) > mostByHand {
		return nil, picking.FieldError("numbers", "At most %d orders can be chosen by hand. Use a filter for more.", mostByHand)
	}
	named, missing, err := a.Store.OrdersByNumber(c.Request().Context(), auth.User(c).Warehouse, numbers)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		return nil, picking.FieldError("numbers", "There is no order %s here.", strings.Join(missing, ", "))
	}
	ids = append(ids, named...)
	if len(ids) == 0 {
		return nil, picking.FieldError("numbers", "Tick orders on the orders page, or type or scan their numbers.")
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// limits is what a wave that chooses by itself may take.
func (f waveForm) limits(k clock) (*release.Limits, error) {
	l := &release.Limits{}
	for _, x := range []struct {
		field, text, noun string
		set               func(int)
	}{
		{"max", f.Max, "orders", func(n int) { l.Orders = n }},
		{"units", f.Units, "units", func(n int) { l.Units = picking.Qty(n) }},
	} {
		if x.text == "" {
			continue
		}
		n, err := strconv.Atoi(x.text)
		if err != nil || n < 1 || n > 1_000_000 {
			return nil, picking.FieldError(x.field, "%q is not a number of %s.", x.text, x.noun)
		}
		x.set(n)
	}
	if f.Until != "" {
		t, err := time.Parse("15:04", f.Until)
		if err != nil {
			return nil, picking.FieldError("until", "%q is not a time like 16:30.", f.Until)
		}
		l.Until = time.Date(k.now.Year(), k.now.Month(), k.now.Day(), t.Hour(), t.Minute(), 0, 0, k.zone)
	}
	return l, nil
}

// methodCards are the methods, each with when to use it.
func methodCards(chosen string) []methodCard {
	var all []methodCard
	for _, m := range picking.Methods {
		all = append(all, methodCard{m, ui.MethodWord(m), when[m], string(m) == chosen})
	}
	return all
}

// when says of each method what it is good for.
var when = map[picking.Method]string{
	picking.Discrete: "One order a walk. For large or urgent orders, and for goods that fill a cart.",
	picking.Batch:    "One total for each item, sorted at the put wall afterwards. For many small orders of the same items.",
	picking.Cluster:  "A tote for each order on the cart, sorted while picking. The usual choice for orders of a few lines.",
	picking.Zone: "Each zone has its own lists, picked side by side and brought together before packing. " +
		"For a large floor with people in every zone.",
}

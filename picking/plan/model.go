package plan

import (
	"maps"
	"slices"
	"time"

	"pickpack/picking/batch"
	"pickpack/picking/contract"
	"pickpack/picking/layout"
	"pickpack/picking/route"
)

// model is a valid request with names turned into numbers.
type model struct {
	req    *contract.PlanRequest
	ground *route.Ground
	used   []int          // locations that lie on the ground, by bin
	binOf  map[string]int // of a location's id
	dims   []string       // of capacity, in order
	room   []float64      // capacity by dimension
	whole  []bool         // dimensions that zones do not share
	method string         // how the chosen orders are picked
	start  time.Time      // when the budget began to run
	watch  func(Progress) // may be nil

	members []membership // of each walk of the result
	carts   int          // so far, if carts are passed from zone to zone
	zones   []string     // that orders need, by name
}

// membership is whom a walk is for: parts that could be in any walk of the same group and zone.
type membership struct {
	group int
	zone  *string
	parts []part
}

// passed says that carts with whole orders go from zone to zone.
func (m *model) passed() bool {
	return m.method == contract.Zone && m.req.Zoning == contract.Sequential
}

// apart says that each zone makes walks of its own.
func (m *model) apart() bool { return m.method == contract.Zone && !m.passed() }

// newModel takes only the locations that some order needs.
func newModel(r *contract.PlanRequest) (*model, error) {
	m := &model{req: r, method: r.Method, binOf: map[string]int{}}
	if r.Method == contract.Wave {
		m.method = contract.Batch
		if r.Release != nil && r.Release.Then != "" {
			m.method = r.Release.Then
		}
	}
	m.dims = slices.Sorted(maps.Keys(r.Capacity))
	for _, d := range m.dims {
		m.room = append(m.room, r.Capacity[d])
		m.whole = append(m.whole, d == "slots" || d == "totes")
	}
	if m.method == contract.Zone && r.Zones > 0 {
		m.cut()
	}
	return m, m.survey()
}

// survey lays out the ground.
func (m *model) survey() error {
	needed := map[string]bool{}
	for i := range m.req.Orders {
		for _, l := range m.req.Orders[i].Lines {
			needed[l.Location] = true
		}
	}
	var bins []layout.Bin
	for i, l := range m.req.Locations {
		if needed[l.ID] {
			m.binOf[l.ID] = len(bins)
			m.used = append(m.used, i)
			bins = append(bins, l.Bin())
		}
	}
	m.zones = m.zonesNeeded()
	g, err := route.NewGround(m.req.Layout, bins)
	m.ground = g
	return err
}

// load is an order's load by dimension of capacity.
func (m *model) load(o *contract.Order) []float64 {
	v := make([]float64, len(m.dims))
	for d, name := range m.dims {
		v[d] = o.Load[name]
	}
	return v
}

func (m *model) locationOf(bin int) *contract.Location { return &m.req.Locations[m.used[bin]] }

func (m *model) bins(o *contract.Order, lines []int) []int {
	bins := make([]int, len(lines))
	for i, l := range lines {
		bins[i] = m.binOf[o.Lines[l].Location]
	}
	return bins
}

// part is what one walk has to serve of an order as a whole: all of it, or what lies in one zone.
type part struct {
	order int
	bins  []int
	load  []float64
}

// group is the parts that may share walks: of one zone and one priority.
type group struct {
	zone     *string
	priority int
	parts    []part
	passes   []route.Set // the places of each zone that a cart is passed through
}

// problem is the group as a batching problem with some routing.
func (m *model) problem(g group, how route.Method) *batch.Problem {
	p := batch.NewProblem(m.ground, how, m.room)
	p.Zones = g.passes
	for _, x := range g.parts {
		p.Add(x.bins, x.load)
	}
	return p
}

package batch

import (
	"math"
	"math/rand/v2"
	"slices"
)

// master is the linear programme over the batches known so far: cover every order at least once and use at least as
// many batches as the loads call for, as shortly as can be, batches taken in fractions. The row after the orders counts
// batches, so every column is in it; the rows after that are cuts. It is a primal simplex with the basis inverse kept
// whole, which suits a few hundred rows. Its right-hand sides are one and a little, each another little, since a basis of
// many zeros would stall it.
type master struct {
	n       int     // rows
	orders  int     // of them; the row that counts batches has this index
	least   float64 // batches
	cuts    []cut
	columns []column
	basis   []int // columns, or -1-i for the surplus or slack of row i
	inverse []float64
	x       []float64 // of the basis
	price   []float64 // dual values: what covering an order is worth, what a batch is, and, below 0, what a cut takes off
	dir     []float64
}

// column is a batch and its tour; rows are those of a master that it is in.
type column struct {
	orders []int32
	length float64
	rows   []int32
}

// newMaster starts with every order alone; single is the tour of each, batches how many there must be.
func newMaster(single []float64, batches float64, cuts []cut, rnd *rand.Rand) *master {
	k := len(single)
	n := k + 1 + len(cuts)
	m := &master{n: n, orders: k, least: batches, cuts: cuts, inverse: make([]float64, n*n), price: make([]float64, n), dir: make([]float64, n)}
	for i, length := range single {
		m.add(column{orders: []int32{int32(i)}, length: length})
		m.basis = append(m.basis, i)
		m.inverse[i*n+i], m.inverse[k*n+i] = 1, 1
		m.x = append(m.x, 1+1e-5*rnd.Float64())
	}
	m.basis = append(m.basis, -1-k)
	m.inverse[k*n+k] = -1
	m.x = append(m.x, -batches)
	for _, x := range m.x[:k] {
		m.x[k] += x
	}
	for r := k + 1; r < n; r++ { // no order alone is in a cut
		m.basis = append(m.basis, -1-r)
		m.inverse[r*n+r] = 1
		m.x = append(m.x, 1+1e-5*rnd.Float64())
	}
	m.reprice()
	return m
}

// add makes a batch known.
func (m *master) add(c column) {
	c.rows = append(slices.Clone(c.orders), int32(m.orders))
	for k := range m.cuts {
		if m.cuts[k].holds(c.orders) {
			c.rows = append(c.rows, int32(m.orders+1+k))
		}
	}
	m.columns = append(m.columns, c)
}

// reduced is a known batch's length less what it is worth.
func (m *master) reduced(c *column) float64 {
	v := c.length
	for _, r := range c.rows {
		v -= m.price[r]
	}
	return v
}

// reprice computes the dual values: costs of the basis times its inverse.
func (m *master) reprice() {
	clear(m.price)
	for r, b := range m.basis {
		if b < 0 {
			continue
		}
		c := m.columns[b].length
		for i, v := range m.inverse[r*m.n : (r+1)*m.n] {
			m.price[i] += c * v
		}
	}
}

// solve pivots until no known batch, and no surplus, betters the programme, or stop says so.
func (m *master) solve(stop func() bool) {
	for k := 1; k&15 != 0 || !stop(); k++ {
		enter, ok := m.entering()
		if !ok {
			return
		}
		m.direct(enter)
		r := m.leaving()
		if r < 0 {
			return
		}
		m.pivot(r, enter)
	}
}

// entering is the column with the least reduced cost; -1-i is the surplus or slack of row i.
func (m *master) entering() (int, bool) {
	best, least := 0, -1e-7
	for k := range m.columns {
		if v := m.reduced(&m.columns[k]); v < least {
			best, least = k, v
		}
	}
	for i, v := range m.price {
		if i > m.orders {
			v = -v
		}
		if v < least {
			best, least = -1-i, v
		}
	}
	return best, least < -1e-7
}

// direct sets dir to the inverse times the entering column.
func (m *master) direct(enter int) {
	for r := range m.dir {
		row, v := m.inverse[r*m.n:(r+1)*m.n], 0.0
		switch {
		case enter >= 0:
			for _, o := range m.columns[enter].rows {
				v += row[o]
			}
		case -1-enter > m.orders:
			v = row[-1-enter]
		default:
			v = -row[-1-enter]
		}
		m.dir[r] = v
	}
}

// leaving is the row that limits the entering column, -1 if none does.
func (m *master) leaving() int {
	row, least := -1, math.Inf(1)
	for r, d := range m.dir {
		if d > 1e-9 && m.x[r]/d < least {
			row, least = r, m.x[r]/d
		}
	}
	return row
}

func (m *master) pivot(r, enter int) {
	n, p := m.n, m.dir[r]
	lead := m.inverse[r*n : (r+1)*n]
	for i := range lead {
		lead[i] /= p
	}
	m.x[r] /= p
	for k, d := range m.dir {
		if k == r || d == 0 {
			continue
		}
		row := m.inverse[k*n : (k+1)*n]
		for i, v := range lead {
			row[i] -= d * v
		}
		m.x[k] = max(0, m.x[k]-d*m.x[r])
	}
	m.basis[r] = enter
	m.reprice()
}

// value is the total of the dual values: the programme's own value, but for the little in the right-hand sides.
func (m *master) value() float64 {
	return m.worth(m.price)
}

// worth is the total of dual values.
func (m *master) worth(price []float64) float64 {
	sum := price[m.orders] * (m.least - 1)
	for _, v := range price {
		sum += v
	}
	return sum
}

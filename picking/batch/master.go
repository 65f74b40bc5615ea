package batch

import (
	"math"
	"math/rand/v2"
	"slices"
)

// master is the linear programme over the batches known so far: cover every order at least once and use at least as
// many batches as the loads call for, as shortly as can be, batches taken in fractions. The last row counts batches, so
// every column is in it. It is a primal simplex with the basis inverse kept whole, which suits a few hundred
// orders. Its right-hand sides are one and a little, each another little, since a basis of many zeros would stall it.
type master struct {
	n       int     // rows: orders and one
	least   float64 // batches
	columns []column
	basis   []int // columns, or -1-i for the surplus of row i
	inverse []float64
	x       []float64 // of the basis
	price   []float64 // dual values: what covering an order is worth; the last, what a batch is
	dir     []float64
}

// column is a batch and its tour. In a master its orders end with the row that counts.
type column struct {
	orders []int32
	length float64
}

// newMaster starts with every order alone; single is the tour of each, batches how many there must be.
func newMaster(single []float64, batches float64, rnd *rand.Rand) *master {
	n := len(single) + 1
	m := &master{n: n, least: batches, inverse: make([]float64, n*n), price: make([]float64, n), dir: make([]float64, n)}
	for i, length := range single {
		m.add(column{[]int32{int32(i)}, length})
		m.basis = append(m.basis, i)
		m.inverse[i*n+i], m.inverse[(n-1)*n+i] = 1, 1
		m.x = append(m.x, 1+1e-5*rnd.Float64())
	}
	m.basis = append(m.basis, -n)
	m.inverse[n*n-1] = -1
	m.x = append(m.x, -batches)
	for _, x := range m.x[:n-1] {
		m.x[n-1] += x
	}
	m.reprice()
	return m
}

// add makes a batch known.
func (m *master) add(c column) {
	m.columns = append(m.columns, column{append(slices.Clone(c.orders), int32(m.n-1)), c.length})
}

// reduced is a batch's length less what it is worth.
func (m *master) reduced(c column) float64 {
	v := c.length - m.price[m.n-1]
	for _, o := range c.orders {
		v -= m.price[o]
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

// entering is the column with the least reduced cost; -1-i is the surplus of order i.
func (m *master) entering() (int, bool) {
	best, least := 0, -1e-7
	for k := range m.columns {
		c := &m.columns[k]
		v := c.length
		for _, o := range c.orders {
			v -= m.price[o]
		}
		if v < least {
			best, least = k, v
		}
	}
	for i, v := range m.price {
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
		if enter < 0 {
			v = -row[-1-enter]
		} else {
			for _, o := range m.columns[enter].orders {
				v += row[o]
			}
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
	sum := price[m.n-1] * (m.least - 1)
	for _, v := range price {
		sum += v
	}
	return sum
}

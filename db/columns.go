package db

import (
	"time"

	"github.com/lib/pq"
)

// columns holds rows of numbers as unnest takes them: an array for each column.
type columns [][]int64

func (c *columns) add(row ...int64) {
	if *c == nil {
		*c = make(columns, len(row))
	}
	for i, v := range row {
		(*c)[i] = append((*c)[i], v)
	}
}

func (c columns) arrays() []any {
	args := make([]any, len(c))
	for i := range c {
		args[i] = pq.Array(c[i])
	}
	return args
}

// timestamps is an array of times for a parameter.
func timestamps(t []time.Time) any {
	s := make([]string, len(t))
	for i := range t {
		s[i] = t[i].UTC().Format(time.RFC3339Nano)
	}
	return pq.Array(s)
}

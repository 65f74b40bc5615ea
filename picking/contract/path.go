package contract

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// pathAt is the path of the value that is being read at a byte offset, "input" for the outermost.
func pathAt(data []byte, offset int64) string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var at path
	for {
		if !d.More() && len(at) == 0 && d.InputOffset() > 0 {
			break
		}
		t, err := d.Token()
		if err != nil {
			at.begin()
			break
		}
		at.token(t)
		if d.InputOffset() >= offset {
			break
		}
		at.settle(t)
	}
	return at.String()
}

// path is the open containers from the outside in.
type path []level

type level struct {
	array bool
	index int    // of the current element, -1 before the first
	key   string // of the current member
	named bool   // the key of a member was read, its value not yet
}

// begin steps to the next element of an array.
func (p path) begin() {
	if n := len(p); n > 0 && p[n-1].array {
		p[n-1].index++
	}
}

// token moves to the value that t is, begins or ends.
func (p *path) token(t json.Token) {
	if d, ok := t.(json.Delim); ok && (d == ']' || d == '}') {
		*p = (*p)[:len(*p)-1]
		return
	}
	n := len(*p)
	if n == 0 {
		return
	}
	top := &(*p)[n-1]
	if s, ok := t.(string); ok && !top.array && !top.named {
		top.key = s
		return
	}
	p.begin()
}

// settle opens what t opens and remembers that a key waits for its value.
func (p *path) settle(t json.Token) {
	if n := len(*p); n > 0 {
		top := &(*p)[n-1]
		s, isText := t.(string)
		top.named = !top.array && !top.named && isText && s == top.key
	}
	switch t {
	case json.Delim('['):
		*p = append(*p, level{array: true, index: -1})
	case json.Delim('{'):
		*p = append(*p, level{})
	}
}

func (p path) String() string {
	var s strings.Builder
	for _, l := range p {
		switch {
		case l.array && l.index >= 0:
			s.WriteString("[" + strconv.Itoa(l.index) + "]")
		case !l.array && l.key != "":
			if s.Len() > 0 {
				s.WriteByte('.')
			}
			s.WriteString(l.key)
		}
	}
	if s.Len() == 0 {
		return "input"
	}
	return s.String()
}

// name is a kind of value in words.
func name(k reflect.Kind) string {
	switch k {
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint64:
		return "a whole number"
	case reflect.String:
		return "a text"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Bool:
		return "true or false"
	}
	return k.String()
}

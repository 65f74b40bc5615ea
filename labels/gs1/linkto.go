package gs1

import (
	"fmt"
	"slices"
	"strings"
)

// Link is a Digital Link below a stem such as "https://id.gs1.org": the first primary key of the elements with as many
// of its qualifiers as there are, then the others as attributes, those of predefined length first. The elements are
// taken as valid. It fails if there is no key, or if one of the others must not be an attribute.
func (e Elements) Link(stem string) (string, error) {
	key := e.key()
	if key == nil {
		return "", &Error{Problem: "there is no key that a Digital Link could lead to"}
	}
	var path, fixed, query strings.Builder
	inPath := e.pathOf(key)
	for _, n := range inPath {
		v, _ := e.Get(table[n].code)
		fmt.Fprintf(&path, "/%s/%s", table[n].code, escape(v))
	}
	seen := slices.Clone(inPath)
	for _, el := range e {
		a := find(el.AI)
		if slices.Contains(seen, a.number) {
			continue
		}
		if !a.attribute {
			return "", &Error{AI: a.code, Problem: "must not be in the query of a Digital Link"}
		}
		seen = append(seen, a.number)
		to := &query
		if a.fixed {
			to = &fixed
		}
		fmt.Fprintf(to, "&%s=%s", a.code, escape(el.Value))
	}
	all := fixed.String() + query.String()
	if all != "" {
		all = "?" + all[1:]
	}
	return strings.TrimSuffix(stem, "/") + path.String() + all, nil
}

func (e Elements) key() *ai {
	for _, el := range e {
		if a := find(el.AI); a != nil && a.paths != nil {
			return a
		}
	}
	return nil
}

// pathOf is the key and the qualifiers of the order that takes most of the elements.
func (e Elements) pathOf(key *ai) []int {
	var best []int
	for _, order := range key.paths {
		now := []int{key.number}
		for _, q := range order {
			if _, ok := e.Get(table[q].code); ok {
				now = append(now, q)
			}
		}
		if len(now) > len(best) {
			best = now
		}
	}
	return best
}

// escape writes everything but the unreserved characters of RFC 3986 as percent and two digits.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; strings.IndexByte(alnum+"-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

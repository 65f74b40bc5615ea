package gs1

import (
	"fmt"
	"strings"
)

// A Digital Link (GS1 Digital Link Standard: URI Syntax) is a web address that holds elements:
//
//	https://example.com/some/stem/01/09506000134352/10/AB-1?17=270331&page=2#top
//	                              └── key ────────┘└ qualifier └ attributes
//
// The path ends in a primary key and its qualifiers, in the one order that the standard gives them. Attributes are
// numbers in the query; what is no number there is somebody else's. An element has one place: what may qualify the key
// must not be an attribute.

// paths are, for each primary key, the qualifiers that may follow it, in order and each or none of them. A key with two
// lines takes its qualifiers from one of them.
func paths() []struct{ key, qualifiers string } {
	return []struct{ key, qualifiers string }{
		{"01", "22 10 21"}, {"01", "235"}, {"8006", "22 10 21"}, {"8010", "8011"}, {"8017", "8019"}, {"8018", "8019"},
		{"414", "254"}, {"414", "7040"}, {"415", "8020"}, {"417", "7040"}, {"8004", "7040"},
		{"00", ""}, {"253", ""}, {"255", ""}, {"401", ""}, {"402", ""}, {"8003", ""}, {"8013", ""},
	}
}

// notAttributes qualify a key or stand for themselves only in other carriers.
const notAttributes = "03 21 22 235 254 7040 7041 8011 8014 8019 8020 804n 8200"

func addPaths(t *[10000]*ai) {
	for _, p := range paths() {
		key := t[number(p.key)]
		order := []int{}
		for _, q := range strings.Fields(p.qualifiers) {
			order = append(order, number(q))
		}
		key.paths = append(key.paths, order)
	}
	each(t, notAttributes, func(a *ai) { a.attribute = false })
}

const (
	uriChars    = alnum + "-._~:/?#[]@!$&'()*+,;=%"
	domainChars = alnum + "-.:[]"
)

var uriSets = bytesOf(uriChars, domainChars)

// linkRest is what follows the scheme of a web address; a scheme in mixed case is none.
func linkRest(s string) (rest string, ok bool) {
	for _, scheme := range []string{"https://", "HTTPS://", "http://", "HTTP://"} {
		if rest, ok = strings.CutPrefix(s, scheme); ok {
			return rest, true
		}
	}
	return "", false
}

// ParseLink reads a Digital Link: first the elements of its path, then those of its query. Anything but a web address
// gives ErrNotGS1, one that is no Digital Link or a wrong one gives an *Error.
func ParseLink(uri string) (Elements, error) {
	rest, ok := linkRest(uri)
	if !ok {
		return nil, ErrNotGS1
	}
	if len(uri) > maxBytes {
		return nil, &Error{Offset: maxBytes, Problem: "it is too long"}
	}
	for i := range len(uri) {
		if uriSets[uri[i]]&1 == 0 {
			return nil, &Error{Offset: i, Problem: fmt.Sprintf("a web address cannot hold %q", uri[i])}
		}
	}
	domain, path, ok := strings.Cut(rest, "/")
	for i := range len(domain) {
		if uriSets[domain[i]]&2 == 0 {
			return nil, &Error{Offset: len(uri) - len(rest) + i, Problem: fmt.Sprintf("a domain cannot hold %q", domain[i])}
		}
	}
	if !ok || domain == "" {
		return nil, &Error{Offset: len(uri) - len(rest), Problem: "the address has no domain or no path"}
	}
	path, _, _ = strings.Cut(path, "#")
	path, query, _ := strings.Cut(path, "?")
	l := link{out: make(Elements, 0, 4)}
	if err := l.readPath("/" + path); err != nil {
		return nil, err
	}
	if err := l.readQuery(query); err != nil {
		return nil, err
	}
	return l.out, nil
}

// A link is what was read of a Digital Link so far.
type link struct {
	out     Elements
	key     *ai
	path    []int // the qualifiers' numbers
	ignored int   // parameters that are no elements
}

// readPath reads the pairs "/AI/value" behind the last primary key.
func (l *link) readPath(path string) error {
	start := l.findKey(path)
	if l.key == nil {
		return &Error{Problem: "the address holds no GS1 key"}
	}
	for path = path[start:]; path != ""; {
		code, rest, _ := strings.Cut(path[1:], "/")
		value := rest
		path = ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			value, path = rest[:i], rest[i:]
		}
		a := find(code)
		if err := l.add(a, value, false); err != nil {
			return err
		}
		if a != l.key || len(l.out) > 1 {
			l.path = append(l.path, a.number)
		}
	}
	if !l.key.takes(l.path...) {
		return &Error{AI: l.key.code, Problem: "is followed by elements that do not qualify it, or not in this order"}
	}
	return nil
}

// findKey walks over the pairs from the end of the path to the first that is a primary key.
func (l *link) findKey(path string) int {
	for end := len(path); ; {
		slash := strings.LastIndexByte(path[:end], '/')
		if slash <= 0 {
			return 0
		}
		start := strings.LastIndexByte(path[:slash], '/')
		a := find(path[start+1 : slash])
		if a == nil {
			return 0
		}
		if a.paths != nil {
			l.key = a
			return start
		}
		end = start
	}
}

// takes says whether the key may be followed by these qualifiers: one of its orders holds them all, in that order.
func (a *ai) takes(qualifiers ...int) bool {
	for _, order := range a.paths {
		rest := qualifiers
		for _, q := range order {
			if len(rest) > 0 && rest[0] == q {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 {
			return true
		}
	}
	return false
}

func (l *link) readQuery(query string) error {
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		code, value, ok := strings.Cut(pair, "=")
		switch a := find(code); {
		case pair == "":
			continue
		case !ok || code != "" && !allDigits(code):
			if l.ignored++; len(l.out)+l.ignored > maxElements {
				return &Error{Problem: "it has too many parameters"}
			}
		case a == nil:
			return &Error{Problem: fmt.Sprintf("there is no such identifier: %q", clip(code))}
		default:
			if err := l.attribute(a, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *link) attribute(a *ai, value string) error {
	if _, twice := l.out.Get(a.code); twice {
		return &Error{AI: a.code, Problem: "is there twice"}
	}
	if !a.attribute {
		return &Error{AI: a.code, Problem: "must not be in the query of a Digital Link"}
	}
	for i := 0; i <= len(l.path); i++ {
		longer := append(append(append(make([]int, 0, 8), l.path[:i]...), a.number), l.path[i:]...)
		if l.key.takes(longer...) {
			return &Error{AI: a.code, Problem: "belongs into the path of the Digital Link"}
		}
	}
	return l.add(a, value, true)
}

// add unescapes a value and takes it in. A GTIN of 8, 12 or 13 digits among the attributes is padded, as links of old
// have it; in the path all fourteen are asked for.
func (l *link) add(a *ai, escaped string, query bool) error {
	value := unescape(escaped, query)
	if n := len(value); query && a.code == "01" && (n == 8 || n == 12 || n == 13) {
		value = strings.Repeat("0", 14-n) + value
	}
	if p := a.problem(value); p != "" {
		return &Error{AI: a.code, Problem: p}
	}
	if len(l.out)+l.ignored == maxElements {
		return &Error{Problem: "it has too many elements"}
	}
	l.out = append(l.out, Element{a.code, value})
	return nil
}

// unescape undoes percent-encoding; a % that opens no escape stands for itself, and a + is a blank in the query.
func unescape(s string, query bool) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, hexDigit(s[i+1])<<4|hexDigit(s[i+2]))
			i += 2
		case c == '+' && query:
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

func hexDigit(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&0xf + 9
}

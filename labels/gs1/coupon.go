package gs1

// A coupon's data is a row of fields that say their own length: a digit, and that many digits plus a base. The first
// part must be there; then come optional fields, each opened by its own digit, in the order of those digits.
//
// 8110: North American Coupon Application Guideline Using GS1 DataBar Expanded; 8112: GS1 AI (8112) Coupon Data
// Specification.

// slip reads a coupon from the left and remembers the first thing that is wrong.
type slip struct {
	rest, problem string
}

// fail keeps the first problem. Nothing is left to read after it.
func (c *slip) fail(what string) {
	if c.problem == "" {
		c.problem = "is no coupon: " + what
	}
	c.rest = ""
}

// take reads n digits.
func (c *slip) take(n int, what string) string {
	if len(c.rest) < n {
		c.fail(what + " is cut short")
		return ""
	}
	s := c.rest[:n]
	c.rest = c.rest[n:]
	return s
}

// digit reads one of the digits allowed.
func (c *slip) digit(allowed, what string) byte {
	s := c.take(1, what)
	if s == "" {
		return 0
	}
	for i := range len(allowed) {
		if allowed[i] == s[0] {
			return s[0]
		}
	}
	c.fail(what + " cannot be " + s)
	return 0
}

// long reads a field led by its length: one of the digits allowed, plus base.
func (c *slip) long(allowed string, base int, what string) string {
	if d := c.digit(allowed, "the length of "+what); d != 0 {
		return c.take(int(d-'0')+base, what)
	}
	return ""
}

// opens says whether the optional field with that digit comes next.
func (c *slip) opens(field byte) bool {
	if c.rest == "" || c.rest[0] != field {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

// end wants nothing behind the last field.
func (c *slip) end() string {
	if c.rest != "" {
		c.fail("it is too long")
	}
	return c.problem
}

const (
	anyDigit     = "0123456789"
	oneToFive    = "12345"
	prefixLength = "0123456"
	requirements = "012349"
)

func coupon(s string) string {
	if !allDigits(s) {
		return "is no coupon: it holds something besides digits"
	}
	c := &slip{rest: s}
	c.long(prefixLength, 6, "the company prefix")
	c.take(6, "the offer code")
	c.long(oneToFive, 0, "the save value")
	c.purchase("the first purchase")
	if c.opens('1') {
		c.digit("0123", "the purchase rule")
		c.purchase("the second purchase")
		c.otherPrefix("the second company prefix")
	}
	if c.opens('2') {
		c.purchase("the third purchase")
		c.otherPrefix("the third company prefix")
	}
	c.days()
	if c.opens('5') {
		c.long(anyDigit, 6, "the serial number")
	}
	if c.opens('6') {
		c.long("1234567", 6, "the retailer")
	}
	if c.opens('9') {
		c.digit("01256", "the save value code")
		c.digit("012", "the item saved on")
		c.digit(anyDigit, "the store flag")
		c.digit("01", "the multiply flag")
	}
	return c.end()
}

// purchase reads how much must be bought, its kind, and the family of the goods.
func (c *slip) purchase(what string) {
	c.long(oneToFive, 0, what)
	c.digit(requirements, "the kind of "+what)
	c.take(3, "the family of "+what)
}

// otherPrefix reads a company prefix; length 9 means that the first one holds.
func (c *slip) otherPrefix(what string) {
	if !c.opens('9') {
		c.long(prefixLength, 6, what)
	}
}

// days reads the last day (3) and the first day (4), which must not be after the last.
func (c *slip) days() {
	var last string
	if c.opens('3') {
		last = c.day("the expiry date")
	}
	if c.opens('4') {
		if first := c.day("the start date"); last != "" && first > last {
			c.fail("it expires before it starts")
		}
	}
}

func (c *slip) day(what string) string {
	s := c.take(6, what)
	if s != "" && day(s) != "" {
		c.fail(what + " is not a date")
	}
	return s
}

func positiveOffer(s string) string {
	if !allDigits(s) {
		return "is no coupon: it holds something besides digits"
	}
	c := &slip{rest: s}
	c.digit("01", "the format")
	c.long(prefixLength, 6, "the funder")
	c.take(6, "the offer code")
	c.long(anyDigit, 6, "the serial number")
	return c.end()
}

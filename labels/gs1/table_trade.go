package gs1

import "strconv"

// tradeAIs: what the goods are, which lot, when (00–30, 37, 2xx).
func tradeAIs() []ai {
	out := []ai{
		one("00", "SSCC", digits(18, mod10)),
		one("01", "GTIN", digits(14, mod10)),
		one("02", "CONTENT", digits(14, mod10)),
		one("03", "MTO GTIN", digits(14, mod10)),
		one("10", "BATCH/LOT", textTo(20)),
		one("20", "VARIANT", digits(2)),
		one("21", "SERIAL", textTo(20)),
		one("22", "CPV", textTo(20)),
		one("30", "VAR. COUNT", digitsTo(8)),
		one("37", "COUNT", digitsTo(8)),
		one("235", "TPX", textTo(28)),
		one("240", "ADDITIONAL ID", textTo(30)),
		one("241", "CUST. PART No.", textTo(30)),
		one("242", "MTO VARIANT", digitsTo(6)),
		one("243", "PCN", textTo(20)),
		one("250", "SECONDARY SERIAL", textTo(30)),
		one("251", "REF. TO SOURCE", textTo(30)),
		one("253", "GDTI", digits(13, mod10, companyPrefix), maybe(textTo(17))),
		one("254", "GLN EXTENSION COMPONENT", textTo(20)),
		one("255", "GCN", digits(13, mod10, companyPrefix), maybe(digitsTo(12))),
	}
	dates := []string{"PROD DATE", "DUE DATE", "PACK DATE", "BEST BEFORE or BEST BY", "SELL BY", "USE BY or EXPIRY"}
	return append(out, many("11 12 13 15 16 17", dates, digits(6, dayOrMonth))...)
}

// measureAIs: 310n to 369n, six digits with n decimals. The order of the titles is the order of the codes.
func measureAIs() []ai {
	groups := []struct {
		first  int
		titles []string
	}{
		{310, []string{"NET WEIGHT (kg)", "LENGTH (m)", "WIDTH (m)", "HEIGHT (m)", "AREA (m²)", "NET VOLUME (l)",
			"NET VOLUME (m³)"}},
		{320, []string{"NET WEIGHT (lb)", "LENGTH (in)", "LENGTH (ft)", "LENGTH (yd)", "WIDTH (in)", "WIDTH (ft)",
			"WIDTH (yd)", "HEIGHT (in)", "HEIGHT (ft)", "HEIGHT (yd)"}},
		{330, []string{"GROSS WEIGHT (kg)", "LENGTH (m), log", "WIDTH (m), log", "HEIGHT (m), log", "AREA (m²), log",
			"VOLUME (l), log", "VOLUME (m³), log", "KG PER m²"}},
		{340, []string{"GROSS WEIGHT (lb)", "LENGTH (in), log", "LENGTH (ft), log", "LENGTH (yd), log", "WIDTH (in), log",
			"WIDTH (ft), log", "WIDTH (yd), log", "HEIGHT (in), log", "HEIGHT (ft), log", "HEIGHT (yd), log"}},
		{350, []string{"AREA (in²)", "AREA (ft²)", "AREA (yd²)", "AREA (in²), log", "AREA (ft²), log", "AREA (yd²), log",
			"NET WEIGHT (tr oz)", "NET VOLUME (oz)"}},
		{360, []string{"NET VOLUME (qt (US))", "NET VOLUME (gal.)", "VOLUME (qt (US)), log", "VOLUME (gal (US)), log",
			"NET VOLUME (in³)", "NET VOLUME (ft³)", "NET VOLUME (yd³)", "VOLUME (in³), log", "VOLUME (ft³), log",
			"VOLUME (yd³), log"}},
	}
	var out []ai
	for _, g := range groups {
		for i, title := range g.titles {
			out = append(out, withDecimals(g.first+i, 5, title, digits(6))...)
		}
	}
	return out
}

// withDecimals makes the AIs prefix0 to prefix‹last›, whose fourth digit is the number of decimals.
func withDecimals(prefix, last int, title string, fields ...field) []ai {
	var out []ai
	for n := 0; n <= last; n++ {
		out = append(out, one(strconv.Itoa(prefix*10+n), title, fields...))
	}
	return out
}

// moneyAIs: amounts, prices and discounts (390n–395n).
func moneyAIs() []ai {
	var out []ai
	out = append(out, withDecimals(390, 9, "AMOUNT", digitsTo(15))...)
	out = append(out, withDecimals(391, 9, "AMOUNT", digits(3, currency), digitsTo(15))...)
	out = append(out, withDecimals(392, 9, "PRICE", digitsTo(15))...)
	out = append(out, withDecimals(393, 9, "PRICE", digits(3, currency), digitsTo(15))...)
	out = append(out, withDecimals(394, 3, "PRCNT OFF", digits(4))...)
	return append(out, withDecimals(395, 5, "PRICE/UoM", digits(6))...)
}

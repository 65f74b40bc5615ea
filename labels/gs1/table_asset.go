package gs1

import "strconv"

// assetAIs: assets, pieces, services, devices, coupons (80xx–82xx) and the internal ones (90–99).
func assetAIs() []ai {
	out := []ai{
		one("8001", "DIMENSIONS", digits(4, notZero), digits(5, notZero), digits(3, notZero), digits(1, oneOf("0 1 9")), digits(1)),
		one("8002", "CMT No.", textTo(20)),
		one("8003", "GRAI", digits(1, oneOf("0")), digits(13, mod10, companyPrefix), maybe(textTo(16))),
		one("8004", "GIAI", textTo(30, companyPrefix)),
		one("8005", "PRICE PER UNIT", digits(6)),
		one("8006", "ITIP", digits(14, mod10), digits(4, pieceOfTotal)),
		one("8007", "IBAN", textTo(34, iban)),
		one("8008", "PROD TIME", digits(6, day), digits(2, atMost(23)), maybe(digits(2, atMost(59))), maybe(digits(2, atMost(59)))),
		one("8009", "OPTSEN", textTo(50)),
		one("8010", "CPID", field{cset39, 1, 30, false, []rule{companyPrefix}}),
		one("8011", "CPID SERIAL", digitsTo(12, noLeadingZero)),
		one("8012", "VERSION", textTo(20)),
		one("8013", "GMN", textTo(25, companyPrefix, checkPair)),
		one("8014", "MUDI", textTo(25, companyPrefix, checkPair, someLetter)),
		one("8017", "GSRN - PROVIDER", digits(18, mod10, companyPrefix)),
		one("8018", "GSRN - RECIPIENT", digits(18, mod10, companyPrefix)),
		one("8019", "SRIN", digitsTo(10)),
		one("8020", "REF No.", textTo(25)),
		one("8026", "ITIP CONTENT", digits(14, mod10), digits(4, pieceOfTotal)),
		one("8030", "DIGSIG", field{base64url, 1, 90, false, []rule{padding}}),
		one("8040", "IMEI", digits(15)),
		one("8041", "IMEI2", digits(15)),
		one("8042", "ESIM", digits(32)),
		one("8043", "PSIM", digits(18), maybe(digitsTo(2))),
		one("8110", "COUPON", textTo(70, coupon)),
		one("8111", "POINTS", digits(4)),
		one("8112", "COUPON", textTo(70, positiveOffer)),
		one("8200", "PRODUCT URL", textTo(70)),
		one("90", "INTERNAL", textTo(30)),
	}
	for code := 91; code <= 99; code++ {
		out = append(out, one(strconv.Itoa(code), "INTERNAL", textTo(90)))
	}
	return out
}

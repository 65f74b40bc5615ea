package gs1

// detailAIs: dates with times, food, refurbishment, processors, national health numbers (70xx, 71x).
func detailAIs() []ai {
	out := []ai{
		one("7001", "NSN", digits(13)),
		one("7002", "MEAT CUT", textTo(30)),
		one("7003", "EXPIRY TIME", digits(6, day), digits(4, hourMinute)),
		one("7004", "ACTIVE POTENCY", digitsTo(4)),
		one("7005", "CATCH AREA", textTo(12)),
		one("7006", "FIRST FREEZE DATE", digits(6, day)),
		one("7007", "HARVEST DATE", digits(6, day), maybe(digits(6, day))),
		one("7008", "AQUATIC SPECIES", textTo(3)),
		one("7009", "FISHING GEAR TYPE", textTo(10)),
		one("7010", "PROD METHOD", textTo(2)),
		one("7011", "TEST BY DATE", digits(6, day), maybe(digits(4, hourMinute))),
		one("7023", "GIAI - ASSEMBLY", textTo(30, companyPrefix)),
		one("7040", "UIC+EXT", digits(1), text(1), text(1), text(1, importerIndex)),
		one("7041", "UFRGT UNIT TYPE", textTo(4, packageType)),
	}
	out = append(out, many("7020 7021 7022", []string{"REFURB LOT", "FUNC STAT", "REV STAT"}, textTo(20))...)
	out = append(out, many("7030 7031 7032 7033 7034 7035 7036 7037 7038 7039", []string{"PROCESSOR"},
		digits(3, countryOrAny), textTo(27))...)
	return append(out, many("710 711 712 713 714 715 716 717", []string{"NHRN PZN", "NHRN CIP", "NHRN CN", "NHRN DRN",
		"NHRN AIM", "NHRN NDC", "NHRN AIC", "NHRN SRN"}, textTo(20))...)
}

// healthAIs: certificates, protocols and persons (72xx).
func healthAIs() []ai {
	out := many("7230 7231 7232 7233 7234 7235 7236 7237 7238 7239", []string{"CERT"}, text(2), textTo(28))
	return append(out,
		one("7240", "PROTOCOL", textTo(20)),
		one("7241", "AIDC MEDIA TYPE", digits(2, mediaType)),
		one("7242", "VCN", textTo(25)),
		one("7250", "DOB", digits(8, fullDay)),
		one("7251", "DOB TIME", digits(8, fullDay), digits(4, hourMinute)),
		one("7252", "BIO SEX", digits(1, oneOf("0 1 2 9"))),
		one("7253", "FAMILY NAME", textTo(40, percent)),
		one("7254", "GIVEN NAME", textTo(40, percent)),
		one("7255", "SUFFIX", textTo(10)),
		one("7256", "FULL NAME", textTo(90, percent)),
		one("7257", "PERSON ADDR", textTo(70, percent)),
		one("7258", "BIRTH SEQUENCE", text(3, birthSequence)),
		one("7259", "BABY", textTo(40, percent)),
	)
}

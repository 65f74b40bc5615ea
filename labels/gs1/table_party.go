package gs1

// partyAIs: orders, places, countries, and the transport details of a logistic unit (4xx, 43xx).
func partyAIs() []ai {
	out := []ai{
		one("400", "ORDER NUMBER", textTo(30)),
		one("401", "GINC", textTo(30, companyPrefix)),
		one("402", "GSIN", digits(17, mod10, companyPrefix)),
		one("403", "ROUTE", textTo(30)),
		one("420", "SHIP TO POST", textTo(20)),
		one("421", "SHIP TO POST", digits(3, country), textTo(9)),
		one("422", "ORIGIN", digits(3, country)),
		one("423", "COUNTRY - INITIAL PROCESS", upToFiveCountries()...),
		one("424", "COUNTRY - PROCESS", digits(3, country)),
		one("425", "COUNTRY - DISASSEMBLY", upToFiveCountries()...),
		one("426", "COUNTRY - FULL PROCESS", digits(3, country)),
		one("427", "ORIGIN SUBDIVISION", textTo(3)),
	}
	places := []string{"SHIP TO LOC", "BILL TO", "PURCHASE FROM", "SHIP FOR LOC", "LOC No.", "PAY TO", "PROD/SERV LOC", "PARTY"}
	out = append(out, many("410 411 412 413 414 415 416 417", places, digits(13, mod10, companyPrefix))...)
	return append(out, transportAIs()...)
}

func upToFiveCountries() []field {
	more := maybe(digits(3, country))
	return []field{digits(3, country), more, more, more, more}
}

func transportAIs() []ai {
	out := []ai{
		one("4307", "SHIP TO COUNTRY", text(2, countryLetters)),
		one("4308", "SHIP TO PHONE", textTo(30)),
		one("4309", "SHIP TO GEO", digits(10, atMost(1800000000)), digits(10, atMost(3600000000))),
		one("4317", "RTN TO COUNTRY", text(2, countryLetters)),
		one("4318", "RTN TO POST", textTo(20)),
		one("4319", "RTN TO PHONE", textTo(30)),
		one("4320", "SRV DESCRIPTION", textTo(35, percent)),
		one("4324", "NOT BEF DEL DT", digits(6, dayOrMonth), digits(4, hourMinute)),
		one("4325", "NOT AFT DEL DT", digits(6, dayOrMonth), digits(4, hourMinute)),
		one("4326", "REL DATE", digits(6, day)),
	}
	add := func(more []ai) { out = append(out, more...) }
	add(many("4300 4301", []string{"SHIP TO COMP", "SHIP TO NAME"}, textTo(35, percent)))
	add(many("4302 4303 4304 4305 4306",
		[]string{"SHIP TO ADD1", "SHIP TO ADD2", "SHIP TO SUB", "SHIP TO LOC", "SHIP TO REG"}, textTo(70, percent)))
	add(many("4310 4311", []string{"RTN TO COMP", "RTN TO NAME"}, textTo(35, percent)))
	add(many("4312 4313 4314 4315 4316",
		[]string{"RTN TO ADD1", "RTN TO ADD2", "RTN TO SUB", "RTN TO LOC", "RTN TO REG"}, textTo(70, percent)))
	add(many("4321 4322 4323", []string{"DANGEROUS GOODS", "AUTH TO LEAVE", "SIG REQUIRED"}, digits(1, oneOf("0 1"))))
	add(many("4330 4331 4332 4333", []string{"MAX TEMP F.", "MAX TEMP C.", "MIN TEMP F.", "MIN TEMP C."},
		digits(6), maybe(text(1, oneOf("-")))))
	return out
}

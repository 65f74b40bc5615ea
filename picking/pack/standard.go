package pack

// Standard are usual sizes of cartons, for a warehouse that has not said which it has: a flat one that goes by letter
// post, five of growing volume, and a long one.
func Standard() []Box {
	return []Box{
		{"MAIL", 350, 250, 30, 40, 2_000},
		{"XS", 220, 160, 100, 90, 5_000},
		{"S", 300, 220, 160, 160, 8_000},
		{"M", 400, 300, 220, 280, 15_000},
		{"L", 500, 400, 320, 460, 25_000},
		{"XL", 700, 500, 420, 900, 30_000},
		{"LONG", 1_180, 250, 200, 650, 20_000},
	}
}

package pack

// Standard are usual sizes of cartons, for a warehouse that has not said which it has: a flat one that goes by letter
// post, five of growing volume, and a long one.
func Standard() []Box {
	return []Box{
		{Code: "MAIL", Length: 350, Width: 250, Height: 30, Tare: 40, MaxWeight: 2_000},
		{Code: "XS", Length: 220, Width: 160, Height: 100, Tare: 90, MaxWeight: 5_000},
		{Code: "S", Length: 300, Width: 220, Height: 160, Tare: 160, MaxWeight: 8_000},
		{Code: "M", Length: 400, Width: 300, Height: 220, Tare: 280, MaxWeight: 15_000},
		{Code: "L", Length: 500, Width: 400, Height: 320, Tare: 460, MaxWeight: 25_000},
		{Code: "XL", Length: 700, Width: 500, Height: 420, Tare: 900, MaxWeight: 30_000},
		{Code: "LONG", Length: 1_180, Width: 250, Height: 200, Tare: 650, MaxWeight: 20_000},
	}
}

package labels

import "testing"

// BenchmarkShippingLabel measures what stands between the last scan and the printer: layout and bytes of one label.
func BenchmarkShippingLabel(b *testing.B) {
	for name, p := range map[string]Parcel{"latin": parcel(), "foreign": foreignParcel()} {
		for _, f := range []Format{ZPL203, ZPL300, PDF} {
			b.Run(name+"/"+string(f), func(b *testing.B) {
				for b.Loop() {
					doc, err := ShippingLabel(p)
					if err != nil {
						b.Fatal(err)
					}
					if _, err := Render(doc, f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

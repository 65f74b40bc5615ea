package plan

import (
	"context"
	"fmt"
	"testing"

	"pickpack/picking/contract"
	"pickpack/picking/sample"
)

// floor is a large floor's orders.
func floor(orders int) Request { return sample.Large{Orders: orders, Seed: 7}.Request() }

// BenchmarkMake is a plan without search: baselines, savings, exact walks, proof.
func BenchmarkMake(b *testing.B) {
	for _, method := range []string{contract.Cluster, contract.Zone} {
		for _, n := range []int{300, 1000, 4000} {
			r := floor(n)
			r.Method = method
			b.Run(fmt.Sprintf("%s/orders=%d", method, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := Make(context.Background(), r); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

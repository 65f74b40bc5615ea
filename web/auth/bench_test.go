package auth

import "testing"

// BenchmarkHash is what one sign-in costs.
func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		Hash("482915")
	}
}

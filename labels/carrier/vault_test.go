package carrier

import (
	"bytes"
	"testing"

	"pickpack/picking"
)

func TestVault(t *testing.T) {
	t.Parallel()
	v, err := NewVault(bytes.Repeat([]byte{7}, VaultKey))
	if err != nil {
		t.Fatal(err)
	}
	box, err := v.Seal("1/3", map[string]Secret{"key": NewSecret("EZTK123"), "webhook": {}})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(box, []byte("EZTK")) || bytes.Contains(box, []byte("key")) {
		t.Errorf("it is not sealed: %q", box)
	}
	got, err := v.Open("1/3", box)
	if err != nil || got["key"].Reveal() != "EZTK123" || !got["webhook"].IsZero() {
		t.Errorf("%v, %v", got, err)
	}
	again, _ := v.Seal("1/3", map[string]Secret{"key": NewSecret("EZTK123")})
	if bytes.Equal(box, again) {
		t.Error("the same secret is sealed the same twice")
	}
	if got, err := v.Open("1/3", nil); err != nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
	other, _ := NewVault(bytes.Repeat([]byte{8}, VaultKey))
	if _, err := other.Open("1/3", box); picking.KindOf(err) != picking.Unavailable {
		t.Errorf("another key: %v", err)
	}
	if _, err := v.Open("1/4", box); picking.KindOf(err) != picking.Unavailable {
		t.Errorf("another account: %v", err)
	}
	for i := range box {
		bad := bytes.Clone(box)
		bad[i] ^= 1
		if _, err := v.Open("1/3", bad); err == nil {
			t.Errorf("byte %d is not looked at", i)
		}
		if _, err := v.Open("1/3", box[:i]); err == nil && i > 0 {
			t.Errorf("%d bytes are enough", i)
		}
	}
	if _, err := NewVault([]byte("short")); picking.KindOf(err) != picking.Invalid {
		t.Errorf("a short key: %v", err)
	}
}

package remote

import "sync"

// Keys lets one at a time do something with a key. The zero value is ready.
type Keys struct {
	mu   sync.Mutex
	held map[string]*key
}

type key struct {
	sync.Mutex
	users int
}

// Lock waits until nobody holds the key; the function it answers lets go of it.
func (k *Keys) Lock(name string) (unlock func()) {
	k.mu.Lock()
	if k.held == nil {
		k.held = map[string]*key{}
	}
	one := k.held[name]
	if one == nil {
		one = &key{}
		k.held[name] = one
	}
	one.users++
	k.mu.Unlock()
	one.Lock()
	return func() {
		one.Unlock()
		k.mu.Lock()
		defer k.mu.Unlock()
		if one.users--; one.users == 0 {
			delete(k.held, name)
		}
	}
}

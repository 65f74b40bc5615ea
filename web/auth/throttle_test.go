package auth_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestGuessingABadgeGetsSlow(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stranger := h.browser()
	wait := func() time.Duration { // how long until the next guess is looked at
		for d := time.Duration(0); ; d += time.Second {
			if a := stranger.signIn("PICK", "000000"); a.StatusCode != http.StatusTooManyRequests {
				return d
			}
			h.pass(time.Second)
		}
	}
	var got []time.Duration
	for range 7 {
		got = append(got, wait())
	}
	want := []time.Duration{0, 0, 0, 1, 2, 4, 8}
	for i := range want {
		if got[i] != want[i]*time.Second {
			t.Fatalf("waits %v, want %v s", got, want)
		}
	}
	// The right PIN must wait like any other.
	if a := stranger.signIn("PICK", pin); a.StatusCode != http.StatusTooManyRequests || !strings.Contains(a.body, "Please wait") {
		t.Fatal(a.StatusCode)
	}
}

func TestAStrangerLocksNobodyOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	own := h.browser().signedIn("PICK") // the house's handheld
	own.post("/signout", url.Values{})
	stranger := h.browser()
	for range 6 {
		stranger.signIn("PICK", "000000")
	}
	if a := stranger.signIn("PICK", pin); a.StatusCode != http.StatusTooManyRequests {
		t.Fatal("the stranger was not slowed down")
	}
	own.signedIn("PICK")
	fresh := h.browser()
	if a := fresh.signIn("PACK", pin); a.StatusCode != http.StatusSeeOther {
		t.Fatal("another badge on a new device had to wait:", a.StatusCode)
	}
}

func TestAKnownDeviceCannotGuessForEver(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser().signedIn("PACK")
	blocked := 0
	for i := range 30 { // a new badge each time, so only the device counts
		if a := b.signIn(fmt.Sprint("B-", i), "000000"); a.StatusCode == http.StatusTooManyRequests {
			blocked++
		}
	}
	if blocked < 15 {
		t.Fatalf("only %d of 30 guesses had to wait", blocked)
	}
}

func TestParallelGuessesAllCount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var mu sync.Mutex
	looked := 0
	var all sync.WaitGroup
	for range 12 {
		b := h.browser()
		all.Go(func() {
			if a := b.signIn("PICK", "000000"); a.StatusCode == http.StatusUnauthorized {
				mu.Lock()
				looked++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if looked > 3 {
		t.Fatalf("%d parallel guesses were looked at, 3 are free", looked)
	}
}

func TestARightPINClearsTheCount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	for range 5 {
		b.signIn("PICK", "000000")
		b.signIn("PICK", "000001")
		b.signedIn("PICK")
	}
}

func TestADayWithoutTriesForgets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	for range 3 {
		b.signIn("PICK", "000000")
	}
	h.pass(25 * time.Hour)
	for range 3 {
		if a := b.signIn("PICK", "000000"); a.StatusCode != http.StatusUnauthorized {
			t.Fatal(a.StatusCode)
		}
	}
}

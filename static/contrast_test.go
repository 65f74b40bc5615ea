package static

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Contrast by WCAG 2.2 of every theme's tokens: whatever is text 7 to 1, edges 3 to 1.
func TestContrast(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light := tokens(t, string(css), ":root{")
	for name, theme := range map[string]map[string]string{
		"light":    light,
		"dark":     over(light, tokens(t, string(css), "[data-theme=dark]{")),
		"auto":     over(light, tokens(t, string(css), "[data-theme=auto]{")),
		"contrast": over(light, tokens(t, string(css), "[data-theme=contrast]{")),
	} {
		for _, p := range []struct {
			ink, paper string
			least      float64
		}{
			{"ink", "paper", 7}, {"ink", "card", 7}, {"accent-ink", "accent", 7}, {"accent", "card", 7}, {"ink-2", "card", 7}, {"ink-2", "paper", 7},
			{"ok", "ok-soft", 7}, {"bad", "bad-soft", 7}, {"warn", "warn-soft", 7}, {"accent", "accent-soft", 7}, {"ok", "paper", 7}, {"bad", "paper", 7}, {"warn", "paper", 7},
			{"ok-ink", "ok", 7}, {"bad-ink", "bad", 7}, {"warn-ink", "warn", 7}, {"edge", "card", 3},
		} {
			if r := ratio(t, theme[p.ink], theme[p.paper]); r < p.least {
				t.Errorf("%s: %s on %s is %.2f to 1, want %.1f", name, p.ink, p.paper, r, p.least)
			}
		}
	}
}

func tokens(t *testing.T, css, block string) map[string]string {
	t.Helper()
	_, rest, ok := strings.Cut(css, block)
	if !ok {
		t.Fatalf("no %s", block)
	}
	body, _, _ := strings.Cut(rest, "}")
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+):(#[0-9a-f]{3,6});`).FindAllStringSubmatch(body, -1) {
		all[m[1]] = m[2]
	}
	return all
}

func over(base, theme map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range []map[string]string{base, theme} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

func ratio(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) (sum float64) {
	t.Helper()
	h := strings.TrimPrefix(hex, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(h[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("%q is no colour", hex)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

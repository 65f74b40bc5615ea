package carrier

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// Secret is a key or password. However it is printed, logged or written as JSON, it shows that it is there and nothing
// of itself; Reveal is the one way to its text.
type Secret struct{ text string }

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal is the text itself, to be sent to the carrier or sealed for storage and nothing else.
func (s Secret) Reveal() string { return s.text }

// IsZero says that there is none.
func (s Secret) IsZero() bool { return s.text == "" }

func (s Secret) String() string {
	if s.text == "" {
		return ""
	}
	return "••••"
}

// Format shows every verb the same, %#v and %x too.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue is what a log shows.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON writes the dots.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

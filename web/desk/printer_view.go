package desk

import (
	"pickpack/db"
	"pickpack/web/ui"
)

// look is how a state is shown.
type look struct{ Tone, Icon, Word string }

// printLooks are the states of prints.
var printLooks = map[string]look{
	db.PrintQueued:    {"", "clock", "waits"},
	db.PrintSending:   {"accent", "print", "printing"},
	db.PrintSent:      {"ok", "check", "sent"},
	db.PrintPrinted:   {"ok", "check", "printed"},
	db.PrintFailed:    {"bad", "cross", "failed"},
	db.PrintUnknown:   {"warn", "alert", "was it printed?"},
	db.PrintCancelled: {"", "cross", "cancelled"},
}

// printerLook is how a printer is, as far as it has said.
func printerLook(p db.Printer) look {
	switch {
	case p.Paused:
		return look{"warn", "pause", "paused here"}
	case p.Ready == nil:
		return look{"", "clock", "not asked yet"}
	case *p.Ready:
		return look{"ok", "check", "ready"}
	}
	return look{"bad", "alert", "in trouble"}
}

// wordOf is an option in words.
func wordOf(all []ui.Option, value string) string {
	for _, o := range all {
		if o.Value == value {
			return o.Word
		}
	}
	return value
}

// What a person may do with a print: take it out of the queue, send it elsewhere, or say whether it is on paper.
func (l printLine) waits() bool    { return l.State == db.PrintQueued }
func (l printLine) settles() bool  { return l.State == db.PrintFailed || l.State == db.PrintUnknown }
func (l printLine) reroutes() bool { return l.State == db.PrintFailed || l.State == db.PrintQueued }

package printer

import (
	"context"
	"strings"
)

// Printer is the way to one device. Its methods may be called at once; the bytes of two jobs never mix.
type Printer interface {
	// Print hands a job over and waits until the device has said what became of it, or the context ends. It never fails
	// without saying whether anything was sent: the outcome's state is the whole answer.
	Print(ctx context.Context, j Job) Outcome
	// Find says what became of a job that was handed over before. What cannot be told is Unknown.
	Find(ctx context.Context, j Job) Outcome
	// Status asks the device how it is.
	Status(ctx context.Context) Status
}

// Job is bytes to be printed. ID names it at the device: letters, digits and dashes, the same whenever it is handed over.
type Job struct {
	ID   string
	Type string // MIME type
	Data []byte
}

// Types of jobs.
const (
	ZPL = "application/zpl"
	PDF = "application/pdf"
	PNG = "image/png"
)

// TypeOf is the type of the jobs for a printer that takes this format of documents: zpl203, zpl300, zpl600 or pdf.
func TypeOf(format string) string {
	if strings.HasPrefix(format, "zpl") {
		return ZPL
	}
	return PDF
}

// State is what became of a job, see the package comment.
type State string

// States of an Outcome.
const (
	NotSent State = "not_sent"
	Refused State = "refused"
	Sent    State = "sent"
	Printed State = "printed"
	Unknown State = "unknown"
)

// Outcome is what became of a job. Trouble says in words what is wrong, if anything is: a job that is Sent may still wait
// for paper.
type Outcome struct {
	State   State
	Trouble string
}

// Status is how a device is. Waiting is how many jobs it holds, as far as it tells. A device that answers nothing but can be
// reached is Ready and Mute.
type Status struct {
	Ready   bool
	Mute    bool
	Trouble string
	Waiting int
}

// named says whether a job's id can stand in a file name and in a protocol's field.
func (j Job) named() bool {
	return j.ID != "" && len(j.ID) <= 100 && strings.Trim(j.ID, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}

// bad says why a job cannot be printed anywhere.
func (j Job) bad() string {
	switch {
	case !j.named():
		return "The job has no proper name."
	case len(j.Data) == 0:
		return "There is nothing to print."
	}
	return ""
}

package printer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"
)

// about is what an IPP printer says of itself.
type about struct {
	state     int // 3 idle, 4 processing, 5 stopped
	accepting bool
	queued    int
	reasons   []string
	types     []string // that it prints
}

// words are the job's types as people name them.
var words = map[string]string{ZPL: "ZPL", PDF: "PDF", PNG: "PNG"}

// raw are the types under which a printer may take a job's bytes as they are, the best first. ZPL has no registered type;
// label printers list one of these.
var raw = map[string][]string{
	ZPL: {"application/zpl", "application/vnd.zebra-zpl", "application/vnd.zpl", "text/vnd.zebra.zpl", "application/octet-stream"},
	PDF: {"application/pdf"},
	PNG: {"image/png"},
}

func (p *ipp) about(ctx context.Context) (a about, err error) {
	m := p.message(goipp.OpGetPrinterAttributes)
	m.Operation.Add(keywords("requested-attributes", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
		"queued-job-count", "document-format-supported"))
	answer, err := p.send(ctx, ippAsk, m, nil)
	if err != nil {
		return a, err
	}
	if !good(answer) {
		return a, fmt.Errorf("it says %s", status(answer))
	}
	a.state, _ = integer(answer.Printer, "printer-state")
	a.queued, _ = integer(answer.Printer, "queued-job-count")
	a.accepting = true
	if v, ok := value(answer.Printer, "printer-is-accepting-jobs"); ok {
		a.accepting = v[0].V == goipp.Boolean(true)
	}
	a.reasons = list(answer.Printer, "printer-state-reasons")
	a.types = list(answer.Printer, "document-format-supported")
	return a, nil
}

// takes is the type under which the printer takes such a job.
func (a about) takes(kind string) (string, bool) {
	for _, name := range raw[kind] {
		if slices.Contains(a.types, name) {
			return name, true
		}
	}
	return "", false
}

// formats are the types it prints that we can make, in words.
func (a about) formats() string {
	var names []string
	for _, kind := range []string{PDF, PNG, ZPL} {
		if _, ok := a.takes(kind); ok {
			names = append(names, words[kind])
		}
	}
	if names == nil {
		return "what cannot be made here"
	}
	return strings.Join(names, ", ")
}

func (a about) why() string { return say(a.reasons) }

func reasons(as goipp.Attributes, name string) string { return say(list(as, name)) }

// say makes words of reasons like "media-empty-error" (RFC 8011, 5.4.12).
func say(reasons []string) string {
	var said []string
	for _, r := range reasons {
		for _, grade := range []string{"-error", "-warning", "-report"} {
			r = strings.TrimSuffix(r, grade)
		}
		if r != "none" && r != "" && len(r) < 60 {
			said = append(said, strings.ReplaceAll(r, "-", " "))
		}
	}
	if said == nil {
		return ""
	}
	return " It says: " + strings.Join(said, ", ") + "."
}

func value(as goipp.Attributes, name string) (goipp.Values, bool) {
	for _, a := range as {
		if a.Name == name && len(a.Values) > 0 {
			return a.Values, true
		}
	}
	return nil, false
}

func integer(as goipp.Attributes, name string) (int, bool) {
	v, ok := value(as, name)
	if !ok {
		return 0, false
	}
	n, ok := v[0].V.(goipp.Integer)
	return int(n), ok
}

func text(as goipp.Attributes, name string) (string, bool) {
	l := list(as, name)
	if len(l) == 0 {
		return "", false
	}
	return l[0], true
}

func list(as goipp.Attributes, name string) (all []string) {
	v, _ := value(as, name)
	for _, x := range v {
		switch s := x.V.(type) {
		case goipp.String:
			all = append(all, string(s))
		case goipp.TextWithLang:
			all = append(all, s.Text)
		}
	}
	return all
}

func keywords(name, first string, more ...string) goipp.Attribute {
	a := goipp.MakeAttribute(name, goipp.TagKeyword, goipp.String(first))
	for _, k := range more {
		a.Values.Add(goipp.TagKeyword, goipp.String(k))
	}
	return a
}

// good says that a request was done; the codes below 0x100 are the successful ones (RFC 8011, 4.1.6).
func good(m *goipp.Message) bool { return m.Code < 0x100 }

// status is how a request ended, in the printer's words if it has some.
func status(m *goipp.Message) string {
	if said, ok := text(m.Operation, "status-message"); ok && len(said) < 200 {
		return strings.TrimSuffix(said, ".")
	}
	return goipp.Status(m.Code).String()
}

package printer

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/OpenPrinting/goipp"
)

// An IPP printer that does not take a format is sent none of it.
func TestFormatNotTaken(t *testing.T) {
	t.Parallel()
	address, spool := virtualIPP(t, "-f", "image/png")
	o := open(t, address, PDF).Print(t.Context(), Job{ID: "job", Type: PDF, Data: document(PDF, 1)})
	if o.State != Refused || !strings.Contains(o.Trouble, "PNG") || len(spooled(t, spool, "")) != 0 {
		t.Errorf("%+v", o)
	}
}

// lossy is a printer whose answer to a job is lost. knows: it remembers the job.
func lossy(t *testing.T, knows bool) (address string, jobs *int) {
	t.Helper()
	jobs = new(int)
	var name goipp.Value = goipp.String("another")
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m, a goipp.Message
		if err := m.Decode(r.Body); err != nil {
			t.Error(err)
		}
		a = *goipp.NewResponse(m.Version, goipp.StatusOk, m.RequestID)
		switch goipp.Op(m.Code) {
		case goipp.OpGetPrinterAttributes:
			a.Printer.Add(goipp.MakeAttribute("document-format-supported", goipp.TagMimeType, goipp.String(PDF)))
		case goipp.OpPrintJob:
			_, _ = io.Copy(io.Discard, r.Body)
			*jobs++
			for _, at := range m.Operation {
				if at.Name == "job-name" && knows {
					name = at.Values[0].V
				}
			}
			panic(http.ErrAbortHandler)
		case goipp.OpGetJobs:
			a.Job.Add(goipp.MakeAttribute("job-name", goipp.TagName, name))
			a.Job.Add(goipp.MakeAttribute("job-state", goipp.TagEnum, goipp.Integer(9)))
		}
		w.Header().Set("Content-Type", goipp.ContentType)
		_ = a.Encode(w)
	}))
	t.Cleanup(srv.Close)
	return strings.Replace(srv.URL, "http:", "ipp:", 1), jobs
}

// After a lost answer the printer is asked whether it has the job; it is never sent a second time.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	for knows, want := range map[bool]State{true: Printed, false: Unknown} {
		address, jobs := lossy(t, knows)
		o := open(t, address, PDF).Print(t.Context(), Job{ID: "job-7", Type: PDF, Data: document(PDF, 1)})
		if o.State != want || *jobs != 1 {
			t.Errorf("remembered %v: %+v after %d jobs", knows, o, *jobs)
		}
	}
}

// A web server is no printer.
func TestNoIPP(t *testing.T) {
	t.Parallel()
	for _, h := range []http.Handler{http.NotFoundHandler(), http.RedirectHandler("/elsewhere", http.StatusFound),
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") })} {
		srv := httptest.NewServer(h)
		t.Cleanup(srv.Close)
		o := open(t, strings.Replace(srv.URL, "http:", "ipp:", 1), PDF).Print(t.Context(), Job{ID: "job", Type: PDF, Data: document(PDF, 1)})
		if o.State != NotSent || o.Trouble == "" {
			t.Errorf("%+v", o)
		}
	}
}

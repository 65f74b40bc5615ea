package printer

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/OpenPrinting/goipp"
)

// ipp is a printer of the Internet Printing Protocol. The certificate of an ipps printer is made by itself, so it is not
// checked: the line is private, the printer's name is not proven.
type ipp struct {
	uri     string // as the printer is named in requests
	url     string // where they are sent
	client  *http.Client
	busy    sync.Mutex // many printers take one job at a time
	request atomic.Uint32
}

const (
	ippAnswer = 1 << 20                // bytes of an answer at most
	ippAsk    = 10 * time.Second       // for a question
	ippSend   = 60 * time.Second       // for a job
	ippEach   = 300 * time.Millisecond // between questions whether it is printed
	ippUser   = "pickpack"
)

func newIPP(u *url.URL, host string, o Options) *ipp {
	scheme := map[string]string{"ipp": "http", "ipps": "https"}[u.Scheme]
	path := u.Path
	if path == "" {
		path = "/ipp/print"
	}
	dial := o.dialer()
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			c, err := dial.DialContext(ctx, network, host)
			if err != nil {
				return nil, notReached{err}
			}
			return c, nil
		},
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}, //nolint:gosec // see the type's comment
		DisableKeepAlives: true,                                                                // printers drop idle lines just as a job is sent
	}
	return &ipp{uri: u.Scheme + "://" + host + path, url: scheme + "://" + host + path, client: &http.Client{Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("a printer does not send elsewhere") }}}
}

// notReached is an error before anything was sent.
type notReached struct{ error }

func (e notReached) Unwrap() error { return e.error }

func (p *ipp) Print(ctx context.Context, j Job) Outcome {
	if bad := j.bad(); bad != "" {
		return Outcome{Refused, bad}
	}
	p.busy.Lock()
	defer p.busy.Unlock()
	about, err := p.about(ctx)
	if err != nil {
		return Outcome{NotSent, unreachedIPP(err)}
	}
	format, ok := about.takes(j.Type)
	switch {
	case !ok:
		return Outcome{Refused, fmt.Sprintf("It does not print %s, only %s.", words[j.Type], about.formats())}
	case !about.accepting:
		return Outcome{NotSent, "It takes no jobs at the moment." + about.why()}
	}
	m := p.message(goipp.OpPrintJob)
	m.Operation.Add(goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(j.ID)))
	m.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String(format)))
	answer, err := p.send(ctx, ippSend, m, j.Data)
	var away notReached
	switch {
	case errors.As(err, &away):
		return Outcome{NotSent, unreachedIPP(err)}
	case err != nil: // nobody knows how much of it arrived
		find, stop := context.WithTimeout(context.WithoutCancel(ctx), ippAsk)
		defer stop()
		return p.Find(find, j)
	case !good(answer):
		return p.declined(answer)
	}
	id, ok := integer(answer.Job, "job-id")
	if !ok {
		return Outcome{Unknown, "It took the job and did not say which one it is."}
	}
	return p.await(ctx, id)
}

// declined is the outcome of a job that the printer did not take.
func (p *ipp) declined(m *goipp.Message) Outcome {
	trouble := "The printer says: " + status(m) + "."
	switch goipp.Status(m.Code) {
	case goipp.StatusErrorBusy, goipp.StatusErrorNotAcceptingJobs, goipp.StatusErrorServiceUnavailable, goipp.StatusErrorTemporary,
		goipp.StatusErrorTooManyJobs:
		return Outcome{NotSent, trouble}
	}
	return Outcome{Refused, trouble}
}

// await asks until the job has ended (RFC 8011, 5.3.7).
func (p *ipp) await(ctx context.Context, id int) Outcome {
	trouble, end := "", time.Now().Add(printTime)
	for time.Now().Before(end) && ctx.Err() == nil {
		m := p.message(goipp.OpGetJobAttributes)
		m.Operation.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(id)))
		m.Operation.Add(keywords("requested-attributes", "job-state", "job-state-reasons", "job-printer-state-message"))
		answer, err := p.send(ctx, ippAsk, m, nil)
		if err == nil && good(answer) {
			o, ended := fate(answer.Job)
			if ended {
				return o
			}
			trouble = o.Trouble
		} else if err != nil {
			trouble = "The printer has stopped answering."
		}
		select {
		case <-ctx.Done():
		case <-time.After(ippEach):
		}
	}
	return Outcome{Sent, trouble}
}

// fate reads what became of a job from its attributes; false: it is not yet at its end.
func fate(job goipp.Attributes) (Outcome, bool) {
	state, _ := integer(job, "job-state")
	why := reasons(job, "job-state-reasons")
	switch state {
	case 9:
		return Outcome{State: Printed}, true
	case 7:
		return Outcome{Refused, "It was cancelled at the printer." + why}, true
	case 8:
		return Outcome{Refused, "The printer gave it up." + why}, true
	case 6:
		return Outcome{Sent, "The printer has stopped." + why}, false
	case 4:
		return Outcome{Sent, "It is held at the printer." + why}, false
	}
	return Outcome{State: Sent}, false
}

// Find looks for a job of that name among those the printer remembers.
func (p *ipp) Find(ctx context.Context, j Job) Outcome {
	lost := Outcome{Unknown, "The line was lost, and the printer does not know the job. Look whether it was printed."}
	for _, which := range []string{"not-completed", "completed"} {
		m := p.message(goipp.OpGetJobs)
		m.Operation.Add(goipp.MakeAttribute("which-jobs", goipp.TagKeyword, goipp.String(which)))
		m.Operation.Add(keywords("requested-attributes", "job-id", "job-name", "job-state", "job-state-reasons"))
		answer, err := p.send(ctx, ippAsk, m, nil)
		if err != nil {
			lost.Trouble = "The line was lost. Look whether it was printed."
			return lost
		}
		for _, g := range answer.AttrGroups() {
			if name, _ := text(g.Attrs, "job-name"); g.Tag == goipp.TagJobGroup && name == j.ID {
				o, _ := fate(g.Attrs)
				return o
			}
		}
	}
	return lost
}

func (p *ipp) Status(ctx context.Context) Status {
	a, err := p.about(ctx)
	if err != nil {
		return Status{Trouble: unreachedIPP(err)}
	}
	s := Status{Ready: a.accepting && a.state != 5, Waiting: a.queued}
	if a.state == 5 {
		s.Trouble = "It has stopped." + a.why()
	} else if !a.accepting {
		s.Trouble = "It takes no jobs at the moment." + a.why()
	}
	return s
}

// message begins a request with what each must have (RFC 8011, 4.1.4).
func (p *ipp) message(op goipp.Op) *goipp.Message {
	m := goipp.NewRequest(goipp.DefaultVersion, op, p.request.Add(1))
	m.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	m.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	m.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String(p.uri)))
	m.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(ippUser)))
	return m
}

// send asks and reads the answer, within a time.
func (p *ipp) send(ctx context.Context, within time.Duration, m *goipp.Message, data []byte) (*goipp.Message, error) {
	ctx, stop := context.WithTimeout(ctx, within)
	defer stop()
	head, err := m.EncodeBytes()
	if err != nil {
		return nil, notReached{err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(append(head, data...)))
	if err != nil {
		return nil, notReached{err}
	}
	req.Header.Set("Content-Type", goipp.ContentType)
	req.Header.Set("Accept", goipp.ContentType)
	res, err := p.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered HTTP %d", res.StatusCode)
	}
	answer := new(goipp.Message)
	if err := answer.Decode(io.LimitReader(res.Body, ippAnswer)); err != nil {
		return nil, fmt.Errorf("its answer is no IPP: %w", err)
	}
	return answer, nil
}

// unreachedIPP says why a printer did not answer, without addresses.
func unreachedIPP(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if strings.HasPrefix(err.Error(), "it") {
		return "This is no IPP printer: " + err.Error() + "."
	}
	return unreached(err)
}

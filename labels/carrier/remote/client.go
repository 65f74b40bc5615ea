package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"pickpack/labels/carrier"
)

// maxAnswer is the longest answer that is read: a label as base64 is far below.
const maxAnswer = 8 << 20

// Options say whom a Client calls.
type Options struct {
	Name    string               // of the carrier, for people
	Base    string               // "https://api.easypost.com/v2": paths are added to it
	Files   []string             // other hosts that files may be fetched from
	Inside  bool                 // the server is one of ours: it may have a private address and speak plain http
	Secret  carrier.Secret       // never shown, should it come back in an answer
	Auth    func(h *http.Header) // adds the credentials
	Timeout time.Duration        // of one call; 0: 30 s
}

// Client calls one account's server. It is safe for use by several goroutines.
type Client struct {
	o    Options
	base *url.URL
	http *http.Client
}

// New checks the address. The error is Invalid and names the field.
func New(o Options) (*Client, error) {
	base, err := checkBase(o)
	if err != nil {
		return nil, err
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{o: o, base: base, http: &http.Client{Transport: transport(o.Inside), CheckRedirect: stay}}, nil
}

// Close drops the connections that are kept for the next call.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// String tells no more than the name.
func (c *Client) String() string { return c.o.Name }

// GoString is String, for %#v.
func (c *Client) GoString() string { return c.o.Name }

// Request is one call. Changes says that it may buy or change something.
type Request struct {
	Method  string
	Path    string // below the base, escaped
	Query   url.Values
	In      any // sent as JSON; nil: nothing
	Out     any // the answer of a 2xx is read into it; nil: it is ignored
	Changes bool
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Call makes a request. An answer that is not 2xx is no error yet: see Trouble. Errors are *carrier.Error.
func (c *Client) Call(ctx context.Context, r Request) (Answer, error) {
	u := c.base.JoinPath(r.Path)
	u.RawQuery = r.Query.Encode()
	a, err := c.send(ctx, r, u, true)
	if err != nil || a.Status/100 != 2 || r.Out == nil {
		return a, err
	}
	if err := json.Unmarshal(a.Body, r.Out); err != nil {
		return a, c.lost(r, "%s gave an answer that cannot be read.", c.o.Name).Because(errors.New("malformed JSON"))
	}
	return a, nil
}

// File fetches a document whose address the carrier has given.
func (c *Client) File(ctx context.Context, address string) ([]byte, error) {
	u, err := c.base.Parse(address)
	if err != nil || !c.mayFetch(u) {
		return nil, carrier.Troubled(carrier.Denied, "%s keeps its file at an address that is not allowed.", c.o.Name)
	}
	a, err := c.send(ctx, Request{Method: http.MethodGet}, u, u.Host == c.base.Host)
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK || len(a.Body) == 0 {
		return nil, carrier.Troubled(carrier.Down, "%s does not give out its file.", c.o.Name).Because(fmt.Errorf("http %d", a.Status))
	}
	return a.Body, nil
}

// mayFetch: the API's own host, or a listed one over https on its usual port.
func (c *Client) mayFetch(u *url.URL) bool {
	if u.Scheme == c.base.Scheme && u.Host == c.base.Host {
		return true
	}
	for _, host := range c.o.Files {
		if u.Scheme == "https" && u.User == nil && strings.EqualFold(u.Host, host) {
			return true
		}
	}
	return false
}

func (c *Client) send(ctx context.Context, r Request, u *url.URL, known bool) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, carrier.Troubled(carrier.Down, "%s was not asked.", c.o.Name).Because(err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	req, err := c.request(ctx, r, u, known)
	if err != nil {
		return Answer{}, carrier.Troubled(carrier.Refused, "The parcel cannot be written down for %s.", c.o.Name).Because(err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return Answer{}, c.failed(r, sent.Load(), err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil || len(body) > maxAnswer {
		return Answer{}, c.lost(r, "%s gave an answer that cannot be read.", c.o.Name).Because(err)
	}
	return Answer{res.StatusCode, res.Header, body}, nil
}

func (c *Client) request(ctx context.Context, r Request, u *url.URL, known bool) (*http.Request, error) {
	var body io.Reader
	if r.In != nil {
		b, err := json.Marshal(r.In)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "pickpack")
	if r.In != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if known && c.o.Auth != nil {
		req.Header.Set("Accept", "application/json")
		c.o.Auth(&req.Header)
	}
	return req, nil
}

// failed is the end of a request without an answer.
func (c *Client) failed(r Request, sent bool, err error) error {
	var no *forbidden
	switch {
	case errors.As(err, &no):
		return carrier.Troubled(carrier.Denied, "The address of %s is not allowed.", c.o.Name).Because(no)
	case !sent:
		return carrier.Troubled(carrier.Down, "%s cannot be reached. Please try again.", c.o.Name).Because(short(err))
	}
	return c.lost(r, "%s does not answer. Please try again.", c.o.Name).Because(short(err))
}

// short is an error without the address it happened at.
func short(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// lost is a request that was sent and of which nothing more is known.
func (c *Client) lost(r Request, format string, args ...any) *carrier.Error {
	if r.Changes {
		return carrier.Troubled(carrier.Unsure, format, args...)
	}
	return carrier.Troubled(carrier.Down, format, args...)
}

// Trouble is what an answer that is not 2xx means. said is the carrier's own word on it, field the input it names.
func (c *Client) Trouble(r Request, a Answer, said, field string) *carrier.Error {
	t, words := verdict(r, a.Status)
	if said = c.clean(said); said != "" && (t == carrier.Refused || t == carrier.Denied) {
		words = "%s says: " + strings.ReplaceAll(said, "%", "%%")
	}
	return carrier.Troubled(t, words, c.o.Name).Field(field).After(wait(a)).Because(fmt.Errorf("http %d", a.Status))
}

func verdict(r Request, status int) (t carrier.Trouble, words string) {
	switch {
	case status == http.StatusTooManyRequests:
		return carrier.Busy, "%s has too many requests. Please try again in a moment."
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return carrier.Denied, "%s does not accept our key."
	case status == http.StatusPaymentRequired:
		return carrier.Denied, "The account with %s has no money."
	case status/100 == 3:
		return carrier.Denied, "%s sends us to another address."
	case status == http.StatusNotFound:
		return carrier.None, "%s does not know this."
	case status/100 == 4 && status != http.StatusRequestTimeout:
		return carrier.Refused, "%s does not accept this."
	case r.Changes:
		return carrier.Unsure, "%s has trouble of its own. Please try again."
	}
	return carrier.Down, "%s has trouble of its own. Please try again."
}

// wait is how long a Busy carrier asks us to wait, between a second and a quarter of an hour.
func wait(a Answer) time.Duration {
	if a.Status != http.StatusTooManyRequests {
		return 0
	}
	d := 5 * time.Second
	if s, err := strconv.Atoi(a.Header.Get("Retry-After")); err == nil {
		d = time.Duration(min(s, 3600)) * time.Second
	} else if at, err := http.ParseTime(a.Header.Get("Retry-After")); err == nil {
		if now, err := http.ParseTime(a.Header.Get("Date")); err == nil {
			d = at.Sub(now)
		}
	}
	return min(max(d, time.Second), 15*time.Minute)
}

// clean makes one sentence for people of what a carrier says.
func (c *Client) clean(said string) string {
	if secret := c.o.Secret.Reveal(); secret != "" {
		said = strings.ReplaceAll(said, secret, c.o.Secret.String())
	}
	said = strings.Join(strings.FieldsFunc(said, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\ufffd' }), " ")
	if cut := []rune(said); len(cut) > 160 {
		said = string(cut[:160]) + "…"
	}
	if last, _ := utf8.DecodeLastRuneInString(said); said != "" && !strings.ContainsRune(".!?…", last) {
		said += "."
	}
	return said
}

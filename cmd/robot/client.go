package robot

import (
	"context"
	"crypto/rand"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// Client is one signed-in device.
type Client struct {
	Base string
	HTTP *http.Client
	csrf string

	// Timed, if not nil, is told how long each scan took, from sending to having read the answer.
	Timed func(time.Duration)
}

// NewClient is a device with cookies of its own.
func NewClient(base string, t http.RoundTripper) *Client {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &Client{Base: base, HTTP: &http.Client{Jar: jar, Transport: t, Timeout: 30 * time.Second}}
}

// SignIn signs in with badge and PIN.
func (c *Client) SignIn(ctx context.Context, badge, pin string) error {
	if _, err := c.Get(ctx, "/signin"); err != nil {
		return err
	}
	p, err := c.Post(ctx, "/signin", url.Values{"badge": {badge}, "secret": {pin}})
	for tries := 1; p.Status == http.StatusTooManyRequests && tries < 10 && ctx.Err() == nil; tries++ { // a whole shift signs in at once
		time.Sleep(time.Second)
		p, err = c.Post(ctx, "/signin", url.Values{"badge": {badge}, "secret": {pin}})
	}
	if err != nil {
		return fmt.Errorf("sign in %s: %w", badge, err)
	}
	if strings.HasSuffix(p.Path, "/signin") {
		return fmt.Errorf("sign in %s: refused: %s", badge, p.Text())
	}
	return nil
}

// Page is an answer.
type Page struct {
	Path   string // after redirects
	Status int
	Body   string
	Screen map[string]string // the data- attributes of #screen, without "data-"
}

// Get opens a page.
func (c *Client) Get(ctx context.Context, path string) (Page, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Base+path, nil)
	if err != nil {
		return Page{}, err
	}
	return c.do(r)
}

// Post submits a form. Values without a scan_id get a new one.
func (c *Client) Post(ctx context.Context, path string, v url.Values) (Page, error) {
	v.Set("_csrf", c.csrf)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+path, strings.NewReader(v.Encode()))
	if err != nil {
		return Page{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

// Scan posts one code to a scan route and asks for the fragment a handheld asks for.
func (c *Client) Scan(ctx context.Context, path, id, raw string) (Page, error) {
	return c.act(ctx, path, url.Values{"scan_id": {id}, "raw": {raw}})
}

// Touch posts a touch (short, undo, drop …) with its own id.
func (c *Client) Touch(ctx context.Context, path string, v url.Values) (Page, error) {
	v.Set("scan_id", NewID())
	return c.act(ctx, path, v)
}

func (c *Client) act(ctx context.Context, path string, v url.Values) (Page, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+path, strings.NewReader(v.Encode()))
	if err != nil {
		return Page{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Fragment", "1")
	r.Header.Set("X-CSRF-Token", c.csrf)
	start := time.Now()
	p, err := c.do(r)
	if c.Timed != nil && err == nil {
		c.Timed(time.Since(start))
	}
	return p, err
}

func (c *Client) do(r *http.Request) (Page, error) {
	res, err := c.HTTP.Do(r)
	if err != nil {
		return Page{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return Page{}, err
	}
	p := Page{Path: res.Request.URL.Path, Status: res.StatusCode, Body: string(b)}
	if t := token(p.Body); t != "" {
		c.csrf = t
	}
	p.Screen = screen(p.Body)
	if p.Status >= 400 {
		return p, fmt.Errorf("%s %s: %d: %s", r.Method, r.URL.Path, p.Status, p.Text())
	}
	return p, nil
}

// token finds the CSRF token of a page's first form.
func token(body string) string {
	_, rest, ok := strings.Cut(body, `name="_csrf"`)
	if !ok {
		return ""
	}
	tag, _, _ := strings.Cut(rest, ">")
	_, v, ok := strings.Cut(tag, `value="`)
	if !ok {
		return ""
	}
	v, _, _ = strings.Cut(v, `"`)
	return html.UnescapeString(v)
}

// screen reads the data- attributes of the element with id "screen".
func screen(body string) map[string]string {
	i := strings.Index(body, `id="screen"`)
	if i < 0 {
		return nil
	}
	start := strings.LastIndexByte(body[:i], '<')
	end := strings.IndexByte(body[i:], '>')
	if start < 0 || end < 0 {
		return nil
	}
	tag, m := body[start:i+end], map[string]string{}
	for {
		_, rest, ok := strings.Cut(tag, " data-")
		if !ok {
			return m
		}
		name, rest, ok := strings.Cut(rest, `="`)
		if !ok {
			return m
		}
		value, rest, _ := strings.Cut(rest, `"`)
		m[name] = html.UnescapeString(value)
		tag = rest
	}
}

// Text is the page without its tags, on one line, for messages.
func (p Page) Text() string {
	var b strings.Builder
	in := false
	for _, r := range p.Body {
		switch {
		case r == '<':
			in = true
			b.WriteByte(' ')
		case r == '>':
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	s := strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
	return s[:min(len(s), 400)]
}

// NewID is a random UUID, version 4, as a device makes for each scan.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

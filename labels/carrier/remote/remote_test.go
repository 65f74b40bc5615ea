package remote

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking"
)

func client(t *testing.T, h http.HandlerFunc, change ...func(*Options)) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	o := Options{Name: "Post", Base: s.URL + "/v2", Inside: true, Secret: carrier.NewSecret("key-123"), Timeout: 20 * time.Second,
		Auth: func(h *http.Header) { h.Set("Authorization", "Token key-123") }}
	for _, c := range change {
		c(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestCall(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if r.Method != "POST" || r.URL.Path != "/v2/things" || r.URL.Query().Get("q") != "a b" || string(b) != `{"a":1}` ||
			r.Header.Get("Authorization") != "Token key-123" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s %s %v", r.Method, r.URL, b, r.Header)
		}
		io.WriteString(w, `{"b":2}`)
	})
	var out struct{ B int }
	a, err := c.Call(t.Context(), Request{Method: "POST", Path: "things", Query: map[string][]string{"q": {"a b"}}, In: map[string]int{"a": 1}, Out: &out})
	if err != nil || a.Status != 200 || out.B != 2 {
		t.Errorf("%+v, %+v, %v", a, out, err)
	}
}

// Every way in which an answer can fail to come, asked and bought.
func TestNoAnswer(t *testing.T) {
	t.Parallel()
	cut := func(after string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			io.WriteString(conn, after)
			if tcp, ok := conn.(*net.TCPConn); ok && after == "" {
				tcp.SetLinger(0) // a reset
			}
			conn.Close()
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"closed":         cut(""),
		"half a head":    cut("HTTP/1.1 200 OK\r\nContent-Le"),
		"half a body":    cut("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
		"no http":        cut("220 smtp ready\r\n"),
		"malformed":      func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"b":`) },
		"html":           func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>hello</html>") },
		"wrong type":     func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"b":"two"}`) },
		"without end":    func(w http.ResponseWriter, _ *http.Request) { io.CopyN(w, endless{}, maxAnswer+9) },
		"too late":       func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body); <-r.Context().Done() },
		"empty":          func(http.ResponseWriter, *http.Request) {},
		"head too large": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 100<<10)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := client(t, h)
			if name == "too late" {
				c.o.Timeout = 300 * time.Millisecond
			}
			var out struct{ B int }
			for changes, want := range map[bool]carrier.Trouble{true: carrier.Unsure, false: carrier.Down} {
				_, err := c.Call(t.Context(), Request{Method: "POST", Path: "x", In: 1, Out: &out, Changes: changes})
				if err == nil || carrier.TroubleOf(err) != want {
					t.Errorf("changes %v: %v, want %s", changes, err, want)
				}
			}
		})
	}
}

// endless is a body of spaces.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestNothingSentIsDown(t *testing.T) {
	t.Parallel()
	c := client(t, func(http.ResponseWriter, *http.Request) { t.Error("it was called") })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	buy := Request{Method: "POST", Path: "x", In: 1, Changes: true}
	if _, err := c.Call(ctx, buy); err == nil || carrier.TroubleOf(err) != carrier.Down {
		t.Errorf("given up before: %v", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c, err = New(Options{Name: "Post", Base: "http://" + l.Addr().String(), Inside: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Call(t.Context(), buy); err == nil || carrier.TroubleOf(err) != carrier.Down {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	for status, want := range map[int][2]carrier.Trouble{ // asked, bought
		302: {carrier.Denied, carrier.Denied}, 307: {carrier.Denied, carrier.Denied},
		400: {carrier.Refused, carrier.Refused}, 401: {carrier.Denied, carrier.Denied}, 402: {carrier.Denied, carrier.Denied},
		403: {carrier.Denied, carrier.Denied}, 404: {carrier.None, carrier.None}, 408: {carrier.Down, carrier.Unsure},
		409: {carrier.Refused, carrier.Refused}, 422: {carrier.Refused, carrier.Refused}, 429: {carrier.Busy, carrier.Busy},
		500: {carrier.Down, carrier.Unsure}, 502: {carrier.Down, carrier.Unsure}, 503: {carrier.Down, carrier.Unsure}, 504: {carrier.Down, carrier.Unsure},
	} {
		for i, r := range []Request{{}, {Changes: true}} {
			c := &Client{o: Options{Name: "Post"}}
			err := c.Trouble(r, Answer{Status: status}, "100% wrong", "to.city")
			if err.Trouble != want[i] || (err.Wait > 0) != (status == 429) {
				t.Errorf("%d, changes %v: %s, wait %s", status, r.Changes, err.Trouble, err.Wait)
			}
			if status == 422 && err.Message() != "Post says: 100% wrong." {
				t.Error(err.Message())
			}
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v2/x" {
			t.Errorf("%s was called", r.URL.Path)
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	if a, err := c.Call(t.Context(), Request{Method: "POST", Path: "x", In: 1}); err != nil || a.Status != 307 {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestWait(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]time.Duration{"": 5 * time.Second, "7": 7 * time.Second, "0": time.Second, "-5": time.Second,
		"999999999999": 15 * time.Minute, "99999": 15 * time.Minute, "soon": 5 * time.Second, "Tue, 24 Nov 2026 12:00:30 GMT": 30 * time.Second} {
		h := http.Header{"Retry-After": {after}, "Date": {"Tue, 24 Nov 2026 12:00:00 GMT"}}
		if got := wait(Answer{Status: 429, Header: h}); got != want {
			t.Errorf("%q: %s, want %s", after, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for base, want := range map[string][2]bool{ // outside, inside
		"https://api.example.com/v2":    {true, true},
		"https://api.example.com:443":   {true, true},
		"https://api.example.com:8443":  {false, true},
		"http://api.example.com":        {false, true},
		"http://127.0.0.1:5002":         {false, true},
		"https://a:b@api.example.com":   {false, false},
		"https://api.example.com?x=1":   {false, false},
		"https://api.example.com/#frag": {false, false},
		"ftp://api.example.com":         {false, false},
		"file:///etc/passwd":            {false, false},
		"api.example.com":               {false, false},
		"https://":                      {false, false},
		"https://:443":                  {false, false},
		"":                              {false, false},
	} {
		for i, inside := range []bool{false, true} {
			if _, err := New(Options{Base: base, Inside: inside}); (err == nil) != want[i] || err != nil && picking.KindOf(err) != picking.Invalid {
				t.Errorf("%q inside %v: %v", base, inside, err)
			}
		}
	}
}

func TestMayCall(t *testing.T) {
	t.Parallel()
	for a, want := range map[string][2]bool{ // outside, inside
		"93.184.216.34": {true, true}, "2606:2800:220:1::1": {true, true},
		"127.0.0.1": {false, true}, "::1": {false, true}, "10.1.2.3": {false, true}, "192.168.1.1": {false, true}, "172.16.0.1": {false, true},
		"fd00::1": {false, true}, "100.64.1.1": {false, true}, "::ffff:10.0.0.1": {false, true}, "::ffff:127.0.0.1": {false, true},
		"169.254.169.254": {false, false}, "fe80::1": {false, false}, "::ffff:169.254.169.254": {false, false}, "0.0.0.0": {false, false},
		"::": {false, false}, "224.0.0.1": {false, false}, "255.255.255.255": {false, false},
	} {
		for i, inside := range []bool{false, true} {
			if got := mayCall(netip.MustParseAddr(a), inside); got != want[i] {
				t.Errorf("%s inside %v: %v", a, inside, got)
			}
		}
	}
}

// A name that resolves to an address inside the house is not called, whatever was checked before.
func TestTheConnectionIsChecked(t *testing.T) {
	t.Parallel()
	c := client(t, func(http.ResponseWriter, *http.Request) { t.Error("it was called") })
	c.http.Transport = transport(false)
	if _, err := c.Call(t.Context(), Request{Method: "GET", Path: "x"}); err == nil || carrier.TroubleOf(err) != carrier.Denied {
		t.Error(err)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/labels/1.pdf":
			if r.Header.Get("Authorization") == "" {
				t.Error("our own server got no credentials")
			}
			io.WriteString(w, "%PDF-")
		case "/labels/moved.pdf":
			http.Redirect(w, r, "/labels/1.pdf", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}, func(o *Options) { o.Files = []string{"files.example.com"} })
	if b, err := c.File(t.Context(), "/labels/1.pdf"); err != nil || string(b) != "%PDF-" {
		t.Errorf("%q, %v", b, err)
	}
	for _, gone := range []string{"/labels/2.pdf", "/labels/moved.pdf"} {
		if _, err := c.File(t.Context(), gone); err == nil || carrier.TroubleOf(err) != carrier.Down {
			t.Errorf("%s: %v", gone, err)
		}
	}
	for _, bad := range []string{"http://files.example.com/a", "https://files.example.com:444/a", "https://a@files.example.com/a", "https://files.example.com.evil.org/a",
		"https://evil.org/files.example.com", "file:///etc/passwd", "//evil.org/a", "%zz", "http://169.254.169.254/latest/meta-data"} {
		if _, err := c.File(t.Context(), bad); err == nil || carrier.TroubleOf(err) != carrier.Denied {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestOtherHostsGetNoCredentials(t *testing.T) {
	t.Parallel()
	var saw atomic.Value
	c := client(t, func(_ http.ResponseWriter, r *http.Request) { saw.Store(r.Header.Clone()) })
	u := c.base.JoinPath("f")
	if _, err := c.send(t.Context(), Request{Method: "GET"}, u, false); err != nil {
		t.Fatal(err)
	}
	if h := saw.Load().(http.Header); h.Get("Authorization") != "" {
		t.Errorf("%v", h)
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	c := &Client{o: Options{Secret: carrier.NewSecret("key-123")}}
	for said, want := range map[string]string{
		"":                          "",
		"No such street":            "No such street.",
		"a\r\n\tb\x00c.":            "a b c.",
		"bad key key-123 given":     "bad key •••• given.",
		"really?":                   "really?",
		strings.Repeat("é", 161):    strings.Repeat("é", 160) + "…",
		" \n ":                      "",
		"broken \xff\xfe text":      "broken text.",
		"<script>alert(1)</script>": "<script>alert(1)</script>.",
	} {
		if got := c.clean(said); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	var k Keys
	var wg sync.WaitGroup
	counts := map[string]*int{"a": new(int), "b": new(int)}
	for i := range 200 {
		name := string(rune('a' + i%2))
		wg.Go(func() {
			defer k.Lock(name)()
			*counts[name]++
		})
	}
	wg.Wait()
	if *counts["a"] != 100 || *counts["b"] != 100 || len(k.held) != 0 {
		t.Errorf("%d, %d, %d left", *counts["a"], *counts["b"], len(k.held))
	}
}

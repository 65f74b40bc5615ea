package carriertest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// Answers is the address of a server that says one thing for each request: "GET /path" is answered with "200 body". It is
// for answers that a right server does not give.
func Answers(t *testing.T, say map[string]string) string {
	t.Helper()
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		text, ok := say[r.Method+" "+r.URL.Path]
		if !ok {
			t.Errorf("%s %s was not expected", r.Method, r.URL.Path)
		}
		status, body, _ := strings.Cut(text, " ")
		n, err := strconv.Atoi(status)
		if err != nil {
			t.Errorf("%q has no status", text)
			n = http.StatusTeapot
		}
		w.WriteHeader(n)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(h.Close)
	return h.URL
}

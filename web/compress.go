package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// Below worth bytes the smaller answer is not worth the work; level 5 is two thirds of the work of 9 for 1 % more bytes.
const (
	worth = 400
	level = 5
)

var compressors = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// compress sends text compressed to those who can read it.
func compress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, w := c.Request(), c.Response()
		if !strings.Contains(r.Header.Get(echo.HeaderAcceptEncoding), "gzip") || strings.HasPrefix(c.Path(), "/static") {
			return next(c)
		}
		w.Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
		g := &squeezer{ResponseWriter: w.Writer}
		w.Writer = g
		defer func() {
			g.close()
			w.Writer = g.ResponseWriter
		}()
		return next(c)
	}
}

// squeezer decides at the first write, when type and size are known, whether to compress. Status and headers wait for it.
type squeezer struct {
	http.ResponseWriter
	gz     *gzip.Writer
	status int
	begun  bool
}

func (s *squeezer) WriteHeader(status int) {
	if s.begun || status == http.StatusNoContent || status == http.StatusNotModified || status < 200 {
		s.ResponseWriter.WriteHeader(status)
		return
	}
	s.status = status
}

func (s *squeezer) Write(p []byte) (int, error) {
	if !s.begun {
		s.begin(len(p) >= worth)
	}
	if s.gz != nil {
		return s.gz.Write(p)
	}
	return s.ResponseWriter.Write(p)
}

func (s *squeezer) begin(large bool) {
	s.begun = true
	h := s.Header()
	if large && h.Get(echo.HeaderContentEncoding) == "" && isText(h.Get(echo.HeaderContentType)) {
		h.Set(echo.HeaderContentEncoding, "gzip")
		h.Del(echo.HeaderContentLength)
		s.gz = compressors.Get().(*gzip.Writer)
		s.gz.Reset(s.ResponseWriter)
	}
	if s.status != 0 {
		s.ResponseWriter.WriteHeader(s.status)
	}
}

// isText reports whether a type shrinks. Events are left alone: each must leave at once.
func isText(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	switch kind {
	case "text/event-stream":
		return false
	case "application/json", "application/problem+json", "image/svg+xml", "application/yaml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

// Flush sends what there is, headers too.
func (s *squeezer) Flush() {
	if !s.begun {
		s.begin(false)
	}
	if s.gz != nil {
		_ = s.gz.Flush()
	}
	_ = http.NewResponseController(s.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (s *squeezer) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (s *squeezer) close() {
	if !s.begun && s.status != 0 {
		s.ResponseWriter.WriteHeader(s.status)
	}
	if s.gz != nil {
		_ = s.gz.Close()
		s.gz.Reset(io.Discard)
		compressors.Put(s.gz)
	}
}

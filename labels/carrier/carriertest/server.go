package carriertest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/sandbox"
)

// Server is a carrier service behind HTTP. A draft is bought once, but two drafts with one reference are two purchases,
// as it is with the services it stands for.
type Server struct {
	http.Handler
	back *sandbox.Carrier
	key  string

	mu     sync.Mutex
	drafts []*draft
	bought []string
	forms  map[string]*load
}

// draft is a shipment, bought or not.
type draft struct {
	mu        sync.Mutex // held while it is bought
	id        string
	reference string
	format    carrier.Format
	parcel    carrier.Parcel
	label     *carrier.Label
	form      *load
}

// load is a manifest.
type load struct {
	id, reference string
	content       []byte
	ids           []string
}

// Bought lists the references of what was paid for.
func (s *Server) Bought() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bought)
}

func newServer(back *sandbox.Carrier, key string) (*Server, *http.ServeMux) {
	mux := http.NewServeMux()
	return &Server{Handler: mux, back: back, key: key, forms: map[string]*load{}}, mux
}

func (s *Server) add(d *draft) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.id = fmt.Sprintf("shp_%06x", len(s.drafts)+1)
	s.drafts = append(s.drafts, d)
	return d
}

// find takes an identifier or, if by is set, a reference; the newest with it, nil if there is none.
func (s *Server) find(id string, by bool) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range slices.Backward(s.drafts) {
		if d.id == id || by && d.reference == id && id != "" {
			return d
		}
	}
	return nil
}

// buy pays for a draft by one of the sandbox's services. ok is false if it was bought before.
func (s *Server) buy(r *http.Request, d *draft, service string) (ok bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.label != nil {
		return false, nil
	}
	o := carrier.Order{Key: d.id[4:], Parcel: d.parcel, Service: service, Format: d.format}
	_, err = s.back.Buy(r.Context(), o)
	if l, done := s.back.Peek(o.Key); done {
		d.label = &l
		s.mu.Lock()
		s.bought = append(s.bought, d.reference)
		s.mu.Unlock()
	}
	return true, err
}

// state is a draft's label as it is now, nil if it was not bought.
func (s *Server) state(d *draft) *carrier.Label {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.label == nil {
		return nil
	}
	l, _ := s.back.Peek(d.label.Key)
	return &l
}

// manifest closes a load; the drafts are known and bought.
func (s *Server) manifest(r *http.Request, reference string, all []*draft) (*load, error) {
	l := carrier.Load{}
	f := &load{reference: reference}
	for _, d := range all {
		label := s.state(d)
		l.Labels = append(l.Labels, label.Ref)
		l.From = d.parcel.From
		f.ids = append(f.ids, d.id)
	}
	f.id = "sf-" + f.ids[0][4:]
	l.Key = f.id
	m, err := s.back.Manifest(r.Context(), l)
	if carrier.Bought(err) {
		if err != nil {
			m, _ = s.back.Manifest(r.Context(), l) // it was made; its answer is lost all the same
		}
		f.content = m.Content
		s.mu.Lock()
		s.forms[f.id] = f
		for _, d := range all {
			d.form = f
		}
		s.mu.Unlock()
	}
	return f, err
}

// read is a request's body, to its end: only then does the server notice that its caller has gone.
func read(r *http.Request, v any) error {
	b, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil || len(b) == 0 {
		return err
	}
	return json.Unmarshal(b, v)
}

// encode is plain values as JSON: it cannot fail.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever has gone reads nothing
}

// hangUp ends a connection without an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		conn.Close()
	}
}

// fail answers with a trouble of the sandbox's; say writes the service's kind of error.
func fail(w http.ResponseWriter, err error, say func(status int, words string)) {
	e, ok := err.(*carrier.Error)
	if !ok {
		say(http.StatusInternalServerError, "internal")
		return
	}
	switch e.Trouble {
	case carrier.Unsure:
		hangUp(w)
	case carrier.Refused:
		say(http.StatusUnprocessableEntity, e.Message())
	case carrier.Denied:
		say(http.StatusUnauthorized, e.Message())
	case carrier.Busy:
		w.Header().Set("Retry-After", "2")
		say(http.StatusTooManyRequests, e.Message())
	case carrier.None:
		say(http.StatusNotFound, e.Message())
	default:
		say(http.StatusServiceUnavailable, e.Message())
	}
}

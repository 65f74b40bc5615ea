package live

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
)

// How often the pulse is taken, how long a connection is silent at most, and how long one write may take.
const (
	every = 400 * time.Millisecond
	beat  = 15 * time.Second
	slow  = 10 * time.Second
)

// Hub tells all listeners of this replica. The zero value is not ready: use New.
type Hub struct {
	store *db.Store
	ended chan struct{}

	mu    sync.Mutex
	rooms map[picking.WarehouseID]*room
	over  bool
}

// New makes a hub without listeners.
func New(s *db.Store) *Hub {
	return &Hub{store: s, ended: make(chan struct{}), rooms: map[picking.WarehouseID]*room{}}
}

// Close ends all streams, so that a server can shut down without waiting for them. Later listeners are sent away.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.over {
		h.over = true
		close(h.ended)
	}
}

// Stream is the handler: it tells the signed-in person's page what changes in their warehouse until it goes away.
func (h *Hub) Stream(c echo.Context) error { return h.stream(c, auth.User(c).Warehouse) }

func (h *Hub) stream(c echo.Context, wh picking.WarehouseID) error {
	l, ok := h.join(wh)
	if !ok {
		return picking.Errorf(picking.Unavailable, "The server is being restarted.")
	}
	defer h.leave(l)
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/event-stream")
	header.Set("X-Accel-Buffering", "no")
	c.Response().WriteHeader(http.StatusOK)
	return h.tell(c.Request().Context(), l, c.Response())
}

// tell writes until the client, the hub or the patience with the client ends.
func (h *Hub) tell(ctx context.Context, l *listener, w *echo.Response) error {
	gone := ctx.Done()
	out := http.NewResponseController(w)
	tick := time.NewTicker(beat)
	defer tick.Stop()
	text := "retry: 1000\nevent: changed\ndata: all\n\n"
	for {
		_ = out.SetWriteDeadline(time.Now().Add(slow)) // a recorder in a test has none
		if _, err := io.WriteString(w, text); err != nil {
			return nil // the client is gone or too slow: it will ask again
		}
		if err := out.Flush(); err != nil {
			return nil
		}
		select {
		case <-gone:
			if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil
			}
			gone, text = nil, ":\n\n" // a request's time limit is not for streams; a heartbeat will find a dead client
		case <-h.ended:
			return nil
		case <-tick.C:
			text = ":\n\n"
		case <-l.news:
			text = "event: changed\ndata: " + strings.Join(l.take(), " ") + "\n\n"
		}
	}
}

// room is one warehouse's listeners and the goroutine that takes its pulse for them.
type room struct {
	listeners map[*listener]bool
	stop      context.CancelFunc
}

// listener is one open page: what it has not been told yet.
type listener struct {
	wh   picking.WarehouseID
	news chan struct{} // holds one token when words is not empty

	mu    sync.Mutex
	words []string
}

func (h *Hub) join(wh picking.WarehouseID) (*listener, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over {
		return nil, false
	}
	r := h.rooms[wh]
	if r == nil {
		ctx, stop := context.WithCancel(context.Background())
		r = &room{listeners: map[*listener]bool{}, stop: stop}
		h.rooms[wh] = r
		go h.watch(ctx, wh)
	}
	l := &listener{wh: wh, news: make(chan struct{}, 1)}
	r.listeners[l] = true
	return l, true
}

// leave takes a listener out; the last one ends the watching.
func (h *Hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[l.wh]
	delete(r.listeners, l)
	if len(r.listeners) == 0 {
		r.stop()
		delete(h.rooms, l.wh)
	}
}

// add puts words on what a listener is to be told next.
func (l *listener) add(words []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, w := range words {
		if !slices.Contains(l.words, w) {
			l.words = append(l.words, w)
		}
	}
	select {
	case l.news <- struct{}{}:
	default: // it has been called already
	}
}

func (l *listener) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	words := l.words
	l.words = nil
	return words
}

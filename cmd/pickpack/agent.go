package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/labels/scale"
	"pickpack/picking"
	"pickpack/web/api"
)

// AgentCmd prints, on a packing PC, what a server has queued for the printers of this PC: those that bear the name of the
// agent's API key. With a scale it tells the station what that shows. The server is asked; nothing is listened on.
type AgentCmd struct {
	Server   string `required:"" env:"PICKPACK_SERVER" help:"Address of the server, such as https://pickpack.example."`
	Key      string `required:"" env:"PICKPACK_KEY" help:"API key of this agent. Better given by the environment than on the command line."`
	Scale    string `env:"PICKPACK_SCALE" help:"Scale of this PC: hid:/dev/hidraw0, or serial:/dev/ttyUSB0?baud=9600&bits=7&parity=even."`
	Station  string `env:"PICKPACK_STATION" help:"Code of the packing station that the scale stands at, such as PACK-1."`
	LogJSON  bool   `name:"log-json" env:"PICKPACK_LOG_JSON" help:"Log as JSON."`
	LogLevel string `default:"info" enum:"debug,info,warn,error" env:"PICKPACK_LOG_LEVEL" help:"Least level that is logged (${enum})."`
}

// agentEach is between looks into the server's queue.
const agentEach = 250 * time.Millisecond

// Run prints until Ctrl-C.
func (c *AgentCmd) Run(ctx context.Context) error {
	u, err := url.Parse(c.Server)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return picking.FieldError("--server", "%.100q is no address such as https://pickpack.example", c.Server)
	}
	remote := &agentQueue{base: u.Scheme + "://" + u.Host, key: strings.TrimSpace(c.Key), client: &http.Client{Timeout: 15 * time.Second}}
	if _, err := remote.toAsk(ctx, 0); err != nil {
		return err
	}
	log := logger(c.LogLevel, c.LogJSON)
	var busy sync.WaitGroup
	defer busy.Wait()
	if c.Scale != "" {
		port, err := scale.ParsePort(c.Scale)
		if err != nil {
			return err
		}
		if c.Station == "" {
			return picking.FieldError("--station", "say at which station the scale stands, such as --station PACK-1")
		}
		busy.Go(func() { (&teller{port, c.Station, remote, log}).run(ctx) })
	}
	log.Info("the agent prints", "server", remote.base)
	(&press{queue: remote, options: printer.Options{Local: true}, log: log, every: agentEach}).run(ctx)
	return nil
}

// agentQueue is a server's queue for one agent.
type agentQueue struct {
	base, key string
	client    *http.Client
}

func (q *agentQueue) take(ctx context.Context) (c db.PrintClaim, err error) {
	err = q.ask(ctx, http.MethodPost, api.AgentClaimPath, struct{}{}, &c)
	return c, err
}

func (q *agentQueue) wait(ctx context.Context, most time.Duration) { pause(ctx, most) }

func (q *agentQueue) end(ctx context.Context, c db.PrintClaim, o printer.Outcome) error {
	return q.ask(ctx, http.MethodPost, api.AgentEndPath, api.AgentEnd{ID: c.ID, N: c.N, State: endOf(o.State), Trouble: o.Trouble}, nil)
}

func (q *agentQueue) toAsk(ctx context.Context, _ time.Duration) (all []db.DrivenPrinter, err error) {
	var printers []api.AgentPrinter
	err = q.ask(ctx, http.MethodGet, api.AgentPrintersPath, nil, &printers)
	for _, p := range printers {
		all = append(all, db.DrivenPrinter{Printer: db.Printer{ID: p.ID, Address: p.Address, Format: p.Format}})
	}
	return all, err
}

func (q *agentQueue) health(ctx context.Context, p db.DrivenPrinter, s printer.Status) error {
	return q.ask(ctx, http.MethodPost, api.AgentHealthPath, api.AgentHealth{ID: p.ID, Ready: s.Ready, Trouble: s.Trouble}, nil)
}

// agentAnswer is bytes of an answer at most; a print's content comes in base64.
const agentAnswer = 32 << 20

// ask sends one request and reads its answer; 204 leaves into as it is.
func (q *agentQueue) ask(ctx context.Context, method, path string, say, into any) error {
	var body io.Reader
	if say != nil {
		b, err := json.Marshal(say)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, q.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+q.key)
	req.Header.Set("Content-Type", "application/json")
	res, err := q.client.Do(req)
	if err != nil {
		return picking.Errorf(picking.Unavailable, "the server at %s does not answer: %v", q.base, err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusNoContent:
		return nil
	case http.StatusOK:
		if into == nil {
			return nil
		}
		if err := json.NewDecoder(io.LimitReader(res.Body, agentAnswer)).Decode(into); err != nil {
			return fmt.Errorf("the server's answer cannot be read: %w", err)
		}
		return nil
	case http.StatusUnauthorized:
		return picking.Errorf(picking.Invalid, "the server does not know this API key")
	}
	return picking.Errorf(picking.Unavailable, "the server answered %s", res.Status)
}

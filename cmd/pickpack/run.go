package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"pickpack/labels/printer"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/counter"
)

// stopTime is how long each step of the end may take.
const stopTime = 10 * time.Second

// planners is how many plans one process makes at once: a short one need not wait for a long one.
const planners = 2

// site is a server with its workers, started and ended in order: connections drain first, so no request loses its
// database; then the workers; then the database.
type site struct {
	app      *web.App
	listener net.Listener
	data     opened
	log      *slog.Logger
	printers printer.Options
	carriers *counter.Counter
}

// listen takes the address before anything slow begins, so that a taken port is told at once.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, picking.Errorf(picking.Invalid, "The address %s is taken by another program. Choose another one with --addr, such as --addr %s.",
			addr, nextPort(addr))
	}
	if err != nil {
		return nil, picking.Errorf(picking.Invalid, "Cannot listen on %s: %v.", addr, err)
	}
	return l, nil
}

func nextPort(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	n, bad := net.LookupPort("tcp", port)
	if err != nil || bad != nil {
		return "127.0.0.1:8081"
	}
	return net.JoinHostPort(host, fmt.Sprint(n+1))
}

// secured puts TLS before a listener if there is a certificate.
func secured(l net.Listener, cert, key string) (net.Listener, error) {
	if cert == "" && key == "" {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, picking.Errorf(picking.Invalid, "The TLS certificate cannot be used: %v.", err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), nil
}

// run serves until ctx ends or something dies, then ends everything in order.
func (s site) run(ctx context.Context) error {
	server := s.app.Server()
	server.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)
	workers, endWorkers := context.WithCancel(context.WithoutCancel(ctx))
	var busy sync.WaitGroup
	s.loadFonts(ctx)
	s.work(workers, &busy)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(s.listener) }()

	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
	case <-s.data.died():
		err = errors.New("the private PostgreSQL has ended; its folder holds its log")
	}
	drain, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if slow := server.Shutdown(drain); slow != nil {
		s.log.Warn("some requests were broken off", "error", slow)
		_ = server.Close()
	}
	endWorkers()
	busy.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, s.data.close())
}

// work starts what runs beside the requests.
func (s site) work(ctx context.Context, busy *sync.WaitGroup) {
	busy.Go(func() { s.sweep(ctx) })
	busy.Go(func() { s.printDue(ctx) })
	busy.Go(func() { s.watchFonts(ctx) })
	busy.Go(func() { s.app.Pace.Run(ctx, s.log) })
	busy.Go(func() {
		(&press{queue: stored{s.data.Store}, options: s.printers, log: s.log, every: pressEach}).run(ctx)
	})
	busy.Go(func() { newCourier(s.data.Store, s.carriers, s.log).run(ctx) })
	busy.Go(func() { (&clerk{s.data.Store, s.carriers, s.log}).run(ctx) })
	busy.Go(func() { (&tracker{s.data.Store, s.carriers, s.log, time.Now}).run(ctx) })
	for range planners {
		busy.Go(func() { s.data.PlanJobs(ctx, func(err error) { s.log.Error("planning failed", "error", err) }) })
	}
}

// printDue sees to the papers of cartons whose label has just come from a carrier, and of those whose closing was cut off
// before they were in a printer's queue.
func (s site) printDue(ctx context.Context) {
	for ctx.Err() == nil {
		if err := s.app.PrintDue(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("papers were not asked for", "error", err)
		}
		s.data.AwaitPapers(ctx, 5*time.Second)
	}
}

// watchFonts prints with the fonts that an admin adds at another server.
func (s site) watchFonts(ctx context.Context) {
	for ctx.Err() == nil {
		pause(ctx, 10*time.Second)
		s.loadFonts(ctx)
	}
}

func (s site) loadFonts(ctx context.Context) {
	if err := s.app.Fonts.Load(ctx); err != nil && ctx.Err() == nil {
		s.log.Warn("the house's fonts cannot be used", "error", err)
	}
}

// sweep forgets old sessions, sign-in tries and figures every quarter of an hour.
func (s site) sweep(ctx context.Context) {
	for tick := time.NewTicker(15 * time.Minute); ; {
		if err := s.app.Auth.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("old sessions were not swept", "error", err)
		}
		if err := s.app.Pace.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("old figures were not swept", "error", err)
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

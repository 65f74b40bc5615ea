package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"

	"pickpack/labels/printer"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/counter"
)

// ServeCmd runs the server of a real warehouse. Every flag has an environment variable.
type ServeCmd struct {
	database
	secrets
	Addr      string   `default:"127.0.0.1:8080" env:"PICKPACK_ADDR" help:"Address to listen on; :8080 is every network of this machine."`
	TLSCert   string   `env:"PICKPACK_TLS_CERT" type:"existingfile" help:"Certificate chain (PEM)." and:"tls"`
	TLSKey    string   `env:"PICKPACK_TLS_KEY" type:"existingfile" help:"Its private key (PEM)." and:"tls"`
	BehindTLS bool     `env:"PICKPACK_BEHIND_TLS" help:"A proxy before us speaks TLS with the browsers."`
	Proxies   []string `env:"PICKPACK_PROXIES" help:"Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8."`
	Local     bool     `name:"local-printers" env:"PICKPACK_LOCAL_PRINTERS" help:"Allow printers at addresses of this machine and on any port."`
	Font      fonts    `env:"PICKPACK_FONTS" type:"existingfile" help:"A TrueType file for letters that are not built in, such as Chinese. May be given again; the same files in the same order on every server."`
	LogJSON   bool     `name:"log-json" env:"PICKPACK_LOG_JSON" help:"Log as JSON."`
	LogLevel  string   `default:"info" enum:"debug,info,warn,error" env:"PICKPACK_LOG_LEVEL" help:"Least level that is logged (${enum})."`
}

// Run serves until it is told to end.
func (c *ServeCmd) Run(ctx context.Context) error {
	if err := c.needURL(); err != nil {
		return err
	}
	if err := c.Font.add(); err != nil {
		return err
	}
	proxies, err := networks(c.Proxies)
	if err != nil {
		return err
	}
	log := logger(c.LogLevel, c.LogJSON)
	vault, err := c.vaultOr(c.keyFolder(), log)
	if err != nil {
		return err
	}
	l, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	tls, err := secured(l, c.TLSCert, c.TLSKey)
	if err != nil {
		return err
	}
	data, err := c.migrated(ctx, os.Stderr)
	if err != nil {
		return err
	}
	printers := printer.Options{Local: c.Local}
	carriers := counter.New(data.Store, vault, time.Now)
	app := web.New(web.Deps{Store: data.Store, Log: log, Secure: c.TLSCert != "" || c.BehindTLS, Proxies: proxies, Printers: printers, Carriers: carriers})
	if err := c.welcome(ctx, app, l.Addr()); err != nil {
		return err
	}
	return site{app: app, listener: tls, data: data, log: log, printers: printers, carriers: carriers}.run(ctx)
}

// welcome says where the server is and, while nobody can administer it, prints the one-time link that changes this.
func (c *ServeCmd) welcome(ctx context.Context, app *web.App, at net.Addr) error {
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	address := scheme + "://" + reachable(at)
	fmt.Printf("Pickpack listens on %s\n", address)
	path, err := app.Auth.SetupPath(ctx)
	if err == nil && path != "" {
		fmt.Printf("\nNobody can sign in yet. Open this link once, within 24 hours, to make the first admin:\n\n  %s%s\n\n", address, path)
	}
	return err
}

// reachable is an address that can be opened: a server on every network is found on this machine, too.
func reachable(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return at.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

func networks(texts []string) ([]*net.IPNet, error) {
	var all []*net.IPNet
	for _, t := range texts {
		_, n, err := net.ParseCIDR(strings.TrimSpace(t))
		if err != nil {
			return nil, picking.Errorf(picking.Invalid, "%q is not a network such as 10.0.0.0/8.", t)
		}
		all = append(all, n)
	}
	return all, nil
}

func logger(level string, json bool) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelInfo
	}
	o := &slog.HandlerOptions{Level: l}
	if json {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}

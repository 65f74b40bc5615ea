package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"pickpack/db"
	"pickpack/db/embedded"
	"pickpack/picking"
)

// database says where the data is; commands that need it embed it.
type database struct {
	URL  string `name:"database-url" env:"DATABASE_URL" help:"Address of the PostgreSQL database." placeholder:"postgres://…"`
	Data string `help:"Folder of the private PostgreSQL that is used without a database address." type:"path" placeholder:"DIR"`
}

// opened is a database with what has to be ended after it.
type opened struct {
	*db.Store
	server *embedded.Server // nil: not ours
}

// databaseName is that of the private server's only database.
const databaseName = "pickpack"

// open connects; progress gets a line when something takes longer.
func (d database) open(ctx context.Context, progress io.Writer) (opened, error) {
	if d.URL != "" {
		s, err := db.Open(ctx, d.URL, db.Options{})
		return opened{Store: s}, err
	}
	server, err := embedded.Start(ctx, embedded.Options{Dir: d.folder(), Log: progress})
	if err != nil {
		return opened{}, err
	}
	o := opened{server: server}
	if err = server.CreateDatabase(ctx, databaseName); err == nil {
		o.Store, err = db.Open(ctx, server.DSN(databaseName), db.Options{})
	}
	if err != nil {
		_ = o.close()
	}
	return o, err
}

// folder is the private server's.
func (d database) folder() string {
	if d.Data != "" {
		return filepath.Join(d.Data, "postgres")
	}
	return embedded.DefaultDir()
}

// place names the data for a person.
func (d database) place() string {
	if d.URL != "" {
		return "the database of DATABASE_URL"
	}
	return d.folder()
}

// died is closed when a private server ends by itself; nil, which never is, without one.
func (o opened) died() <-chan struct{} {
	if o.server == nil {
		return nil
	}
	return o.server.Done()
}

// close ends the connections and then the private server.
func (o opened) close() error {
	if o.Store != nil {
		if err := o.Store.Close(); err != nil {
			return err
		}
	}
	if o.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	return o.server.Stop(ctx)
}

// needURL refuses what must not run on a private server.
func (d database) needURL() error {
	if d.URL == "" && d.Data == "" {
		return picking.Errorf(picking.Invalid, "Which database? Set DATABASE_URL (postgres://user:password@host/name), or give --data "+
			"the folder of a private one. To try the program: pickpack demo.")
	}
	return nil
}

// migrated opens the database and brings its schema up to date.
func (d database) migrated(ctx context.Context, progress io.Writer) (opened, error) {
	o, err := d.open(ctx, progress)
	if err != nil {
		return o, err
	}
	if err := o.Migrate(ctx); err != nil {
		_ = o.close()
		return opened{}, fmt.Errorf("bring the schema up to date: %w", err)
	}
	return o, nil
}

package main

import (
	"context"
	"time"

	"pickpack/picking/sample"
	"pickpack/web/auth"
)

// load puts the sample warehouse into an empty database and keeps what its people sign in by.
func (c *DemoCmd) load(ctx context.Context, data opened) error {
	made := sample.Demo(c.Seed, time.Now())
	id, err := data.LoadSample(ctx, made, auth.Hash)
	if err != nil {
		return err
	}
	secrets := map[string]string{}
	for _, u := range made.Users {
		if secrets[u.Badge] = u.PIN; u.Password != "" {
			secrets[u.Badge] = u.Password
		}
	}
	return data.SetDemoSignIns(ctx, id, secrets)
}

package main

import (
	"fmt"
	"runtime/debug"
)

// VersionCmd says which version this is.
type VersionCmd struct{}

// Run prints the version, the commit it was built from and the Go that built it.
func (VersionCmd) Run() error {
	fmt.Println(version())
	return nil
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "pickpack, built without version information"
	}
	at := map[string]string{}
	for _, s := range info.Settings {
		at[s.Key] = s.Value
	}
	v := "pickpack " + info.Main.Version
	if at["vcs.revision"] != "" {
		v += " " + at["vcs.revision"][:min(12, len(at["vcs.revision"]))] + " of " + at["vcs.time"]
	}
	if at["vcs.modified"] == "true" {
		v += ", changed"
	}
	return v + ", " + info.GoVersion
}

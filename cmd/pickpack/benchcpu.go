package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// cpuTime is processor time spent.
type cpuTime struct{ own, database time.Duration }

func (c cpuTime) all() time.Duration { return c.own + c.database }

func (c cpuTime) and(b cpuTime) cpuTime { return cpuTime{c.own + b.own, c.database + b.database} }

func (c cpuTime) since(b cpuTime) cpuTime { return cpuTime{c.own - b.own, c.database - b.database} }

// cpu is the time spent so far by this process and by the database's, as Linux tells it; elsewhere it is zero.
func (g ground) cpu() (c cpuTime) {
	c.own, _ = spentBy("self", false)
	pids, _ := filepath.Glob(filepath.Join(g.dir, "*", "postmaster.pid"))
	if len(pids) == 0 {
		return c
	}
	text, _ := os.ReadFile(pids[0])
	postmaster, _, _ := strings.Cut(string(text), "\n")
	c.database, _ = spentBy(postmaster, true)
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		if spent, parent := spentBy(filepath.Base(dir), false); parent == postmaster {
			c.database += spent
		}
	}
	return c
}

// spentBy reads a process's time, with that of its children which have ended if ended is true, and who its parent is.
func spentBy(pid string, ended bool) (spent time.Duration, parent string) {
	text, _ := os.ReadFile("/proc/" + pid + "/stat")
	_, rest, _ := strings.Cut(string(text), ") ") // a name may hold blanks
	f := strings.Fields(rest)
	if len(f) < 15 {
		return 0, ""
	}
	last := 13
	if ended {
		last = 15
	}
	for _, ticks := range f[11:last] { // utime stime cutime cstime, in hundredths of a second
		var n time.Duration
		_, _ = fmt.Sscan(ticks, &n)
		spent += n * 10 * time.Millisecond
	}
	return spent, f[1]
}

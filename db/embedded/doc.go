// Package embedded runs a private PostgreSQL server for the first run: `pickpack demo` and the tests work on a machine
// where nobody has set up a database. It is a small supervisor around an ordinary postgres binary. It is not for
// production (give DATABASE_URL there), it offers no backup and it is reachable only through a unix socket.
//
// One folder (Options.Dir) holds everything:
//
//	lock          held by the process that supervises the server; two at once are refused
//	password      of the superuser "pickpack", random, readable by its owner alone
//	data          the PostgreSQL data directory
//	data.init     only while initdb runs; renamed to data when it is complete
//	run           the socket's folder (a short folder under the temporary one if the path would be too long)
//	postgres.log  what the server said
//
// # Which server
//
// The data directory's own major version if there is one, else the newest installed server, else a pinned archive from
// the npm registry checked by its sha256, else one line that says what to install.
//
// # Why
//
// The data is the shop's: nothing in here ever deletes or upgrades a data directory. Another major version, or a folder
// that is not a data directory, is refused with words.
//
// PostgreSQL refuses to run as root, but a first run in a container often is root: the server then runs as the data's
// owner, else as "postgres", else as "nobody", and only the data and socket folders are given to that account.
//
// A supervisor killed with SIGKILL can clean nothing up. On Linux the kernel tells the server then (Pdeathsig, SIGINT: a
// fast shutdown); elsewhere the orphan runs on. The next start finds either by postmaster.pid, waits for it to end (an
// orphan of ours is told to) and lets PostgreSQL recover. A postmaster.pid whose process is by now somebody else's is
// not believed: see stale.go.
package embedded

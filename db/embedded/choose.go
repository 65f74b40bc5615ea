//go:build linux || darwin || freebsd

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version the migrations run on.
const oldest = 15

// install is a PostgreSQL on this machine.
type install struct {
	bin          string // folder of initdb and postgres
	major, minor int
}

// places are where packages put the server; PATH comes in addition.
var places = []string{
	"/usr/lib/postgresql/*/bin", // Debian, Ubuntu
	"/usr/pgsql-*/bin",          // PGDG on Fedora, RHEL
	"/usr/libexec/postgresql*",  // Alpine
	"/usr/local/pgsql/bin",      // built from source
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin", // Homebrew on Intel
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

const howToInstall = "install one (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; " +
	"macOS: brew install postgresql@17) or set DATABASE_URL"

// choose finds the server for data of major version want; 0 is new data, for which the newest is best.
func (s *Server) choose(ctx context.Context, want int) (install, error) {
	found := s.installed(ctx)
	for _, in := range found {
		if in.major == want || (want == 0 && in.major >= oldest) {
			return in, nil
		}
	}
	if s.opt.Bin == "" && (want == 0 || want == pinned.major) {
		in, err := s.download(ctx)
		if err != nil {
			return in, fmt.Errorf("no PostgreSQL server of version %d or newer was found: %s (%w)", max(want, oldest), howToInstall, err)
		}
		return in, nil
	}
	return install{}, refusal(s.data, want, found)
}

func refusal(data string, want int, found []install) error {
	var have []string
	for _, in := range found {
		have = append(have, fmt.Sprintf("%d.%d in %s", in.major, in.minor, in.bin))
	}
	if len(have) == 0 {
		have = []string{"none"}
	}
	if want == 0 {
		return fmt.Errorf("no PostgreSQL server of version %d or newer was found (found: %s)", oldest, strings.Join(have, ", "))
	}
	return fmt.Errorf("%s was made by PostgreSQL %d, which is not here (found: %s): install postgresql-%d, "+
		"or choose another folder; the data was not touched", data, want, strings.Join(have, ", "), want)
}

// installed lists the servers that the account can really run, newest first.
func (s *Server) installed(ctx context.Context) []install {
	bins := []string{s.opt.Bin}
	if s.opt.Bin == "" {
		bins = candidates()
	}
	var list []install
	for _, bin := range bins {
		if in, err := s.probe(ctx, bin); err == nil {
			list = append(list, in)
		}
	}
	slices.SortStableFunc(list, func(a, b install) int { return (b.major-a.major)*1000 + b.minor - a.minor })
	return list
}

func candidates() []string {
	var bins []string
	for _, place := range places {
		found, _ := filepath.Glob(place)
		bins = append(bins, found...)
	}
	if p, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			bins = append(bins, filepath.Dir(real))
		}
	}
	return bins
}

var versionText = regexp.MustCompile(`\(PostgreSQL\) (\d+)\.(\d+)`)

// probe asks the binary for its version, as the account that will run it.
func (s *Server) probe(ctx context.Context, bin string) (install, error) {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := os.Stat(filepath.Join(bin, name)); err != nil {
			return install{}, err
		}
	}
	out, err := s.who.command(ctx, "/", filepath.Join(bin, "postgres"), "-V").CombinedOutput()
	if err != nil {
		return install{}, fmt.Errorf("%s/postgres -V: %w: %s", bin, err, strings.TrimSpace(string(out)))
	}
	m := versionText.FindStringSubmatch(string(out))
	if m == nil {
		return install{}, errors.New("not a released PostgreSQL: " + strings.TrimSpace(string(out)))
	}
	major, _ := strconv.Atoi(m[1])
	minor, _ := strconv.Atoi(m[2])
	return install{bin, major, minor}, nil
}

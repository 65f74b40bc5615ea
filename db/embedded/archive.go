//go:build linux || darwin || freebsd

package embedded

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// release is a server published as npm packages, one per platform.
type release struct {
	major   int
	version string            // of the packages
	scope   string            // before the platform in the package's name
	sha256  map[string]string // platform → checksum of the package's tar file
}

var pinned = release{
	major:   18,
	version: "18.4.0-beta.17", // PostgreSQL 18.4; "beta" is the packaging's
	scope:   "@embedded-postgres",
	sha256: map[string]string{
		"linux-x64":    "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2",
		"linux-arm64":  "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea",
		"darwin-x64":   "cd6fde78af989a5ebb6eb863655471f9536af7d0b0778a729f9e297221a661e7",
		"darwin-arm64": "1f68ab0148346d99e045a54497f72fa22f487618c97ca70fa373441d1ab1a4d3",
	},
}

// publicRegistry is npm's own default, used where npm is not there to be asked.
const publicRegistry = "https://registry.npmjs.org"

func platform() string {
	return runtime.GOOS + "-" + strings.NewReplacer("amd64", "x64").Replace(runtime.GOARCH)
}

// download gets the pinned server, once per machine account: it stays in the cache.
func (s *Server) download(ctx context.Context) (install, error) {
	home := filepath.Join(CacheDir(), "postgresql-"+pinned.version)
	bin := filepath.Join(home, "native", "bin")
	if in, err := s.probe(ctx, bin); err == nil {
		return in, nil
	}
	s.say("no installed PostgreSQL found: getting version %s (%s) from the npm registry", pinned.version, platform())
	if err := pinned.get(ctx, platform(), home); err != nil {
		return install{}, err
	}
	return s.probe(ctx, bin)
}

// get leaves the unpacked package in home, complete or not at all.
func (r release) get(ctx context.Context, platform, home string) error {
	sum, ok := r.sha256[platform]
	if !ok {
		return fmt.Errorf("no ready-made PostgreSQL for %s", platform)
	}
	if err := os.MkdirAll(filepath.Dir(home), 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(home), "download-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	file, err := r.fetch(ctx, platform, tmp)
	if err != nil {
		return err
	}
	if err := verify(file, sum); err != nil {
		return err
	}
	unpacked := filepath.Join(tmp, "package")
	if err := errors.Join(unpack(file, unpacked), relink(unpacked), os.Chmod(unpacked, 0o755)); err != nil {
		return fmt.Errorf("unpack %s: %w", filepath.Base(file), err)
	}
	if err := os.RemoveAll(home); err != nil { // an unpacked archive that did not run
		return err
	}
	return os.Rename(unpacked, home)
}

// fetch asks npm, which knows its registry, proxy and credentials; without npm it asks the registry itself.
func (r release) fetch(ctx context.Context, platform, dir string) (string, error) {
	file := filepath.Join(dir, "package.tgz")
	npm, err := exec.LookPath("npm")
	if err == nil {
		name := r.scope + "/" + platform + "@" + r.version
		cmd := exec.CommandContext(ctx, npm, "pack", name, "--silent", "--ignore-scripts", "--pack-destination", dir)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("npm pack %s: %w: %s", name, err, lastLine(string(out)))
		}
		packed, _ := filepath.Glob(filepath.Join(dir, "*.tgz"))
		if len(packed) != 1 {
			return "", fmt.Errorf("npm pack %s: %d files instead of one", name, len(packed))
		}
		return packed[0], nil
	}
	registry := os.Getenv("npm_config_registry")
	if registry == "" {
		registry = publicRegistry
	}
	return file, httpGet(ctx, r.address(registry, platform), file)
}

func (r release) address(registry, platform string) string {
	return fmt.Sprintf("%s/%s/%s/-/%s-%s.tgz", strings.TrimRight(registry, "/"), r.scope, platform, platform, r.version)
}

func httpGet(ctx context.Context, address, file string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", address, resp.Status)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, io.LimitReader(resp.Body, 200<<20))
	return errors.Join(err, f.Close())
}

func verify(file, want string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%s has the sha256 %s instead of %s: not used", filepath.Base(file), got, want)
	}
	return nil
}

// unpack writes the regular files below "package/" in the tar file, which is all that npm packages hold.
func unpack(file, dir string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		name, below := strings.CutPrefix(h.Name, "package/")
		if !below || !filepath.IsLocal(name) {
			return fmt.Errorf("%q leads out of the package", h.Name)
		}
		if err := write(filepath.Join(dir, name), t, os.FileMode(h.Mode)&0o111|0o644); err != nil {
			return err
		}
	}
}

func write(path string, r io.Reader, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// relink makes the symbolic links that npm packages cannot hold and that the package lists instead.
func relink(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "native", "pg-symlinks.json"))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return err
	}
	for _, l := range links {
		if !filepath.IsLocal(l.Source) || !filepath.IsLocal(l.Target) {
			return fmt.Errorf("link %q → %q leads out of the package", l.Target, l.Source)
		}
		to, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return err
		}
		if err := os.Symlink(to, filepath.Join(dir, l.Target)); err != nil {
			return err
		}
	}
	return nil
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}

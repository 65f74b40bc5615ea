package printer

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What was left unfinished long ago is cleared away; what is being written, and what is not ours, stays.
func TestUnfinishedFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{".job-1": 2 * time.Hour, ".job-2": time.Minute, ".profile": 2 * time.Hour, "pickpack-1-1.pdf": 2 * time.Hour} {
		path, at := filepath.Join(dir, name), time.Now().Add(-age)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if s := open(t, "folder:"+dir, PDF).Status(t.Context()); !s.Ready || s.Waiting != 1 {
		t.Errorf("%+v", s)
	}
	for name, stays := range map[string]bool{".job-1": false, ".job-2": true, ".profile": true, "pickpack-1-1.pdf": true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}

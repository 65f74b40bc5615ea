package desk_test

import (
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"pickpack/picking"
	"pickpack/web/desk"
)

var newKey = regexp.MustCompile(`value="(pp_[^"]+)"`)

// A key is made, shown once, opens the API by the very command the page shows, and is revoked.
func TestKeys(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	sees(t, c.page(desk.PeoplePath), `href="`+desk.KeysPath+`"`)
	sees(t, c.page(desk.KeysPath), "No keys yet")
	if a := c.post(desk.KeysPath, url.Values{"name": {"  "}}); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "which program") {
		t.Errorf("no name: %d", a.code)
	}
	made := c.post(desk.KeysPath, url.Values{"name": {`the "shop"`}})
	m := newKey.FindStringSubmatch(made.body)
	if made.code != http.StatusOK || m == nil {
		t.Fatal(made.code, made.body)
	}
	sees(t, made.body, "the &#34;shop&#34;", "Bearer "+m[1], h.url+"/api/v1/orders", "cannot be shown again")
	if again := c.page(desk.KeysPath); strings.Contains(again, "pp_") || !strings.Contains(again, "active") {
		t.Error("the key is shown twice, or not listed")
	}
	if got := h.ask(t, m[1]); got != http.StatusNotFound {
		t.Errorf("the key asks for an order there is none of: %d", got)
	}
	revoke := desk.RevokeKeyPath(int64(h.get(t, "SELECT max(id) FROM api_keys")))
	sees(t, c.page(revoke), "Revoke the key", "shut out at once")
	if h.ask(t, m[1]) != http.StatusNotFound {
		t.Error("the question revoked it")
	}
	sees(t, c.goes(revoke, url.Values{}), "opens nothing any more", "revoked")
	if got := h.ask(t, m[1]); got != http.StatusUnauthorized {
		t.Errorf("a revoked key: %d", got)
	}
	for _, path := range []string{revoke, desk.RevokeKeyPath(999)} {
		if a := c.post(path, url.Values{}); a.code != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.code)
		}
	}
	if a := h.client(t, "PETE").get(desk.KeysPath); a.code != http.StatusForbidden {
		t.Errorf("a picker sees keys: %d", a.code)
	}
}

// The key of another warehouse is neither listed nor revoked.
func TestKeysOfAnotherWarehouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`INSERT INTO warehouses (code, name, timezone, gs1_prefix) SELECT 'X', 'Other', timezone, gs1_prefix FROM warehouses`)
	other, err := h.AddAPIKey(t.Context(), picking.User{Warehouse: picking.WarehouseID(h.get(t, "SELECT max(id) FROM warehouses"))}, "theirs", []byte("hash"))
	if err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "ART")
	if strings.Contains(c.page(desk.KeysPath), "theirs") {
		t.Error("listed")
	}
	if a := c.post(desk.RevokeKeyPath(other), url.Values{}); a.code != http.StatusNotFound {
		t.Error("revoked:", a.code)
	}
	if k, err := h.FindAPIKey(t.Context(), []byte("hash")); err != nil || k.Name != "theirs" {
		t.Error(k, err)
	}
}

// The command on the page does what it says when it is pasted into a shell.
func TestTheExampleCommandSendsAnOrder(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`UPDATE items SET sku = 'O''NEIL' || id`)
	body := h.client(t, "SUE").post(desk.KeysPath, url.Values{"name": {"shop"}}).body
	_, body, _ = strings.Cut(body, `<pre class="curl" tabindex="0">`)
	body, _, _ = strings.Cut(body, "</pre>")
	command := strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(body)
	for range 2 {
		if code, body := runCurl(t, command); code != http.StatusCreated || !strings.Contains(body, `"created":true`) {
			t.Fatalf("%d %s\n%s", code, body, command)
		}
	}
	if n := h.get(t, "SELECT count(*) FROM orders WHERE source = 'shop' AND external_id = '1001'"); n != 1 {
		t.Errorf("%d orders", n)
	}
}

// ask is the status the API answers to a key that asks for an order there is none of.
func (h *house) ask(t *testing.T, key string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/api/v1/orders/NOPE", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// runCurl has a shell read the command, and sends what curl would with these arguments.
func runCurl(t *testing.T, command string) (status int, body string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "sh", "-c", `curl() { printf '%s\n' "$@"; }`+"\n"+command).Output()
	if err != nil {
		t.Fatal(err)
	}
	args := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	header, data := http.Header{}, ""
	for i := 1; i+1 < len(args); i += 2 {
		switch args[i] {
		case "-H":
			name, value, _ := strings.Cut(args[i+1], ": ")
			header.Set(name, value)
		case "-d":
			data = args[i+1]
		default:
			t.Fatal(args)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, args[0], strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(answer)
}

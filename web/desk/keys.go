package desk

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
)

// keysView is every API key, the form for one more, and the one just made: it is shown this once.
type keysView struct {
	Keys          []keyLine
	Made          string // "" unless one was just made
	Curl          string
	Name, Trouble string
	CSRF          string
}

type keyLine struct {
	ID            int64
	Name          string
	Made, Revoked string
}

func (a *Area) keys(c echo.Context) error { return a.showKeys(c, http.StatusOK, keysView{}) }

func (a *Area) showKeys(c echo.Context, status int, v keysView) error {
	all, err := a.Store.APIKeys(ctx(c), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	k := a.clock(c)
	v.CSRF = auth.CSRF(c)
	for _, key := range all {
		v.Keys = append(v.Keys, keyLineOf(key, k))
	}
	return a.showAs(c, status, page{"API keys", "people", "", keysScreen(v)})
}

func keyLineOf(key db.APIKey, k clock) keyLine {
	l := keyLine{ID: key.ID, Name: key.Name, Made: k.full(key.CreatedAt)}
	if key.RevokedAt != nil {
		l.Revoked = k.full(*key.RevokedAt)
	}
	return l
}

// addKey answers with the page itself and does not redirect: the key is in no place from which another request could
// show it.
func (a *Area) addKey(c echo.Context) error {
	name := strings.TrimSpace(c.FormValue("name"))
	key, err := a.Auth.NewAPIKey(ctx(c), auth.User(c), short(name))
	if err != nil && picking.KindOf(err) == picking.Invalid {
		t := respond.TroubleOf(err)
		return a.showKeys(c, t.Status, keysView{Name: name, Trouble: t.Message})
	}
	if err != nil {
		return err
	}
	sku, err := a.anItem(c)
	if err != nil {
		return err
	}
	example, err := curl(c.Scheme()+"://"+c.Request().Host, key, sku)
	if err != nil {
		return err
	}
	return a.showKeys(c, http.StatusOK, keysView{Made: key, Curl: example})
}

// curl is a command that sends an order for one piece of an item with a key. Its request has a number of its own, so that
// the command can be run again and is answered with what it did.
func curl(server, key, sku string) (string, error) {
	order, err := json.Marshal(map[string]any{
		"source": "shop", "external_id": "1001", "lines": []map[string]any{{"sku": sku, "qty": 1}},
		"ship_to": map[string]string{"name": "Ada Okafor", "street1": "1 Main Street", "city": "Berlin", "postcode": "10115", "country": "DE"},
	})
	return "curl " + server + "/api/v1/orders \\\n" +
		"  -H 'Authorization: Bearer " + key + "' \\\n" +
		"  -H 'Idempotency-Key: " + rand.Text() + "' \\\n" +
		"  -H 'Content-Type: application/json' \\\n" +
		"  -d '" + strings.ReplaceAll(string(order), "'", `'\''`) + "'", err
}

// anItem is the SKU of an item there is, for an example.
func (a *Area) anItem(c echo.Context) (string, error) {
	items, err := a.Store.ItemCodes(ctx(c), auth.User(c).Warehouse, "", 1)
	if err != nil || len(items) == 0 {
		return "YOUR-SKU", err
	}
	return items[0].SKU, nil
}

func (a *Area) askRevokeKey(c echo.Context) error {
	key, err := a.key(c)
	if err != nil {
		return err
	}
	v := askView{Title: "Revoke the key “" + key.Name + "”?", Text: "The program that uses it is shut out at once. A key cannot be given back; make a new one.",
		Action: RevokeKeyPath(key.ID), Back: KeysPath, Yes: "Revoke", Kind: "danger", Icon: "cross", CSRF: auth.CSRF(c)}
	return a.show(c, page{"Revoke a key", "people", "", ask(v)})
}

func (a *Area) revokeKey(c echo.Context) error {
	key, err := a.key(c)
	if err != nil {
		return err
	}
	if err := a.Store.RevokeAPIKey(ctx(c), auth.User(c), key.ID); err != nil {
		return err
	}
	return done(c, KeysPath, "The key “"+key.Name+"” opens nothing any more.")
}

// key is the one in the address, if it still opens something.
func (a *Area) key(c echo.Context) (db.APIKey, error) {
	n, err := id[int64](c)
	if err != nil {
		return db.APIKey{}, err
	}
	all, err := a.Store.APIKeys(ctx(c), auth.User(c).Warehouse)
	for _, k := range all {
		if k.ID == n && k.RevokedAt == nil {
			return k, nil
		}
	}
	if err == nil {
		err = picking.Errorf(picking.NotFound, "There is no such key, or it is revoked already.")
	}
	return db.APIKey{}, err
}

package desk

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// peopleView is everyone, and the form for one more.
type peopleView struct {
	People []personLine
	Form   personForm
	Roles  []ui.Option
	CSRF   string
}

type personLine struct {
	db.Person
	Seen string
	Mine bool // I may change them
}

// personForm is what was typed, with what is wrong with it.
type personForm struct {
	Name, Badge, Role string
	Field, Trouble    string
}

// of is the trouble of one field.
func (f personForm) of(field string) string {
	if f.Field == field {
		return f.Trouble
	}
	return ""
}

func (a *Area) people(c echo.Context) error { return a.showPeople(c, 200, personForm{}) }

func (a *Area) showPeople(c echo.Context, status int, f personForm) error {
	me, k := auth.User(c), a.clock(c)
	people, err := a.Store.Users(c.Request().Context(), me.Warehouse)
	if err != nil {
		return err
	}
	v := peopleView{Form: f, Roles: rolesFor(me.Role), CSRF: auth.CSRF(c)}
	for _, p := range people {
		l := personLine{Person: p, Mine: auth.MayManage(me.Role, p.Role)}
		if !zero(p.SeenAt) {
			l.Seen = k.ago(p.SeenAt)
		}
		v.People = append(v.People, l)
	}
	return a.showAs(c, status, page{"People", "people", "", peopleScreen(v)})
}

// rolesFor are the roles somebody may give.
func rolesFor(by picking.Role) (all []ui.Option) {
	for _, r := range []picking.Role{picking.Picker, picking.Packer, picking.Supervisor, picking.Admin} {
		if auth.MayManage(by, r) {
			all = append(all, ui.Option{Value: string(r), Word: ui.RoleWord(r)})
		}
	}
	return all
}

func (a *Area) addPerson(c echo.Context) error {
	me := auth.User(c)
	f := personForm{Name: strings.TrimSpace(c.FormValue("name")), Badge: auth.Badge(c.FormValue("badge")), Role: c.FormValue("role")}
	n := db.Credentials{User: picking.User{Warehouse: me.Warehouse, Badge: f.Badge, Name: short(f.Name), Role: picking.Role(f.Role)}}
	err := a.prove(c, me, &n)
	if err == nil {
		_, err = a.Store.AddUser(c.Request().Context(), me.ID, n)
	}
	switch picking.KindOf(err) {
	case picking.Invalid, picking.Conflict:
		if err != nil {
			t := respond.TroubleOf(err)
			f.Field, f.Trouble = t.Field, t.Message
			return a.showPeople(c, t.Status, f)
		}
	}
	if err != nil {
		return err
	}
	return done(c, PeoplePath, n.Name+" can sign in.")
}

// prove checks who is to be added and hashes what they prove themselves by.
func (a *Area) prove(c echo.Context, me picking.User, n *db.Credentials) (err error) {
	switch {
	case n.Name == "":
		return picking.FieldError("name", "What is the person's name?")
	case n.Badge == "":
		return picking.FieldError("badge", "Scan or type the badge.")
	case !auth.MayManage(me.Role, n.Role):
		return picking.FieldError("role", "You cannot give this role.")
	}
	n.PINHash, n.PasswordHash, err = secret(c, n.Role)
	return err
}

// secret hashes the PIN, or an admin's password, of a form.
func secret(c echo.Context, r picking.Role) (pin, password string, err error) {
	s := c.FormValue("secret")
	if r == picking.Admin {
		password, err = auth.HashPassword(s)
	} else {
		pin, err = auth.HashPIN(strings.TrimSpace(s))
	}
	if err != nil {
		err = picking.FieldError("secret", "%s", respond.TroubleOf(err).Message)
	}
	return pin, password, err
}

// personView is one person's page.
type personView struct {
	U     picking.User
	Mine  bool
	Me    bool
	Roles []ui.Option
	CSRF  string
}

func (a *Area) person(c echo.Context) error {
	u, err := a.someone(c)
	if err != nil {
		return err
	}
	me := auth.User(c)
	v := personView{U: u, Mine: auth.MayManage(me.Role, u.Role), Me: me.ID == u.ID, Roles: rolesFor(me.Role), CSRF: auth.CSRF(c)}
	return a.show(c, page{u.Name, "people", "", personScreen(v)})
}

func (a *Area) someone(c echo.Context) (picking.User, error) {
	n, err := id[picking.UserID](c)
	if err != nil {
		return picking.User{}, err
	}
	return a.Store.User(c.Request().Context(), auth.User(c).Warehouse, n)
}

// actPerson changes somebody: their role, badge or secret, or whether they may sign in.
func (a *Area) actPerson(c echo.Context) error {
	u, err := a.someone(c)
	if err != nil {
		return err
	}
	me := auth.User(c)
	if !auth.MayManage(me.Role, u.Role) {
		return picking.Errorf(picking.Forbidden, "Your role cannot change a %s.", u.Role)
	}
	change, known := changes[c.Param("act")]
	if !known {
		return picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	said, err := change(a, c, me, u)
	if err != nil {
		return back(c, PersonPath(u.ID), err)
	}
	return done(c, PersonPath(u.ID), said)
}

// changes are what can be done to a person; each answers what to say when it is done.
var changes = map[string]func(a *Area, c echo.Context, me, u picking.User) (string, error){
	"role": func(a *Area, c echo.Context, me, u picking.User) (string, error) {
		role := picking.Role(c.FormValue("role"))
		switch {
		case !auth.MayManage(me.Role, role):
			return "", picking.FieldError("role", "You cannot give this role.")
		case role == picking.Admin && u.Role != picking.Admin:
			return "", picking.FieldError("role", "An admin signs in by password: add them as a new person.")
		}
		return u.Name + " is a " + string(role) + " now and signs in again.", a.Store.SetRole(ctx(c), me.ID, u, role)
	},
	"badge": func(a *Area, c echo.Context, me, u picking.User) (string, error) {
		badge := auth.Badge(c.FormValue("badge"))
		if badge == "" {
			return "", picking.FieldError("badge", "Scan or type the badge.")
		}
		return u.Name + " has a new badge; the old one opens nothing.", a.Store.SetBadge(ctx(c), me.ID, u, badge)
	},
	"secret": func(a *Area, c echo.Context, me, u picking.User) (string, error) {
		pin, password, err := secret(c, u.Role)
		switch {
		case err != nil:
			return "", err
		case u.Role == picking.Admin:
			return u.Name + " has a new password.", a.Store.SetPassword(ctx(c), me.ID, u, password)
		}
		return u.Name + " has a new PIN.", a.Store.SetPIN(ctx(c), me.ID, u, pin)
	},
	"off": func(a *Area, c echo.Context, me, u picking.User) (string, error) {
		if me.ID == u.ID {
			return "", picking.Errorf(picking.Conflict, "You cannot shut yourself out.")
		}
		return u.Name + " cannot sign in any more.", a.Store.SetActive(ctx(c), me.ID, u, false)
	},
	"on": func(a *Area, c echo.Context, me, u picking.User) (string, error) {
		return u.Name + " can sign in again.", a.Store.SetActive(ctx(c), me.ID, u, true)
	},
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }

func onOff(active bool) string {
	if active {
		return "off"
	}
	return "on"
}

package auth

import (
	"slices"
	"strings"

	"pickpack/picking"
)

// API is the role of a program with an API key. No person has it.
const API picking.Role = "api"

// anyone are the roles of people; nobody marks what needs no sign-in.
var (
	anyone = []picking.Role{picking.Picker, picking.Packer, picking.Supervisor, picking.Admin}
	nobody []picking.Role
)

// rule opens the routes at and below a path to some roles.
type rule struct {
	path  string
	roles []picking.Role
}

// table is the whole of who may reach what, the longest path first where two fit. A route that no line covers is closed.
var table = []rule{
	{"/", anyone},
	{"/h", anyone},
	{"/s", []picking.Role{picking.Packer, picking.Supervisor, picking.Admin}},
	{"/d", []picking.Role{picking.Supervisor, picking.Admin}},
	{"/d/labels/fonts", []picking.Role{picking.Admin}},
	{"/d/labels/form", []picking.Role{picking.Admin}},
	{"/d/carriers", []picking.Role{picking.Admin}},
	{"/api/v1", []picking.Role{API}},
	{"/api/v1/carriers", nobody}, // a carrier's call proves itself
	{"/pic", anyone},
	{"/signout", anyone},
	{"/signin", nobody},
	{"/theme", nobody},
	{"/language", nobody},
	{"/setup", nobody},
	{"/p", nobody},
	{"/healthz", nobody},
	{"/readyz", nobody},
	{"/static", nobody},
	{"/favicon.ico", nobody},
	{"/sw.js", nobody},
	{"/ui", nobody},   // demo only
	{"/demo", nobody}, // demo only
}

// Allowed are the roles that may reach a route. public means that nobody need be signed in; neither: closed to all.
func Allowed(route string) (roles []picking.Role, public bool) {
	best := -1
	for i, r := range table {
		if covers(r.path, route) && (best < 0 || len(r.path) > len(table[best].path)) {
			best = i
		}
	}
	if best < 0 {
		return nil, false
	}
	return table[best].roles, table[best].roles == nil
}

// covers reports whether route is path or lies below it. "/" covers itself alone.
func covers(path, route string) bool {
	return route == path || path != "/" && strings.HasPrefix(route, path+"/")
}

// May reports whether a role may reach a route.
func May(r picking.Role, route string) bool {
	roles, public := Allowed(route)
	return public || slices.Contains(roles, r)
}

// Home is where a role begins its day.
func Home(r picking.Role) string {
	switch r {
	case picking.Picker:
		return "/h"
	case picking.Packer:
		return "/s"
	case picking.Supervisor, picking.Admin:
		return "/d"
	}
	return "/signin"
}

// MayManage reports whether somebody in one role may add, change or send away somebody in another: admins everyone,
// supervisors the pickers and packers.
func MayManage(by, other picking.Role) bool {
	switch by {
	case picking.Admin:
		return slices.Contains(anyone, other)
	case picking.Supervisor:
		return other == picking.Picker || other == picking.Packer
	}
	return false
}

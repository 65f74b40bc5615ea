package web

import "pickpack/web/demo"

// areas mounts the screens, each below its own prefix (web/auth's table says who may go where).
func (a *App) areas() {
	if a.deps.Demo {
		demo.Area{Store: a.deps.Store}.Mount(a.Echo)
	}
}

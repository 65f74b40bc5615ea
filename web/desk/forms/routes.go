package forms

import (
	"net/url"
	"strconv"
)

// Path is the page of forms, at first of the shipping label's.
const Path = "/d/labels/form"

// Below it: what the text would print, the house's logo.
const (
	PreviewPath = Path + "/preview"
	LogoPath    = Path + "/logo"
)

// KindPath is the page of a kind of document's form.
func KindPath(kind string) string { return Path + "?of=" + url.QueryEscape(kind) }

// VersionPath shows an earlier version in the editor.
func VersionPath(kind string, version int) string {
	return KindPath(kind) + "&version=" + strconv.Itoa(version)
}

package forms

import "strconv"

// Path is the page of the shipping label's form.
const Path = "/d/labels/form"

// Below it: what the text would print, the house's logo.
const (
	PreviewPath = Path + "/preview"
	LogoPath    = Path + "/logo"
)

// VersionPath shows an earlier version in the editor.
func VersionPath(version int) string { return Path + "?version=" + strconv.Itoa(version) }

package imports

import (
	"strconv"

	"pickpack/picking/intake"
)

// Path is the page that files come in by; a POST there uploads one.
const Path = "/d/import"

// ReportPath is the page of one uploaded file.
func ReportPath(id int64) string { return Path + "/" + strconv.FormatInt(id, 10) }

// TakePath takes a file: all of it, or with the field good=1 its good rows.
func TakePath(id int64) string { return ReportPath(id) + "/take" }

// DropPath forgets a file.
func DropPath(id int64) string { return ReportPath(id) + "/drop" }

// TemplatePath is a small file of a kind to start from.
func TemplatePath(k intake.Kind) string { return Path + "/template/" + string(k) + ".csv" }

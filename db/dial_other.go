//go:build !unix

package db

// hungUp cannot look without reading here: a connection that was closed while idle fails at its next use.
func (w *wire) hungUp() bool { return false }

//go:build !unix

package printer

const nonblock = 0

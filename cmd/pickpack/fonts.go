package main

import (
	"os"

	"pickpack/labels/font"
	"pickpack/picking"
)

// fonts are files that are added to the built-in ones.
type fonts []string

func (f fonts) add() error {
	for _, path := range f {
		ttf, err := os.ReadFile(path)
		if err == nil {
			err = font.Add(ttf)
		}
		if err != nil {
			return picking.FieldError("font", "%s: %v", path, err)
		}
	}
	return nil
}

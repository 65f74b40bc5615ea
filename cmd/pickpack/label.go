package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"pickpack/labels"
	"pickpack/picking/contract"
)

// LabelCmd makes a document of a parcel: JSON in, a file out.
type LabelCmd struct {
	Format   string `enum:"pdf,zpl,png" default:"pdf" help:"The kind of file: pdf, zpl or png."`
	DPI      int    `name:"dpi" enum:"203,300,600" default:"203" help:"The print head's dots to the inch, for ZPL and PNG: 203, 300 or 600."`
	Document string `help:"What is made: label, logistic, slip, gift, return, pickup, manifest, picklist; bin, tote, cart, badge or item labels. It goes before what the input says; the label if neither says."`
	Form     string `type:"existingfile" help:"A form of the label or slip, as the page Labels, Forms shows them; the built-in one if none is given."`
	Font     fonts  `type:"existingfile" help:"A TrueType file for letters that are not built in, such as Chinese. May be given again."`
	Paper    string `help:"The paper: a4, letter, a5, a6, 4x6, 4x2, 57x32 or 80mm. It goes before what the input says."`
}

// Run reads a labels.Shipment from standard input and writes the file to standard output. Nothing is written if the
// input is wrong.
func (c *LabelCmd) Run() error {
	if err := c.Font.add(); err != nil {
		return err
	}
	return c.answer(os.Stdin, os.Stdout, os.Stderr)
}

// answer writes to warn what a person should know of a file that was made all the same.
func (c *LabelCmd) answer(in io.Reader, out, warn io.Writer) error {
	format, err := labels.FormatFor(c.Format, c.DPI)
	if err != nil {
		return err
	}
	var s labels.Shipment
	if err := contract.Strict(in, &s); err != nil {
		return err
	}
	if c.Document != "" {
		s.Document = c.Document
	}
	if c.Paper != "" {
		s.Paper = labels.Paper(c.Paper)
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	doc, err := s.Doc(form)
	if err != nil {
		return err
	}
	file, err := labels.Render(doc, format)
	if err != nil {
		return err
	}
	if missing := doc.Missing(); len(missing) > 0 {
		fmt.Fprintf(warn, "warning: no font here has %s; a box stands in its place. Give one with --font FILE.ttf\n", lettersOf(missing))
	}
	_, err = out.Write(file)
	return err
}

// form is the text of the form's file, "" if none is given.
func (c *LabelCmd) form() (string, error) {
	if c.Form == "" {
		return "", nil
	}
	text, err := os.ReadFile(c.Form)
	return string(text), err
}

// lettersOf lists characters with their numbers.
func lettersOf(missing []rune) string {
	var all []string
	for _, r := range missing {
		all = append(all, fmt.Sprintf("%c (%U)", r, r))
	}
	return strings.Join(all, ", ")
}

// Package font holds the typeface of every printed document and everything that depends on its measures: how wide a
// text is, where it breaks, how far it must shrink, which characters can be shown at all.
//
// It draws on no page; labels/pdf embeds the files, labels/zpl asks for dots where the printer's own font will not do.
//
// # Scripts
//
// Latin, Greek, Cyrillic, Hebrew and Arabic (with the letters of Persian and Urdu) are there: lines that run from the
// right are turned (bidi.go), Arabic letters take the form in which they join (shape.go), and words of both directions
// stand in one line. Chinese, Japanese and other scripts come with a font that Add or House is given. What is still missing
// appears as a visible replacement, and Missing names it for whoever can do something about it.
//
// Vowel points of Hebrew and Arabic are left out. They would have to be placed over their letters, and addresses have
// none.
//
// # Why one set of measures
//
// PDF and ZPL must break the same address at the same words, or a label looks different on every printer. So the text
// is laid out once, with these fonts, and both writers only place finished lines. The printer's resident font 0 is
// narrower than Noto Sans, so a line that fits here fits there.
//
// The fonts are Noto Sans, Noto Sans Arabic and Noto Sans Hebrew, Regular and Bold, under the SIL Open Font License 1.1, see OFL.txt.
package font

// Package font holds the typeface of every printed document and everything that depends on its measures: how wide a
// text is, where it breaks, how far it must shrink, which characters can be shown at all.
//
// It draws on no page; labels/pdf embeds the files, labels/zpl asks for dots where the printer's own font will not do.
// Right-to-left scripts and CJK are not in the typeface: their characters appear as a visible replacement.
//
// # Why one set of measures
//
// PDF and ZPL must break the same address at the same words, or a label looks different on every printer. So the text
// is laid out once, with these fonts, and both writers only place finished lines. The printer's resident font 0 is
// narrower than Noto Sans, so a line that fits here fits there.
//
// The fonts are Noto Sans Regular and Bold under the SIL Open Font License 1.1, see OFL.txt.
package font

package ui

import (
	"context"
	"maps"
	"slices"

	"pickpack/web/words"
)

// drawings are strokes on a 24 × 24 grid, drawn for this project.
var drawings = map[string]string{
	"alert":   `<path d="M12 3 2.5 20h19zM12 10v4M12 17v.01"/>`,
	"away":    `<path d="M3 3l18 18M8.5 8a6 6 0 0 0-2 3.5A4.5 4.5 0 0 0 7 20h11M11 6.2a6 6 0 0 1 7 4.8 4.5 4.5 0 0 1 2.5 7"/>`,
	"back":    `<path d="M20 12H4M10 6l-6 6 6 6"/>`,
	"badge":   `<rect x="4" y="6" width="16" height="14" rx="2"/><path d="M9 6V3h6v3M8 16c.6-2 2-3 4-3s3.4 1 4 3"/><circle cx="12" cy="11" r="1"/>`,
	"barcode": `<path d="M4 5v14M8 5v14M11 5v14M15 5v14M17 5v14M20 5v14"/>`,
	"bin":     `<path d="M3 4h18M3 12h18M3 20h18M4 4v16M20 4v16"/>`,
	"box":     `<path d="M3 7.5 12 3l9 4.5v9L12 21l-9-4.5zM3 7.5l9 4.5 9-4.5M12 12v9"/>`,
	"camera":  `<path d="M3 7h4l2-3h6l2 3h4v12H3z"/><circle cx="12" cy="12.5" r="3.5"/>`,
	"cart":    `<path d="M3 4h3v12h14M6 6h14v7H6"/><circle cx="9" cy="20" r="1.5"/><circle cx="17" cy="20" r="1.5"/>`,
	"check":   `<path d="m4 12.5 5.5 5.5L20 6.5"/>`,
	"clock":   `<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,
	"cross":   `<path d="M5 5l14 14M19 5 5 19"/>`,
	"down":    `<path d="m5 9 7 7 7-7"/>`,
	"file":    `<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>`,
	"filter":  `<path d="M3 5h18l-7 8v6l-4-2v-4z"/>`,
	"flag":    `<path d="M5 21V4h13l-3 4 3 4H5"/>`,
	"home":    `<path d="m3 11 9-7 9 7M6 9v11h12V9M10 20v-6h4v6"/>`,
	"inbox":   `<path d="M3 13 6 5h12l3 8v6H3zM3 13h5l1.5 3h5L16 13h5"/>`,
	"info":    `<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`,
	"key":     `<circle cx="8" cy="14" r="4"/><path d="m11 11 8-8M16 6l3 3M14 8l2 2"/>`,
	"left":    `<path d="m15 5-7 7 7 7"/>`,
	"list":    `<path d="M8 6h13M8 12h13M8 18h13M3.5 6v.01M3.5 12v.01M3.5 18v.01"/>`,
	"map":     `<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>`,
	"minus":   `<path d="M5 12h14"/>`,
	"more":    `<path d="M5 12h.01m7 0h.01m7 0h.01"/>`,
	"out":     `<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>`,
	"pause":   `<path d="M8 5v14M16 5v14"/>`,
	"people":  `<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14c2 1 3 3 3.5 6"/>`,
	"play":    `<path d="M7 4v16l13-8z"/>`,
	"plus":    `<path d="M12 5v14M5 12h14"/>`,
	"print":   `<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>`,
	"right":   `<path d="m9 5 7 7-7 7"/>`,
	"scale":   `<path d="M4 20h16l-2-12H6zM9 8a3 3 0 1 1 6 0M12 16l2-4"/>`,
	"scan":    `<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16"/>`,
	"search":  `<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
	"skip":    `<path d="m5 5 9 7-9 7zM18 5v14"/>`,
	"slip":    `<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"/>`,
	"sound":   `<path d="M4 9v6h4l5 5V4L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12"/>`,
	"stock":   `<path d="M3 21V9l9-5 9 5v12M7 21v-9h10v9M7 16h10"/>`,
	"theme":   `<circle cx="12" cy="12" r="9"/><path d="M12 3v18M12 7h6M12 12h9M12 17h6"/>`,
	"tote":    `<path d="M3 8h18l-2 12H5zM8 8V5h8v3M9 12v4M15 12v4"/>`,
	"truck":   `<path d="M2 6h12v11H2zM14 10h4l4 4v3h-8"/><circle cx="6.5" cy="18" r="2"/><circle cx="17.5" cy="18" r="2"/>`,
	"undo":    `<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H8"/>`,
	"walk":    `<circle cx="13" cy="4" r="1.5"/><path d="m12 8-4 3v3M12 8l3 4 3 1M12 8l-1 6 4 3 1 5M11 14l-2 4-3 3"/>`,
	"wall":    `<path d="M4 4h16v16H4zM4 9.5h16M4 15h16M9.5 4v16M15 4v16"/>`,
	"wave":    `<path d="M2 9c3-3 5-3 8 0s5 3 8 0l4-2M2 16c3-3 5-3 8 0s5 3 8 0l4-2"/>`,
}

// drawing of an icon; a name that is not there shows as an empty square, so that it is seen. What points along the line
// of reading turns round where one reads from right to left.
func drawing(ctx context.Context, name string) string {
	d, ok := drawings[name]
	switch {
	case !ok:
		return `<rect x="4" y="4" width="16" height="16"/>`
	case words.From(ctx).Dir == "rtl" && (name == "back" || name == "right" || name == "undo"):
		return `<g transform="matrix(-1 0 0 1 24 0)">` + d + `</g>`
	}
	return d
}

// IconNames lists the icons in alphabetical order.
func IconNames() []string { return slices.Sorted(maps.Keys(drawings)) }

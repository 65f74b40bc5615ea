// Package station is the packing station's screens: a PC with a scanner typed into one input, no mouse needed. It shows
// what picking/pack decided and db kept, and makes documents of it through labels; it decides nothing itself.
//
//	home ──scan tote, slot, order──► pack ──last item──► weight ──► documents ──scan the next tote──► pack …
//	  └──► hand-over (scan parcels at the door)   └──► pickups (give to the customer)
//
// # Why
//
// One input takes everything: items, boxes, the UNDO card, and, once all is packed, the weight. So the whole flow needs
// neither mouse nor Tab: tote, items, "2.418" Enter, next tote.
//
// Documents are made when a carton is closed, after the transaction that gave it its numbers. If the program dies in
// between they are made at the next look at the order, from the same data; what is stored first is what is shown and
// printed for ever (db.StoreDocument), so no parcel gets two different labels.
//
// A browser cannot show a PDF inside this page (object-src 'none', frame-ancestors 'none'), so the preview is an SVG
// drawn from the same labels.Doc as the bytes, and the PDF opens in a page of its own, where the browser prints it.
package station

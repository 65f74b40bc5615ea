// Package station is the packing station's screens: a PC with a scanner typed into one input, no mouse needed. It shows
// what picking/pack decided and db kept, and makes documents of it through labels; it decides nothing itself.
//
//	home ──scan tote, slot, order──► pack ──last item──► weight ──► label ──its own label──► home, the rest of the cart …
//	  │     or a cart and its item     ├── HOLD, a reason: set aside ──► home      └── where no label is scanned: documents
//	  └──► hand-over (scan parcels at the door), pickups (give to the customer)
//
// An order that is cancelled at the desk is told of at its next scan. Its cartons are emptied into a tote, one scan each, and
// a picker brings the tote's goods back; until then it stands on the home screen. Nothing of it is printed any more.
//
// At the door a carrier is chosen: only its parcels are taken, by a scan of each, the others are listed as missing, and the
// driver leaves when somebody has seen that list. Parcels with a label of the house leave by the shop's service, as before.
// LEAVES and LEAVE-ALL, printed or typed, each twice, do what the buttons do.
//
// # Why
//
// One input takes everything: items, boxes, the cards UNDO, HOLD and CARTON-…, the weight once all is packed, the label
// once it sticks, and the number of a reason where one is asked for. So the whole flow needs neither mouse nor Tab: tote,
// items, "2.418" Enter, label, next tote.
//
// A question is in the address that the next scan goes to (?again=, ?take=, ?label=, ?hold=, ?weight=, ?order= at the counter), not on the server:
// whoever reloads has answered nothing, and a scan made before the question was seen cannot answer it.
//
// The picture of a box is drawn by the server from the placements of pack.Plan (box.go, eye.go): an SVG of paths for the
// eye and a list of the same steps for who cannot see it. What lies in the box is grey, the next piece is dark with a thick
// edge, so that no colour has to be told from another.
//
// A scale belongs to the PC and not to the server: the browser reads it (static/js/scaleport.js), or an agent on the PC
// tells the server, which tells the page. Its weight is put into the same field that is typed into, and goes the same way.
//
// Documents are made when a carton is closed, after the transaction that gave it its numbers. If the program dies in
// between they are made at the next look at the order, from the same data; what is stored first is what is shown and
// printed for ever (db.StoreDocument), so no parcel gets two different labels.
//
// A browser cannot show a PDF inside this page (object-src 'none', frame-ancestors 'none'), so the preview is an SVG
// drawn from the same labels.Doc as the bytes, and the PDF opens in a page of its own, where the browser prints it.
package station

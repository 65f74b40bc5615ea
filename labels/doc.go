// Package labels says what each printed document shows (shipping label, GS1 logistic label, packing, gift, return and
// pickup slip, manifest, pick list on paper, bin, tote, cart, badge and item labels on sheets or one by one) and renders
// it as PDF, ZPL or PNG.
//
// It stores nothing, asks nobody for the time and talks to no printer: everything printed comes in as plain values, and
// the same values give the same bytes. Which carton a parcel is in, which number it bears and when its cut-off is were
// decided before.
//
// # How a document is made
//
//	Parcel, Slip, …  ── ShippingLabel, PackingSlip, … ──►  Doc  ── Render ──►  PDF │ ZPL │ PNG
//	(what it says)       (where it stands, in mm)      (bytes, at 203, 300 or 600 dpi)
//
// Labels and slips stand on a Form, which is data: an admin may put another one in its place (those in templates are
// built in), with the house's Logo. The form of a label is a Template: things in their places. That of a slip is a
// SlipTemplate: what is said in the head, the table and below it, on any paper. A Shipment is all of this as JSON.
//
// A Doc is pages of Text, Box, Rule, Code and Picture. Text is broken and shrunk by labels/font with one set of measures, so all
// formats break lines at the same words; labels/pdf, labels/zpl and labels/png only draw.
//
// # Why
//
//   - Black on white only: thermal printers have no grey, and a label is read at arm's length in bad light.
//   - Lots and serials are printed in full on as many lines and pages as they take. Numbers, services and addresses
//     shrink and break before anything else; what is still too long at six or seven points ends in an ellipsis, so that
//     nobody takes a part for the whole.
//   - A barcode that cannot be encoded or would be too fine to read is an error, not a label without it. The exception
//     is the order number on slips, which comes from shops and may hold anything: it becomes a QR Code then.
//   - The SSCC stands alone at the foot of the shipping label, 32 mm high with modules of 0.5 mm, as the GS1 Logistic
//     Label Guideline asks.
package labels

// Package barcode turns checked text into the black and white modules of a symbol: Code 128, GS1-128, EAN-13, EAN-8,
// ITF-14, QR Code, Data Matrix and GS1 DataMatrix.
//
// A Symbol knows nothing of millimetres, dots or pages: labels places it, labels/pdf and labels/zpl draw it. SVG and PNG
// draw one symbol for a web page. Which symbologies a scanner may read is not decided here.
//
// # Why a wrapper
//
// The encoder underneath (boombuler/barcode) is right about bars and careless about input: in Code 128 "ñ" is silently
// FNC1, twelve digits given as EAN grow a thirteenth, 2-of-5 takes any digits. A label that scans as something else than
// what is printed below it is the worst thing a label can do, so every constructor refuses what it cannot encode exactly,
// in words, and check digits are demanded, never added.
//
// GS1-128 and GS1 DataMatrix take gs1.Elements, because their FNC1 separators follow from the identifiers. There is no
// GS1 QR: the encoder has no FNC1 for it; put a GS1 Digital Link into a plain QR Code instead. PDF417 is left out
// because the encoder's is wrong.
package barcode

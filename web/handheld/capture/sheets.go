package capture

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/labels"
	"pickpack/picking"
)

// setup is a kind of scanner and how it is set up, in the words that its maker uses for its settings. Nothing here is a
// programming barcode: those differ from model to model, and the maker's guide has them.
type setup struct {
	key, word string
	hint      picking.Text
	lead      string
	steps     []labels.SetupStep
	note      string
}

// SheetPath is the PDF of a kind: zebra, honeywell or usb.
func SheetPath(key string) string { return ScannerPath + "/sheet/" + key + ".pdf" }

const after = "Open My work, My settings, Scanner on the device and scan the three codes. The page shows what arrives and offers the settings that fit; they are kept on the device."

var setups = []setup{
	{"zebra", "Zebra", "Android, DataWedge",
		"Zebra mobile computers with Android. DataWedge types what the scanner reads into the browser, with Enter behind it.",
		[]labels.SetupStep{
			{Where: "DataWedge › New profile", What: "Open the menu of the DataWedge app and make a profile, for example Pickpack. Leave Profile0 as it is."},
			{Where: "Associated apps", What: "Add the browser that shows Pickpack (Chrome is com.android.chrome) with all its activities (*). An app belongs to one profile only."},
			{Where: "Barcode input", What: "Enabled. Among the decoders switch on Code 128, EAN-13, EAN-8, UPC-A, UPC-E, Interleaved 2 of 5, Data Matrix and QR Code. Switch off what the warehouse does not use."},
			{Where: "Barcode input › Scan params", What: "Code ID: AIM. Each code then tells its kind (]C1, ]d2, ]E0), and GS1 data is never taken for something else."},
			{Where: "Keystroke output", What: "Enabled. Action key character: none, so that the separator of GS1 codes stays what it is. Intent output is not needed."},
			{Where: "Keystroke output › Basic data formatting", What: "Enabled. Send data: on. Send ENTER key: on. Send TAB key: off. Send as hex: off. No prefix, no suffix."},
		}, after},
	{"honeywell", "Honeywell", "Android",
		"Honeywell mobile computers with Android. The scanner's wedge types what it reads into the browser, with Enter behind it.",
		[]labels.SetupStep{
			{Where: "Settings › Honeywell Settings › Scanning", What: "Choose Internal Scanner, then Default profile."},
			{Where: "Symbology settings", What: "Switch on Code 128, GS1-128, EAN-13, EAN-8, UPC-A, UPC-E, Interleaved 2 of 5, Data Matrix and QR Code. Switch off what the warehouse does not use."},
			{Where: "Data Processing Settings › Wedge Method", What: "Keyboard. Standard works too where the scan field shows the code."},
			{Where: "… › Prefix, Suffix", What: "Prefix: empty. Suffix: \\n, which arrives as Enter. If it does not, leave it empty: a short pause ends the code as well."},
			{Where: "… › Symbology Prefix", What: "AIM. Each code then tells its kind (]C1, ]d2, ]E0), and GS1 data is never taken for something else."},
			{Where: "… › Launch Browser", What: "Off. Else a code that holds a web address, such as a GS1 Digital Link, opens it instead of being scanned."},
		}, after},
	{"usb", "USB or Bluetooth", "any maker, types like a keyboard",
		"Scanners on a cable or by Bluetooth, at a packing station or with a handheld. They type like a keyboard. The programming barcodes for these settings are in the maker's guide.",
		[]labels.SetupStep{
			{Where: "Interface", What: "USB keyboard, or HID keyboard for Bluetooth."},
			{Where: "Country, keyboard type", What: "The same as the computer's keyboard layout. If letters or signs arrive as others, this is why."},
			{Where: "Suffix", What: "Enter (carriage return)."},
			{Where: "Prefix", What: "None, or a sign that stands in no code; then tell it to the page."},
			{Where: "Transmit AIM code ID", What: "On. Each code then tells its kind (]C1, ]d2, ]E0), and GS1 data is never taken for something else."},
			{Where: "Separator (GS, FNC1, 0x1D)", What: "Sent as Ctrl+] or Alt+029. If the maker offers only a replacement, choose a sign that stands in no code, such as ~, and tell it to the page."},
			{Where: "Delay between characters", What: "None, or the least that loses nothing. The longest pause inside a code must stay well below the pause that ends it."},
			{Where: "Caps Lock", What: "Off on the computer."},
		}, "At a station choose Scanner and scan the three codes. The page shows what arrives and offers the settings that fit; they are kept in that browser."},
}

// sheet answers with the set-up sheet of one kind as PDF.
func (a *Area) sheet(c echo.Context) error {
	name, _ := strings.CutSuffix(c.Param("kind"), ".pdf")
	i := slices.IndexFunc(setups, func(s setup) bool { return s.key == name })
	if i < 0 {
		return picking.Errorf(picking.NotFound, "There is no such sheet.")
	}
	paper := labels.A4
	if c.QueryParam("paper") == string(labels.Letter) {
		paper = labels.Letter
	}
	doc, err := setups[i].doc(paper)
	if err != nil {
		return err
	}
	pdf, err := labels.Render(doc, labels.PDF)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("inline; filename=%q", "scanner-"+name+".pdf"))
	return c.Blob(http.StatusOK, labels.PDF.MIME(), pdf)
}

func (s setup) doc(paper labels.Paper) (labels.Doc, error) {
	sheet := labels.SetupSheet{Title: "Scanner set-up: " + s.word, Lead: s.lead, Steps: s.steps, Note: s.note}
	for _, t := range testCodes {
		symbol, err := t.make()
		if err != nil {
			return labels.Doc{}, err
		}
		sheet.Codes = append(sheet.Codes, labels.SetupCode{Symbol: symbol, Shows: symbol.Text})
	}
	return labels.SetupPaper(sheet, paper)
}

package labels

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pickpack/picking"
)

// small is a template with one of everything.
const small = `{"name":"Small","width":80,"height":60,"elements":[
	{"kind":"logo","x":2,"y":2,"w":20,"h":10},
	{"kind":"text","x":25,"y":2,"w":50,"h":8,"text":"Order {order} of {to_name}","size":10,"min":5,"bold":true,"align":"right","lines":2},
	{"kind":"box","x":1,"y":1,"w":78,"h":58,"line":0.5},
	{"kind":"rule","x":2,"y":13,"w":76,"h":0.4},
	{"kind":"address","x":3,"y":14,"w":50,"h":20,"text":"to","size":12,"min":5},
	{"kind":"code","x":54,"y":14,"w":22,"h":20,"text":"https://example.com/t/{order}","symbol":"qr","module":0.5,"if":"order"},
	{"kind":"code","x":2,"y":36,"w":76,"h":12,"text":"{tracking}","symbol":"code128","module":0.375,"if":"tracking","gap":{"of":"order","down":2}},
	{"kind":"text","x":2,"y":50,"w":76,"text":"no tracking","size":8,"unless":"tracking"}]}`

func smallTemplate(t rapid.TB) Template {
	t.Helper()
	tmpl, err := parseTemplate(small, labelFields)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// logoPNG is a ramp from black to white with a transparent corner.
func logoPNG(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, color.NRGBA{uint8(x * 255 / w), uint8(x * 255 / w), uint8(x * 255 / w), 255})
		}
	}
	img.Set(0, 0, color.NRGBA{})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	logo, err := ParseLogo(logoPNG(t, 300, 100))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Form{label: smallTemplate(t)}.Parcel(parcel(), logo)
	if err != nil {
		t.Fatal(err)
	}
	if f := faults(doc); len(f) > 0 {
		t.Error(f)
	}
	said := ""
	for _, item := range doc.Pages[0].Items {
		if text, ok := item.(Text); ok {
			said += text.S + "\n"
		}
	}
	if !strings.Contains(said, "Order W-100342 of Jürgen") || strings.Contains(said, "no tracking") || len(codes(doc.Pages[0])) != 2 {
		t.Errorf("%q, %d codes", said, len(codes(doc.Pages[0])))
	}
	for _, f := range []Format{PDF, ZPL203, ZPL300, PNG203} {
		a, err := Render(doc, f)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := ParseLogo(logoPNG(t, 300, 100))
		doc, _ := Form{label: smallTemplate(t)}.Parcel(parcel(), again)
		if b, _ := Render(doc, f); !bytes.Equal(a, b) {
			t.Errorf("%s: other bytes", f)
		}
	}
	printed, err := readZPL(must(Render(doc, ZPL203)))
	if err != nil {
		t.Fatal(err)
	}
	grey := func(x0 int) int { return darkness(printed[0].img, x0, 25, 40) }
	if left, right := grey(20), grey(135); left < 170 || right > 80 {
		t.Errorf("the logo's dark side has darkness %d, its light side %d", left, right)
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// A template that is wrong is refused with the place of the fault.
func TestTemplateNamesTheField(t *testing.T) {
	t.Parallel()
	change := func(from, to string) string { return strings.Replace(small, from, to, 1) }
	for name, tc := range map[string]struct{ text, field string }{
		"good":              {small, ""},
		"not JSON":          {"{", "input"},
		"long":              {strings.Repeat(" ", maxTemplateBytes+1), "template"},
		"misspelt":          {change(`"bold"`, `"bould"`), "bould"},
		"text for number":   {change(`"x":25`, `"x":"25"`), "elements[1].x"},
		"no such field":     {change("{order} of", "{ordr} of"), "elements[1].text"},
		"no such condition": {change(`"if":"order"`, `"if":"price"`), "elements[5].if"},
		"no such gap":       {change(`{"of":"order"`, `{"of":"x"`), "elements[6].gap.of"},
		"no such kind":      {change(`"kind":"rule"`, `"kind":"line"`), "elements[3].kind"},
		"no such symbol":    {change(`"qr"`, `"pdf417"`), "elements[5].symbol"},
		"too fine":          {change(`"module":0.5`, `"module":0.01`), "elements[5].module"},
		"beyond the edge":   {change(`"x":25`, `"x":31`), "elements[1].x"},
		"negative":          {change(`"y":13`, `"y":-1`), "elements[3].x"},
		"down the edge":     {change(`"down":2`, `"down":13`), "elements[6].x"},
		"tiny letters":      {change(`"size":10`, `"size":1`), "elements[1].size"},
		"grows":             {change(`"min":5`, `"min":50`), "elements[1].min"},
		"askew":             {change(`"right"`, `"slanted"`), "elements[1].align"},
		"no width":          {change(`"w":76,"h":0.4`, `"w":0,"h":0.4`), "elements[3].h"},
		"thick":             {change(`"line":0.5`, `"line":50`), "elements[2].line"},
		"whose address":     {change(`"text":"to"`, `"text":"me"`), "elements[4].text"},
		"wide":              {change(`"width":80`, `"width":8000`), "width"},
		"empty":             {`{"name":"","width":50,"height":50,"elements":[]}`, "elements"},
	} {
		_, err := parseTemplate(tc.text, labelFields)
		var e *picking.Error
		if tc.field == "" && err != nil || tc.field != "" && (!errors.As(err, &e) || e.Field != tc.field || e.Kind != picking.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := parcel()
	p.Tracking = "1Zñ"
	_, err := Form{label: smallTemplate(t)}.Parcel(p, nil)
	var e *picking.Error
	if !errors.As(err, &e) || e.Field != "tracking" {
		t.Error(err)
	}
}

// On an admin's template, too, text prints nothing but itself, and a value is never read as a placeholder.
func FuzzTemplateText(f *testing.F) {
	for _, text := range append(hostile, "{tracking}", "{to_who}\n{order}", "a\nb\nc") {
		f.Add(text)
	}
	tmpl := smallTemplate(f)
	f.Fuzz(func(t *testing.T, text string) {
		count := func(s string) (carets, tildes int, file []byte) {
			p := hostileParcel(s)
			p.Order = "W-1" // what is encoded is checked by its symbol
			doc, err := Form{label: tmpl}.Parcel(p, nil)
			if err != nil {
				t.Fatal(err)
			}
			file, err = Render(doc, ZPL203)
			if err != nil {
				t.Fatal(err)
			}
			return bytes.Count(file, []byte("^")), bytes.Count(file, []byte("~")), file
		}
		harmless := "A"
		if strings.TrimSpace(text) == "" {
			harmless = ""
		}
		carets, tildes, _ := count(harmless)
		if c, d, file := count(text); c != carets || d != tildes {
			t.Fatalf("%q: %d carets instead of %d\n%s", text, c, carets, file)
		} else if _, err := readZPL(file); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func TestLogosThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, file := range map[string][]byte{"nothing": nil, "words": []byte("a logo"), "wide": logoPNG(t, maxLogoSide+1, 1),
		"large": make([]byte, MaxLogoBytes+1), "cut": logoPNG(t, 50, 50)[:60]} {
		var e *picking.Error
		if _, err := ParseLogo(file); !errors.As(err, &e) || e.Field != "logo" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

package boxes

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/ui"
)

// typed is a box's form as it was filled in. Was is the code of the one that is changed.
type typed struct {
	Was, Code             string
	Length, Width, Height string
	Tare, Most            string // grams, kilograms
	Wall, Padding, Stock  string
	Carriers              []string
	Field, Trouble        string
}

func (f typed) of(field string) string {
	if f.Field == field {
		return f.Trouble
	}
	return ""
}

func typedIn(c echo.Context) typed {
	v := func(name string) string { return strings.TrimSpace(c.FormValue(name)) }
	f := typed{Was: v("was"), Code: strings.ToUpper(v("code")), Length: v("length"), Width: v("width"), Height: v("height"), Tare: v("tare"), Most: v("max_weight"),
		Wall: v("wall"), Padding: v("padding"), Stock: v("stock")}
	if f.Was != "" {
		f.Code = f.Was
	}
	for _, name := range c.Request().Form["carrier"] {
		if len(name) <= 40 {
			f.Carriers = append(f.Carriers, name)
		}
	}
	return f
}

func typedOf(b pack.Box) typed {
	f := typed{Was: b.Code, Code: b.Code, Length: number(b.Length), Width: number(b.Width), Height: number(b.Height), Tare: number(b.Tare),
		Most: strconv.FormatFloat(float64(b.MaxWeight)/1000, 'f', -1, 64), Wall: number(b.Wall), Padding: number(b.Padding), Carriers: b.Carriers}
	if b.Stock != nil {
		f.Stock = number(*b.Stock)
	}
	return f
}

func number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// box reads the form.
func (f typed) box() (b pack.Box, err error) {
	whole := func(field, s string, otherwise int) int {
		n, bad := strconv.Atoi(s)
		if s == "" && otherwise >= 0 {
			return otherwise
		}
		if bad != nil {
			err = errors.Join(err, picking.FieldError(field, "Type a whole number in digits."))
		}
		return n
	}
	b = pack.Box{Code: f.Code, Length: picking.Millimetres(whole("length", f.Length, -1)), Width: picking.Millimetres(whole("width", f.Width, -1)),
		Height: picking.Millimetres(whole("height", f.Height, -1)), Tare: picking.Grams(whole("tare", f.Tare, 0)),
		Wall: picking.Millimetres(whole("wall", f.Wall, 0)), Padding: whole("padding", f.Padding, 0), Carriers: f.Carriers}
	if f.Stock != "" {
		n := whole("stock", f.Stock, -1)
		b.Stock = &n
	}
	most, bad := pack.ParseWeight(f.Most)
	if bad != nil {
		err = errors.Join(err, picking.FieldError("max_weight", "Type kilograms, such as 25."))
	}
	b.MaxWeight = most
	if err != nil {
		return b, first(err)
	}
	return b, b.Valid()
}

// first is the first of joined errors: a form shows one at a time.
func first(err error) error {
	var one *picking.Error
	if errors.As(err, &one) {
		return one
	}
	return err
}

// outside is a box's outer sides.
func outside(b pack.Box) string {
	o := b.Outer()
	return fmt.Sprintf("%d × %d × %d", o[0], o[1], o[2])
}

func stockWord(b pack.Box) string {
	if b.Stock == nil {
		return "not counted"
	}
	return ui.Number(*b.Stock)
}

// fillingWord is what paper and tape were found to weigh.
func fillingWord(b pack.Box) string {
	if !b.Filling.Sure() {
		return ""
	}
	return fmt.Sprintf("and about %.0f g of paper and tape", b.Filling.Mean)
}

// offWord says how far a learned weight is from the typed one.
func offWord(w db.ItemWeight) string {
	if w.Typed == 0 {
		return "not typed"
	}
	return fmt.Sprintf("%+.0f %%", 100*(w.Mean-float64(w.Typed))/float64(w.Typed))
}

package sandbox

import (
	"context"
	"fmt"

	"pickpack/labels"
	"pickpack/labels/carrier"
)

// Manifest lists a load. A parcel goes with one load only, and not after its label was given back.
func (c *Carrier) Manifest(ctx context.Context, l carrier.Load) (m carrier.Manifest, err error) {
	if err := carrier.CheckKey(l.Key); err != nil {
		return m, err
	}
	err = c.do(ctx, Manifest, func() error {
		if have, ok := c.manifests[l.Key]; ok {
			m = have
			return nil
		}
		if m, err = c.load(l); err != nil {
			return err
		}
		c.manifests[l.Key] = m
		for _, r := range l.Labels {
			c.loaded[r.Key] = l.Key
		}
		return nil
	})
	return m, err
}

func (c *Carrier) load(l carrier.Load) (carrier.Manifest, error) {
	if len(l.Labels) == 0 {
		return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "There is no parcel to hand over.")
	}
	for _, r := range l.Labels {
		if err := c.known(r); err != nil {
			return carrier.Manifest{}, err
		}
		if have := c.labels[r.Key]; have != nil && have.Voided {
			return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "The label %s was given back.", r.Number)
		}
		if on := c.loaded[r.Key]; on != "" {
			return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "Parcel %s is on manifest %s already.", r.Number, on)
		}
	}
	b, err := labels.Render(list(l), labels.PDF)
	if err != nil {
		return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "The manifest cannot be printed.").Because(err)
	}
	return carrier.Manifest{ID: "sbm_" + l.Key, Content: b}, nil
}

// list is the load on A4, forty parcels a page.
func list(l carrier.Load) labels.Doc {
	const each = 40
	d := labels.Doc{Title: "Sandbox manifest " + l.Key}
	for from := 0; from < len(l.Labels); from += each {
		p := labels.Page{W: 210, H: 297, Items: []labels.Item{
			labels.Text{X: 15, Y: 15, W: 180, S: fmt.Sprintf("%s manifest %s: %d parcels", Name, l.Key, len(l.Labels)), Size: 16, Min: 8, Bold: true, Lines: 1},
		}}
		for i, r := range l.Labels[from:min(from+each, len(l.Labels))] {
			p.Items = append(p.Items, labels.Text{X: 15, Y: 28 + float64(i)*6, W: 180, S: fmt.Sprintf("%d  %s", from+i+1, r.Number), Size: 11, Lines: 1})
		}
		d.Pages = append(d.Pages, p)
	}
	return d
}

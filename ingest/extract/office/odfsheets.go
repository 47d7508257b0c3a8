package office

func (d *odf) sheets() {}

package pdf

import (
	"errors"
	"fmt"
	"image"
	"math"
	"time"
)

// Limits of the image of a page.
const (
	// an A3 page at 400 dpi, in gray: 32 MB, four times that while it is drawn
	maxPixels = 32 << 20
	// resolutions that OCR works with
	minDPI, maxDPI = 36, 600
)

const (
	bitmapBGRx = 3    // four bytes a pixel, the last unused
	annotated  = 0x01 // with annotations such as stamps
	white      = 0xffffffff
)

// Render draws a page, from 1, in gray at dpi dots per inch, for OCR. A page of more than maxPixels is drawn at a lower
// resolution. It stops after limit.
func (e *Reader) Render(data []byte, page, dpi int, limit time.Duration) (*image.Gray, error) {
	var img *image.Gray
	var failed error
	err := e.withInstance(data, limit, func(in *instance) { img, failed = in.render(len(data), page, dpi) })
	if err = errors.Join(err, failed); err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	return img, nil
}

func (in *instance) render(size, page, dpi int) (*image.Gray, error) {
	document, err := in.open(size)
	if err != nil {
		return nil, err
	}
	p := in.callLimited("FPDF_LoadPage", document, uint64(page-1))
	if p == 0 {
		return nil, in.failure()
	}
	width, height := in.pageSize(p, dpi)
	bitmap := in.callLimited("FPDFBitmap_CreateEx", uint64(width), uint64(height), bitmapBGRx, 0, 0)
	if bitmap == 0 {
		return nil, in.failure()
	}
	in.callLimited("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(width), uint64(height), white)
	in.callLimited("FPDF_RenderPageBitmap", bitmap, p, 0, 0, uint64(width), uint64(height), 0, annotated)
	stride := in.callInt("FPDFBitmap_GetStride", bitmap)
	pixels := in.memory(in.call("FPDFBitmap_GetBuffer", bitmap), stride*height)
	if pixels == nil || stride < 4*width {
		return nil, in.failure()
	}
	return grayscale(pixels, width, height, stride), nil
}

// pageSize returns the size of a page in pixels.
func (in *instance) pageSize(page uint64, dpi int) (width, height int) {
	dpi = max(minDPI, min(maxDPI, dpi))
	w, h := in.callFloat32("FPDF_GetPageWidthF", page), in.callFloat32("FPDF_GetPageHeightF", page)
	scale := float64(dpi) / 72
	if pixels := w * h * scale * scale; pixels > maxPixels {
		scale *= math.Sqrt(maxPixels / pixels)
	}
	side := func(points float64) int { return int(max(1, min(maxPixels, points*scale))) }
	width, height = side(w), side(h)
	// A page can be extremely long in one direction.
	return min(width, maxPixels/height), height
}

// grayscale converts BGRx pixels with the weights of ITU-R BT.601.
func grayscale(pixels []byte, width, height, stride int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		row := pixels[y*stride : y*stride+4*width]
		for x := range width {
			b, g, r := int(row[4*x]), int(row[4*x+1]), int(row[4*x+2])
			img.Pix[y*img.Stride+x] = byte((114*b + 587*g + 299*r) / 1000)
		}
	}
	return img
}

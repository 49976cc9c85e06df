package chat

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// fine is how many times larger than shown a picture is painted, so that
// its edges come out smooth.
const fine = 2

// canvas is a picture being painted, in units of the picture as shown.
type canvas struct {
	img *image.RGBA
}

// point is a place on a canvas.
type point struct{ x, y float64 }

func newCanvas(width, height int) canvas {
	return canvas{img: image.NewRGBA(image.Rect(0, 0, width*fine, height*fine))}
}

// shape is a part of a canvas: what holds a place, and a box around all of it,
// so that nothing outside is looked at.
type shape struct {
	holds    func(point) bool
	from, to point
}

// paint colours every dot that the shape holds, with a grain of that strength.
func (c canvas) paint(s shape, at func(point) color.RGBA, grain float64) {
	area := image.Rect(int(s.from.x*fine)-1, int(s.from.y*fine)-1, int(s.to.x*fine)+2, int(s.to.y*fine)+2).Intersect(c.img.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			p := point{(float64(x) + .5) / fine, (float64(y) + .5) / fine}
			if s.holds(p) {
				c.img.SetRGBA(x, y, grained(at(p), x/fine, y/fine, grain))
			}
		}
	}
}

// fill paints a shape in one colour.
func (c canvas) fill(s shape, col color.RGBA) {
	c.paint(s, func(point) color.RGBA { return col }, 0)
}

// glow lightens a round place, less towards its edge.
func (c canvas) glow(at point, radius float64, col color.RGBA) {
	b := c.img.Bounds()
	for y := range b.Max.Y {
		for x := range b.Max.X {
			d := math.Hypot(float64(x)/fine-at.x, float64(y)/fine-at.y) / radius
			if d < 1 {
				c.img.SetRGBA(x, y, mixed(c.img.RGBAAt(x, y), col, (1-d)*(1-d)*float64(col.A)/255))
			}
		}
	}
}

// shown is the picture at its own size.
func (c canvas) shown() *image.RGBA {
	b := c.img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/fine, b.Dy()/fine))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	for y := range out.Bounds().Max.Y {
		for x := range out.Bounds().Max.X {
			var r, g, bl int
			for i := range fine * fine {
				p := c.img.RGBAAt(x*fine+i%fine, y*fine+i/fine)
				r, g, bl = r+int(p.R), g+int(p.G), bl+int(p.B)
			}
			out.SetRGBA(x, y, color.RGBA{byteOf(float64(r) / 4), byteOf(float64(g) / 4), byteOf(float64(bl) / 4), 255})
		}
	}
	return out
}

func box(x0, y0, x1, y1 float64) shape {
	return shape{func(p point) bool { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1 }, point{x0, y0}, point{x1, y1}}
}

// polygon holds what a line to the right crosses the border of an odd number of times.
func polygon(ps ...point) shape {
	s := shape{from: ps[0], to: ps[0]}
	for _, p := range ps {
		s.from = point{min(s.from.x, p.x), min(s.from.y, p.y)}
		s.to = point{max(s.to.x, p.x), max(s.to.y, p.y)}
	}
	s.holds = func(p point) bool {
		in := false
		for i, j := 0, len(ps)-1; i < len(ps); j, i = i, i+1 {
			a, b := ps[i], ps[j]
			if (a.y > p.y) != (b.y > p.y) && p.x < (b.x-a.x)*(p.y-a.y)/(b.y-a.y)+a.x {
				in = !in
			}
		}
		return in
	}
	return s
}

// blob is an ellipse with a border that wavers by the given part of its size.
func blob(x, y, rx, ry, waver float64) shape {
	most := 1 + 2*waver
	holds := func(p point) bool {
		dx, dy := (p.x-x)/rx, (p.y-y)/ry
		angle := math.Atan2(dy, dx)
		return math.Hypot(dx, dy) < 1+waver*(math.Sin(3*angle+x)+.6*math.Sin(7*angle+y)+.4*math.Sin(11*angle))
	}
	return shape{holds, point{x - rx*most, y - ry*most}, point{x + rx*most, y + ry*most}}
}

// stroke is a line of that thickness.
func stroke(a, b point, thick float64) shape {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	holds := func(p point) bool {
		t := max(0, min(1, ((p.x-a.x)*(b.x-a.x)+(p.y-a.y)*(b.y-a.y))/(length*length)))
		return math.Hypot(p.x-a.x-t*(b.x-a.x), p.y-a.y-t*(b.y-a.y)) < thick/2
	}
	return shape{
		holds,
		point{min(a.x, b.x) - thick, min(a.y, b.y) - thick},
		point{max(a.x, b.x) + thick, max(a.y, b.y) + thick},
	}
}

// downward shades from one colour at the height from to another at the height to.
func downward(from, to float64, a, b color.RGBA) func(point) color.RGBA {
	return func(p point) color.RGBA { return mixed(a, b, max(0, min(1, (p.y-from)/(to-from)))) }
}

func mixed(a, b color.RGBA, t float64) color.RGBA {
	mix := func(x, y uint8) uint8 { return byteOf(float64(x) + (float64(y)-float64(x))*t) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// grained makes a dot a little lighter or darker, the same in every run.
func grained(c color.RGBA, x, y int, grain float64) color.RGBA {
	if grain == 0 {
		return c
	}
	s := math.Sin(float64(x)*12.9898+float64(y)*78.233) * 43758.5453
	d := (s - math.Floor(s) - .5) * grain
	return color.RGBA{byteOf(float64(c.R) + d), byteOf(float64(c.G) + d), byteOf(float64(c.B) + d), 255}
}

func byteOf(f float64) uint8 { return uint8(max(0, min(255, f))) }

func rgb(hex uint32) color.RGBA {
	return color.RGBA{byteOf(float64(hex >> 16)), byteOf(float64(hex >> 8 & 255)), byteOf(float64(hex & 255)), 255}
}

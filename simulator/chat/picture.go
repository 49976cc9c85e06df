package chat

import (
	"bytes"
	"image/color"
	"image/png"
)

const (
	pictureWidth  = 560
	pictureHeight = 360
)

// Pictures are the prepared pictures as PNG, by name: "pothole", "lamp" and
// "rubbish". They are painted anew at each call.
func Pictures() map[string][]byte {
	out := map[string][]byte{}
	for name, paint := range map[string]func(canvas){"pothole": pothole, "lamp": lamp, "rubbish": rubbish} {
		c := newCanvas(pictureWidth, pictureHeight)
		paint(c)
		var b bytes.Buffer
		if err := png.Encode(&b, c.shown()); err == nil { // a buffer takes everything
			out[name] = b.Bytes()
		}
	}
	return out
}

// pothole is a hole full of water in a road that leads to a school.
func pothole(c canvas) {
	c.paint(box(0, 0, 560, 150), downward(0, 150, rgb(0xaebfc9), rgb(0xdfe5e4)), 0)
	for i := range 7 { // trees along the horizon
		x := float64(i)*95 - 20
		c.fill(blob(x, 128, 62, 38, .07), mixed(rgb(0x6f8573), rgb(0x8fa08e), float64(i%3)/2))
	}
	c.fill(box(352, 84, 520, 152), rgb(0xc3a58b))
	c.fill(polygon(point{342, 86}, point{436, 54}, point{530, 86}), rgb(0x8b5f50))
	for i := range 4 {
		x := 370 + float64(i)*37
		c.fill(box(x, 100, x+19, 124), rgb(0x5d7480))
	}
	c.paint(box(0, 146, 560, 360), downward(146, 360, rgb(0x8d9c7c), rgb(0x75865f)), 14)
	c.paint(polygon(point{236, 146}, point{300, 146}, point{640, 360}, point{-130, 360}), downward(146, 360, rgb(0x8c8e8f), rgb(0x65686a)), 20)
	for _, y := range []float64{152, 168, 192, 228, 330} { // the middle line comes nearer
		w, h := (y-140)*.028, (y-140)*.11
		c.fill(polygon(point{267 - w, y}, point{267 + w, y}, point{267 + w*1.25, y + h}, point{267 - w*1.25, y + h}), rgb(0xdcdad0))
	}
	for _, s := range [][2]point{{{150, 262}, {96, 242}}, {{336, 300}, {404, 318}}, {{300, 248}, {330, 226}}, {{180, 312}, {132, 338}}, {{330, 280}, {392, 270}}} {
		c.fill(stroke(s[0], s[1], 2.4), rgb(0x414446))
	}
	c.paint(blob(240, 280, 118, 44, .07), downward(236, 324, rgb(0x9b9c9a), rgb(0x7b7c7b)), 26)
	c.paint(blob(241, 283, 104, 36, .08), downward(250, 316, rgb(0x2f2f2f), rgb(0x56524c)), 18)
	c.paint(blob(246, 291, 82, 23, .06), downward(268, 312, rgb(0x6f8289), rgb(0xb9c8cd)), 3)
	c.fill(blob(222, 287, 30, 3.4, .05), rgb(0xd7e1e3))
	for i := range 9 { // loose stones
		x, y := 118+float64(i*53%260), 318+float64(i*17%20)
		c.fill(blob(x, y, 3+float64(i%3), 2.2, .1), rgb(0x4a4c4d))
	}
}

// lamp is a street at night with one lamp that is dark.
func lamp(c canvas) {
	c.paint(box(0, 0, 560, 360), downward(0, 290, rgb(0x131d33), rgb(0x39435c)), 3)
	for i := range 5 {
		x, top := float64(i)*122-30, 92+float64(i*37%70)
		c.fill(box(x, top, x+108, 300), mixed(rgb(0x222a3b), rgb(0x2c3548), float64(i%2)))
		for j := range 12 {
			wx, wy := x+14+float64(j%3)*31, top+18+float64(j/3)*38
			lit := (i*7+j*5)%4 == 0
			c.fill(box(wx, wy, wx+16, wy+20), map[bool]color.RGBA{true: rgb(0xd9b36c), false: rgb(0x1a2130)}[lit])
		}
	}
	c.paint(box(0, 288, 560, 360), downward(288, 360, rgb(0x3c4352), rgb(0x20252f)), 10)
	c.fill(box(0, 288, 560, 292), rgb(0x5a6170))
	lampPost(c, 448, 120, rgb(0xfff0c2))
	warm := rgb(0xffcf70)
	warm.A = 190
	c.glow(point{418, 128}, 120, warm)
	warm.A = 110
	c.glow(point{414, 310}, 110, warm)
	lampPost(c, 206, 66, rgb(0x0c0f16))
	c.fill(stroke(point{146, 76}, point{158, 84}, 1.6), rgb(0x8b93a3)) // the broken glass
	c.fill(stroke(point{160, 77}, point{152, 86}, 1.6), rgb(0x8b93a3))
}

// lampPost stands at x with its head at that height, turned to the left.
func lampPost(c canvas, x, top float64, light color.RGBA) {
	iron := rgb(0x0d1119)
	c.fill(box(x-4, top, x+4, 318), iron)
	c.fill(box(x-9, 300, x+9, 318), iron)
	c.fill(stroke(point{x, top + 2}, point{x - 46, top - 6}, 6), iron)
	c.fill(polygon(point{x - 66, top + 6}, point{x - 56, top - 10}, point{x - 36, top - 10}, point{x - 30, top + 6}), iron)
	c.fill(blob(x-48, top+9, 16, 8, 0), light)
}

// rubbish is a container in a yard that nobody has emptied.
func rubbish(c canvas) {
	c.paint(box(0, 0, 560, 236), downward(0, 236, rgb(0xcfc4b2), rgb(0xb8ab97)), 8)
	for i := range 40 { // courses of bricks
		y := float64(i/8)*48 + 8
		c.fill(box(float64(i%8)*74+float64(i/8%2)*37-30, y, float64(i%8)*74+float64(i/8%2)*37+38, y+2), rgb(0xa99c88))
	}
	for _, x := range []float64{52, 424} {
		c.fill(box(x, 26, x+88, 128), rgb(0xece7dc))
		c.fill(box(x+7, 33, x+81, 121), rgb(0x6b7f88))
		c.fill(box(x+42, 33, x+46, 121), rgb(0xece7dc))
	}
	c.paint(box(0, 236, 560, 360), downward(236, 360, rgb(0x9b9a94), rgb(0x7c7b76)), 14)
	for i, at := range []point{{232, 160}, {282, 146}, {334, 160}, {258, 138}, {310, 136}} {
		bag(c, at, 38, mixed(rgb(0x2e3338), rgb(0x50666b), float64(i%3)/2))
	}
	c.paint(polygon(point{176, 172}, point{386, 172}, point{370, 302}, point{192, 302}), downward(172, 302, rgb(0x3f7563), rgb(0x2d5749)), 6)
	c.fill(box(170, 164, 392, 178), rgb(0x4d8873))
	for i := range 4 {
		x := 222 + float64(i)*39
		c.fill(box(x, 190, x+4, 294), rgb(0x2a5044))
	}
	c.fill(blob(214, 306, 11, 11, 0), rgb(0x23282b))
	c.fill(blob(350, 306, 11, 11, 0), rgb(0x23282b))
	for i, at := range []point{{130, 296}, {428, 292}, {86, 318}, {474, 316}, {404, 322}} {
		bag(c, at, 40, mixed(rgb(0x35393d), rgb(0x6a6154), float64(i%2)))
	}
}

// bag is a tied rubbish bag.
func bag(c canvas, at point, size float64, col color.RGBA) {
	c.paint(blob(at.x, at.y, size, size*.78, .05), downward(at.y-size, at.y+size, mixed(col, rgb(0xffffff), .16), mixed(col, rgb(0), .25)), 5)
	c.fill(polygon(point{at.x - 9, at.y - size*.92}, point{at.x + 9, at.y - size*.92}, point{at.x + 3, at.y - size*.66}, point{at.x - 3, at.y - size*.66}), col)
	c.fill(stroke(point{at.x - size*.3, at.y - size*.3}, point{at.x - size*.5, at.y + size*.1}, 3), mixed(col, rgb(0xffffff), .3))
}

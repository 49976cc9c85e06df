package handlers

import (
	"liaison/bot"
	"liaison/casework"
)

// page composes a message line by line. A nil page is nothing to tell.
type page struct {
	text  bot.Text
	begun bool
	rows  [][]bot.Button
	photo string
	files []bot.File
	reply int
	file  *bot.Document
	edit  int // the message that it changes
	react int // the message that gets mark
	mark  string
}

// next begins a line of its own.
func (p *page) next() *bot.Text {
	if p.begun {
		p.text.Line()
	}
	p.begun = true
	return &p.text
}

func (p *page) title(s string) { p.next().Bold(s) }
func (p *page) line(s string)  { p.next().Plain(s) }
func (p *page) note(s string)  { p.next().Italic(s) }

// gap leaves a line empty, except at the top.
func (p *page) gap() {
	if p.begun {
		p.text.Line()
	}
}

// foldOver is the length from which a quote on a card is folded until tapped.
const foldOver = 800

// quote shows a person's own words as they wrote them.
func (p *page) quote(s string) {
	if s != "" {
		p.next().Quote(s)
	}
}

// fold is quote, folded if it is long: for those who read many.
func (p *page) fold(s string) {
	if bot.Units(s) > foldOver {
		p.next().QuoteFolded(s)
		return
	}
	p.quote(s)
}

// picture shows the first photo among the files, unless one is shown already.
func (p *page) picture(files []casework.Media) {
	for _, m := range files {
		if m.Kind == "photo" && p.photo == "" {
			p.photo = m.FileID
		}
	}
}

// attach lets the files follow that may be sent on and aren't shown already.
func (p *page) attach(files []casework.Media) {
	for _, m := range files {
		if m.FileID != p.photo && !withheld(m.Kind, m.MIME, m.Name) {
			p.files = append(p.files, bot.File{Kind: m.Kind, ID: m.FileID})
		}
	}
}

// row adds a row of buttons; none add nothing.
func (p *page) row(buttons ...bot.Button) {
	if len(buttons) > 0 {
		p.rows = append(p.rows, buttons)
	}
}

func (p *page) body() bot.Body {
	if p == nil {
		return bot.Body{}
	}
	b := p.text.Body()
	b.Rows, b.Photo, b.Files, b.ReplyTo = p.rows, p.photo, p.files, p.reply
	b.Document = p.file
	b.Edit, b.React, b.Mark = p.edit, p.react, p.mark
	return b
}

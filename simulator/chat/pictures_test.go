package chat_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"liaison/web/browsertest"
)

// The pictures of the guides are taken from the demo as it really runs, since
// here stands only a scripted bot. CONTRIBUTING.md says how.
var demoAt = flag.String("demo", "", "take the pictures of docs/pictures from the demo at this address")

// bare leaves of the page what a messenger shows.
const bare = `window.sheet = new CSSStyleSheet(); window.apart = new CSSStyleSheet(); sheet.replaceSync(".top, .tabs, .prepared, .composer, .toast, .down, .meta .act, .person:not([aria-current]) { display: none !important } .message:first-child { margin-top: 0 !important }"); document.adoptedStyleSheets = [sheet, apart]`

const phoneWidth = 390

func TestPicturesOfTheGuides(t *testing.T) {
	if *demoAt == "" {
		t.Skip("takes the pictures of the guides only where -demo says from which demo")
	}
	shared := browsertest.Start(t)
	for _, lang := range []string{"en", "zh", "ru"} {
		b := open(shared, t, *demoAt+"/?lang="+lang, phoneWidth, 800, "light")
		c := camera{tab: b, lang: lang}
		c.run(bare)
		c.firstWords()
		c.answered()
		c.waiting()
		c.unsorted()
		c.atTheWindow()
		c.room()
		c.away()
		c.reminded()
		b.Close()
	}
}

// camera plays a story in a language and takes pictures of it.
type camera struct {
	tab

	lang string
}

// firstWords are a resident's first message with its receipt, and the card that the deputy gets.
func (c camera) firstWords() {
	c.say("resident", 1)
	c.Until(`document.querySelector('#resident [value="agree"]') !== null`)
	c.keep("consent", "resident", `.own`, `.message:has([value="agree"])`)
	c.tap(`#resident .button[value="agree"]`)
	c.Until(`document.querySelector('#resident [value^="topic:"]') !== null`)
	c.keep("receipt", "resident", `.message:has([value^="topic:"])`, `.message:has([value^="topic:"])`)
	c.Until(`document.querySelector('#deputy [value^="take:"]') !== null`)
	c.keep("card", "deputy", `.message:has([value^="take:"])`, `.message:has([value^="take:"])`)
}

// answered is the answer before it goes out and as the resident sees it.
func (c camera) answered() {
	c.say("deputy", 1)
	c.Until(`document.querySelector('#deputy [value^="recall:"]') !== null`)
	c.keep("undo", "deputy", `.message.own`, `.message:has([value^="recall:"])`)
	c.Until(`document.querySelector('#resident [value^="rate:"]') !== null`)
	c.keep("answer", "resident", `.message:has([value^="rate:"])`, `.message:has([value^="rate:"])`)
	c.tap(`#resident .button[value^="rate:"]`)
	c.tap(`#resident .button[value^="mark:"]:last-child`)
}

// waiting is what waits for a deputy with two cases.
func (c camera) waiting() {
	c.tap("#deputy .person:nth-of-type(2)")
	c.say("resident", 3)
	c.Until(`document.querySelectorAll('#deputy [value^="take:"]').length === 1`)
	c.tap("#resident .person:nth-of-type(2)")
	c.say("resident", 1)
	c.tap(`#resident .button[value="agree"]`)
	c.Until(`document.querySelectorAll('#deputy [value^="take:"]').length === 2`)
	c.say("deputy", 3)
	c.Until(`document.querySelector('#deputy .message:last-child [value^="case:"]') !== null`)
	c.keep("pending", "deputy", `.message:last-child`, `.message:last-child`)
}

// unsorted is a case that nobody could sort, and what waits in all.
func (c camera) unsorted() {
	c.tap("#resident .person:nth-of-type(1)")
	c.say("resident", 4)
	c.Until(`document.querySelector('#staff [value^="ask:"]') !== null`)
	c.say("staff", 1)
	c.Until(`document.querySelector('#staff [value^="sorting:"]') !== null`)
	c.keep("sort", "staff", `.message:has([value^="sorting:"])`, `.message:has([value^="sorting:"])`)
	c.say("staff", 2)
	c.Until(`document.querySelector('#staff .message:last-child [value^="waiting:"]') !== null`)
	c.keep("queues", "staff", `.message:last-child`, `.message:last-child`)
}

// visits are what staff write down for somebody who came.
var visits = map[string]string{
	"en": "/window Mrs Wang, 555 0123\nThe lamp at our gate has been dark for a week.",
	"zh": "/window 王奶奶，电话 555 0123\n我们门口的路灯一个星期不亮了。",
	"ru": "/window Анна Петровна, 555 0123\nУ наших ворот неделю не горит фонарь.",
}

func (c camera) atTheWindow() {
	c.write("staff", visits[c.lang])
	c.Until(`document.querySelector('#staff .message:last-child:not(.own)') !== null`)
	c.keep("window", "staff", `.own:nth-last-child(2)`, `.message:last-child`)
}

// room is the group of the staff, once it has a thread for each topic.
func (c camera) room() {
	c.tap("#staff .person:nth-of-type(2)")
	c.say("staff", 1)
	c.Until(`document.querySelectorAll('#staff [data-topic^="📌"]').length === 7`)
	c.keep("room", "staff", `.message[data-topic]:not([data-topic] ~ [data-topic])`, `.message:last-child`)
	c.tap("#staff .person:nth-of-type(1)")
}

// away is a deputy who leaves their work to another.
func (c camera) away() {
	c.tap("#deputy .person:nth-of-type(1)")
	c.write("deputy", "/away")
	c.Until(`document.querySelector('#deputy [value^="away:"]') !== null`)
	c.keep("away", "deputy", `.message:has([value^="away:"])`, `.message:has([value^="away:"])`)
}

// reminded is what a deputy hears of a case that is due.
func (c camera) reminded() {
	c.tap("#resident .person:nth-of-type(1)")
	c.say("resident", 2)
	c.tap(`#deputy .button[value^="take:"]`)
	c.Until(`document.querySelector('#deputy [value^="close:"]') !== null`)
	for day := range 6 {
		before := fmt.Sprintf("day %d", day)
		c.run(`document.querySelector(".now").textContent = "` + before + `"`)
		c.tap(`.clock [value="day"]`)
		c.Until(`document.querySelector(".now").textContent !== %q`, before)
	}
	c.Until(`document.querySelector('#deputy [value^="extend:"]') !== null`)
	c.keep("reminder", "deputy", `.message:has([value^="extend:"])`, `.message:has([value^="extend:"])`)
}

// run does something in the page.
func (c camera) run(script string) {
	c.T.Helper()
	c.Do(chromedp.Evaluate[chromedp.Void](script + "; undefined"))
}

// tap presses what is there or will be, shown or not.
func (c camera) tap(css string) {
	c.T.Helper()
	c.Until(`document.querySelector(%q) !== null`, css)
	c.run(fmt.Sprintf(`document.querySelector(%q).click()`, css))
}

// say sends the message that is prepared at that place under a chat.
func (c camera) say(column string, nth int) {
	c.T.Helper()
	own := fmt.Sprintf(`document.querySelectorAll("#%s .own").length`, column)
	c.run(`window.said = ` + own)
	c.tap(fmt.Sprintf("#%s .prepared:not([hidden]) .chip:nth-of-type(%d):not(:disabled)", column, nth))
	c.Until(`%s > window.said`, own)
}

// write sends words of a person's own.
func (c camera) write(column, text string) {
	c.T.Helper()
	c.run(fmt.Sprintf(
		`document.querySelector("#%s textarea").value = %q; document.querySelector("#%s .send").click()`, column, text, column))
	c.Until(`document.querySelector("#%s textarea").value === ""`, column)
	c.Until(`[...document.querySelectorAll("#%s .own .text")].some((own) => own.textContent === %q)`, column, text)
}

// keep takes a picture of a part of a chat, from one message to another.
func (c camera) keep(name, column, first, last string) {
	c.T.Helper()
	c.run(fmt.Sprintf(`location.hash = %q`, column))
	c.Until(`document.querySelector("#%s").getClientRects().length > 0`, column)
	height, err := chromedp.Run(c.Ctx, chromedp.Evaluate[int64](fmt.Sprintf(`(() => {
		const list = document.querySelector("#%s .messages");
		const all = [...list.children];
		const from = all.indexOf([...list.querySelectorAll(%q)].at(-1)), to = all.indexOf([...list.querySelectorAll(%q)].at(-1));
		// By their names, since a message that changes is drawn anew.
		apart.replaceSync(all.filter((_, i) => i < from || i > to).map((node) => "#" + node.id + " { display: none !important }").join(" "));
		const shown = all.slice(from, to + 1);
		return Math.ceil(document.querySelector("#%s .people").getBoundingClientRect().height +
			shown.at(-1).getBoundingClientRect().bottom - shown[0].getBoundingClientRect().top + 32);
	})()`, column, first, last, column)))
	if err != nil {
		c.T.Fatalf("choose what a picture shows: %v", err)
	}
	c.Do(chromedp.EmulateViewport(phoneWidth, height))
	content, err := chromedp.Run(c.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		c.T.Fatalf("take a picture: %v", err)
	}
	c.run(`apart.replaceSync("")`)
	path := filepath.Join("..", "..", "docs", "pictures", c.lang+"-"+name+".png")
	if err := os.WriteFile(path, browsertest.Small(c.T, content, 64), 0o600); err != nil {
		c.T.Fatalf("keep the picture: %v", err)
	}
}

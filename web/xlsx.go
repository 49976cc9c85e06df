package web

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// xlsx writes a workbook of one sheet row by row. It keeps nothing: neither memory nor a file
// that is left behind grows with what is exported.
type xlsx struct {
	zip   *zip.Writer
	sheet *bufio.Writer
	row   int
}

// What a sheet of Excel holds at most.
const (
	xlsxRows  = 1 << 20
	xlsxChars = 32767
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// xlsxParts are what a workbook needs beside its sheet. Style 1 is a moment, and 2 a heading.
var xlsxParts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Liaison" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`},
}

func newXLSX(to io.Writer) (*xlsx, error) {
	x := &xlsx{zip: zip.NewWriter(to)}
	for _, p := range xlsxParts {
		w, err := x.zip.Create(p[0])
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, xmlHead+p[1]); err != nil {
			return nil, err
		}
	}
	w, err := x.zip.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	x.sheet = bufio.NewWriter(w)
	_, err = x.sheet.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`)
	return x, err
}

// write adds a row; the first is the heading.
func (x *xlsx) write(cells []any) error {
	if x.row++; x.row > xlsxRows {
		return fmt.Errorf("more than %d rows", xlsxRows)
	}
	_, _ = fmt.Fprintf(x.sheet, `<row r="%d">`, x.row) // the buffer remembers an error
	for _, c := range cells {
		x.cell(c)
	}
	_, err := x.sheet.WriteString("</row>")
	return err
}

func (x *xlsx) cell(c any) {
	switch c := c.(type) {
	case time.Time:
		if c.IsZero() {
			_, _ = x.sheet.WriteString("<c/>")
			return
		}
		_, _ = fmt.Fprintf(x.sheet, `<c s="1"><v>%.6f</v></c>`, serial(c))
	case int:
		_, _ = fmt.Fprintf(x.sheet, "<c><v>%d</v></c>", c)
	default:
		style := ""
		if x.row == 1 {
			style = ` s="2"`
		}
		_, _ = fmt.Fprintf(x.sheet, `<c%s t="inlineStr"><is><t xml:space="preserve">`, style)
		_ = xml.EscapeText(x.sheet, []byte(cut(harmless(fmt.Sprint(c)))))
		_, _ = x.sheet.WriteString("</t></is></c>")
	}
}

// close ends the file; one that isn't closed can't be opened.
func (x *xlsx) close() error {
	if _, err := x.sheet.WriteString("</sheetData></worksheet>"); err != nil {
		return err
	}
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	return x.zip.Close()
}

// serial is a moment as spreadsheets count it: days since the end of 1899, by the clock on the wall.
func serial(t time.Time) float64 {
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return wall.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

// cut leaves of a text what a cell holds, which counts in units of UTF-16.
func cut(text string) string {
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n >= xlsxChars {
			return text[:i] + "…"
		}
	}
	return text
}

// formulas are what a spreadsheet takes for the beginning of a formula, or for what hides one.
const formulas = "=+-@\t\r\n＝＋－＠"

// harmless lets no cell be taken for a formula.
func harmless(text string) string {
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " ")); text != "" && strings.ContainsRune(formulas, r) {
		return "'" + text
	}
	return text
}

package bot

import "testing"

// TestI8_FilesArePartsOfTheirOwn: a kill between them repeats only what is left.
func TestI8_FilesArePartsOfTheirOwn(t *testing.T) {
	t.Parallel()
	rows := [][]Button{{{Label: "Take", Data: "take"}}}
	files := []File{{Kind: "voice", ID: "v"}, {Kind: "document", ID: "d"}}
	parts := Split(Body{Text: "words", Rows: rows, Files: files, ReplyTo: 7})
	if len(parts) != 3 || parts[0].Text != "words" || len(parts[0].Rows) != 1 || len(parts[0].Files) != 0 || parts[0].ReplyTo != 7 {
		t.Fatalf("the words stand alone, with buttons and reply: %+v", parts)
	}
	for i, f := range files {
		if p := parts[i+1]; len(p.Files) != 1 || p.Files[0] != f || p.Text != "" || p.Rows != nil {
			t.Errorf("part %d carries one file and nothing else: %+v", i+2, p)
		}
	}
	if again := Split(parts[1]); len(again) != 1 {
		t.Errorf("a part stays one: %+v", again)
	}
	if edit := Split(Body{Text: "words", Files: files, Edit: 5}); len(edit) != 1 {
		t.Errorf("a change sends no file again: %+v", edit)
	}
}

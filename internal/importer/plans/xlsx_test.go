package plans

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestSpreadsheet(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Our plan"},
		{"Step", "Start", "End", "Duration (h)", "Depends on", "Progress"},
		{"Draw", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 3, 12, 30, 0, 0, time.UTC), 12, nil, 0.25},
		{"Keys", nil, nil, 0, 1, 1},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	want := `csv ""
Draw "Draw" open 25% start=2026-03-02 end=2026-03-03T12:30 takes=12h
Keys "Keys" done 100% takes=0m
Draw>Keys FS
`
	p, err := Read(File{Data: data.Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	if got := told(p); got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
	if _, err := Read(File{Data: data.Bytes(), Sheet: "No"}); err == nil {
		t.Error("a sheet that is not there is read")
	}
}

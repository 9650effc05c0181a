package plans

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf16"

	"kept/internal/importer/format"
	"kept/internal/importer/table"
)

// wanted is what a plan may be, for refusals.
const wanted = "a plan: a table (.csv, .xlsx), XML of Microsoft Project, Primavera (XER or XML) or Planner, or an export of Trello, Wekan, Jira, Asana, Todoist or GitHub"

// File is what is read.
type File struct {
	Data   []byte
	Format Format // Auto tells it from the content
	Sheet  string // of a spreadsheet; "" takes the first with a table
}

// source is a file that has been told from its content.
type source struct {
	format Format
	text   string      // in UTF-8; "" for a table
	table  table.Sheet // of a table
}

// readers read each format.
func readers() map[Format]func(source) (Plan, error) {
	return map[Format]func(source) (Plan, error){
		CSV: readPlain, Jira: readJira, Asana: readAsana, Todoist: readTodoist,
		MSPDI: readMSPDI, PMXML: readPMXML, Planner: readPlanner, XER: readXER, Trello: readTrello, GitHub: readGitHub,
	}
}

// Read reads a plan. What is no plan, is of another format than was asked for,
// is cut off, or passes a limit is refused (fault.Invalid).
func Read(f File) (Plan, error) {
	if len(f.Data) > MaxBytes {
		return Plan{}, refuse("The file is larger than %d MB. Split it, or take out what is done.", MaxBytes>>20)
	}
	src, err := f.look()
	if err != nil {
		return Plan{}, err
	}
	switch {
	case f.Format == Auto || f.Format == "" || f.Format == src.format:
	case f.Format == CSV && src.table.Header != nil:
		src.format = CSV
	default:
		return Plan{}, refuse("This is a plan of the format %s, not %s: leave --format out, or name that one.", src.format, f.Format)
	}
	return readers()[src.format](src)
}

// look tells what a file is.
func (f File) look() (source, error) {
	kind := format.Of(f.Data)
	if kind == format.XLSX {
		return f.lookAtTable()
	}
	if isMPP(f.Data) {
		return source{}, refuse("This is an .mpp of Microsoft Project, which only that program reads: open it there, choose File, Save As, and take “XML Format (*.xml)”.")
	}
	if kind != format.Text && kind != format.XML && kind != format.JSON {
		return source{}, format.Refuse(kind, wanted)
	}
	text, err := decode(f.Data)
	if err != nil {
		return source{}, err
	}
	text = strings.TrimLeft(text, " \t\r\n\ufeff")
	switch {
	case text == "":
		return source{}, format.Refuse(format.Empty, wanted)
	case text[0] == '<':
		return lookAtXML(text)
	case text[0] == '{' || text[0] == '[':
		return lookAtJSON(text)
	case strings.HasPrefix(text, "ERMHDR\t"):
		return source{format: XER, text: text}, nil
	case strings.HasPrefix(text, "MPX,") || strings.HasPrefix(text, "MPX;"):
		return source{}, refuse("This is an .mpx of Microsoft Project before 2000: open it in Microsoft Project or ProjectLibre and save it as XML.")
	}
	return f.lookAtTable()
}

// isMPP tells Microsoft Project's own files from the other containers of their
// kind, by the names that stand in them.
func isMPP(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return false
	}
	var wide []byte
	for _, u := range utf16.Encode([]rune("TBkndTask")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	return bytes.Contains(data, []byte("MSProject")) || bytes.Contains(data, wide)
}

func (f File) lookAtTable() (source, error) {
	t, err := table.Read(f.Data, f.Sheet)
	if err != nil {
		return source{}, err
	}
	src := source{format: CSV, table: t}
	var heads []string
	for _, h := range t.Header {
		heads = append(heads, table.Fold(h))
	}
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(heads, n) })
	}
	switch {
	case has("issue key", "summary"):
		src.format = Jira
	case has("task id", "name", "section column") || has("task id", "name", "parent task"):
		src.format = Asana
	case has("type", "content", "indent"):
		src.format = Todoist
	}
	return src, nil
}

package table

import "fmt"

// Fault is what is wrong with one cell, in a sentence for a person.
type Fault struct {
	Line   int
	Column string // the header of the column, or its letter; "" for the row as a whole
	Say    string
}

// String gives the sentence with its place in front.
func (f Fault) String() string {
	if f.Column == "" {
		return fmt.Sprintf("row %d: %s", f.Line, f.Say)
	}
	return fmt.Sprintf("row %d, %s: %s", f.Line, f.Column, f.Say)
}

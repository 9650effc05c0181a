package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"kept/internal/office"
)

var update = flag.Bool("update", false, "write openapi.json anew")

func TestDescriptionIsCommitted(t *testing.T) {
	text, err := json.MarshalIndent(newService(office.New(office.Config{}), Options{}).api.OpenAPI(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	if *update {
		if err := os.WriteFile("openapi.json", text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(text, description) {
		t.Error("openapi.json is not what the program says: run go test ./internal/api -run TestDescriptionIsCommitted -update")
	}
}

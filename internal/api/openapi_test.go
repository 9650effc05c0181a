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

// What holds for all operations: each POST takes a key, each edit a version,
// each has a name, a summary and a word for refusals.
func TestDescriptionKeepsItsWord(t *testing.T) {
	var d struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			ID         string `json:"operationId"`
			Summary    string
			Tags       []string
			Parameters []struct{ Name, In string }
			Responses  map[string]struct {
				Headers map[string]any
				Content map[string]any
			}
		}
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(description, &d); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s", d.OpenAPI)
	}
	seen := map[string]bool{}
	for path, item := range d.Paths {
		for method, op := range item {
			has := map[string]bool{}
			for _, p := range op.Parameters {
				has[p.Name] = true
			}
			if op.ID == "" || seen[op.ID] || op.Summary == "" || len(op.Tags) != 1 || op.Responses["default"].Content["application/problem+json"] == nil {
				t.Errorf("%s %s: %+v", method, path, op)
			}
			seen[op.ID] = true
			_, tagged := op.Responses["200"].Headers["ETag"]
			switch {
			case method == "post" && !has[keyHeader]:
				t.Errorf("POST %s takes no key", path)
			case (method == "patch" || method == "put") && op.ID != "set-password" && (!has["If-Match"] || !tagged):
				t.Errorf("%s %s has no version", method, path)
			}
			if _, listed := op.Responses["200"].Headers["Link"]; listed && method != "get" {
				t.Errorf("%s %s is a list", method, path)
			}
		}
	}
	if len(seen) < 70 {
		t.Errorf("only %d operations", len(seen))
	}
	for name, text := range d.Components.Schemas {
		if bytes.Contains(text, []byte(`"type":["array","null"]`)) || bytes.Contains(text, []byte(`"additionalProperties":true`)) {
			t.Errorf("%s: a list may be null, or an object may hold anything: %s", name, text)
		}
	}
}

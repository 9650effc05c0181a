package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/configuration.md anew")

const reference = "../../docs/configuration.md"

// TestReferenceIsUpToDate holds docs/configuration.md against the program's own
// model of its settings and commands. go test ./cmd/kept -run Reference -update
// writes it anew.
func TestReferenceIsUpToDate(t *testing.T) {
	var c cli
	parser, err := newParser(&c, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	want := referencePage(parser.Model)
	if *update {
		if err := os.WriteFile(reference, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(reference)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(have)); d != "" {
		t.Errorf("docs/configuration.md is not what the program says (- program, + page); run go test ./cmd/kept -run Reference -update\n%s", d)
	}
}

// TestEverySettingIsInThreePlaces wants each setting to be a flag and a
// variable KEPT_…, and to be read from the settings file.
func TestEverySettingIsInThreePlaces(t *testing.T) {
	fields := reflect.TypeFor[Settings]()
	if fields.NumField() < 10 {
		t.Fatalf("only %d settings", fields.NumField())
	}
	for f := range fields.Fields() {
		if env := f.Tag.Get("env"); !strings.HasPrefix(env, "KEPT_") || f.Tag.Get("help") == "" {
			t.Errorf("%s has the variable %q and the help %q", f.Name, env, f.Tag.Get("help"))
		}
	}
	file := t.TempDir() + "/kept.conf"
	if err := os.WriteFile(file, []byte("# ours\ndata = /srv/kept\nsmtp=smtp://mail.example.com\nlisten=127.0.0.1:1\nurl=http://other.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("KEPT_CONFIG", file)
	t.Setenv("KEPT_LISTEN", "127.0.0.1:9")
	var c cli
	parser, err := newParser(&c, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse([]string{"serve", "--url", "http://kept.example"}); err != nil {
		t.Fatal(err)
	}
	if c.Data != "/srv/kept" || c.SMTP != "smtp://mail.example.com" || c.Listen != "127.0.0.1:9" || c.URL != "http://kept.example" || c.LogLevel != "info" {
		t.Errorf("got %+v", c.Settings)
	}
}

// referencePage writes the reference.
func referencePage(app *kong.Application) string {
	var b bytes.Buffer
	fmt.Fprint(&b, `# Settings and commands

This page is made from the program itself; do not edit it (`+"`go test ./cmd/kept -run Reference -update`"+`).

## Settings

Every setting can be given in three places; the first that names it counts:

1. a flag of the command line: `+"`kept serve --listen 127.0.0.1:9000`"+`
2. an environment variable: `+"`KEPT_LISTEN=127.0.0.1:9000`"+`
3. a line of a settings file: `+"`listen = 127.0.0.1:9000`"+`. The file is the one that `+"`KEPT_CONFIG`"+` names, or else `+"`kept.conf`"+` in the
   current folder, or else `+"`/etc/kept.conf`"+`. Lines that begin with # are comments.

Secrets need not stand in the environment: `+"`KEPT_SECRET_FILE`"+` names a file of lines like `+"`KEPT_SMTP=smtp://…`"+`.

Memory is swept as Go's own `+"`GOGC`"+` says; without it, when the heap has grown to four times what is in use. On a very small machine
set `+"`GOGC=100`"+`: pages then cost about a tenth more.

| flag, and name in the file | environment | default | what it is |
| --- | --- | --- | --- |
`)
	for _, f := range app.Flags {
		if f.Name == "help" {
			continue
		}
		fmt.Fprintf(&b, "| `--%s` | %s | %s | %s |\n", f.Name, code(strings.Join(f.Envs, ", ")), code(f.Default), cell(f.Help))
	}
	fmt.Fprint(&b, "\n## Commands\n\nEvery command has `--json`: answers for a person become JSON on the standard output, errors `{\"error\": …}` on the standard error.\n"+
		"The exit status is 0 when all is well, 1 when something was refused or is broken, and another number when the command line cannot be read.\n")
	for _, n := range app.Leaves(true) {
		command(&b, n)
	}
	return b.String()
}

// command writes one command with what it takes.
func command(b *bytes.Buffer, n *kong.Node) {
	words := strings.TrimPrefix(n.FullPath(), "kept ")
	for _, p := range n.Positional {
		words += " " + strings.ToUpper(p.Summary())
	}
	fmt.Fprintf(b, "\n### kept %s\n\n%s\n", words, n.Help)
	var rows []string
	for _, p := range n.Positional {
		rows = append(rows, fmt.Sprintf("| `%s` | | %s |\n", strings.ToUpper(p.Summary()), cell(p.Help)))
	}
	for _, f := range n.Flags {
		help := f.Help
		if f.Required {
			help += " Needed."
		}
		rows = append(rows, fmt.Sprintf("| `--%s` | %s | %s |\n", f.Name, code(f.Default), cell(help)))
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n| | default | |\n| --- | --- | --- |\n%s", strings.Join(rows, ""))
	}
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// cell writes a text so that it can stand in a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

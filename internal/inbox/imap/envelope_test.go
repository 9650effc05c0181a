package imap

import (
	"slices"
	"strings"
	"testing"
)

func TestEnvelope(t *testing.T) {
	for name, c := range map[string]struct {
		raw, from string
		to        []string
	}{
		"Postfix":                               {"Return-Path: <ana@client.test>\nX-Original-To: reply+tok@firm.test\nDelivered-To: desk@firm.test\nReceived: x\n\n", "ana@client.test", []string{"reply+tok@firm.test", "desk@firm.test"}},
		"Gmail, whose Return-Path stands below": {"Delivered-To: desk@firm.test\r\nReceived: by x\r\nX-Received: y\r\nReturn-Path: <ana@client.test>\r\nReceived: z\r\n\r\n", "ana@client.test", []string{"desk@firm.test"}},
		"a bounce":                              {"Return-Path: <>\r\nDelivered-To: desk@firm.test\r\n\r\n", "", []string{"desk@firm.test"}},
		"the same twice":                        {"X-Original-To: Desk@firm.test\nDelivered-To: desk@firm.test\n\n", "", []string{"Desk@firm.test"}},
		"the first counts":                      {"Delivered-To: desk@firm.test\nDelivered-To: forged@firm.test\n\n", "", []string{"desk@firm.test"}},
		"below Received anybody writes":         {"Received: x\nDelivered-To: forged@firm.test\nX-Original-To: forged@firm.test\n\n", "", nil},
		"folded":                                {"return-path:\r\n <ana@client.test>\r\nDELIVERED-TO :\r\n\tdesk@firm.test\r\n\r\n", "ana@client.test", []string{"desk@firm.test"}},
		"a sentence is no address":              {"Delivered-To: GMX delivery to desk@gmx.test\n\n", "", nil},
		"in the text":                           {"Subject: x\n\nDelivered-To: desk@firm.test\n", "", nil},
		"in the text, which is indented":        {"Subject: x\r\n\r\n Delivered-To: desk@firm.test\r\n", "", nil},
		"no end":                                {"Delivered-To: desk@firm.test", "", []string{"desk@firm.test"}},
		"nothing":                               {"", "", nil},
		"no field":                              {"hello\nReturn-Path: <ana@client.test>\n", "ana@client.test", nil},
	} {
		t.Run(name, func(t *testing.T) {
			from, to := envelope([]byte(c.raw))
			if from != c.from || !slices.Equal(to, c.to) {
				t.Errorf("from %q to %q, want %q to %q", from, to, c.from, c.to)
			}
		})
	}
}

func FuzzEnvelope(f *testing.F) {
	f.Add([]byte("Return-Path: <a@b.test>\r\nX-Original-To:\r\n c@d.test\r\nDelivered-To: e@f.test\r\n\r\nbody"))
	f.Add([]byte("\n \n\t\r\n:\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		from, to := envelope(raw)
		for _, a := range append(to, from) {
			if a != "" && (!strings.Contains(string(raw), a) && !strings.ContainsAny(string(raw), "\n") || strings.ContainsAny(a, " \t\r\n<>,;\x00")) {
				t.Errorf("%q is no address of %q", a, raw)
			}
		}
	})
}

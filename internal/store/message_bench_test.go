package store_test

import (
	"slices"
	"testing"
	"time"

	"kept/internal/store"
)

// sizes is how many messages each engine is measured with.
var sizes = map[string]int{"sqlite": 1_000_000, "postgres": 200_000}

// manyMessages fills a house with messages: 20 in each conversation, each of
// thirty words of which one is in every message, one in every second one, one
// in every third one, and one in a single message.
var manyMessages = []string{
	"INSERT INTO workspaces (id, name, hours, policy, standards, accent, logo_id, mail_from, mail_paused, made_at, people_version, version) SELECT 'wsp_1', 'Firm', '{}', '{}', '{}', '', '', '', 0, 1, 1, 1 FROM numbers WHERE n = 1",
	"INSERT INTO clients (workspace_id, id, name, name_key, stage, colour, logo_id, language, hours, owner_id, made_at, version) SELECT 'wsp_1', 'cli_' || n, 'Client ' || n, 'client ' || n, 'active', 1, '', 'en', '{}', 'mem_1', 1, 1 FROM numbers WHERE n <= 2000",
	"INSERT INTO conversations (workspace_id, id, client_id, project_id, contact_id, subject, subject_key, assignee_id, made_at, last_at, last_in_at, answered, due_at, closed_at, version) SELECT 'wsp_1', 'cnv_' || n, 'cli_' || (1 + n % 2000), '', 'con_1', 'Subject', 'subject', 'mem_1', n, n, n, 0, CASE WHEN n <= 5000 THEN 1000 + (n * 7919) % 5003 ELSE 0 END, 0, 1 FROM numbers WHERE n <= 50000",
	"INSERT INTO messages (workspace_id, id, client_id, contact_id, member_id, channel, direction, reached, at, text, conversation_id, mid) SELECT 'wsp_1', 'msg_' || (10000000 + n), 'cli_' || (1 + n % 2000), 'con_1', '', 'mail', 'in', 1, n, 'What was said in message ' || n, 'cnv_' || (1 + n % 50000), 'mid' || n FROM numbers",
	"INSERT INTO message_texts (workspace_id, message_id, words) SELECT 'wsp_1', 'msg_' || (10000000 + n), '·wsp1 every own' || n || CASE WHEN n % 2 = 0 THEN ' website' ELSE ' printing' END || CASE WHEN n % 3 = 0 THEN ' invoice' ELSE ' drawing' END || " + someWords + " FROM numbers",
}

const someWords = `' w' || (n * 7 % 50021) || ' w' || (n * 11 % 49999) || ' w' || (n * 13 % 30011) || ' x' || (n * 17 % 10007) || ' y' || (n * 19 % 5003) || ' z' || (n * 23 % 2003) || ' v' || (n * 29 % 1009) || ' u' || (n * 31 % 503) || ' t' || (n * 37 % 307) || ' s' || (n * 41 % 211)`

// BenchmarkMessages opens the pages of what clients say, in a big house.
func BenchmarkMessages(b *testing.B) {
	for engine, n := range sizes {
		db := filled(b, engine, n, manyMessages...)
		for what, ask := range map[string]func(*store.Tx) (int, error){
			"find every":        finding("every"),
			"find common":       finding("website"),
			"find rare":         finding("own77777"),
			"find two common":   finding("website invoice"),
			"find three common": finding("every website invoice"),
			"find common, rare": finding("website own77776"),
			"find none of two":  finding("website printing"),
			"find once common":  finding("own7"), // a tenth of all, none of the newest
			"find two seldom":   finding("x77 y7"),
			"find a letter":     finding("w"),
			"find two letters":  finding("we in"),
			"threads waiting": func(tx *store.Tx) (int, error) {
				l, err := store.ThreadsWaiting(tx, "wsp_1", store.Place{}, 100)
				return len(l), err
			},
			"threads mine": func(tx *store.Tx) (int, error) {
				l, err := store.ThreadsWaitingFor(tx, "wsp_1", "mem_1", store.Place{}, 100)
				return len(l), err
			},
			"conversation": func(tx *store.Tx) (int, error) {
				l, err := store.MessagesOfConversation(tx, "wsp_1", "cnv_4321", store.Place{}, 100)
				return len(l), err
			},
		} {
			b.Run(engine+"/"+what, func(b *testing.B) { asking(b, db, ask, what != "find none of two") })
		}
	}
}

func finding(query string) func(*store.Tx) (int, error) {
	return func(tx *store.Tx) (int, error) {
		l, err := store.FindMessages(tx, "wsp_1", query, 50)
		return len(l), err
	}
}

// asking reports how long the slowest question in a hundred takes.
func asking(b *testing.B, db *store.DB, ask func(*store.Tx) (int, error), found bool) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		n, err := ask(db.Read(b.Context()))
		took = append(took, time.Since(start))
		if err != nil || (n > 0) != found {
			b.Fatal(n, err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

package storetest

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Crowd is a workspace full of what clients said: 20 messages in each
// conversation, each of thirty words of which one is in every message, one in
// every second one, one in every third one, and one in a single message.
type Crowd struct {
	Workspace string // that it is put into; it must be there
	Member    string // who answers
	Hours     string // of the clients, as JSON
	Now       time.Time
	Messages  int // one a second until now, and 5,000 answers due in the days around it
}

// numbers names the rows 1 to n for a statement that fills a table.
var numbers = map[string]string{
	"sqlite": "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) ",
	"pgx":    "WITH numbers (n) AS (SELECT generate_series(1, %d)) ",
}

// crowded are the statements, with places for what is the crowd's own.
var crowded = []string{
	"INSERT INTO clients (workspace_id, id, name, name_key, stage, colour, logo_id, language, hours, owner_id, made_at, version) SELECT '{workspace}', 'cli_' || n, 'Client ' || n, 'client ' || n, 'active', 1, '', 'en', '{hours}', '{member}', 1, 1 FROM numbers WHERE n <= 2000",
	"INSERT INTO contacts (workspace_id, id, client_id, name, title, email, email_key, phone, channel, portal, ended_at, version) SELECT '{workspace}', 'con_' || n, 'cli_' || n, 'Contact ' || n, '', 'c' || n || '@clients.example', 'c' || n || '@clients.example', '', 'mail', 0, 0, 1 FROM numbers WHERE n <= 2000",
	"INSERT INTO conversations (workspace_id, id, client_id, project_id, contact_id, subject, subject_key, assignee_id, made_at, last_at, last_in_at, answered, due_at, closed_at, version) SELECT '{workspace}', 'cnv_' || n, 'cli_' || (1 + n % 2000), '', 'con_' || (1 + n % 2000), 'Subject ' || n, 'subject ' || n, '{member}', {now}, {now}, {now}, 0, CASE WHEN n <= 5000 THEN {now} + 60000 * ((n * 7919) % 5003 - 2500) ELSE 0 END, 0, 1 FROM numbers WHERE n <= 50000",
	"INSERT INTO messages (workspace_id, id, client_id, contact_id, member_id, channel, direction, reached, at, text, conversation_id, mid) SELECT '{workspace}', 'msg_' || (10000000 + n), 'cli_' || (1 + n % 2000), 'con_' || (1 + n % 2000), '', 'mail', 'in', 1, {now} - 1000 * ({messages} - n), 'What was said in message ' || n, 'cnv_' || (1 + n % 50000), 'mid' || n FROM numbers",
	"INSERT INTO message_texts (workspace_id, message_id, words) SELECT '{workspace}', 'msg_' || (10000000 + n), '{space} every own' || n || CASE WHEN n % 2 = 0 THEN ' website' ELSE ' printing' END || CASE WHEN n % 3 = 0 THEN ' invoice' ELSE ' drawing' END || " + someWords + " FROM numbers",
}

const someWords = `' w' || (n * 7 % 50021) || ' w' || (n * 11 % 49999) || ' w' || (n * 13 % 30011) || ' x' || (n * 17 % 10007) || ' y' || (n * 19 % 5003) || ' z' || (n * 23 % 2003) || ' v' || (n * 29 % 1009) || ' u' || (n * 31 % 503) || ' t' || (n * 37 % 307) || ' s' || (n * 41 % 211)`

// Fill puts the crowd into the database at an address, far faster than acts would.
func (c Crowd) Fill(tb testing.TB, url string) {
	tb.Helper()
	driver, address := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, address = "sqlite", "file:"+path
	}
	raw, err := sql.Open(driver, address)
	if err != nil {
		tb.Fatal(err)
	}
	defer raw.Close()
	// As the store marks a workspace's messages: where it does so otherwise,
	// nothing of the crowd is found.
	space := "·" + strings.ReplaceAll(c.Workspace, "_", "")
	put := strings.NewReplacer("{workspace}", c.Workspace, "{member}", c.Member, "{hours}", c.Hours, "{space}", space, "{now}", fmt.Sprint(c.Now.UnixMilli()), "{messages}", fmt.Sprint(c.Messages))
	for _, text := range crowded {
		insert, from, _ := strings.Cut(put.Replace(text), " SELECT ")
		if _, err := raw.ExecContext(tb.Context(), insert+" "+fmt.Sprintf(numbers[driver], c.Messages)+"SELECT "+from); err != nil {
			tb.Fatal(err)
		}
	}
	if driver == "pgx" { // a server does so by itself after a while; SQLite never does
		if _, err := raw.ExecContext(tb.Context(), "VACUUM ANALYZE"); err != nil {
			tb.Fatal(err)
		}
	}
}

package testkit

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Postfix is a real mail server on loopback. It takes mail for anybody from
// anybody, and sends it where the routes say; mail for other domains bounces.
type Postfix struct {
	Addr string

	t       testing.TB
	program string
	run     leashed
}

// Route says where the mail for a domain goes: to another mail server by SMTP,
// or into the mailbox of a Dovecot, whoever the recipient is.
type Route struct {
	Domain string
	Relay  string // host:port
	Into   *Dovecot
}

// StartPostfix starts a Postfix for a test; it ends with it. Only root can.
func StartPostfix(t testing.TB, routes ...Route) *Postfix {
	t.Helper()
	p := &Postfix{Addr: FreePort(t), t: t, program: program(t, "postfix", "postfix")}
	if os.Getuid() != 0 {
		t.Skip("skipped: only root can start Postfix") // whatever is required: nothing to install would help
	}
	p.run.dir = newFolder(t, "kept-postfix-")
	for _, name := range []string{"config", "queue", "data"} {
		if err := os.Mkdir(filepath.Join(p.run.dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	uid, gid := number(t, "postfix")
	if err := os.Chown(filepath.Join(p.run.dir, "data"), uid, gid); err != nil {
		t.Fatal(err)
	}
	write(t, p.config("main.cf"), p.main(routes))
	write(t, p.config("master.cf"), p.services())
	write(t, p.config("transport"), transports(routes))
	write(t, p.config("mailboxes"), mailboxes(routes))
	p.Start()
	t.Cleanup(p.Stop)
	return p
}

func (p *Postfix) config(name string) string { return filepath.Join(p.run.dir, "config", name) }

// transports says by domain who sends it on.
func transports(routes []Route) string {
	var b strings.Builder
	for _, r := range routes {
		if r.Into != nil {
			fmt.Fprintf(&b, "%s virtual:\n", r.Domain)
			continue
		}
		host, port, _ := net.SplitHostPort(r.Relay)
		fmt.Fprintf(&b, "%s smtp:[%s]:%s\n", r.Domain, host, port)
	}
	return b.String()
}

// mailboxes says by domain in which folder its mail is laid. A domain that is not
// here has no mailboxes: its mail bounces.
func mailboxes(routes []Route) string {
	var b strings.Builder
	for _, r := range routes {
		if r.Into != nil {
			fmt.Fprintf(&b, "@%s %s/\n", r.Domain, strings.TrimPrefix(r.Into.Maildir, "/"))
		}
	}
	return b.String()
}

// main is the main configuration. What waits is tried again within a second or two.
func (p *Postfix) main(routes []Route) string {
	var b strings.Builder
	fmt.Fprintf(&b, `
compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/said
maillog_file_prefixes = %[1]s
myhostname = mx.kept.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
biff = no
smtputf8_enable = yes
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtpd_relay_restrictions = permit_mynetworks, reject
message_size_limit = 0
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_mailbox_base = /
virtual_mailbox_maps = texthash:%[1]s/config/mailboxes
mailbox_size_limit = 0
recipient_delimiter = +
transport_maps = texthash:%[1]s/config/transport
default_transport = virtual
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
`, p.run.dir)
	var domains []string
	for _, r := range routes {
		if r.Into == nil {
			continue
		}
		domains = append(domains, r.Domain)
		fmt.Fprintf(&b, "virtual_uid_maps = static:%d\nvirtual_gid_maps = static:%d\n", r.Into.uid, r.Into.gid)
	}
	fmt.Fprintf(&b, "virtual_mailbox_domains = %s\n", strings.Join(domains, ", "))
	return b.String()
}

// services are the processes that Postfix runs, none of them in a chroot.
func (p *Postfix) services() string {
	_, port, _ := net.SplitHostPort(p.Addr)
	return fmt.Sprintf(`
127.0.0.1:%s inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`, port)
}

// Start starts it again after Stop, on the same address, with what still waits.
func (p *Postfix) Start() {
	p.t.Helper()
	config := filepath.Join(p.run.dir, "config")
	// It makes the folders of the queue.
	if out, err := exec.Command(p.program, "-c", config, "check").CombinedOutput(); err != nil {
		p.t.Fatalf("check the configuration of Postfix: %v\n%s", err, out)
	}
	// The program postfix would start it in a session of its own, beyond our reach.
	where, err := exec.Command(program(p.t, "postconf", "postfix"), "-c", config, "-h", "daemon_directory").Output()
	if err != nil {
		p.t.Fatal(err)
	}
	p.run.start(p.t, filepath.Join(strings.TrimSpace(string(where)), "master"), "-c", config, "-d")
	p.run.accepting(p.t, p.Addr, "220 ")
}

// Stop ends it. What it has not delivered stays.
func (p *Postfix) Stop() { p.run.stop() }

// Said is what it logged.
func (p *Postfix) Said() string { return p.run.said() }

package testkit

import (
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
)

// Dovecot is a real IMAP server with one mailbox.
type Dovecot struct {
	Addr     string         // plain and STARTTLS
	TLSAddr  string         // TLS from the first byte
	Roots    *x509.CertPool // its authority; the certificate is for localhost and 127.0.0.1
	User     string         // desk@firm.test
	Password string
	Maildir  string // where its mail lies

	t        testing.TB
	program  string
	run      leashed
	quota    int64 // bytes; 0 = none
	uid, gid int   // whom the mail belongs to
	count    atomic.Int64
}

// StartDovecot starts a Dovecot for a test; it ends with it.
func StartDovecot(t testing.TB) *Dovecot {
	t.Helper()
	d := &Dovecot{
		program: program(t, "dovecot", "dovecot-imapd"),
		Addr:    FreePort(t), TLSAddr: FreePort(t), User: "desk@firm.test", Password: "correct horse",
		t: t, uid: os.Getuid(), gid: os.Getgid(),
	}
	if d.uid == 0 { // Dovecot lets no mail belong to root
		d.uid, d.gid = number(t, "nobody")
	}
	d.run.dir = newFolder(t, "kept-dovecot-")
	d.Maildir = filepath.Join(d.run.dir, "mail")
	for _, folder := range []string{"", "cur", "new", "tmp"} {
		d.own(os.MkdirAll(filepath.Join(d.Maildir, folder), 0o700), filepath.Join(d.Maildir, folder))
	}
	d.Roots = certificate(t, filepath.Join(d.run.dir, "cert.pem"), filepath.Join(d.run.dir, "key.pem"))
	d.writeUsers()
	write(t, filepath.Join(d.run.dir, "dovecot.conf"), d.config())
	d.Start()
	t.Cleanup(d.Stop)
	return d
}

// number gives the numbers of a user and of his group.
func number(t testing.TB, name string) (uid, gid int) {
	t.Helper()
	u, err := user.Lookup(name)
	if err != nil {
		missing(t, "no user "+name)
	}
	uid, _ = strconv.Atoi(u.Uid)
	gid, _ = strconv.Atoi(u.Gid)
	return uid, gid
}

// own gives what was just made to whom the mail belongs.
func (d *Dovecot) own(err error, path string) {
	d.t.Helper()
	if err == nil && os.Getuid() == 0 {
		err = os.Chown(path, d.uid, d.gid)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// config is the whole configuration. A delay after a wrong password would only
// hold up tests.
func (d *Dovecot) config() string {
	_, plain, _ := net.SplitHostPort(d.Addr)
	_, secure, _ := net.SplitHostPort(d.TLSAddr)
	internal, group, login := "dovecot", "dovecot", "dovenull"
	if os.Getuid() != 0 { // whoever is not root can only be himself
		me, err := user.Current()
		if err != nil {
			d.t.Fatal(err)
		}
		mine, err := user.LookupGroupId(me.Gid)
		if err != nil {
			d.t.Fatal(err)
		}
		internal, group, login = me.Username, mine.Name, me.Username
	}
	return fmt.Sprintf(`
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/said
listen = 127.0.0.1
protocols = imap
default_internal_user = %[6]s
default_internal_group = %[7]s
default_login_user = %[8]s
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_worker_max_count = 1
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
mail_location = maildir:%[1]s/mail
mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:mailbox
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN %[1]s/users
}
userdb {
  driver = passwd-file
  args = %[1]s/users
  default_fields = uid=%[4]d gid=%[5]d home=%[1]s/mail
}
service imap-login {
  chroot =
  inet_listener imap {
    port = %[2]s
  }
  inet_listener imaps {
    port = %[3]s
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`, d.run.dir, plain, secure, d.uid, d.gid, internal, group, login)
}

// writeUsers writes the password and the quota, which Dovecot reads at every login.
func (d *Dovecot) writeUsers() {
	d.t.Helper()
	extra := ""
	if d.quota > 0 {
		extra = fmt.Sprintf("userdb_quota_rule=*:bytes=%d", d.quota)
	}
	path := filepath.Join(d.run.dir, "users")
	// Renamed into place: Dovecot tells another file by its number, one that
	// changed within the same second perhaps not.
	write(d.t, path+".new", fmt.Sprintf("%s:%s::::::%s\n", d.User, d.Password, extra))
	if err := os.Rename(path+".new", path); err != nil {
		d.t.Fatal(err)
	}
}

// SetPassword changes the password.
func (d *Dovecot) SetPassword(password string) {
	d.t.Helper()
	d.Password = password
	d.writeUsers()
}

// SetQuota bounds the mailbox for the logins that follow.
func (d *Dovecot) SetQuota(bytes int64) {
	d.t.Helper()
	d.quota = bytes
	d.writeUsers()
}

// Append delivers a mail into the inbox, as a mail server on the same machine would.
func (d *Dovecot) Append(mail []byte) {
	d.t.Helper()
	name := fmt.Sprintf("%d.kept,S=%d", d.count.Add(1), len(mail))
	at := filepath.Join(d.Maildir, "tmp", name)
	d.own(os.WriteFile(at, mail, 0o600), at)
	if err := os.Rename(at, filepath.Join(d.Maildir, "new", name)); err != nil {
		d.t.Fatal(err)
	}
}

// Renumber has the folder numbered anew, with another UIDVALIDITY, as after a
// restore or a move to another server. It must not run.
func (d *Dovecot) Renumber() {
	d.t.Helper()
	lists, _ := filepath.Glob(filepath.Join(d.Maildir, "dovecot*"))
	for _, path := range lists {
		if err := os.Remove(path); err != nil {
			d.t.Fatal(err)
		}
	}
	// Otherwise the number is the second in which the list was made, which may
	// be the same.
	path := filepath.Join(d.Maildir, "dovecot-uidlist")
	d.own(os.WriteFile(path, []byte("3 V7654321 N1 G0123456789abcdef0123456789abcdef\n"), 0o600), path)
}

// Start starts it again after Stop, on the same addresses.
func (d *Dovecot) Start() {
	d.t.Helper()
	d.run.start(d.t, d.program, "-F", "-c", filepath.Join(d.run.dir, "dovecot.conf"))
	d.run.accepting(d.t, d.Addr, "* OK")
}

// Stop ends it and all its connections. The mail stays.
func (d *Dovecot) Stop() { d.run.stop() }

// Freeze has it stand still: connections stay open, nothing answers.
func (d *Dovecot) Freeze() { d.run.signal(syscall.SIGSTOP) }

// Thaw ends Freeze.
func (d *Dovecot) Thaw() { d.run.signal(syscall.SIGCONT) }

// Said is what it logged.
func (d *Dovecot) Said() string { return d.run.said() }

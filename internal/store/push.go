package store

import (
	"time"

	"kept/client"
	"kept/subscription"
	"kept/workspace"
)

// PushKeys are the keys by which a workspace says who it is to push services (RFC 8292).
type PushKeys struct {
	Public string // base64 for addresses
	Secret string // the private one, sealed
	MadeAt time.Time
}

const pushKeyColumns = `public_key, secret, made_at`

const sqlPushKeys = `SELECT ` + pushKeyColumns + ` FROM push_keys WHERE workspace_id = $1`

// PushKeysOf loads the keys of a workspace.
func PushKeysOf(tx *Tx, ws workspace.ID) (PushKeys, error) {
	return one(tx, func(row scanner) (PushKeys, error) {
		var k PushKeys
		var made int64
		err := row.Scan(&k.Public, &k.Secret, &made)
		k.MadeAt = at(made)
		return k, err
	}, sqlPushKeys, ws)
}

const sqlAddPushKeys = `INSERT INTO push_keys (workspace_id, ` + pushKeyColumns + `) VALUES ($1, $2, $3, $4)`

// AddPushKeys keeps the keys of a workspace that had none.
func AddPushKeys(tx *Tx, ws workspace.ID, k PushKeys) error {
	return tx.put(sqlAddPushKeys, ws, k.Public, k.Secret, ms(k.MadeAt))
}

const pushDeviceColumns = `id, contact_id, client_id, endpoint, p256dh, auth, agent, made_at, reached_at, refused, ended_at, why`

const sqlAddPushDevice = `INSERT INTO push_devices (workspace_id, ` + pushDeviceColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

// AddPushDevice adds a device.
func AddPushDevice(tx *Tx, ws workspace.ID, d subscription.Device) error {
	return tx.put(sqlAddPushDevice, ws, d.ID, d.ContactID, d.ClientID, d.Endpoint, d.P256dh, d.Auth, d.Agent, ms(d.MadeAt), ms(d.ReachedAt), d.Refused, ms(d.EndedAt), d.Why)
}

const sqlPushDevice = `SELECT ` + pushDeviceColumns + ` FROM push_devices WHERE workspace_id = $1 AND id = $2`

// PushDevice loads a device.
func PushDevice(tx *Tx, ws workspace.ID, id string) (subscription.Device, error) {
	return one(tx, scanPushDevice, sqlPushDevice, ws, id)
}

const sqlPushDevicesOfContact = `SELECT ` + pushDeviceColumns + ` FROM push_devices WHERE workspace_id = $1 AND contact_id = $2 AND ended_at = 0 ORDER BY id LIMIT 100`

// PushDevicesOfContact lists the live devices of a contact, the oldest first.
func PushDevicesOfContact(tx *Tx, ws workspace.ID, of client.ContactID) ([]subscription.Device, error) {
	return many(tx, scanPushDevice, sqlPushDevicesOfContact, ws, of)
}

const sqlPushDevicesOfClient = `SELECT ` + pushDeviceColumns + ` FROM push_devices WHERE workspace_id = $1 AND client_id = $2 AND ended_at = 0 ORDER BY id LIMIT 100000`

// PushDevicesOfClient lists the live devices of a client's contacts.
func PushDevicesOfClient(tx *Tx, ws workspace.ID, of client.ID) ([]subscription.Device, error) {
	return many(tx, scanPushDevice, sqlPushDevicesOfClient, ws, of)
}

const sqlPushDevicesAt = `SELECT ` + pushDeviceColumns + ` FROM push_devices WHERE workspace_id = $1 AND endpoint = $2 AND ended_at = 0 ORDER BY id LIMIT 100`

// PushDevicesAt lists the live devices that are one browser: those of one address.
func PushDevicesAt(tx *Tx, ws workspace.ID, endpoint string) ([]subscription.Device, error) {
	return many(tx, scanPushDevice, sqlPushDevicesAt, ws, endpoint)
}

const sqlRenewPushDevice = `UPDATE push_devices SET p256dh = $1, auth = $2, agent = $3, refused = 0 WHERE workspace_id = $4 AND id = $5 AND ended_at = 0`

// RenewPushDevice keeps the keys of a live device that its browser made anew.
func RenewPushDevice(tx *Tx, ws workspace.ID, d subscription.Device) error {
	return tx.touch(sqlRenewPushDevice, d.P256dh, d.Auth, d.Agent, ws, d.ID)
}

const sqlEndPushDevice = `UPDATE push_devices SET ended_at = $1, why = $2, endpoint = '', p256dh = '', auth = '' WHERE workspace_id = $3 AND id = $4 AND ended_at = 0`

// EndPushDevice ends a device, and forgets where it is: nothing can be sent to it any more.
func EndPushDevice(tx *Tx, ws workspace.ID, d subscription.Device) error {
	return tx.touch(sqlEndPushDevice, ms(d.EndedAt), d.Why, ws, d.ID)
}

const sqlReachPushDevice = `UPDATE push_devices SET reached_at = $1, refused = $2 WHERE workspace_id = $3 AND id = $4 AND ended_at = 0`

// ReachPushDevice notes how far the last push to a device came.
func ReachPushDevice(tx *Tx, ws workspace.ID, d subscription.Device) error {
	return tx.put(sqlReachPushDevice, ms(d.ReachedAt), d.Refused, ws, d.ID)
}

func scanPushDevice(row scanner) (subscription.Device, error) {
	var d subscription.Device
	var made, reached, ended int64
	err := row.Scan(&d.ID, &d.ContactID, &d.ClientID, &d.Endpoint, &d.P256dh, &d.Auth, &d.Agent, &made, &reached, &d.Refused, &ended, &d.Why)
	d.MadeAt, d.ReachedAt, d.EndedAt = at(made), at(reached), at(ended)
	return d, err
}

// Push is what is to be shown on one device, or was. It is no notice, and proves
// nothing: it may be sent twice, or never be shown.
type Push struct {
	Workspace   workspace.ID
	ID          string
	EffectKey   string
	DeviceID    string
	Payload     string // what the device is to show, as JSON, as it was worded when it was queued
	State       string // queued, leased, sent, refused, dead
	SendAt      time.Time
	Tries       int
	LeasedUntil time.Time
	LeasedBy    string
	MadeAt      time.Time
	DoneAt      time.Time
	Code        int    // the last answer of the push service; 0 = there was none
	Answer      string // in words
}

const pushColumns = `workspace_id, id, effect_key, device_id, payload, state, send_at, tries, leased_until_at, leased_by, made_at, done_at, code, answer`

const sqlAddPush = `INSERT INTO pushes (` + pushColumns + `) VALUES ($1, $2, $3, $4, $5, 'queued', $6, 0, 0, '', $7, 0, 0, '') ON CONFLICT (workspace_id, effect_key) DO NOTHING`

// AddPush queues a push; one whose effect was asked for before is left out.
func AddPush(tx *Tx, p Push) error {
	return tx.put(sqlAddPush, p.Workspace, p.ID, p.EffectKey, p.DeviceID, p.Payload, ms(p.SendAt), ms(p.MadeAt))
}

const sqlPush = `SELECT ` + pushColumns + ` FROM pushes WHERE workspace_id = $1 AND id = $2`

// PushOf loads a push.
func PushOf(tx *Tx, ws workspace.ID, id string) (Push, error) {
	return one(tx, scanPush, sqlPush, ws, id)
}

const sqlPushesDue = `SELECT ` + pushColumns + ` FROM pushes WHERE state = 'queued' AND send_at <= $1 ORDER BY send_at, id LIMIT 0+$2`

// PushesDue lists the pushes whose moment has come, the longest waiting first.
func PushesDue(tx *Tx, now time.Time, limit int) ([]Push, error) {
	return many(tx, scanPush, sqlPushesDue, ms(now), limit)
}

const sqlNextPush = `SELECT send_at FROM pushes WHERE state = 'queued' ORDER BY send_at, id LIMIT 1`

// NextPush is the moment of the next push; zero = none waits.
func NextPush(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextPush) }

const sqlNextPushLapse = `SELECT leased_until_at FROM pushes WHERE state = 'leased' ORDER BY leased_until_at, id LIMIT 1`

// NextPushLapse is the moment at which the next lease runs out; zero = none is held.
func NextPushLapse(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextPushLapse) }

const sqlLeasePush = `UPDATE pushes SET state = 'leased', leased_until_at = $1, leased_by = $2, tries = tries + 1 WHERE workspace_id = $3 AND id = $4 AND state = 'queued'`

// LeasePush takes a queued push for sending; false when another process was faster.
func LeasePush(tx *Tx, p Push) (bool, error) {
	n, err := tx.exec(sqlLeasePush, ms(p.LeasedUntil), p.LeasedBy, p.Workspace, p.ID)
	return n == 1, err
}

const sqlSavePush = `UPDATE pushes SET state = $1, send_at = $2, done_at = $3, code = $4, answer = $5, leased_until_at = 0, leased_by = '' WHERE workspace_id = $6 AND id = $7 AND state = $8 AND tries = $9`

// SavePush records what became of a push that was in a state, at the try at which it
// was loaded: who came back from the dead does not write over another's answer.
func SavePush(tx *Tx, p Push, was string) error {
	return tx.touch(sqlSavePush, p.State, ms(p.SendAt), ms(p.DoneAt), p.Code, p.Answer, p.Workspace, p.ID, was, p.Tries)
}

const sqlRequeuePushes = `UPDATE pushes SET state = 'queued', leased_until_at = 0, leased_by = '' WHERE state = 'leased' AND leased_until_at <= $1`

// RequeuePushes has those be sent again whose lease ran out: who held them died.
func RequeuePushes(tx *Tx, now time.Time) error { return tx.put(sqlRequeuePushes, ms(now)) }

const sqlDropPushes = `DELETE FROM pushes WHERE done_at > 0 AND done_at < $1`

// DropPushes forgets the pushes that were over before a moment.
func DropPushes(tx *Tx, before time.Time) error { return tx.put(sqlDropPushes, ms(before)) }

func scanPush(row scanner) (Push, error) {
	var p Push
	var send, until, made, done int64
	err := row.Scan(&p.Workspace, &p.ID, &p.EffectKey, &p.DeviceID, &p.Payload, &p.State, &send, &p.Tries, &until, &p.LeasedBy, &made, &done, &p.Code, &p.Answer)
	p.SendAt, p.LeasedUntil, p.MadeAt, p.DoneAt = at(send), at(until), at(made), at(done)
	return p, err
}

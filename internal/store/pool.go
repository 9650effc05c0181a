package store

import (
	"context"
	"database/sql"
	"sync"
)

// pool runs statements on any of several connections, each prepared once on
// each connection.
type pool struct {
	db       *sql.DB
	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

func newPool(db *sql.DB) *pool { return &pool{db: db, prepared: map[string]*sql.Stmt{}} }

func (p *pool) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	p.mu.RLock()
	s := p.prepared[text]
	p.mu.RUnlock()
	if s != nil {
		return s, nil
	}
	s, err := p.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.prepared[text]; first != nil {
		return first, s.Close()
	}
	p.prepared[text] = s
	return s, nil
}

func (p *pool) query(ctx context.Context, text string, args []any) (rows, error) {
	s, err := p.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (p *pool) exec(ctx context.Context, text string, args []any) (int64, error) {
	s, err := p.stmt(ctx, text)
	if err != nil {
		return 0, err
	}
	return touched(s.ExecContext(ctx, args...))
}

// touched is the number of rows that a statement touched.
func touched(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

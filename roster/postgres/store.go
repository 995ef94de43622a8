package postgres

import "github.com/jackc/pgx/v5/pgxpool"

// Store is everything that is kept. Make one with Open.
type Store struct {
	pool *pgxpool.Pool
}

package sim

import (
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// dice is one actor's own chance.
type dice struct{ *rand.Rand }

// diceOf gives the dice of whoever has this name, out of the seed.
func diceOf(seed uint64, name string) dice {
	h := fnv.New64a()
	h.Write([]byte(name))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// odds comes true with the chance p.
func (d dice) odds(p float64) bool { return d.Float64() < p }

// between gives a time from a up to b, in whole milliseconds.
func (d dice) between(a, b time.Duration) time.Duration {
	return a + time.Duration(d.Int64N(int64(b-a))).Truncate(time.Millisecond)
}

// one picks one of several.
func one[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// chances picks by weight: the index of one of the shares.
func (d dice) chances(shares ...float64) int {
	var sum float64
	for _, s := range shares {
		sum += s
	}
	x := d.Float64() * sum
	for i, s := range shares {
		if x -= s; x < 0 {
			return i
		}
	}
	return len(shares) - 1
}

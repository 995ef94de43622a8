package plan

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestBalance(t *testing.T) {
	tests := map[string]struct {
		expected float64
		claims   []claim
		want     []float64
	}{
		"equal people share equally":      {10, []claim{{40, 0, 31}, {40, 0, 31}}, []float64{5, 5}},
		"by the hours they give":          {9, []claim{{40, 0, 31}, {20, 0, 31}}, []float64{6, 3}},
		"who has no part gets none":       {8, []claim{{40, 0, 31}, {}}, []float64{8, 0}},
		"the past is evened out":          {10, []claim{{40, 2, 31}, {40, 0, 31}}, []float64{4, 6}},
		"but not more than by half":       {10, []claim{{40, 99, 31}, {40, 0, 31}}, []float64{2.5, 7.5}},
		"nobody beyond what is possible":  {8, []claim{{40, 0, 3}, {40, 0, 31}}, []float64{3, 5}},
		"nothing to share":                {0, []claim{{40, 1, 31}}, []float64{0}},
		"nobody to share it with":         {4, []claim{{}, {}}, []float64{0, 0}},
		"less possible than is expected":  {9, []claim{{40, 0, 2}, {40, 0, 2}}, []float64{2, 2}},
		"what is even by weight stays so": {9, []claim{{40, 4, 31}, {20, 2, 31}}, []float64{6, 3}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := balance(tt.expected, tt.claims)
			for i := range tt.want {
				if math.Abs(got[i]-tt.want[i]) > 0.011 {
					t.Fatalf("%v, want %v", got, tt.want)
				}
			}
		})
	}
}

// Whatever people carry in, the shares add up to what is expected when that is
// possible, and nobody's is negative or beyond the limits.
func TestBalanceAddsUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var claims []claim
		total := 0.0
		for range 1 + rng.IntN(30) {
			c := claim{float64(600 + rng.IntN(10000)), float64(rng.IntN(40)), 31}
			total += c.weight
			claims = append(claims, c)
		}
		expected := rng.Float64() * 8 * float64(len(claims))
		sum := 0.0
		for i, s := range balance(expected, claims) {
			plain := expected * claims[i].weight / total
			if s < plain*(1-makeUp)-0.01 || s > min(plain*(1+makeUp), 31)+0.01 {
				t.Fatalf("a share of %v where the plain one is %v", s, plain)
			}
			sum += s
		}
		if possible := min(expected, 31*float64(len(claims))); math.Abs(sum-expected) > 0.01*float64(len(claims)) && possible == expected {
			t.Fatalf("the shares make %v, want %v", sum, expected)
		}
	}
}

package pay

import "math/big"

// Money is a premium in money. Amounts are exact fractions: nothing is rounded
// before a payslip does.
type Money struct {
	Rate      *big.Rat // base wage an hour
	Hours     *big.Rat
	Percent   *big.Rat
	TaxCap    *big.Rat // base wage an hour up to which the premium is free of tax (EStG 3b(2): 50 EUR)
	SocialCap *big.Rat // and of social insurance (SvEV 1(1) no. 1: 25 EUR)
}

// MoneySplit says what of a premium is paid, and what of it free of tax and
// of social insurance.
type MoneySplit struct {
	Paid, TaxFree, SocialFree, SocialLiable *big.Rat
}

// Split parts a premium by the caps on the base wage.
func (m Money) Split() MoneySplit {
	paid, social := m.premium(m.Rate), m.premium(least(m.Rate, m.SocialCap))
	return MoneySplit{
		Paid:         paid,
		TaxFree:      m.premium(least(m.Rate, m.TaxCap)),
		SocialFree:   social,
		SocialLiable: new(big.Rat).Sub(paid, social),
	}
}

// premium is rate × hours × percent ÷ 100, exactly.
func (m Money) premium(rate *big.Rat) *big.Rat {
	out := new(big.Rat).Mul(rate, m.Hours)
	out.Mul(out, m.Percent)
	return out.Quo(out, big.NewRat(100, 1))
}

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

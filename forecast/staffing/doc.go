// Package staffing turns work into heads: how many people a queue needs in
// each interval so that customers wait no longer than promised.
//
// Calls follow Erlang C, or Erlang A when the queue's patience is known; chats
// the same over slots, several of them a person; e-mails and tickets wait, so
// their work is levelled over the open hours until the deadline. In erlangs, a
// = arrivals a second × handle time:
//
//	B(n)  = a·B(n−1) / (n + a·B(n−1))      all n busy, nobody waits (blocked)
//	C(n)  = B / (1 − (a/n)·(1 − B))        a call must wait
//	P(wait ≤ t) = 1 − C·exp(−(n−a)·t/AHT)  the service level
//	ASA   = C·AHT / (n − a)                mean wait
//	heads = agents ÷ (1 − shrinkage)
package staffing

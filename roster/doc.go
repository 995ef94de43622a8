// Package roster is the domain of workforce management: agents, contracts,
// shift types, duties, the rules a row of duties obeys, and rosters.
package roster

"""What must hold: terms as dated data, the contract's own words, rules by clause; pure functions of facts."""

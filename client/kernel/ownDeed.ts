let expected = false

/** Says that the board is about to show what was just done on this screen. Rows that keep still under a hand make way for it. */
export function expectOwnDeed(): void {
  expected = true
}

/** Whether the board that opens now is to show it. Asked once. */
export function ownDeedExpected(): boolean {
  const was = expected
  expected = false
  return was
}

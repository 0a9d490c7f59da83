/** One letter, ready to go: nothing of anybody but the address and a link. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Takes letters to wherever they go. @throws Error when it could not; the letter is tried again */
export interface Mail {
  readonly send: (letter: Letter) => Promise<void>
}

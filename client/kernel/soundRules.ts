/** From the softest to the gravest; each is shorter than a second. */
export const soundNames = ['new', 'soon', 'over', 'check-in'] as const
/** A new referral, a limit that comes near, one that has passed, and a check-in that was missed or a call for help. */
export type SoundName = (typeof soundNames)[number]

/** What nobody at the desk can turn off: a passed limit, and somebody who may be in danger. */
const neverSilent: readonly SoundName[] = ['over', 'check-in']

export interface Wish {
  /** Whether this person wants sounds on this computer. */
  readonly wanted: boolean
  /** They are on a shift at the desk now. */
  readonly onDesk: boolean
}

/** Whether a sound is to be heard. @example isWished('over', { wanted: false, onDesk: true }) // true */
export const isWished = (name: SoundName, { wanted, onDesk }: Wish): boolean =>
  wanted || (onDesk && neverSilent.includes(name))

/** `blocked`: wished, but the browser waits for a press before it lets anything sound. `grave`: only what is never silent. */
export type SoundState = 'off' | 'blocked' | 'grave' | 'on'

/** @param running whether the browser lets anything sound @example soundStateOf({ wanted: false, onDesk: true }, true) // 'grave' */
export function soundStateOf({ wanted, onDesk }: Wish, running: boolean): SoundState {
  if (!wanted && !onDesk) return 'off'
  if (!running) return 'blocked'
  return wanted ? 'on' : 'grave'
}

/** The graver of two, for what waits until the browser lets it sound; a new referral does not wait, the board shows it. */
export function waitsToSound(waiting: SoundName | null, name: SoundName): SoundName | null {
  if (name === 'new') return waiting
  return waiting !== null && soundNames.indexOf(waiting) > soundNames.indexOf(name) ? waiting : name
}

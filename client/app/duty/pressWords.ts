import type { Waiting } from '#client/kernel/outboxQueue.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'

/** What each tap is called on the page where it was tapped. By name alone, so that a phone without signal need not load the rest. */
export const pressNames: Readonly<Record<string, string>> = {
  'allocations.open': 'Opened',
  'allocations.accept': 'Accept',
  'allocations.setOff': 'On my way',
  'allocations.arrive': 'I’ve arrived',
  'allocations.startWait': 'Delayed',
  'allocations.endWait': 'The wait is over',
  'allocations.recordOutcome': 'Outcome',
  'allocations.finish': 'Finished',
  'allocations.homeSafe': 'I’m home',
  'allocations.undoStep': 'Undo',
  'safety.checkIn': 'I’m safe',
  'safety.spokeToColleague': 'I have spoken to them',
  'safety.sayHome': 'I’m home',
  'safety.callHelp': 'A note to the hub',
  'toil.submit': 'Send claim',
}

/** Called by name. One made in a quiet word goes on looking like an errand: somebody may be looking over a shoulder. */
export const isCallForHelp = ({ command, input }: Pick<Waiting, 'command' | 'input'>): boolean =>
  command === 'safety.callHelp' && typeof input === 'object' && input !== null && 'how' in input && input.how === 'held'

/** The same made in a quiet word. */
export const isNoteToHub = ({ command }: Pick<Waiting, 'command'>): boolean => command === 'safety.callHelp'

/** By which answer of the hub a tap is known to have been made before: from another phone of the same person, or twice. */
const madeBefore: Readonly<Record<string, string>> = {
  'allocations.accept': 'step-already-done',
  'allocations.setOff': 'step-already-done',
  'allocations.arrive': 'step-already-done',
  'allocations.endWait': 'wait-already-ended',
  'allocations.finish': 'step-already-done',
  'allocations.homeSafe': 'step-already-done',
  'toil.submit': 'already-submitted',
}

/**
 * Whether a tap was turned down only because the very thing is done already: no warning. An outcome is none of these, as the one that
 * stands may be another.
 *
 * @example isDoneAlready({ command: 'toil.submit', refused: 'already-submitted' }) // true
 */
export const isDoneAlready = ({ command, refused }: Pick<Waiting, 'command' | 'refused'>): boolean =>
  refused !== null && madeBefore[command] === refused

/**
 * Whose taps wait on this device, and for what.
 *
 * @param service where the reader has to go for it, when they are their own
 * @example waitsWords({ givenName: 'Ewa', waiting: [press] }, null) // '1 tap of Ewa’s waits for Ewa to sign in.'
 */
export function waitsWords(
  { givenName, waiting }: { readonly givenName: string | null; readonly waiting: readonly Waiting[] },
  service: string | null,
): string {
  const taps = waiting.length === 1 ? '1 tap' : `${waiting.length} taps`
  const waits = waiting.length === 1 ? 'waits' : 'wait'
  if (service !== null) return `${taps} of yours ${waits} for you to go to ${service}.`
  return givenName === null
    ? `${taps} of somebody else’s ${waits} for them to sign in.`
    : `${taps} of ${givenName}’s ${waits} for ${givenName} to sign in.`
}

const TIMES = ['occurredAt', 'startedAt', 'endedAt'] as const

/** When what was tapped happened: the time that it says itself, which may be earlier than the tap. */
function saidAt({ input, madeAt }: Pick<Waiting, 'input' | 'madeAt'>): Instant {
  if (typeof input !== 'object' || input === null) return madeAt
  const said = TIMES.map((name) => (input as Readonly<Record<string, unknown>>)[name]).find(
    (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  )
  return typeof said === 'string' ? instant(said) : madeAt
}

/**
 * A tap in words, with the time that it says.
 *
 * @example pressWords(press, today) // 'I’ve arrived, 20:45'
 */
export const pressWords = (press: Pick<Waiting, 'command' | 'input' | 'madeAt'>, today: LondonDay): string =>
  `${isCallForHelp(press) ? 'Call for help' : (pressNames[press.command] ?? 'A tap')}, ${formatInstant(saidAt(press), today)}`

/**
 * Both times of a tap that the hub would not have: when it was made, and when it got through.
 *
 * @example bothTimes(press, today) // 'tapped 20:45, sent 21:10'
 */
export function bothTimes({ madeAt, sentAt }: Pick<Waiting, 'madeAt' | 'sentAt'>, today: LondonDay): string {
  const tapped = `tapped ${formatInstant(madeAt, today)}`
  return sentAt === null ? `${tapped}, never sent` : `${tapped}, sent ${formatInstant(sentAt, today)}`
}

/**
 * That the hub has what the phone's worker sent on. A quiet word goes on looking like an errand.
 *
 * @example receivedWords(press, today) // 'Your call for help was received at 20:46.'
 */
export const receivedWords = (
  press: Pick<Waiting, 'command' | 'input' | 'madeAt' | 'takenAt'>,
  today: LondonDay,
): string =>
  `Your ${isCallForHelp(press) ? 'call for help' : 'note to the hub'} was received at ${formatInstant(press.takenAt ?? press.madeAt, today)}.`

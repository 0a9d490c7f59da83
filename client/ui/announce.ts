import { useSyncExternalStore } from 'react'

/** What screen readers are told. Polite news is batched: at most one message in 20 seconds. Alarms are told at once. */
interface Said {
  readonly polite: string
  readonly alarm: string
  /** How often each has spoken: the same words twice are news twice, and a region whose text does not change says nothing. */
  readonly politeTurn: number
  readonly alarmTurn: number
}

/** A second more than the 20 that are promised: a busy page puts a message in late, and the next one in time. */
const APART_MS = 21_000
const JOIN_MS = 400

let said: Said = { polite: '', alarm: '', politeTurn: 0, alarmTurn: 0 }
let waiting: readonly string[] = []
let timer: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()

function say(next: Said): void {
  said = next
  for (const tell of listeners) tell()
}

function speakWhatWaits(): void {
  timer = null
  if (waiting.length === 0) return
  say({ ...said, polite: joinedWords(waiting), politeTurn: said.politeTurn + 1 })
  waiting = []
  timer = setTimeout(speakWhatWaits, APART_MS)
}

/**
 * Several pieces of news as one sentence, each once; what came one by one is counted together.
 *
 * @example joinedWords(['1 new to triage', 'Marcus Reid finished', '1 new to triage']) // '2 new to triage; Marcus Reid finished.'
 */
export function joinedWords(pieces: readonly string[]): string {
  const counts = new Map<string, number | null>()
  for (const piece of pieces) {
    const [, count, words] = /^(\d+) (new .+)$/.exec(piece) ?? []
    if (words === undefined) counts.set(piece, null)
    else counts.set(words, (counts.get(words) ?? 0) + Number(count))
  }
  return `${[...counts].map(([words, count]) => (count === null ? words : `${count} ${words}`)).join('; ')}.`
}

/** Tells of a change on the screen, when there is a moment. Never for clocks. @example announce('2 new to triage') */
export function announce(words: string): void {
  waiting = [...waiting, words.replace(/\.$/, '')]
  timer ??= setTimeout(speakWhatWaits, JOIN_MS)
}

/** Tells at once: a legal limit passed, a missed check-in, a conflict. Nothing else. */
export const announceAlarm = (words: string): void => say({ ...said, alarm: words, alarmTurn: said.alarmTurn + 1 })

/** Takes back what was told and what waits to be: the next person at this computer is not to hear it. */
export function hush(): void {
  waiting = []
  say({ ...said, polite: '', alarm: '' })
}

/** What stands in the live regions now. */
export const saidNow = (): Said => said

/** Hears each change of what is said. @returns the way to stop */
export function hearSaid(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useSaid = (): Said => useSyncExternalStore(hearSaid, saidNow)

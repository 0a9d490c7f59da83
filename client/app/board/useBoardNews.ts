import { useEffect, useRef } from 'react'
import { isTold, tellHere, toldHere, type Turned } from '#client/deadlines/toldOnce.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { play } from '#client/kernel/sound.ts'
import type { SoundName } from '#client/kernel/soundRules.ts'
import { announce, announceAlarm } from '#client/ui/announce.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { groups, type Placed, type Placing } from './placing.ts'

/** Tells a screen reader what changed on the board: batched and politely; a legal limit that passed, at once. */
export function useBoardNews(placing: Placing): void {
  const was = useRef<Placing | null>(null)
  useEffect(() => {
    const before = was.current
    was.current = placing
    if (before === null || before === placing) return
    for (const words of newsBetween(before, placing)) announce(words)
    const now = nowInstant()
    const turned = turnedBetween(before, placing).filter((one) => !isTold(toldHere(), one, now))
    tellHere(turned, now)
    for (const words of alarmWords(turned)) announceAlarm(words)
    const sound = soundFor(turned, before, placing)
    if (sound !== null) play(sound)
  }, [placing])
}

const all = (placing: Placing): readonly Placed[] => groups.flatMap((group) => placing[group])
const counted = (count: number, words: string): readonly string[] => (count === 0 ? [] : [`${count} new ${words}`])

/** What a colleague would say across the desk. @example newsBetween(before, after) // ['2 new to triage', 'Marcus Reid finished'] */
export function newsBetween(before: Placing, after: Placing): readonly string[] {
  const [old, now] = [all(before), all(after)]
  const known = new Map(old.map(({ row }) => [row.id, row]))
  const arrived = (state: BoardRow['state']) =>
    now.filter(({ row }) => row.state === state && known.get(row.id)?.state !== state).length
  const open = new Set(now.map(({ row }) => row.id))
  const finished = old.flatMap(({ row }) =>
    !open.has(row.id) && row.allocation !== null ? [`${row.allocation.personName} finished`] : [],
  )
  const given = now.flatMap(({ row }) =>
    row.allocation !== null && known.has(row.id) && known.get(row.id)?.allocation?.id !== row.allocation.id
      ? [`${referralNumber(row.number)} allocated to ${row.allocation.personName}`]
      : [],
  )
  return [
    ...counted(arrived('to-triage'), 'to triage'),
    ...counted(arrived('to-allocate'), 'to allocate'),
    ...given,
    ...finished,
  ]
}

/** The legal clocks that have come into their last hours or run out since, each by the most pressing one of its referral. */
export function turnedBetween(before: Placing, after: Placing): readonly Turned[] {
  const known = new Map(all(before).map((one) => [one.row.id, one.clock?.state]))
  return all(after).flatMap(({ row: { id, number }, clock }) =>
    (clock?.state === 'over' || clock?.state === 'soon') && known.get(id) !== clock.state
      ? [{ number, kind: clock.kind, state: clock.state }]
      : [],
  )
}

/**
 * The one sound for what changed: of several the gravest, so that a busy moment is not a melody.
 *
 * @param turned the clocks that turned and that nothing else on this screen has told
 * @example soundFor(turnedBetween(before, after), before, after) // 'over', when a legal limit has passed
 */
export function soundFor(turned: readonly Turned[], before: Placing, after: Placing): SoundName | null {
  if (turned.some(({ state }) => state === 'over')) return 'over'
  if (turned.length > 0) return 'soon'
  const known = new Set(all(before).map(({ row }) => row.id))
  return all(after).some(({ row }) => row.state === 'to-triage' && !known.has(row.id)) ? 'new' : null
}

/** Legal limits that have passed. By reference, as others may hear it. */
export const alarmWords = (turned: readonly Turned[]): readonly string[] =>
  turned.flatMap(({ number, state }) =>
    state === 'over' ? [`${referralNumber(number)} has passed its legal limit.`] : [],
  )

import { useEffect, useRef } from 'react'
import { play, type SoundName } from '#client/kernel/sound.ts'
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
    for (const words of alarmsBetween(before, placing)) announceAlarm(words)
    const sound = soundBetween(before, placing)
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

/**
 * The one sound for what changed: of several the gravest, so that a busy moment is not a melody.
 *
 * @example soundBetween(before, after) // 'over', when a legal limit has passed
 */
export function soundBetween(before: Placing, after: Placing): SoundName | null {
  const [old, now] = [all(before), all(after)]
  const known = new Map(old.map((one) => [one.row.id, one]))
  const turned = (state: 'over' | 'soon'): boolean =>
    now.some(({ row, clock }) => clock?.state === state && known.get(row.id)?.clock?.state !== state)
  if (turned('over')) return 'over'
  if (turned('soon')) return 'soon'
  return now.some(({ row }) => row.state === 'to-triage' && !known.has(row.id)) ? 'new' : null
}

/** Legal limits that have passed since. By reference, as others may hear it. */
export function alarmsBetween(before: Placing, after: Placing): readonly string[] {
  const over = new Set(all(before).flatMap(({ row, clock }) => (clock?.state === 'over' ? [row.id] : [])))
  const known = new Set(all(before).map(({ row }) => row.id))
  return all(after).flatMap(({ row, clock }) =>
    clock?.state === 'over' && known.has(row.id) && !over.has(row.id)
      ? [`${referralNumber(row.number)} has passed its legal limit.`]
      : [],
  )
}

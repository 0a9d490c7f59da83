import { useCallback, useEffect, useRef, useState } from 'react'
import { ownDeedExpected } from '#client/kernel/ownDeed.ts'
import { inLanes, lanes } from './lanes.ts'
import { groups, inOrder, type Group, type Placed, type Placing } from './placing.ts'

/** The board as it is shown, and how many rows wait to come into each group. */
export interface HeldOrder {
  readonly shown: Placing
  readonly waiting: Readonly<Record<Group, number>>
  /** Lets everything go to its place now. */
  readonly settle: () => void
  /** Lets the next change go to its place: what somebody does themselves they expect to see. */
  readonly settleNext: () => void
}

/** Where each row stands, by group or by stage: the same text as long as none moves. */
function standing(placing: Placing, byStage: boolean): string {
  const idsOf = (placed: readonly Placed[]): string => placed.map(({ row }) => row.id).join()
  if (!byStage) return groups.map((group) => idsOf(placing[group])).join(';')
  const stages = inLanes(inOrder(placing, groups))
  return lanes.map((lane) => idsOf(stages[lane])).join(';')
}

/**
 * Keeps rows where they are while a pointer or the focus is among them: what a row says may change, where it stands may not.
 * What would come in or move is counted, and goes to its place when the pointer has left or somebody asks for it.
 *
 * @param held whether somebody is at the rows now
 * @param byStage whether the rows are shown as lanes: there a row moves by a step of its work, though its group stays the same
 */
export function useHeldOrder(placing: Placing, held: boolean, byStage: boolean): HeldOrder {
  const [kept, setKept] = useState(placing)
  const [own, setOwn] = useState(ownDeedExpected)
  const same = standing(kept, byStage) === standing(placing, byStage)
  const settled = !held || same || own
  if (settled && kept !== placing) setKept(placing)
  if (own && !same) setOwn(false)
  const latest = useRef(placing)
  useEffect(() => {
    latest.current = placing
  }, [placing])
  const settle = useCallback(() => setKept(latest.current), [])
  const settleNext = useCallback(() => setOwn(true), [])
  const deeds = { settle, settleNext }
  return settled ? { shown: placing, waiting: none, ...deeds } : { ...heldBack(kept, placing, byStage), ...deeds }
}

const none: HeldOrder['waiting'] = { now: 0, triage: 0, allocate: 0, out: 0 }

/** The old places with what is known now of each row; a row that is gone stays until the board settles. */
export function heldBack(kept: Placing, placing: Placing, byStage: boolean): Omit<HeldOrder, 'settle' | 'settleNext'> {
  const known = new Map<string, Placed>(
    groups.flatMap((group) => placing[group].map((one) => [one.row.id, one] as const)),
  )
  const stood = new Map<string, Placed>()
  const hold = (group: Group): readonly Placed[] =>
    kept[group].map((one) => {
      stood.set(one.row.id, one)
      return { ...(known.get(one.row.id) ?? { ...one, gone: true }), group, lane: one.lane }
    })
  const shown = { now: hold('now'), triage: hold('triage'), allocate: hold('allocate'), out: hold('out') }
  const moves = ({ row, group, lane }: Placed): boolean => {
    const before = stood.get(row.id)
    return before?.group !== group || (byStage && before.lane !== lane)
  }
  const count = (group: Group) => placing[group].filter(moves).length
  return {
    shown,
    waiting: { now: count('now'), triage: count('triage'), allocate: count('allocate'), out: count('out') },
  }
}

import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { lookAtPlaces, refuseUnaimed, watchAim } from './aim.ts'
import { AIM_MS, heldRows } from './heldRows.ts'
import { useAtHand } from './useAtHand.ts'

/** What was said of somebody in a row, in place of what could be answered there. */
export interface SaidOfRow<Row> {
  /** The row as it was answered. */
  readonly row: Row
  readonly words: ReactNode
  /** Takes it back, where there is a way. */
  readonly undo?: (() => void) | undefined
  readonly until: number
}

/** Milliseconds for which what was answered keeps its place: long enough to read it and to take it back. */
const STAY_MS = 10_000

/**
 * Keeps rows in their places while a pointer or the focus is among them, and for some seconds after one was answered, so that a second
 * press does not answer for the next one. Spread `box` on a box around the rows; it makes no box of its own.
 *
 * @param comesFirst what goes to the head at once, whatever is held
 */
export function useStillRows<Row extends { readonly id: string }>(
  rows: readonly Row[],
  comesFirst: (row: Row) => boolean,
) {
  const ref = useRef<HTMLDivElement>(null)
  const atHand = useAtHand(ref)
  const [said, setSaid] = useState<ReadonlyMap<string, SaidOfRow<Row>>>(new Map())
  const [kept, setKept] = useState(rows)
  const saidAt = useRef(Number.NEGATIVE_INFINITY)
  const shown = heldRows(atHand || said.size > 0 ? kept : rows, rows, comesFirst)
  if (idsOf(kept) !== idsOf(shown.map(({ row }) => row))) setKept(shown.map(({ row }) => row))
  useEffect(() => (ref.current === null ? undefined : watchAim(ref.current)), [])
  useLayoutEffect(() => lookAtPlaces())
  useEffect(() => {
    if (atHand || said.size === 0) return
    const last = Math.max(...[...said.values()].map(({ until }) => until))
    const timer = setTimeout(() => setSaid(new Map()), Math.max(0, last - performance.now()))
    return () => clearTimeout(timer)
  }, [said, atHand])
  return {
    shown,
    said,
    box: { ref, className: 'still', onClickCapture: refuseUnaimed },
    say: (row: Row, words: ReactNode, undo?: () => void) => {
      saidAt.current = performance.now()
      setSaid((before) => new Map(before).set(row.id, { row, words, undo, until: performance.now() + STAY_MS }))
    },
    unsay: (id: string) => setSaid((before) => new Map([...before].filter(([one]) => one !== id))),
    /** Within the moment after an answer a key goes to no other row. */
    isJustSaid: () => performance.now() - saidAt.current < AIM_MS,
    /** Lets everything go to its place now: what somebody asked to see. */
    settle: () => setKept([]),
  }
}

const idsOf = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join()

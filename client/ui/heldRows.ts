/** A row in its place, and whether it has gone meanwhile: its place is kept for it. */
export interface HeldRow<Row> {
  readonly row: Row
  readonly gone: boolean
}

/**
 * The old places with what is known now of each row; a row that is gone keeps its place, and what is new comes below. Only what comes first
 * whatever else there is (a call for help) goes to the head at once.
 *
 * @param kept the rows as they were shown last, in their order
 * @param comesFirst whether a row as it is now may move the others
 * @example heldRows([tom, ewa], [ewa], () => false) // tom, gone, and ewa below him
 */
export function heldRows<Row extends { readonly id: string }>(
  kept: readonly Row[],
  rows: readonly Row[],
  comesFirst: (row: Row) => boolean,
): readonly HeldRow<Row>[] {
  const now = new Map(rows.map((row) => [row.id, row]))
  const stood = new Set(kept.map(({ id }) => id))
  const held = kept.map((row) => ({ row: now.get(row.id) ?? row, gone: !now.has(row.id) }))
  const added = rows.filter(({ id }) => !stood.has(id)).map((row) => ({ row, gone: false }))
  const all = [...held, ...added]
  const isFirst = ({ row, gone }: HeldRow<Row>): boolean => !gone && comesFirst(row)
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))]
}

/** Milliseconds within which a second press belongs to the first: nobody has read and aimed anew in so short a time. */
export const AIM_MS = 700
/** How far a hand that rests may stray, in pixels. */
const REST_PX = 24

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Whether a press lands on something that came under a resting hand: it was meant for what stood there before.
 *
 * @param moved when the pressed thing came to its place, in milliseconds, and where the pointer was then
 * @example isUnaimed({ at: 1000, pointer: here }, { at: 1300, pointer: here }) // true
 */
export function isUnaimed(
  moved: { readonly at: number; readonly pointer: Point | null } | undefined,
  press: { readonly at: number; readonly pointer: Point },
): boolean {
  if (moved === undefined || moved.pointer === null || press.at - moved.at >= AIM_MS) return false
  return Math.hypot(press.pointer.x - moved.pointer.x, press.pointer.y - moved.pointer.y) < REST_PX
}

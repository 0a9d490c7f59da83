import { useMemo } from 'react'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { onePlace, placeLetters } from './placeLetters.ts'

/** Which letters are which place, or the one place where every shift is worked. */
export function PlaceKey({ shifts }: { readonly shifts: readonly ShiftRow[] }) {
  const letters = useMemo(() => [...placeLetters(shifts)], [shifts])
  const one = onePlace(shifts)
  if (one !== null) return <span>All at {one}</span>
  return letters.map(([name, short]) => (
    <span key={name}>
      <b className="rl pl">{short}</b>
      {name}
    </span>
  ))
}

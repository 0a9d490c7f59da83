import { Fragment } from 'react'
import type { Piece } from '#shared/referrals/wordDifference.ts'

const tags = { was: 'del', is: 'ins', same: Fragment } as const

/** A struck-out word and what takes its place must not run together. */
const runsOn = (piece: Piece, next: Piece | undefined): boolean =>
  next !== undefined && (piece.mark === 'was' || next.mark === 'was') && !/\s$/.test(piece.text)

/** What was, struck out; what is, in bold; the rest as it stands. Screen readers hear "deletion" and "insertion". */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <span className="changed">
      {pieces.map((piece, place) => {
        const Mark = tags[piece.mark]
        return (
          // The pieces of one difference never move: their place is what they are.
          <Fragment key={`${place} ${piece.mark}`}>
            <Mark>{piece.text}</Mark>
            {runsOn(piece, pieces[place + 1]) && ' '}
          </Fragment>
        )
      })}
    </span>
  )
}

import { Fragment } from 'react'
import type { Piece } from '#shared/referrals/wordDifference.ts'

const tags = { was: 'del', is: 'ins', same: Fragment } as const

/** What was, struck out; what is, in bold; the rest as it stands. Screen readers hear "deletion" and "insertion". */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <span className="changed">
      {pieces.map(({ text, mark }, place) => {
        const Mark = tags[mark]
        return (
          // The pieces of one difference never move: their place is what they are.
          <Fragment key={`${place} ${mark}`}>
            <Mark>{text}</Mark>{' '}
          </Fragment>
        )
      })}
    </span>
  )
}

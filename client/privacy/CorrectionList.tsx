import { Tag } from '#client/ui/Tag.tsx'
import type { Correction } from '#shared/privacy/rights.ts'
import { aboutNames } from '#shared/privacy/rightsWords.ts'
import { formatInstant } from '#shared/time/london.ts'

/** Each correction with what stood there before; one that a later one has replaced says so. */
export function CorrectionList({ corrections }: { readonly corrections: readonly Correction[] }) {
  return (
    <ul className="mark-list">
      {corrections.map((one) => (
        <li key={one.id}>
          <b>{aboutNames[one.about]}</b> {formatInstant(one.recordedAt)} {one.superseded && <Tag>superseded</Tag>}
          <p>
            <del>{one.was}</del> <ins>{one.is}</ins>
          </p>
          <span className="muted small">
            Asked for by {one.askedBy}.{one.evidence && ` Shown by: ${one.evidence}.`} Written down by{' '}
            {one.recordedByName}
          </span>
        </li>
      ))}
    </ul>
  )
}

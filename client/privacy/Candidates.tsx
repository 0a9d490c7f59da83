import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { Candidate } from '#shared/privacy/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDate, londonDayOf } from '#shared/time/london.ts'

const fitWords: Record<Candidate['fits'][number], string> = {
  'nhs-number': 'NHS number',
  name: 'name',
  birth: 'date of birth',
  reference: 'reference',
}

export interface CandidatesProps {
  readonly found: readonly Candidate[]
  readonly hidden: number
  readonly onPrepare: (ids: readonly ReferralId[]) => void
}

/** A person says which referrals are about the same one: two people may share a name, and a number may have been mistyped. */
export function Candidates({ found, hidden, onPrepare }: CandidatesProps) {
  const [left, setLeft] = useState<ReadonlySet<ReferralId>>(new Set())
  const chosen = found.filter(({ id }) => !left.has(id))
  const choose = (id: ReferralId, on: boolean): void =>
    setLeft(new Set(on ? [...left].filter((one) => one !== id) : [...left, id]))
  return (
    <div className="stack">
      <p>Take out any that is about somebody else.</p>
      {hidden > 0 && (
        <Notice tone="warn">
          <b>
            {hidden === 1 ? 'One more record of this person is' : `${hidden} more records of this person are`}{' '}
            restricted.
          </b>{' '}
          You may not open it, so it is not in this export. Ask the record’s guardian.
        </Notice>
      )}
      <Table caption="Referrals found" hideCaption narrow="cards">
        <thead>
          <tr>
            <th scope="col">Reference</th>
            <th scope="col">Name</th>
            <th scope="col">Born</th>
            <th scope="col">Came in</th>
            <th scope="col">Fits by</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Checkbox
                  label={referralNumber(one.number)}
                  checked={!left.has(one.id)}
                  onChange={(event) => choose(one.id, event.target.checked)}
                />
              </th>
              <td data-label="Name">{fullName(one)}</td>
              <td data-label="Born">{one.bornOn === null ? 'not known' : formatDate(one.bornOn)}</td>
              <td data-label="Came in">{formatDate(londonDayOf(one.receivedAt))}</td>
              <td data-label="Fits by">
                {one.fits.length === 0 ? (
                  <Tag>same person by its data</Tag>
                ) : (
                  one.fits.map((fit) => fitWords[fit]).join(', ')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="btns">
        <Button kind="p" disabled={chosen.length === 0} onClick={() => onPrepare(chosen.map(({ id }) => id))}>
          Look at what would be given ({chosen.length})
        </Button>
      </div>
    </div>
  )
}

import { Checkbox } from '#client/ui/Field.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatDayShort, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

export interface ClaimLineProps {
  readonly claim: ClaimRow
  /** Whether it can be among those approved in one press. */
  readonly choosable: boolean
  readonly chosen: boolean
  readonly onChoose: (on: boolean) => void
  readonly onOpen: () => void
}

/** One claim in a line. Only those that match can be chosen for the one press; the others have to be opened. */
export function ClaimLine({ claim, choosable, chosen, onChoose, onOpen }: ClaimLineProps) {
  const what = `${claim.personName}, ${formatDayShort(claim.day)}`
  return (
    <tr>
      <td className="cb">
        {choosable && (
          <Checkbox label={what} hideLabel checked={chosen} onChange={(event) => onChoose(event.target.checked)} />
        )}
      </td>
      <th scope="row">
        <button type="button" className="linkish" onClick={onOpen}>
          {claim.personName}
        </button>
        <div className="small muted">
          {formatDayShort(claim.day)} · R-{claim.referralNumber}
        </div>
      </th>
      <td>
        <b>{formatMinutes(claim.minutes)}</b>
        <div className="small muted">{timesWords(claim)}</div>
      </td>
      <td>
        {reasonWords(claim)}
        {claim.look.map((words) => (
          <div key={words} className="small muted">
            {words}
          </div>
        ))}
        {claim.note && <div className="small muted">“{claim.note}”</div>}
      </td>
      <td className="ck">
        {claim.matchesRecord ? (
          <Tag tone="done" icon="check">
            Matches the job
          </Tag>
        ) : (
          <Tag tone="warn" icon="eye">
            Look
          </Tag>
        )}
      </td>
    </tr>
  )
}

/** @example '16:00 to 19:35' */
export function timesWords({ shiftEndedAt, finishedAt }: Pick<ClaimRow, 'shiftEndedAt' | 'finishedAt'>): string {
  const day = londonDayOf(shiftEndedAt)
  return `${formatInstant(shiftEndedAt, day)} to ${formatInstant(finishedAt, day)}`
}

/** The reason that the AMHP chose, with how long it took when it was timed. */
export function reasonWords({ primaryCause, causes }: Pick<ClaimRow, 'primaryCause' | 'causes'>): string {
  const timed = causes.find(({ code }) => code === primaryCause)
  const { words } = delayFacts(primaryCause)
  return timed ? `${words} ${formatMinutes(timed.minutes)}` : words
}

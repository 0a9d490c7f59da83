import { Button } from '#client/ui/Button.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { ReviewLine } from '#shared/privacy/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDate, formatInstant } from '#shared/time/london.ts'

export interface Act {
  readonly what: 'propose' | 'release' | 'withdraw'
  readonly line: ReviewLine
}

export interface DueLineProps {
  readonly line: ReviewLine
  readonly onAct: (act: Act) => void
}

export function DueLine({ line, onAct }: DueLineProps) {
  const { number, lastContactOn, keepUntil, diedOn, isChild } = line
  return (
    <tr>
      <th scope="row">{referralNumber(number)}</th>
      <td data-label="Last contact">
        {formatDate(lastContactOn)}
        {isChild && <span className="sub">was a child then</span>}
        {diedOn !== null && <span className="sub">died {formatDate(diedOn)}</span>}
      </td>
      <td data-label="Kept until">{formatDate(keepUntil)}</td>
      <td data-label="Where it stands">
        <Standing line={line} />
      </td>
      <td>
        <Next line={line} onAct={onAct} />
      </td>
    </tr>
  )
}

function Standing({ line: { onHold, proposal } }: Pick<DueLineProps, 'line'>) {
  if (onHold)
    return (
      <Tag tone="warn" icon="shield">
        On hold
      </Tag>
    )
  if (proposal === null) return <Tag>Due</Tag>
  return (
    <>
      <Tag tone="info">Proposed</Tag>
      <span className="sub">
        by {proposal.isOwn ? 'you' : proposal.byName}, {formatInstant(proposal.at)}
      </span>
    </>
  )
}

function Next({ line, onAct }: DueLineProps) {
  const { onHold, proposal, number } = line
  const about = <span className="vh"> {referralNumber(number)}</span>
  if (proposal === null)
    return onHold ? (
      <span className="muted">Kept until the hold is lifted</span>
    ) : (
      <Button size="sm" onClick={() => onAct({ what: 'propose', line })}>
        Propose{about}
      </Button>
    )
  return (
    <span className="btns">
      {!proposal.isOwn && !onHold && (
        <Button size="sm" kind="d" onClick={() => onAct({ what: 'release', line })}>
          Release{about}
        </Button>
      )}
      {proposal.isOwn && !onHold && <span className="muted">A colleague releases it</span>}
      <Button size="sm" kind="q" onClick={() => onAct({ what: 'withdraw', line })}>
        Take back{about}
      </Button>
    </span>
  )
}

import type { ReactNode } from 'react'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import type { IconName } from '#client/ui/Icon.tsx'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { BreakSaid } from './BreakTaken.tsx'
import { ClaimAgain } from './ClaimAgain.tsx'
import { CorrectFinish } from './CorrectFinish.tsx'
import { CauseSplit } from './CauseSplit.tsx'
import { ClaimActs } from './ClaimActs.tsx'
import { claimStateWords, lateWords } from './claimWords.ts'
import { WorkedOut } from './WorkedOut.tsx'

const looks: Record<ClaimRow['state'], { readonly words: string; readonly tone: Tone; readonly icon: IconName }> = {
  made: { words: 'Not sent', tone: 'warn', icon: 'triangle' },
  submitted: { words: 'With your manager', tone: 'info', icon: 'clock' },
  queried: { words: 'Your manager asks', tone: 'warn', icon: 'eye' },
  agreed: { words: 'Approved once of twice', tone: 'info', icon: 'clock' },
  approved: { words: 'Approved', tone: 'done', icon: 'check' },
  refused: { words: 'Refused', tone: 'breach-soft', icon: 'cross' },
}

/** Not decided: its finish is still its AMHP’s to correct. */
const isOpen = ({ state }: ClaimRow): boolean => state !== 'approved' && state !== 'refused'

/** How a claim that waits is said to whoever it waits for. */
const toManagers: Partial<Record<ClaimRow['state'], string>> = {
  submitted: 'To decide',
  queried: 'Waits for an answer',
}

export interface ClaimItemProps {
  readonly claim: ClaimRow
  readonly mine: boolean
  /** What a manager can do with it. */
  readonly action?: ReactNode
}

/** One claim: when, how much, why, and where it stands. `mine` for whose it is: they answer what is asked. */
export function ClaimItem({ claim, mine, action }: ClaimItemProps) {
  const look = looks[claim.state]
  return (
    <li className="claim">
      <div className="claim-h">
        <span>
          <b>{formatMinutes(claim.minutes)}</b> · {formatDayShort(claim.day)} · R-{claim.referralNumber}
        </span>
        <Tag tone={look.tone} icon={look.icon}>
          {mine ? look.words : (toManagers[claim.state] ?? look.words)}
        </Tag>
      </div>
      <p className="muted">
        {lateWords(claim)}. {delayFacts(claim.primaryCause).words}. {claimStateWords(claim, mine)}
      </p>
      {claim.note && (
        <p className="muted">
          {mine ? 'You wrote' : 'They wrote'}: {claim.note}
        </p>
      )}
      <ClaimActs claim={claim} />
      {mine && claim.state === 'queried' && <AnswerForm claim={claim} />}
      {mine && claim.state === 'refused' && <ClaimAgain claim={claim} />}
      {mine && isOpen(claim) && claim.state !== 'made' && <BreakSaid claim={claim} />}
      {mine && <CorrectFinish claim={claim} mine canCorrect={isOpen(claim)} />}
      {action}
      <details className="plain">
        <summary>What the time went on</summary>
        <CauseSplit causes={claim.causes} />
      </details>
      <WorkedOut claim={claim} />
    </li>
  )
}

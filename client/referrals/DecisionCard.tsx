import { useState, type ReactNode } from 'react'
import { Avatar } from '#client/ui/Avatar.tsx'
import { Button } from '#client/ui/Button.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { decisionChanges, targetRows, urgencyOf, verdictWords } from '#shared/referrals/decisionWords.ts'
import type { DecisionRow, UndoneDecision } from '#shared/referrals/record.ts'
import { sentences } from '#shared/referrals/sentences.ts'
import { triageDuties } from '#shared/referrals/triage.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'
import { Pieces } from './Pieces.tsx'
import styles from './referrals.module.css'

export interface DecisionCardProps {
  readonly decisions: readonly DecisionRow[]
  readonly undone: readonly UndoneDecision[] | undefined
  readonly today: LondonDay
  /** At the right of the heading, beside the versions: a link that changes the decision. */
  readonly action?: ReactNode
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2)

/** The triage decision in force, and each other version as it was: earlier ones, and those undone as soon as they were recorded. */
export function DecisionCard({ decisions, undone = [], today, action }: DecisionCardProps) {
  const [chosen, setChosen] = useState<number | null>(null)
  const inForce = decisions.at(-1)
  const all = [...decisions, ...undone].toSorted((a, b) => a.versionNumber - b.versionNumber)
  const shown = all.find(({ versionNumber }) => versionNumber === chosen) ?? inForce ?? all.at(-1)
  if (shown === undefined) return null
  const before = decisions.findLast(({ versionNumber }) => versionNumber < shown.versionNumber)
  const takenBack = undone.find(({ versionNumber }) => versionNumber === shown.versionNumber)
  const others = all.filter((one) => one !== shown)
  return (
    <section className="dec" aria-labelledby="decision">
      <div className="dec-h">
        <h2 className="h2" id="decision">
          Triage decision
        </h2>
        {shown === inForce ? (
          <Tag tone="done" icon="check">
            In force
          </Tag>
        ) : (
          <Tag>{takenBack ? 'Undone' : 'Not in force'}</Tag>
        )}
        <Tag>Version {shown.versionNumber}</Tag>
        <span className={`r ${styles.buttons}`}>
          {others.map(({ versionNumber }) => (
            <Button key={versionNumber} kind="q" size="sm" onClick={() => setChosen(versionNumber)}>
              See version {versionNumber}
            </Button>
          ))}
          {inForce && action}
        </span>
      </div>
      <div className="card-b">
        <p className="verdict">{verdictWords(shown, today)}</p>
        <div className={styles.reasons}>
          <SummaryList rows={rowsOf(shown, today)} />
        </div>
      </div>
      <Signature decision={shown} before={before} undone={takenBack} today={today} />
    </section>
  )
}

const rowsOf = (decision: DecisionRow, today: LondonDay) =>
  [
    { key: 'Why now', value: decision.whyNow },
    { key: 'Less restrictive options', value: decision.lessRestrictive || 'Not said' },
    { key: 'Duty engaged', value: triageDuties[decision.duty] },
    { key: 'Risk', value: decision.risk || 'Not said' },
    { key: 'Urgency', value: urgencyOf(decision) },
    ...targetRows(decision, today),
  ].map(({ key, value }) => ({ key, value: <span className={styles.narrative}>{value}</span> }))

interface SignatureProps {
  readonly decision: DecisionRow
  readonly before: DecisionRow | undefined
  readonly undone: UndoneDecision | undefined
  readonly today: LondonDay
}

/** Who decided and when; for a later version, what it says differently and why. */
function Signature({ decision, before, undone, today }: SignatureProps) {
  const { decidedByName, recordedByName, decidedAt, changeReason } = decision
  return (
    <div className="sig">
      <Avatar initials={initialsOf(decidedByName)} small />
      <span>
        <b>{decidedByName}</b>, recorded {formatInstant(decidedAt, today)}
        {recordedByName !== null && ` by ${recordedByName}`}
        {undone && `. Undone by ${undone.undoneByName}, ${formatInstant(undone.undoneAt, today)}`}
      </span>
      {before && (
        <span className="push">
          What changed:{' '}
          {decisionChanges(before, decision).map(({ what, pieces }, place, all) => (
            <span key={what}>
              {what.toLowerCase()} “<Pieces pieces={pieces} />”{place === all.length - 1 ? '.' : ';'}{' '}
            </span>
          ))}
          {sentences(changeReason)}
        </span>
      )}
    </div>
  )
}

import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { urgencyCodes, type Urgency } from '#shared/referrals/referral.ts'
import { withdrawUrgencyBands, type UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { standardBands, startTargetWords, targetWords, type UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'
import { endedWords } from './urgencyEnded.ts'

interface UrgencyDaysProps {
  readonly rows: readonly UrgencyRow[]
  readonly today: LondonDay
  readonly onChange: (row: UrgencyRow) => void
}

/** Every day from which it was set otherwise; what is still to begin can be changed or withdrawn, what begins today changed. */
export function UrgencyDays({ rows, today, onChange }: UrgencyDaysProps) {
  const [withdrawing, setWithdrawing] = useState<UrgencyRow | null>(null)
  return (
    <Card title="Days from which it was set otherwise" aside={rows.length}>
      {rows.length === 0 && (
        <EmptyState title="Never set">A change is listed here with its day, its reason and who made it.</EmptyState>
      )}
      <ul className="urgency-days">
        {rows.map((row, at) => (
          <li key={`${row.effectiveFrom} ${row.version}`}>
            <b>{formatDate(row.effectiveFrom)}</b>
            {row.withdrawnAt === null && row.effectiveFrom > today && ' (to come)'} {row.why}. {row.byName}.
            <span className="muted"> {differences(row, standingBefore(rows, at))}</span>
            <Ended words={endedWords(row, rows)} />
            {row.withdrawnAt === null && row.effectiveFrom >= today && (
              <span className="urgency-acts">
                <Button size="sm" onClick={() => onChange(row)}>
                  Change<span className="vh"> what begins on {formatDate(row.effectiveFrom)}</span>
                </Button>
                {row.effectiveFrom > today && (
                  <Button size="sm" onClick={() => setWithdrawing(row)}>
                    Withdraw…<span className="vh"> what begins on {formatDate(row.effectiveFrom)}</span>
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {withdrawing && <WithdrawDialog row={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Card>
  )
}

const Ended = ({ words }: { readonly words: string | null }) =>
  words === null ? null : <span className="urgency-ended">{words}</span>

interface WithdrawDialogProps {
  readonly row: UrgencyRow
  readonly onClose: () => void
}

function WithdrawDialog({ row: { effectiveFrom, version }, onClose }: WithdrawDialogProps) {
  const submitting = useSubmit(withdrawUrgencyBands)
  const give = async (why: string): Promise<boolean> => {
    const done = await submitting.tried({ effectiveFrom, version, why })
    if (done) toast({ words: `Withdrawn: nothing changes on ${formatDate(effectiveFrom)}.`, icon: 'check' })
    return done
  }
  return (
    <ReasonDialog
      keptAs={`urgencyBands.withdraw.${effectiveFrom}`}
      title={`Withdraw what begins on ${formatDate(effectiveFrom)}`}
      press="Withdraw it"
      submitting={submitting}
      onGiven={give}
      onClose={onClose}
    >
      <p>What holds before that day goes on. The list keeps what was set, and why it was withdrawn.</p>
    </ReasonDialog>
  )
}

const standingBefore = (rows: readonly UrgencyRow[], at: number): UrgencyBands => {
  const day = rows[at]?.effectiveFrom ?? ''
  return rows.find((one) => one.effectiveFrom < day && one.withdrawnAt === null) ?? standardBands
}

/** What a set aims at in a class, as a line. @example aimOf(standardBands, 'U2') // 'By midnight of the same day' */
export const aimOf = (bands: UrgencyBands, code: Urgency): string =>
  code === 'U0' ? startTargetWords(bands.startWithin) : targetWords(bands.targets[code])

/** What a setting changed against the one before it. @example 'U1: was “At once”, became “Now”' */
function differences(bands: UrgencyBands, before: UrgencyBands): string {
  return urgencyCodes
    .flatMap((code) => [
      [before.words[code], bands.words[code], code] as const,
      [aimOf(before, code), aimOf(bands, code), code] as const,
    ])
    .filter(([was, is]) => was !== is)
    .map(([was, is, code]) => `${code}: was “${was}”, became “${is}”`)
    .join('; ')
}

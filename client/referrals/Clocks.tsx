import { useAsking } from '#client/kernel/asking.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import type { PowerRow, ReferralRecord } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { CorrectEndForm } from './CorrectEndForm.tsx'
import { CorrectExtensionForm } from './CorrectExtensionForm.tsx'
import { EndForm } from './EndForm.tsx'
import { ExtendForm } from './ExtendForm.tsx'
import { ClockLines, powerClocks, readingOf, type PowerClock } from './RecordClock.tsx'
import styles from './referrals.module.css'
import { StartForm } from './StartForm.tsx'
import { TimeLimits } from './TimeLimits.tsx'

export interface ClocksProps {
  readonly record: ReferralRecord
  readonly last: TimelineLine | undefined
}

/** Every legal clock of a referral: how it was worked out, what it was before, and what can be recorded about it. */
export function Clocks({ record, last }: ClocksProps) {
  const now = useNow(15_000)
  const { referral, powers } = record
  const [adding, setAdding] = useAsking<true>(`power.${referral.id}`)
  const { can } = useSession()
  const clocks = powerClocks(powers, now)
  const late = lateOn(record)
  const open = can('take referrals') && (referral.closedAt === null || late !== null)
  return (
    <div className="stack">
      {clocks.map((one) => (
        <PowerCard key={one.power.id} {...one} record={record} last={last} now={now} />
      ))}
      {clocks.length === 0 && <EmptyState title="No legal clock is recorded on this referral" />}
      {open && adding && (
        <StartForm record={record} power={null} last={last} onDone={() => setAdding(null)} now={now} />
      )}
      {open && !adding && (
        <div>
          <Button icon="plus" onClick={() => setAdding(true)}>
            {referral.closedAt === null || late === null ? 'Record another power' : late}
          </Button>
        </div>
      )}
      <TimeLimits record={record} last={last} now={now} />
    </div>
  )
}

/** What is told late of a referral that is closed, and is not on it: the button that records it; `null` where there is nothing. */
function lateOn({ referral, powers }: ReferralRecord): string | null {
  const told = {
    DETAINED_S4: ['s4', 'Record the emergency admission'],
    CTO_REVOCATION_AGREED: ['cto-recall', 'Record the recall'],
  } as const
  const [kind, words] =
    (referral.closedAs !== null && Object.entries(told).find(([code]) => code === referral.closedAs)?.[1]) || []
  return kind === undefined || words === undefined || powers.some((power) => power.kind === kind) ? null : words
}

interface PowerCardProps extends PowerClock, ClocksProps {
  readonly now: ReturnType<typeof useNow>
}

type Doing = 'correct' | 'extend' | 'extension' | 'end' | 'end-again'

function PowerCard({ power, clock, under, record, last, now }: PowerCardProps) {
  const [doing, setDoing] = useAsking<Doing>(`clock.${power.id}`)
  const changes = useSession().can('take referrals')
  const form = { record, power, last, onDone: () => setDoing(null), now }
  return (
    <Card title={powerNames[power.kind].full}>
      <div className={styles.form}>
        <StatutoryClock clock={readingOf({ power, clock }, now)} look="row" />
        {under !== null && (
          <Notice tone="warn">
            <b>{powerNames[under.kind].full} was running.</b> This gives no authority of its own beside it, and the
            board shows the limit of that one. {power.correctionReason}
          </Notice>
        )}
        <ClockLines power={power} clock={clock} />
        {power.endedAt && power.endedWhy && <p>Ended because: {power.endedWhy}</p>}
        <EarlierStarts power={power} powers={record.powers} />
        {changes && doing === null && (
          <div className={styles.buttons}>
            {doable(power, now).map(([what, words]) => (
              <Button key={what} size="sm" onClick={() => setDoing(what)}>
                {words}
              </Button>
            ))}
          </div>
        )}
        {doing === 'correct' && <StartForm {...form} />}
        {doing === 'extend' && <ExtendForm {...form} />}
        {doing === 'extension' && <CorrectExtensionForm {...form} />}
        {doing === 'end' && <EndForm {...form} />}
        {doing === 'end-again' && <CorrectEndForm {...form} />}
      </div>
    </Card>
  )
}

/** What can be recorded of a power, on a closed referral too: its clock runs on, and what is wrong on the record is put right. */
function doable(power: PowerRow, now: Instant): readonly (readonly [Doing, string])[] {
  const { kind, startedAt, endedAt, extension } = power
  const law = ruleInForce(kind, startedAt ?? now).extension
  const more: readonly (readonly [Doing, string] | false)[] = [
    ['correct', startedAt === null ? 'Record the start' : 'Correct the start'],
    law !== null && extension === null && endedAt === null && ['extend', 'Record an extension'],
    extension !== null && ['extension', 'Correct the extension'],
    endedAt === null ? ['end', 'Record that it ended'] : ['end-again', 'Correct the end'],
  ]
  return more.filter((one) => one !== false)
}

/** Starts that were corrected since. They stay to be seen. */
function EarlierStarts({ power, powers }: { readonly power: PowerRow; readonly powers: readonly PowerRow[] }) {
  const earlier = powers.filter(({ kind, supersededAt }) => kind === power.kind && supersededAt !== null)
  if (earlier.length === 0) return null
  return (
    <div>
      <h3 className="h3">Recorded before, and corrected</h3>
      <ul className={styles.lines}>
        {earlier.map(({ id, startedAt, startSource, extension, endedAt, recordedByName, supersededAt }) => (
          <li key={id}>
            {startedAt === null ? 'Start not recorded' : `Started ${formatInstant(startedAt)}`}
            {startSource && `, from ${startSource}`}
            {extension &&
              `, extended by ${formatMinutes(extension.minutes)}, authorised ${formatInstant(extension.authorisedAt)} by ${extension.authoriser}`}
            {endedAt && `, ended ${formatInstant(endedAt)}`}, recorded by {recordedByName}
            {supersededAt && `, corrected ${formatInstant(supersededAt)}`}
            {whyCorrected(id, powers)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Why is on the row that took its place. */
function whyCorrected(id: PowerRow['id'], powers: readonly PowerRow[]): string {
  const reason = powers.find(({ correctsId }) => correctsId === id)?.correctionReason ?? ''
  return reason === '' ? '' : `: ${reason}`
}

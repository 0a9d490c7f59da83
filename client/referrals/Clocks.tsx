import { useAsking } from '#client/kernel/asking.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import { runsOnWhenClosed } from '#shared/referrals/powers.ts'
import type { PowerRow, ReferralRecord } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { formatInstant } from '#shared/time/london.ts'
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
  const open = can('take referrals') && (referral.closedAt === null || lacksSection4(record))
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
            {referral.closedAt === null ? 'Record another power' : 'Record the emergency admission'}
          </Button>
        </div>
      )}
      <TimeLimits record={record} last={last} now={now} />
    </div>
  )
}

/** Closed with an emergency detention of which no clock is on the record. */
const lacksSection4 = ({ referral, powers }: ReferralRecord): boolean =>
  referral.closedAs === 'DETAINED_S4' && !powers.some(({ kind }) => runsOnWhenClosed(kind))

interface PowerCardProps extends PowerClock, ClocksProps {
  readonly now: ReturnType<typeof useNow>
}

function PowerCard({ power, clock, under, record, last, now }: PowerCardProps) {
  const [doing, setDoing] = useAsking<'correct' | 'extend' | 'end'>(`clock.${power.id}`)
  const changes = useSession().can('take referrals')
  const open = record.referral.closedAt === null
  const starts = open || runsOnWhenClosed(power.kind)
  const running = power.endedAt === null
  const extends_ = ruleInForce(power.kind, power.startedAt ?? now).extension !== null && power.extension === null
  const stop = (): void => setDoing(null)
  const form = { record, power, last, onDone: stop, now }
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
        {changes && (running || starts) && doing === null && (
          <div className={styles.buttons}>
            {starts && (
              <Button size="sm" onClick={() => setDoing('correct')}>
                {power.startedAt === null ? 'Record the start' : 'Correct the start'}
              </Button>
            )}
            {open && running && extends_ && (
              <Button size="sm" onClick={() => setDoing('extend')}>
                Record an extension
              </Button>
            )}
            {running && (
              <Button size="sm" onClick={() => setDoing('end')}>
                Record that it ended
              </Button>
            )}
          </div>
        )}
        {doing === 'correct' && <StartForm {...form} />}
        {doing === 'extend' && <ExtendForm {...form} />}
        {doing === 'end' && <EndForm {...form} />}
      </div>
    </Card>
  )
}

/** Starts that were corrected since. They stay to be seen. */
function EarlierStarts({ power, powers }: { readonly power: PowerRow; readonly powers: readonly PowerRow[] }) {
  const earlier = powers.filter(({ kind, supersededAt }) => kind === power.kind && supersededAt !== null)
  if (earlier.length === 0) return null
  return (
    <div>
      <h3 className="h3">Recorded before, and corrected</h3>
      <ul className={styles.lines}>
        {earlier.map(({ id, startedAt, startSource, recordedByName, supersededAt }) => (
          <li key={id}>
            {startedAt === null ? 'Start not recorded' : `Started ${formatInstant(startedAt)}`}
            {startSource && `, from ${startSource}`}, recorded by {recordedByName}
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

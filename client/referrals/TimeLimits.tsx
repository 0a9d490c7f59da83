import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { expectedLimits } from '#shared/referrals/law/expected.ts'
import { endingsOf, limitFamilies, RENEWED, type LimitKind } from '#shared/referrals/law/limitKinds.ts'
import { byPressing } from '#shared/referrals/law/limits.ts'
import { statutoryPerson } from '#shared/referrals/law/terms.ts'
import type { LimitRow, ReferralRecord } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { LimitEndForm } from './LimitEndForm.tsx'
import { LimitForm } from './LimitForm.tsx'
import { LimitHoldForm } from './LimitHoldForm.tsx'
import { LimitRenewForm } from './LimitRenewForm.tsx'
import { limitReading, shownLimit, type ShownLimit } from './limitReading.ts'
import styles from './referrals.module.css'

export interface TimeLimitsProps {
  readonly record: ReferralRecord
  readonly last: TimelineLine | undefined
  readonly now: Instant
}

/** What else the law counts on this referral: those recorded, those that it counts although nobody has, and a way to record one. */
export function TimeLimits({ record, last, now }: TimeLimitsProps) {
  const [adding, setAdding] = useAsking<LimitKind | ''>(`limits.${record.referral.id}`)
  const changes = useSession().can('take referrals')
  const shown = record.limits
    .filter(({ supersededAt }) => supersededAt === null)
    .map((limit) => shownLimit(limit, now))
    .toSorted((a, b) => byPressing(a.clock, b.clock))
  return (
    <>
      <h2 className="h2">Other limits of the law</h2>
      {shown.map((one) => (
        <LimitCard key={one.limit.id} {...one} record={record} last={last} now={now} />
      ))}
      {missing(record).map(({ kind, startedAt, because }) => (
        <Notice
          key={kind}
          tone="warn"
          action={
            changes && (
              <Button size="sm" onClick={() => setAdding(kind)}>
                Record it<span className="vh">: {limitFamilies[kind].full}</span>
              </Button>
            )
          }
        >
          <b>{limitFamilies[kind].full}: start not recorded.</b> {because}.
          {startedAt !== null &&
            ` It counts from the day on which they asked, ${formatInstant(startedAt).slice(0, -6)}.`}
        </Notice>
      ))}
      {adding !== null && (
        <LimitForm key={adding} {...{ record, last, now }} limit={null} kind={adding} onDone={() => setAdding(null)} />
      )}
      {changes && adding === null && (
        <div>
          <Button icon="plus" onClick={() => setAdding('')}>
            Record a limit
          </Button>
        </div>
      )}
    </>
  )
}

/** Limits that the law counts here and of which there is no row at all. */
const missing = ({ referral, decisions, limits, calls = [] }: ReferralRecord) =>
  expectedLimits({ ...referral, decisions, calls }).filter(({ kind }) => !limits.some((limit) => limit.kind === kind))

function LimitCard({ limit, clock, record, last, now }: ShownLimit & TimeLimitsProps) {
  const [doing, setDoing] = useAsking<'correct' | 'renew' | 'hold' | 'end'>(`limit.${limit.id}`)
  const changes = useSession().can('take referrals')
  const { full } = limitFamilies[limit.kind]
  const form = { record, limit, last, now, onDone: () => setDoing(null) }
  return (
    <Card title={limit.personName === null ? full : `${full}: ${limit.personName}`}>
      <div className={styles.form}>
        <StatutoryClock clock={limitReading({ limit, clock }, now)} look="row" />
        <LimitLines limit={limit} clock={clock} />
        {limit.endedHow === 'objected' && (
          <Notice tone="breach">
            <b>They object.</b> {statutoryPerson(londonDayOf(limit.endedAt ?? now)).objectionWords}
          </Notice>
        )}
        <EarlierRows limit={limit} limits={record.limits} />
        {changes && limit.endedAt === null && doing === null && (
          <div className={styles.buttons}>
            <Button size="sm" onClick={() => setDoing('correct')}>
              {limit.startedAt === null ? 'Record the start' : 'Correct the start'}
            </Button>
            {clock.rule.periods.length > 0 && (
              <Button size="sm" onClick={() => setDoing('renew')}>
                Record a renewal
              </Button>
            )}
            {clock.rule.heldBy !== null && (
              <Button size="sm" onClick={() => setDoing('hold')}>
                {limit.hold === null ? 'Record a court application' : 'Record what the court decided'}
              </Button>
            )}
            <Button size="sm" onClick={() => setDoing('end')}>
              Record that it ended
            </Button>
          </div>
        )}
        {doing === 'correct' && <LimitForm {...form} kind={limit.kind} />}
        {doing === 'renew' && <LimitRenewForm {...form} />}
        {doing === 'hold' && <LimitHoldForm {...form} />}
        {doing === 'end' && <LimitEndForm {...form} />}
      </div>
    </Card>
  )
}

/** How it was worked out, where the start comes from, how it ended, and the section. */
function LimitLines({ limit, clock }: ShownLimit) {
  const { startSource, endedHow, endedWhy, kind } = limit
  const how = endedHow === '' || endedHow === RENEWED ? '' : (endingsOf(kind)[endedHow] ?? '')
  return (
    <ul className={styles.lines}>
      {clock.workedOut.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {startSource && <li>Source: {startSource}.</li>}
      {how && (
        <li>
          {how}.{endedWhy && ` ${endedWhy}`}
        </li>
      )}
      <li>{clock.rule.note}</li>
      <li>
        <a href={clock.rule.citation} target="_blank" rel="noreferrer">
          The section, on legislation.gov.uk
        </a>
      </li>
    </ul>
  )
}

/** Starts that were corrected since. They stay to be seen. */
function EarlierRows({ limit, limits }: { readonly limit: LimitRow; readonly limits: readonly LimitRow[] }) {
  const earlier = limits.filter(
    ({ kind, personId, supersededAt }) => kind === limit.kind && personId === limit.personId && supersededAt !== null,
  )
  if (earlier.length === 0) return null
  return (
    <div>
      <h3 className="h3">Recorded before, and corrected</h3>
      <ul className={styles.lines}>
        {earlier.map(({ id, startedAt, startSource, recordedByName, supersededAt }) => (
          <li key={id}>
            {startedAt === null ? 'Start not recorded' : `From ${formatInstant(startedAt)}`}
            {startSource && `, ${startSource}`}, recorded by {recordedByName}
            {supersededAt && `, corrected ${formatInstant(supersededAt)}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

import { PhoneNumber } from '#client/ui/PhoneNumber.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { powerNames } from '#shared/referrals/clockRules.ts'
import type { CallRow } from '#shared/referrals/contactContract.ts'
import { referralNumber, requests, riskAnswers, sources } from '#shared/referrals/referral.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'
import styles from './referrals.module.css'

/** What was told after the first call, and what merged referrals began with; nothing while there is none. */
export function FurtherCalls({ calls, today }: { readonly calls: readonly CallRow[]; readonly today: LondonDay }) {
  if (calls.length === 0) return null
  return (
    <Card title={calls.length === 1 ? 'Further call' : `Further calls (${calls.length})`}>
      <ol className={styles.calls}>
        {calls.map((call) => (
          <li key={call.id}>
            <Call call={call} today={today} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Call({ call, today }: { readonly call: CallRow; readonly today: LondonDay }) {
  const { callerName, callerPhone, source, request, place, happening, riskToStaff, riskDetail } = call
  const facts = [
    request && `Asked for: ${requests[request]}`,
    place && `Now at: ${place}`,
    typeof call.placeBefore === 'string' && `This became the place of the referral. Before: ${call.placeBefore}`,
    call.powerKind &&
      `${powerNames[call.powerKind].full} told from ${call.powerStartedAt === null ? 'a time not known' : formatInstant(call.powerStartedAt, today)}`,
  ].filter(Boolean)
  return (
    <>
      <div className="small muted">
        {formatInstant(call.receivedAt, today)}, taken by {call.takenByName || 'the partner’s system'}
        {call.began && `, as ${referralNumber(call.number)}`}
      </div>
      <div>
        <b>{[callerName, sources[source]].filter(Boolean).join(', ')}</b> · <PhoneNumber number={callerPhone} />
      </div>
      {happening !== '' && <p className={styles.narrative}>{happening}</p>}
      {facts.length > 0 && <div className="small">{facts.join(' · ')}</div>}
      {riskToStaff === 'yes' && (
        <Tag tone="warn" icon="triangle">
          {riskDetail === '' ? riskAnswers.yes : riskDetail}
        </Tag>
      )}
    </>
  )
}

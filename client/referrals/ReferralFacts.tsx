import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PhoneNumber } from '#client/ui/PhoneNumber.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Clamped } from '#client/ui/Clamped.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { shortName } from '#shared/referrals/personWords.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { requests, riskAnswers, sources } from '#shared/referrals/referral.ts'
import { statutoryPerson } from '#shared/referrals/law/terms.ts'
import { londonDayOf } from '#shared/time/london.ts'
import styles from './referrals.module.css'

/** As long as a call was: the decision beside it stays in sight. */
const longWords = (text: string): ReactNode => (text === '' ? '' : <Clamped what="what happened">{text}</Clamped>)

export interface ReferralFactsProps {
  readonly referral: ReferralDetail
  /** A closed record is read only. */
  readonly canChange: boolean
}

/** What was said, as it stands now; each fact leads to the place where it is changed. */
export function ReferralFacts({ referral, canChange }: ReferralFactsProps) {
  const number = String(referral.number)
  const change = (field: string, what: string): ReactNode =>
    canChange && (
      <Link to="/referrals/$number" params={{ number }} search={{ tab: 'details' }} hash={field}>
        Change<span className="vh"> {what}</span>
      </Link>
    )
  const { source, callerName, callerPhone, riskToStaff, riskDetail } = referral
  const facts: readonly (readonly [key: string, value: ReactNode, field?: string])[] = [
    [
      'Asked for by',
      <>
        {[callerName, sources[source]].filter(Boolean).join(', ')} · <PhoneNumber number={callerPhone} />
      </>,
      'callerName',
    ],
    ['Asked for', requests[referral.request]],
    [`Where ${shortName(referral)} is now`, referral.place, 'place'],
    ['What happened', longWords(referral.happening), 'happening'],
    [
      'Risk to staff',
      <>
        {riskDetail === '' ? riskAnswers[riskToStaff] : `${riskAnswers[riskToStaff]}: ${riskDetail}`}{' '}
        {riskToStaff === 'not-asked' && (
          <Tag tone="warn" icon="triangle">
            Ask before anybody goes
          </Tag>
        )}
      </>,
      'riskToStaff',
    ],
    ['Home', referral.homeAddress, 'homeAddress'],
    [statutoryPerson(londonDayOf(referral.receivedAt)).Name, referral.nearestRelative, 'nearestRelative'],
    ['Their telephone', referral.personPhone, 'personPhone'],
    ['Interpreter', referral.interpreter, 'interpreter'],
    ['Asks for', referral.asksFor, 'asksFor'],
    ['Way in', referral.wayIn, 'wayIn'],
  ]
  const all = canChange && (
    <Link to="/referrals/$number" params={{ number }} search={{ tab: 'details' }}>
      Change
    </Link>
  )
  return (
    <Card title="Referral" aside={all}>
      <SummaryList
        rows={facts.map(([key, value, field]) => ({
          key,
          value:
            value === '' ? <span className="muted">Not known</span> : <div className={styles.narrative}>{value}</div>,
          action: field && change(field, key.toLowerCase()),
        }))}
      />
    </Card>
  )
}

import './notices.css'
import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { noticeHealth, type NoticeHealth as Health } from '#shared/notices/contract.ts'
import { channels, failureWords, type Channel } from '#shared/notices/kinds.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const names: Record<Channel, string> = { push: 'Phones and computers', sms: 'Text messages', email: 'E-mail' }
const settings: Record<Channel, string> = {
  push: 'PUSH_KEY and PUSH_CONTACT',
  sms: 'NOTIFY_API_KEY and NOTIFY_SMS_TEMPLATE',
  email: 'SMTP_URL, or NOTIFY_EMAIL_TEMPLATE',
}

/** For administrators: which ways of telling people are set up, and what did not get through. Never what it was about. */
export function NoticeHealth() {
  const asked = useAnswer(noticeHealth, {})
  return (
    <div className="wrap stack notices-page">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/people">People</Link>
        <span aria-hidden="true">/</span>
        <span>Notices that failed</span>
      </nav>
      <h1 className="h1">Notices that failed</h1>
      <Answered of={asked}>
        {(health) => (
          <>
            <WaysHere health={health} />
            <Failures health={health} />
          </>
        )}
      </Answered>
    </div>
  )
}

function WaysHere({ health: { setUp, counts } }: { readonly health: Health }) {
  return (
    <Card title="Ways that are set up">
      <ul className="notice-list" aria-label="Ways of telling people">
        {channels.map((one) => {
          const count = counts.find(({ channel }) => channel === one)
          const isSetUp = setUp.includes(one)
          return (
            <li key={one}>
              <span>
                <b>{names[one]}</b>{' '}
                <span className="muted">
                  {isSetUp
                    ? `${count?.taken ?? 0} taken and ${count?.failed ?? 0} given up in seven days`
                    : `Set ${settings[one]} to have it`}
                </span>
              </span>
              <Tag tone={isSetUp ? 'done' : 'plain'} icon={isSetUp ? 'check' : undefined}>
                {isSetUp ? 'Set up' : 'Not set up'}
              </Tag>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Failures({ health: { failures } }: { readonly health: Health }) {
  const today = londonDayOf(useNow(60_000))
  return (
    <Card title="Given up in the last seven days">
      {failures.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <ul className="notice-list" aria-label="Notices that were given up">
          {failures.map(({ id, channel, why, tries, at, personName }) => (
            <li key={id}>
              <span>
                <b>{personName}</b>{' '}
                <span className="muted">
                  {names[channel]}, {formatInstant(at, today)}, after {tries === 1 ? '1 try' : `${tries} tries`}
                </span>
              </span>
              <span>{failureWords[why]}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

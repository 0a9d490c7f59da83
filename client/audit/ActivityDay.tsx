import { Link } from '@tanstack/react-router'
import { Tag } from '#client/ui/Tag.tsx'
import type { DayOfActivity, Period } from '#shared/audit/lookingBack.ts'
import { doorName, looksWords, times } from '#shared/audit/words.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatDay } from '#shared/time/london.ts'

const between = (first: Instant, last: Instant): string =>
  clockTimeOf(first) === clockTimeOf(last) ? clockTimeOf(first) : `${clockTimeOf(first)} to ${clockTimeOf(last)}`

export interface ActivityDayProps {
  readonly day: DayOfActivity
  readonly open: boolean
  readonly period: Period
}

/** One day: each record that was opened, each list, each door that stayed shut. */
export function ActivityDay({ day: { day, opened, lists, refused }, open, period }: ActivityDayProps) {
  const people = new Set(opened.map(({ number }) => number)).size
  return (
    <details className="au-looker" open={open}>
      <summary>
        <span className="au-who">{formatDay(day)}</span>
        <span className="au-counts">
          <span>{people === 1 ? 'one record' : `${people} records`}</span>
          {refused.length > 0 && (
            <Tag tone="breach-soft" icon="octagon">
              Refused {times(refused.length)}
            </Tag>
          )}
        </span>
      </summary>
      <ul className="au-acts">
        {opened.map((line) => (
          <li key={`${line.number ?? ''} ${line.query} ${line.stub} ${line.grantId ?? ''}`}>
            <span className="au-when">{between(line.firstAt, line.lastAt)}</span>
            <span>
              {line.number === null ? (
                <b>A record that is no more</b>
              ) : (
                <Link to="/audit" search={{ tab: 'looked', number: String(line.number), ...period }}>
                  {referralNumber(line.number)}
                </Link>
              )}{' '}
              {doorName(line.query)}, {looksWords(line.times, line.again)} {line.stub && <Tag>Stub only</Tag>}{' '}
              {line.grantId !== null && (
                <Tag tone="info" icon="shield">
                  With a reason
                </Tag>
              )}
            </span>
          </li>
        ))}
        {refused.map(({ at, query, about }) => (
          <li key={`${at} ${query}`} className="au-refused">
            <span className="au-when">{clockTimeOf(at)}</span>
            <span>
              Refused at {doorName(query)}
              {/^\d+$/.test(about) && `, ${referralNumber(Number(about))}`}
            </span>
          </li>
        ))}
        {lists.map(({ query, firstAt, lastAt, times: count, again, most }) => (
          <li key={query} className="au-rows">
            <span className="au-when">{between(firstAt, lastAt)}</span>
            <span>
              {doorName(query)}, {looksWords(count, again)}
              {most > 0 && <span className="muted"> up to {most} people in it</span>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

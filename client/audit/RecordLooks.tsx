import './audit.css'
import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { whoLooked } from '#shared/audit/contract.ts'
import { byColleague, lastDays, stretchOf } from '#shared/audit/lookingBack.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { LookCounts } from './ColleagueLooksOf.tsx'

const DAYS = 30
const SHOWN = 8

/** Who has looked at this person lately, on their record, for those who may ask; the whole of it is a link away. */
export function RecordLooks({ number }: { readonly number: number }) {
  const today = useTimeOf((now) => londonDayOf(now), 60_000) as LondonDay
  const period = lastDays(DAYS, today)
  const asked = useAnswer(whoLooked, { number: String(number), whose: 'person', ...stretchOf(period) })
  const whole = (
    <Link to="/audit" search={{ tab: 'looked', number: String(number), whose: 'person', ...period }}>
      The whole of it
    </Link>
  )
  return (
    <Card title={`Who has looked, in ${DAYS} days`} aside={whole} className="audit">
      <Answered of={asked}>
        {(looked) => {
          const all = looked ? byColleague(looked) : []
          if (all.length === 0) return <EmptyState title="Nobody has looked" />
          return (
            <>
              <Table caption="Who has looked" hideCaption narrow="cards" className="au-looks">
                <thead>
                  <tr>
                    <th scope="col">Colleague</th>
                    <th scope="col">Saw</th>
                    <th scope="col">Last</th>
                  </tr>
                </thead>
                <tbody>
                  {all.slice(0, SHOWN).map((one) => (
                    <tr key={one.id}>
                      <th scope="row">{one.name}</th>
                      <td>
                        <LookCounts one={one} />
                      </td>
                      <td className="nowrap">{formatInstant(one.lastAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </Table>
              {all.length > SHOWN && <p className="muted">And {all.length - SHOWN} more.</p>}
            </>
          )
        }}
      </Answered>
    </Card>
  )
}

import './figures.css'
import { useState } from 'react'
import { Link, useNavigate } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorMessage, Select } from '#client/ui/Field.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import { Table } from '#client/ui/Table.tsx'
import { makePack, packs } from '#shared/reports/packContract.ts'
import { publishedPeriods } from '#shared/reports/publishedPeriods.ts'
import { addDays, formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { lastSunday } from './reportWords.ts'

/** The committee’s sheets: make one for days that are over, and find each that was ever handed out. */
export function Packs() {
  const made = useAnswer(packs, {})
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">Committee report</h1>
            <p className="lede">
              One A4 in plain sentences, without names. Frozen when it is made, and printed from here.
            </p>
            <ReportLinks />
          </div>
        </div>
        <MakeOne />
        <Card title="Made before">
          <Answered
            of={made}
            isEmpty={(rows) => rows.length === 0}
            empty={<p className="muted">None was made yet. Choose the days above and make the first.</p>}
          >
            {(rows) => (
              <Table caption="Committee reports that were made" hideCaption>
                <thead>
                  <tr>
                    <th scope="col">Days</th>
                    <th scope="col">Made</th>
                    <th scope="col">By</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ id, firstDay, lastDay, madeAt, madeByName }) => (
                    <tr key={id}>
                      <th scope="row">
                        <Link to="/reports/packs/$packId" params={{ packId: id }}>
                          {formatDate(firstDay)} to {formatDate(lastDay)}
                          <span className="vh">, made {formatInstant(madeAt)}</span>
                        </Link>
                      </th>
                      <td>{formatInstant(madeAt)}</td>
                      <td>{madeByName}</td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Answered>
        </Card>
      </div>
    </div>
  )
}

/** The weeks of the usual page, then quarters and years. */
function periodsNow() {
  const to = lastSunday(nowInstant())
  const weeks = { label: `12 weeks to ${formatDate(to)}`, from: addDays(to, -83), to }
  return [weeks, ...publishedPeriods('late', londonDayOf(nowInstant()))]
}

function MakeOne() {
  const [chosen, setChosen] = useState('0')
  const [error, setError] = useState<string | null>(null)
  const make = useSend(makePack)
  const navigate = useNavigate()
  const periods = periodsNow()
  const period = periods[Number(chosen)]
  const go = async (): Promise<void> => {
    if (!period) return
    setError(null)
    try {
      const sent = await make.mutateAsync({ from: period.from, to: period.to })
      if (!sent.ok) return setError(sent.refusal.message)
      await navigate({ to: '/reports/packs/$packId', params: { packId: sent.value.packId } })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not made. Try again.')
    }
  }
  return (
    <Card title="Make one">
      <div className="figure-choices">
        <Select
          label="Days"
          options={periods.map(({ label }, index) => ({ value: String(index), label }))}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
        <Button kind="p" busy={make.isPending} onClick={() => void go()}>
          Make the report
        </Button>
      </div>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </Card>
  )
}

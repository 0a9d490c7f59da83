import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { myWorkingTime, type MyWorkingTime, type OtherJobRow } from '#shared/rota/workingTimeContract.ts'
import { formatDate, formatInstant, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { Limit, nightWords } from './HoursTable.tsx'
import { JobForm } from './JobForm.tsx'
import { jobWords } from './OtherJobs.tsx'
import './hours.css'

/** One’s own hours, the rest that one is owed, and the place to declare work for another employer. */
export function MyHours({ today }: { readonly today: LondonDay }) {
  const asked = useAnswer(myWorkingTime, {})
  const [open, setOpen] = useState<'new' | OtherJobRow | null>(null)
  return (
    <section className="card my-hours" aria-labelledby="my-hours">
      <div className="card-h">
        <h2 className="h3" id="my-hours">
          Hours and rest
        </h2>
        <span className="r">
          <Button size="sm" icon="plus" onClick={() => setOpen('new')}>
            Work elsewhere
          </Button>
        </span>
      </div>
      {asked.data ? <Mine mine={asked.data} onOpen={setOpen} /> : <p className="none muted">Being worked out.</p>}
      {open !== null && (
        <JobForm job={open === 'new' ? null : open} people={null} today={today} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}

function Mine({ mine, onOpen }: { readonly mine: MyWorkingTime; readonly onOpen: (job: OtherJobRow) => void }) {
  const { hours, debts, optOut, otherJobs } = mine
  return (
    <ul>
      <li className="iss">
        <p>
          <b>{formatMinutes(hours.average)} a week</b> over the last 17 weeks, all employers: <Limit row={hours} />.
        </p>
        {hours.night.isNightWorker && <p>{nightWords(hours)}.</p>}
      </li>
      {optOut && (
        <li className="iss">
          <p>
            You opted out of the 48 hours from {formatDate(optOut.from)}
            {optOut.until ? ` to ${formatDate(optOut.until)}` : '. To end it, give notice to whoever plans the rota'}.
            Rest is yours all the same.
          </p>
        </li>
      )}
      {debts.map((debt) => (
        <li key={debt.shiftId} className="iss">
          <p>
            <b>{formatMinutes(debt.owed)} of rest owed to you</b>: you finished {formatInstant(debt.earlierEndsAt)} and
            started {formatInstant(debt.laterStartsAt)}. It should follow by {formatDate(debt.dueOn)}.
          </p>
        </li>
      ))}
      {otherJobs.map((job) => (
        <li key={job.id} className="iss">
          <p>{jobWords(job)}</p>
          <div className="b">
            <Button size="sm" kind="q" onClick={() => onOpen(job)}>
              Change<span className="vh"> {job.employer}</span>
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}

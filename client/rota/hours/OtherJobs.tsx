import { useState } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import type { OtherJobRow, WorkingTime } from '#shared/rota/workingTimeContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { daysWords } from '../needDayWords.ts'
import { JobForm } from './JobForm.tsx'

/** What colleagues do for other employers, as they have declared it: it counts towards their hours and their rest. */
export function OtherJobs({ answer }: { readonly answer: WorkingTime }) {
  const me = useSession().person.id
  const [open, setOpen] = useState<'new' | OtherJobRow | null>(null)
  return (
    <Card
      title="Work for other employers"
      aside={
        <Button icon="plus" onClick={() => setOpen('new')}>
          Put some down
        </Button>
      }
    >
      {answer.otherJobs.length === 0 ? (
        <EmptyState title="None declared">
          Colleagues declare theirs on My rota. It counts towards 48 hours and rest.
        </EmptyState>
      ) : (
        <ul className="places">
          {answer.otherJobs.map((job) => (
            <li key={job.id}>
              <span>
                <b>{job.name}</b>: {jobWords(job)}
              </span>
              {job.personId !== me && (
                <Button size="sm" kind="q" onClick={() => setOpen(job)}>
                  Change<span className="vh"> {`${job.employer} of ${job.name}`}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <JobForm
          job={open === 'new' ? null : open}
          people={answer.people.filter((one) => one.personId !== me)}
          today={answer.today}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  )
}

/** @example jobWords(job) // 'Agency, Tue and Thu 18:00–21:00, from 1 November 2026' */
export const jobWords = ({ employer, days, startsAt, endsAt, firstDay, lastDay }: OtherJobRow): string =>
  `${employer}, ${daysWords(days)} ${startsAt}–${endsAt}, from ${formatDate(firstDay)}${lastDay ? ` to ${formatDate(lastDay)}` : ''}`

import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { PhoneNumber } from '#client/ui/PhoneNumber.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'
import { DetailsForm } from './DetailsForm.tsx'
import type { PartProps } from './SetUpPage.tsx'

/** Whoever made the service may have given none. */
const Rung = ({ number }: { readonly number: string }) =>
  number.trim() === '' ? <span className="muted">Not set yet</span> : <PhoneNumber number={number} />

/** The hub's own name and numbers, as they stand on sheets, the wall and phones. */
export function HubDetails({ answer: { details } }: PartProps) {
  const [open, setOpen] = useState(false)
  return (
    <Card
      title="The hub"
      aside={
        <Button icon="note" onClick={() => setOpen(true)}>
          Change<span className="vh"> the hub’s details</span>
        </Button>
      }
    >
      <SummaryList
        rows={[
          { key: 'Name', value: details.name },
          { key: 'Council on letters and reports', value: details.councilName },
          { key: 'Telephone of the hub', value: <Rung number={details.hubPhone} /> },
          { key: 'Out of hours', value: details.outOfHoursName },
          { key: 'Telephone out of hours', value: <Rung number={details.outOfHoursPhone} /> },
          { key: 'Quiet word', value: details.quietWord },
          { key: 'Triage within', value: formatMinutes(minutes(details.triageTargetMinutes)) },
          {
            key: 'The way of working changed',
            value:
              details.staggeredFrom === null ? (
                <span className="muted">Not set: reports compare nothing with before</span>
              ) : (
                formatDate(details.staggeredFrom)
              ),
          },
        ]}
      />
      {open && <DetailsForm details={details} onClose={() => setOpen(false)} />}
    </Card>
  )
}

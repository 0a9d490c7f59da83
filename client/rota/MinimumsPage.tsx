import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { shiftRoles } from '#shared/rota/contract.ts'
import { formatDate } from '#shared/time/london.ts'
import { dutyNeeds, type NeedRow, type Needs } from '#shared/rota/needContract.ts'
import { MinimumForm } from './MinimumForm.tsx'
import { daysWords } from './needDayWords.ts'
import './patterns.css'

/** How many people of a role a rota must have, when, and with which approval. A draft is checked against it before it is published. */
export function MinimumsPage() {
  const asked = useAnswer(dutyNeeds, {}, { keep: true })
  return (
    <PlanPage
      title="Minimums"
      lede="How many people a rota must have, in the service or in one of its teams. Only those count whose approval holds for the whole shift. The week shows where it falls short, and a draft is checked before it is published."
    >
      <Answered of={asked}>{(answer) => <Minimums answer={answer} />}</Answered>
    </PlanPage>
  )
}

/** @example datesWords(need) // 'from 4 January 2027', and nothing for one that always holds */
const datesWords = ({ firstDay, lastDay }: NeedRow): string =>
  [firstDay && `from ${formatDate(firstDay)}`, lastDay && `until ${formatDate(lastDay)}`].filter(Boolean).join(' ')

function Minimums({ answer }: { readonly answer: Needs }) {
  const [open, setOpen] = useState<string | null>(null)
  const councilOf = (id: string | null): string =>
    id === null ? 'Anybody approved' : (answer.councils.find((one) => one.id === id)?.name ?? 'Another council')
  const whoCounts = ({ councilId, homeTeam }: NeedRow): string =>
    [homeTeam === null ? [] : [homeTeam], councilId === null && homeTeam !== null ? [] : [councilOf(councilId)]]
      .flat()
      .join(', ')
  return (
    <Card
      title="What a rota must have"
      aside={
        <Button icon="plus" onClick={() => setOpen('new')}>
          Add a minimum
        </Button>
      }
    >
      {answer.needs.length === 0 ? (
        <EmptyState title="No minimum yet">Without one, no gap in the rota is ever shown as one.</EmptyState>
      ) : (
        <Table caption="Minimums" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Role</th>
              <th scope="col">Days</th>
              <th scope="col">Between</th>
              <th scope="col">At least</th>
              <th scope="col">Who counts</th>
              <th scope="col">If it is short</th>
              <th scope="col">
                <span className="vh">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.needs.map((need) => (
              <tr key={need.id}>
                <th scope="row">{shiftRoles[need.role]}</th>
                <td data-label="Days">
                  {daysWords(need.days)}
                  {datesWords(need) !== '' && (
                    <>
                      <br />
                      <span className="muted">{datesWords(need)}</span>
                    </>
                  )}
                </td>
                <td data-label="Between">
                  {need.startsAt} and {need.endsAt}
                </td>
                <td data-label="At least">{need.minimum}</td>
                <td data-label="Who counts">{whoCounts(need)}</td>
                <td data-label="If it is short">
                  {need.firm ? (
                    <Tag tone="warn" icon="octagon">
                      Needs a reason
                    </Tag>
                  ) : (
                    'Is shown'
                  )}
                </td>
                <td>
                  <Button size="sm" onClick={() => setOpen(need.id)}>
                    Change
                    <span className="vh">
                      {' '}
                      {shiftRoles[need.role]}, {daysWords(need.days)}
                    </span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {open !== null && (
        <MinimumForm
          key={open}
          answer={answer}
          need={answer.needs.find(({ id }) => id === open) ?? null}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  )
}

import { telOf } from '#client/kernel/council.ts'
import { PersonLinks } from '#client/ui/PersonLinks.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { conditionsSay } from '#shared/register/conditions.ts'
import { contracts, skills, type AmhpRow, type Register } from '#shared/register/contract.ts'
import { approvalOn } from '#shared/register/renewal.ts'
import type { TrainingYear } from '#shared/register/training.ts'
import { formatDate, formatInstant, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { approvalSays, renewalSays } from './approvalSays.ts'
import type { YearOf } from './RegisterList.tsx'
import { isTrainingShort, trainingSays } from './trainingSays.ts'

interface RegisterTableProps {
  readonly rows: readonly AmhpRow[]
  readonly all: Register
  readonly today: LondonDay
  readonly yearOf: YearOf
  readonly onOpen: ((id: string) => void) | null
}

/** One AMHP a row; on a phone one a card. */
export function RegisterTable({ rows, all, today, yearOf, onOpen }: RegisterTableProps) {
  return (
    <Table caption="AMHPs by name" hideCaption narrow="cards" className="reg">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Approval ends</th>
          <th scope="col">Acts for</th>
          <th scope="col">Employer</th>
          <th scope="col">Contract</th>
          <th scope="col">Team</th>
          <th scope="col">Telephone</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.personId} row={row} all={all} today={today} yearOf={yearOf} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  )
}

interface RowProps extends Omit<RegisterTableProps, 'rows'> {
  readonly row: AmhpRow
}

function Row({ row, all, today, yearOf, onOpen }: RowProps) {
  const councilOf = (id: string): string => all.councils.find((council) => council.id === id)?.name ?? ''
  const elsewhere = !row.actingForCouncilIds.includes(row.approvingCouncilId)
  return (
    <tr>
      <th scope="row">
        {onOpen ? (
          <button type="button" className="linky" onClick={() => onOpen(row.personId)}>
            {row.name}
          </button>
        ) : (
          <>
            {row.name}
            <span className="person-links">
              <PersonLinks personId={row.personId} name={row.name} />
            </span>
          </>
        )}
      </th>
      <td data-label="Approval ends">
        <Approval row={row} today={today} />
        <TrainingLeft year={yearOf(row.personId)} today={today} />
      </td>
      <td data-label="Acts for">
        {row.actingForCouncilIds.map(councilOf).join(', ')}
        {elsewhere && <span className="sub">Approved by {councilOf(row.approvingCouncilId)}</span>}
      </td>
      <td data-label="Employer">{all.employers.find(({ id }) => id === row.employerId)?.name}</td>
      <td data-label="Contract">
        {contracts[row.contract]}
        <span className="sub">{formatMinutes(row.contractedMinutesPerWeek)} a week</span>
      </td>
      <td data-label="Team">
        {row.homeTeam}
        <Knows row={row} />
      </td>
      <td data-label="Telephone">
        {row.phone === '' ? (
          <span className="muted">Not given</span>
        ) : (
          <a className="nowrap" href={telOf(row.phone)}>
            {row.phone}
          </a>
        )}
      </td>
    </tr>
  )
}

/** Only while hours are missing and half a year or less is left. */
function TrainingLeft({ year, today }: { readonly year: TrainingYear | undefined; readonly today: LondonDay }) {
  if (!year || !isTrainingShort(year, today)) return null
  const said = trainingSays(year, today)
  return (
    <Tag tone={said.tone} icon={said.icon}>
      {said.words}
    </Tag>
  )
}

/** What speaks for sending them: languages besides English, and what they have particular experience of. */
function Knows({ row }: { readonly row: AmhpRow }) {
  const known = [...row.languages, ...row.skills.map((skill) => skills[skill])]
  return known.length === 0 ? null : <span className="sub">{known.join(', ')}</span>
}

function Approval({ row, today }: { readonly row: AmhpRow; readonly today: LondonDay }) {
  const said = approvalSays(row, today)
  const renewal = renewalSays(row, today)
  const conditions = conditionsSay(row.conditions)
  return (
    <>
      <span className="nowrap">{formatDate(approvalOn(row, today).unbroken.lastDay)}</span>{' '}
      {said && (
        <Tag tone={said.tone} icon={said.icon}>
          {said.words}
        </Tag>
      )}
      {renewal && (
        <span className="sub says">
          {renewal.words} {renewal.gap}
        </span>
      )}
      {conditions !== '' && <span className="sub says">On condition: {conditions}</span>}
      {row.suspendedAt !== null && <span className="sub">Since {formatInstant(row.suspendedAt)}</span>}
    </>
  )
}

import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { UsualStart } from '#shared/planner/contract.ts'
import { movedTo, nameOf, startMinutes, type DayKind, type PatternEntry, type TypedStart } from './patternEntry.ts'

interface StartsTableProps {
  readonly kind: DayKind
  readonly title: string
  readonly usual: readonly UsualStart[]
  readonly entry: PatternEntry
  readonly errorOf: (field: string) => string | undefined
}

/** Starts of one kind of day, each with how many people begin then. */
export function StartsTable({ kind, title, usual, entry, errorOf }: StartsTableProps) {
  const rows = entry.rows[kind]
  return (
    <div>
      <Table caption={title} narrow="scroll" className="plan-starts">
        <thead>
          <tr>
            <th scope="col">Shift</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">People</th>
            <th scope="col">
              <span className="vh">Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const name = nameOf(usual, row) || (row.outOfHours ? 'Out of hours' : `Start ${at + 1}`)
            const field = (part: 'from' | 'to' | 'people', key: 'startsAt' | 'endsAt' | 'people', label: string) => (
              <TextField
                label={`${label}, ${name}, ${title.toLowerCase()}`}
                hideLabel
                width="s"
                inputMode="numeric"
                id={`${kind}-${part}-${row.key}`}
                error={errorOf(`${kind}-${part}-${row.key}`)}
                value={row[key]}
                onChange={(event) => entry.change(kind, row.key, { [key]: event.target.value })}
              />
            )
            return (
              <tr key={row.key}>
                <th scope="row">
                  {name}
                  <StartRange
                    label={`Move ${name}, ${title.toLowerCase()}`}
                    row={row}
                    onMove={(moved) => entry.change(kind, row.key, moved)}
                  />
                </th>
                <td>{field('from', 'startsAt', 'From')}</td>
                <td>{field('to', 'endsAt', 'To')}</td>
                <td>{field('people', 'people', 'People')}</td>
                <td className="no-print">
                  <Button kind="q" size="sm" onClick={() => entry.remove(kind, row.key)}>
                    Take out<span className="vh"> {name}</span>
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
      <Button kind="q" size="sm" icon="plus" className="no-print" onClick={() => entry.add(kind)}>
        Add a start<span className="vh">, {title.toLowerCase()}</span>
      </Button>
    </div>
  )
}

interface StartRangeProps {
  readonly label: string
  readonly row: TypedStart
  readonly onMove: (moved: Partial<TypedStart>) => void
}

/** Drags a start along the day, by half hours; its end goes with it. Only where both can be read as times. */
function StartRange({ label, row, onMove }: StartRangeProps) {
  const at = startMinutes(row)
  if (at === null) return null
  return (
    <input
      type="range"
      className="plan-start-range no-print"
      aria-label={label}
      aria-valuetext={`${row.startsAt} to ${row.endsAt}`}
      min={0}
      max={1410}
      step={30}
      value={at}
      onChange={(event) => onMove(movedTo(row, Number(event.target.value)))}
    />
  )
}

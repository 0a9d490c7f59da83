import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { DayAndWhy, useFromADay } from '#client/ui/FromADay.tsx'
import {
  LONGEST_LANE_NAME,
  lanesInOrder,
  movedUp,
  standardLanes,
  type BoardLane,
  type BoardLanes,
  type OwnLane,
} from '#shared/allocations/boardLanes.ts'
import { setBoardLanes } from '#shared/allocations/boardLanesContract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { lanesEntryOf, readLanes, type LanesEntry } from './lanesEntry.ts'

interface LanesFormProps {
  readonly start: BoardLanes
  readonly today: LondonDay
}

/** Lays the board out from a day on. It begins with what holds today. */
export function LanesForm({ start, today }: LanesFormProps) {
  const sending = useSend(setBoardLanes)
  const { entry, setEntry, errors, errorOf, submit } = useFromADay({
    keptAs: 'board-lanes',
    begun: () => lanesEntryOf(start, today),
    read: readLanes,
    send: (input) => sending.mutateAsync(input),
  })
  return (
    <Card title="Lay it out from a day on">
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <ol className="lane-list">
          {lanesInOrder(entry).map((lane) => (
            <LaneLine key={lane} lane={lane} entry={entry} onChange={setEntry} error={errorOf(`names.${lane}`)} />
          ))}
        </ol>
        <DayAndWhy entry={entry} onChange={setEntry} errorOf={errorOf} />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Set from that day
          </Button>
          <Button onClick={() => setEntry({ ...entry, ...standardLanes })}>Back to the usual lanes</Button>
        </div>
      </form>
    </Card>
  )
}

interface LaneLineProps {
  readonly lane: BoardLane
  readonly entry: LanesEntry
  readonly onChange: (entry: LanesEntry) => void
  readonly error: string | undefined
}

function LaneLine({ lane, entry, onChange, error }: LaneLineProps) {
  const usual = standardLanes.names[lane]
  return (
    <li>
      <TextField
        id={`names.${lane}`}
        label={`Name of “${usual}”`}
        width="l"
        maxLength={LONGEST_LANE_NAME}
        value={entry.names[lane]}
        error={error}
        onChange={(event) => onChange({ ...entry, names: { ...entry.names, [lane]: event.target.value } })}
      />
      {lane === 'now' ? (
        <p className="muted">Always first, never folded.</p>
      ) : (
        <Place lane={lane} entry={entry} onChange={onChange} />
      )}
    </li>
  )
}

interface PlaceProps extends Pick<LaneLineProps, 'entry' | 'onChange'> {
  readonly lane: OwnLane
}

function Place({ lane, entry, onChange }: PlaceProps) {
  const { order, folded } = entry
  const usual = standardLanes.names[lane]
  const others = folded.filter((one) => one !== lane)
  return (
    <div className="row">
      <Button
        size="sm"
        disabled={order[0] === lane}
        onClick={() => onChange({ ...entry, order: movedUp(order, lane) })}
      >
        Move up<span className="vh"> {usual}</span>
      </Button>
      <Checkbox
        label={
          <>
            Folded<span className="vh"> {usual}</span>
          </>
        }
        hint="Its name and number; what presses is shown all the same."
        checked={folded.includes(lane)}
        onChange={(event) => onChange({ ...entry, folded: event.target.checked ? [...others, lane] : others })}
      />
    </div>
  )
}

import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { publications, type Publications } from '#shared/rota/planContract.ts'
import { formatDayShort, formatInstant, type LondonDay } from '#shared/time/london.ts'
import { RotaAsItWas } from './RotaAsItWas.tsx'

interface PublishedCardProps {
  readonly monday: LondonDay
  /** Whether nobody is on this week but in the draft. */
  readonly isEmpty: boolean
}

/** What was published last and who has not said “seen”, with the way to all of it and to the rota as it was. */
export function PublishedCard({ monday, isEmpty }: PublishedCardProps) {
  const asked = useAnswer(publications, {})
  const [open, setOpen] = useState(false)
  const last = asked.data?.publications[0]
  const waiting = asked.data?.unacknowledged.length ?? 0
  return (
    <section className="card" aria-labelledby="published">
      <div className="card-h">
        <h2 className="h3" id="published">
          Published
        </h2>
        <span className="r">
          <Button size="sm" onClick={() => setOpen(true)}>
            All, and as it was
          </Button>
        </span>
      </div>
      <p className="iss">
        {last ? `Last by ${last.byName}, ${formatInstant(last.at)}: ${daysWords(last)}.` : neverWords(isEmpty)}{' '}
        {waiting > 0 && <b>{seenWords(waiting)}</b>}
      </p>
      {open && (
        <Dialog open title="Published" onClose={() => setOpen(false)}>
          <Answered of={asked}>{(answer) => <Lists answer={answer} />}</Answered>
          <RotaAsItWas monday={monday} />
        </Dialog>
      )}
    </section>
  )
}

/** What came in with an import, or was put on at once, is on the rota without ever having been in a draft. */
const neverWords = (isEmpty: boolean): string =>
  isEmpty
    ? 'Nothing has been published yet.'
    : 'No draft has been published yet. What is on this week was put on the rota at once, or came with an import.'

const seenWords = (count: number): string =>
  count === 1
    ? 'One person has not said that they have seen their change.'
    : `${count} have not said that they have seen their changes.`

const daysWords = ({ firstDay, lastDay }: Publications['publications'][number]): string =>
  firstDay === lastDay ? formatDayShort(firstDay) : `${formatDayShort(firstDay)} to ${formatDayShort(lastDay)}`

function Lists({ answer }: { readonly answer: Publications }) {
  return (
    <>
      <h3 className="h3">Not seen yet</h3>
      {answer.unacknowledged.length === 0 ? (
        <p className="muted">Everybody has seen their changes.</p>
      ) : (
        <ul className="diffs">
          {answer.unacknowledged.map(({ personId, name, tellAt, words }) => (
            <li key={`${personId} ${tellAt}`}>
              <b>{name}</b>, told {formatInstant(tellAt)}: {words.join('; ')}
            </li>
          ))}
        </ul>
      )}
      <h3 className="h3">Publications</h3>
      {answer.publications.length === 0 && <p className="muted">None yet.</p>}
      {answer.publications.map((one) => (
        <details key={one.number}>
          <summary>
            No. {one.number}, {daysWords(one)}:{' '}
            {one.changes.length === 1 ? 'one change' : `${one.changes.length} changes`}, by {one.byName},{' '}
            {formatInstant(one.at)}
          </summary>
          <ul className="diffs">
            {one.changes.map((words) => (
              <li key={words}>{words}</li>
            ))}
            {one.accepted.map(({ key, why }) => (
              <li key={key}>Gone against, because: {why}</li>
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}

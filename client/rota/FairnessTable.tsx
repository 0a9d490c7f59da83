import { useState } from 'react'
import { Icon } from '#client/ui/Icon.tsx'
import { SortHeader, Table } from '#client/ui/Table.tsx'
import { fairKinds, fairKindWords, type FairKind, type Share } from '#shared/rota/fairness.ts'
import type { FairnessAnswer, FairnessLine } from '#shared/rota/fairnessContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { differenceWords, figure, shareTone } from './shareWords.ts'

type By = FairKind | 'name'

/** A line a person; each kind sorts by who had most beyond their part. */
export function FairnessTable({ answer }: { readonly answer: FairnessAnswer }) {
  const [by, setBy] = useState<By>('name')
  const lines = answer.lines.toSorted((a, b) =>
    by === 'name' ? a.name.localeCompare(b.name, 'en-GB') : b.shares[by].difference - a.shares[by].difference,
  )
  const caption = `${formatDate(answer.from)} to ${formatDate(answer.to)}: what each had, of a fair part`
  return (
    <Table caption={caption} narrow="cards" className="labelled fair">
      <thead>
        <tr>
          <SortHeader sort={by === 'name' ? 'ascending' : 'none'} onSort={() => setBy('name')}>
            Name
          </SortHeader>
          {fairKinds.map((kind) => (
            <SortHeader key={kind} numeric sort={by === kind ? 'descending' : 'none'} onSort={() => setBy(kind)}>
              {fairKindWords[kind]}
            </SortHeader>
          ))}
          <th scope="col" className="n">
            Moved to / from
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.personId} line={line} />
        ))}
      </tbody>
    </Table>
  )
}

function Line({ line }: { readonly line: FairnessLine }) {
  return (
    <tr>
      <th scope="row">
        {line.name}
        <span className="muted small block">
          {line.weight === 0 ? 'No contracted hours here' : `${figure(line.weight * 100)}% of a full week there`}
        </span>
      </th>
      {fairKinds.map((kind) => (
        <td key={kind} className="n" data-label={fairKindWords[kind]}>
          <Had share={line.shares[kind]} />
        </td>
      ))}
      <td className="n" data-label="Moved to / from">
        {line.movedToThem} / {line.movedFromThem}
      </td>
    </tr>
  )
}

/** The number, its fair part, and where it is a whole duty or more beside it, an arrow that is read out as words. */
function Had({ share }: { readonly share: Share }) {
  const tone = shareTone(share)
  return (
    <span className={`had ${tone}`}>
      <b>{share.had}</b> <span className="muted">of {figure(share.fair)}</span>
      {tone !== 'even' && <Icon name={tone === 'more' ? 'up' : 'down'} />}
      <span className="vh">. {differenceWords(share)}</span>
    </span>
  )
}

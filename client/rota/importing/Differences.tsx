import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import type { IconName } from '#client/ui/Icon.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import { toast } from '#client/ui/toast.ts'
import {
  importSheet,
  previewImport,
  undoImport,
  type ImportLine,
  type ImportPreview,
} from '#shared/rota/importContract.ts'
import { isoWeekOf } from '#shared/time/london.ts'
import { cellName, countWords, doesWords } from './importWords.ts'
import type { Chosen } from './ImportPage.tsx'

interface DifferencesProps {
  readonly chosen: Chosen
  readonly onAgain: () => void
}

/** What a sheet would change, each cell with its problem beside it. Nothing has happened yet. */
export function Differences({ chosen, onAgain }: DifferencesProps) {
  const input = { cells: chosen.cells.map((row) => [...row]), firstDay: chosen.firstDay }
  const asked = useAnswer(previewImport, input, { inBody: true, keep: true })
  return <Answered of={asked}>{(preview) => <Shown preview={preview} chosen={chosen} onAgain={onAgain} />}</Answered>
}

function Shown({ preview, chosen, onAgain }: DifferencesProps & { readonly preview: ImportPreview }) {
  const bringing = useSend(importSheet)
  const undoing = useSend(undoImport)
  const [error, setError] = useState<string | null>(null)
  const { form, lines, counts, seen } = preview
  const changes = counts.add + counts.change + counts['take-off']
  const problems = lines.filter(({ does }) => does === 'problem')

  const bring = async (): Promise<void> => {
    try {
      const sent = await bringing.mutateAsync({
        cells: chosen.cells.map((row) => [...row]),
        firstDay: chosen.firstDay,
        seen,
      })
      if (!sent.ok) return setError(sent.refusal.message)
      const { importId, drafted } = sent.value
      toast({
        words: `${drafted === 1 ? 'One change is' : `${drafted} changes are`} in the draft. Nobody is told before it is published.`,
        icon: 'check',
        undo: () => void undoing.mutateAsync({ importId }),
      })
      setError(null)
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault))
    }
  }

  if (form === null) {
    return (
      <Card title="What it changes">
        <EmptyState title="No headings were found" action={<Button onClick={onAgain}>Choose another</Button>}>
          A grid has days across the top, like Mon 16 Nov. A list has the headings Name, Date, Start and End.
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card title="What it changes" aside={<span className="muted">{countWords(counts)}</span>}>
      <div className="stack">
        {error !== null && <ErrorSummary errors={[{ message: error }]} />}
        {changes === 0 && problems.length === 0 && (
          <p>Everything in this sheet is on the rota or in the draft already.</p>
        )}
        {problems.length > 0 && (
          <p>
            {problems.length === 1 ? 'One cell is' : `${problems.length} cells are`} left out as long as the problem
            beside it stands. Put it right in the spreadsheet and choose it again, or import the rest.
          </p>
        )}
        {lines.length > 0 && <Lines lines={lines} />}
        <div className="btns">
          {changes > 0 && (
            <Button kind="p" busy={bringing.isPending} onClick={() => void bring()}>
              Put {changes === 1 ? 'one change' : `${changes} changes`} into the draft
            </Button>
          )}
          {changes === 0 && (
            <Link to="/rota/$week" params={{ week: isoWeekOf(chosen.firstDay) }} className={buttonClass({ kind: 'p' })}>
              Look at the rota
            </Link>
          )}
          <Button onClick={onAgain}>Choose another</Button>
        </div>
      </div>
    </Card>
  )
}

const looks: Readonly<Record<ImportLine['does'], readonly [tone: Tone, icon: IconName]>> = {
  add: ['done', 'plus'],
  change: ['info', 'pencil'],
  'take-off': ['plain', 'minus'],
  same: ['plain', 'check'],
  note: ['warn', 'info'],
  problem: ['breach-soft', 'triangle'],
}

function Lines({ lines }: { readonly lines: readonly ImportLine[] }) {
  return (
    <Table caption="Each cell and what it does" hideCaption narrow="cards" className="labelled import-lines">
      <thead>
        <tr>
          <th scope="col">Cell</th>
          <th scope="col">Says</th>
          <th scope="col">Does</th>
          <th scope="col">In words</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // Two shifts of one cell have the same place.
          <tr key={`${line.row} ${line.column} ${index}`} className={line.does === 'problem' ? 'wrong' : undefined}>
            <th scope="row">{cellName(line)}</th>
            <td data-label="Says">{line.cell === '' ? <span className="muted">nothing</span> : line.cell}</td>
            <td data-label="Does">
              <Tag tone={looks[line.does][0]} icon={looks[line.does][1]}>
                {doesWords[line.does]}
              </Tag>
            </td>
            <td data-label="In words">{line.words}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

import { useState, type ChangeEvent, type SubmitEvent } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextArea, TextField } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { tidyCells } from '#shared/rota/importing/bounds.ts'
import { cellsOfText } from '#shared/rota/importing/delimited.ts'
import { isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'
import type { Chosen } from './ImportPage.tsx'
import type { NamedSheet } from './readFile.ts'

interface ChooseSheetProps {
  readonly monday: LondonDay
  readonly onChosen: (chosen: Chosen) => void
}

/** Which spreadsheet: a file, which is read here in the browser, or cells pasted out of one. */
export function ChooseSheet({ monday, onChosen }: ChooseSheetProps) {
  const [pasted, setPasted, forget] = useKept('rota.import.pasted', '')
  const [first, setFirst] = useState<string>(monday)
  const [sheets, setSheets] = useState<readonly NamedSheet[]>([])
  const [at, setAt] = useState(0)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorOf = useErrorIn(errors)

  const read = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.target.files ?? []
    setSheets([])
    setAt(0)
    if (!file) return
    const { readRotaFile } = await import('./readFile.ts')
    const given = await readRotaFile(file)
    setErrors(given.ok ? [] : [{ field: 'file', message: given.refusal }])
    if (given.ok) setSheets(given.value)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const day = isLondonDay(first) ? londonDay(first) : null
    if (day === null) return setErrors([{ field: 'first', message: 'Give the first day of the rota' }])
    const cells = sheets[at]?.cells ?? cellsOfText(pasted)
    const tidy = tidyCells(cells)
    if (!tidy.ok) {
      const nothing = sheets.length === 0 && pasted.trim() === ''
      return setErrors([
        nothing
          ? { field: 'file', message: 'Choose a file, or paste the cells' }
          : { field: sheets.length > 0 ? 'file' : 'pasted', message: tidy.refusal },
      ])
    }
    forget()
    onChosen({ cells: tidy.value, firstDay: day })
  }

  return (
    <Card title="Which spreadsheet">
      <form className="stack" noValidate onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <p className="muted">
          People down and days across, with cells like <b>E</b>, <b>15-23</b>, <b>08:00–16:00</b>, <b>AL</b> or{' '}
          <b>off</b>; or one shift a line under the headings Name, Date, Start and End. An empty cell changes nothing.
        </p>
        <TextField
          id="file"
          type="file"
          label="File"
          hint="A workbook (.xlsx) or a CSV file of up to 2 MB. It is read in this browser: only the cells are sent."
          accept=".xlsx,.csv,.tsv,.txt"
          error={errorOf('file')}
          onChange={(event) => void read(event)}
        />
        {sheets.length > 1 && (
          <Select
            label="Sheet"
            options={sheets.map(({ name }, index) => ({ value: String(index), label: name }))}
            value={String(at)}
            onChange={(event) => setAt(Number(event.target.value))}
          />
        )}
        {sheets.length === 0 && (
          <TextArea
            id="pasted"
            label="Or paste the cells here"
            hint="Select them in the spreadsheet with the names and the days, and copy."
            rows={6}
            value={pasted}
            error={errorOf('pasted')}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
        <TextField
          id="first"
          type="date"
          label="First day of the rota"
          hint="For headings that say no more than Mon or 16."
          width="m"
          value={first}
          error={errorOf('first')}
          onChange={(event) => setFirst(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit">
            Show what it changes
          </Button>
        </div>
      </form>
    </Card>
  )
}

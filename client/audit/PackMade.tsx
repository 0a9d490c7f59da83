import { useEffect, useRef } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { printPage, saveFile } from '#client/ui/takeAway.ts'
import type { BreachPack, PackKey } from '#shared/audit/contract.ts'
import type { Period } from '#shared/audit/lookingBack.ts'
import { packFile, packKeyNames, packMoment, packSheet, periodWords, refsOf } from '#shared/audit/packSheet.ts'
import { PackRows } from './PackRows.tsx'

export interface PackMadeProps {
  readonly pack: BreachPack
  readonly by: PackKey
  readonly period: Period
  readonly onAgain: () => void
}

/** More rows than these are for the spreadsheet: no browser lays them out, and nobody reads them on paper. */
const ON_PAPER = 2000

/** The pack as it is taken away. It was kept as an export when it was made, so printing and saving ask nothing more. */
export function PackMade({ pack, by, period, onAgain }: PackMadeProps) {
  const { person, service } = useSession()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const save = (): void =>
    saveFile(packFile(pack), packSheet(pack, { by, period, madeByName: person.name }), 'text/csv;charset=utf-8')
  const who = new Set(pack.rows.map(({ actorName }) => actorName).filter(Boolean)).size
  return (
    <div className="stack">
      <Notice tone="done" speaks="politely">
        <b>Kept as an export of yours.</b> The pack is on this screen only: print it, or save it where your council
        keeps what belongs to a breach.
      </Notice>
      {pack.cut && (
        <Notice tone="warn">
          <b>There is more than one pack holds.</b> These are the first {pack.rows.length.toLocaleString('en-GB')} rows:
          make another for the days after the last of them.
        </Notice>
      )}
      <div className="btns no-print">
        <Button kind="p" icon="print" onClick={printPage}>
          Print
        </Button>
        <Button icon="download" onClick={save}>
          Spreadsheet
        </Button>
        <Button kind="q" onClick={onAgain}>
          Make another
        </Button>
      </div>
      <article className="card pack" aria-label="Breach pack">
        <header className="card-b">
          <p className="muted">
            {service.councilName} · {service.name}
          </p>
          <h2 className="h2" tabIndex={-1} ref={title}>
            Breach pack: {pack.about}
          </h2>
          <SummaryList
            rows={[
              { key: 'What it holds', value: packKeyNames[by] },
              { key: 'Days', value: periodWords(period) },
              { key: 'Made', value: `${packMoment(pack.madeAt)} by ${person.name}` },
              {
                key: 'Rows',
                value: `${pack.rows.length.toLocaleString('en-GB')}, by ${who === 1 ? 'one colleague' : `${who} colleagues`}`,
              },
              { key: 'People shown', value: pack.people.length === 0 ? 'Nobody' : refsOf(pack.people) },
            ]}
          />
        </header>
        <PackRows rows={pack.rows.slice(0, ON_PAPER)} />
        {pack.rows.length > ON_PAPER && (
          <p className="card-b">
            The first {ON_PAPER.toLocaleString('en-GB')} rows. All {pack.rows.length.toLocaleString('en-GB')} are in the
            spreadsheet.
          </p>
        )}
      </article>
    </div>
  )
}

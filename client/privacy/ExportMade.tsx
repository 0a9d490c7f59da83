import { useAnswer } from '#client/kernel/api.ts'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import type { ExportId } from '#shared/kernel/ids.ts'
import { exported } from '#shared/privacy/contract.ts'
import { DocumentView } from './DocumentView.tsx'
import { saveAsJson } from './saveAsJson.ts'

export interface ExportMadeProps {
  readonly exportId: ExportId
  readonly onBack: () => void
}

/** The document as it is given, to be printed or saved. It is made anew each time and kept nowhere. */
export function ExportMade({ exportId, onBack }: ExportMadeProps) {
  const asked = useAnswer(exported, { exportId })
  const gone = asked.error instanceof NotAnswered && asked.error.status === 404
  const again = (
    <Button kind="q" onClick={onBack}>
      Choose again
    </Button>
  )
  if (gone && !asked.data)
    return (
      <EmptyState title="This export cannot be fetched any more" action={again}>
        An hour has gone by, or something was added to the record. Make it again: nothing was kept.
      </EmptyState>
    )
  return (
    <Answered of={asked}>
      {(given) =>
        given && (
          <div className="stack">
            <Notice tone="done" speaks="politely">
              <b>Exported.</b> It is on this screen only: print it, or save it where your council keeps such requests.
            </Notice>
            <div className="btns no-print">
              <Button kind="p" icon="print" onClick={printPage}>
                Print
              </Button>
              <Button onClick={() => saveAsJson(given.document, 'subject-access')}>Save as JSON</Button>
              {again}
            </div>
            <DocumentView document={given.document} />
          </div>
        )
      }
    </Answered>
  )
}

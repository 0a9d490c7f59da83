import { useEffect, useRef, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox } from '#client/ui/Field.tsx'
import type { ExportId, ReferralId } from '#shared/kernel/ids.ts'
import { exportPerson, previewExport, type ExportPreview as Preview } from '#shared/privacy/contract.ts'
import { proposedToWithhold, type Withheld } from '#shared/privacy/exportDocument.ts'
import { ExportMade } from './ExportMade.tsx'
import { PreviewSection } from './PreviewSection.tsx'
import { useSending } from './useSending.ts'

export interface ExportPreviewProps {
  readonly referralIds: readonly ReferralId[]
  readonly onBack: () => void
}

/** What would be given, line by line, with what may be somebody else's marked. Nothing has left the hub yet. */
export function ExportPreview({ referralIds, onBack }: ExportPreviewProps) {
  const asked = useAnswer(previewExport, { referralIds: [...referralIds] }, { inBody: true })
  const [made, setMade] = useState<ExportId | null>(null)
  if (made) return <ExportMade exportId={made} onBack={onBack} />
  return (
    <Answered of={asked}>
      {(preview) =>
        preview && (
          <Marking preview={preview} onBack={onBack} onMade={setMade} onOutdated={() => void asked.refetch()} />
        )
      }
    </Answered>
  )
}

interface MarkingProps {
  readonly preview: Preview
  readonly onBack: () => void
  readonly onMade: (id: ExportId) => void
  readonly onOutdated: () => void
}

function Marking({ preview: { document, referralIds, seq }, onBack, onMade, onOutdated }: MarkingProps) {
  const [withheld, setWithheld, forget] = useKept<Withheld>(
    `privacy.withheld.${referralIds.join()}`,
    proposedToWithhold(document),
  )
  const [read, setRead] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const send = useSending(exportPerson)
  const lines = document.sections.flatMap((section) => section.lines)
  const free = lines.filter(({ isFreeText }) => isFreeText)
  const give = async (): Promise<void> => {
    if (!read)
      return send.setErrors([{ field: 'readThrough', message: 'Read the free text for other people, then say so' }])
    const asked = { referralIds: [...referralIds], seq, withheld: Object.entries(withheld), readThrough: true as const }
    const done = await send.submit(asked, (code) => code === 'export-outdated' && onOutdated())
    if (!done) return
    forget()
    onMade(done.value.exportId)
  }
  return (
    <div className="export-grid">
      <div className="stack">
        <h2 className="h2 export-title" tabIndex={-1} ref={title}>
          What would be given to {document.about}
        </h2>
        {document.sections.map((section) => (
          <PreviewSection key={section.key} section={section} withheld={withheld} onChange={setWithheld} />
        ))}
      </div>
      <aside className="card export-side" aria-label="Export">
        <div className="card-b stack">
          <ErrorSummary errors={send.errors} />
          <p>
            <b>{lines.length} lines</b>, {free.length} of them free text.{' '}
            <b>{Object.keys(withheld).length} withheld.</b>
          </p>
          <p className="muted">
            Callers and nearest relatives are withheld unless you say otherwise. Names that may be other people’s are
            underlined in free text: they are guesses, so read all of it.
          </p>
          <Checkbox
            id="readThrough"
            label={`I have read all ${free.length} free texts for other people`}
            checked={read}
            onChange={(event) => setRead(event.target.checked)}
          />
          {send.errorOf('readThrough') && <p className="errmsg">{send.errorOf('readThrough')}</p>}
          <Button kind="p" busy={send.busy} onClick={() => void give()}>
            Export
          </Button>
          <Button kind="q" onClick={onBack}>
            Choose again
          </Button>
          <p className="small muted">
            The hub keeps that you exported this, what was withheld and why. It keeps no copy.
          </p>
        </div>
      </aside>
    </div>
  )
}

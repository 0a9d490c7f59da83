import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { previewPublish, publishRota, type PublishPreview } from '#shared/rota/planContract.ts'
import { addDays, formatDayShort, formatInstant, type LondonDay } from '#shared/time/london.ts'
import { FindingItem } from './FindingItem.tsx'
import { weekWords } from './rotaWords.ts'

interface PublishDialogProps {
  readonly monday: LondonDay
  readonly onClose: () => void
}

/** Check, see the difference, publish: what must be fixed first, what may be gone against with a reason, and whom it tells. */
export function PublishDialog({ monday, onClose }: PublishDialogProps) {
  const [weeks, setWeeks] = useState(1)
  const lastDay = addDays(monday, 7 * weeks - 1)
  const asked = useAnswer(previewPublish, { firstDay: monday, lastDay }, { keep: true })
  const title = weeks === 1 ? `Publish ${weekWords(monday)}` : `Publish ${weeks} weeks from ${formatDayShort(monday)}`
  return (
    <Dialog open wide title={title} onClose={onClose}>
      <Select
        label="How much"
        id="weeks"
        options={spans}
        value={String(weeks)}
        onChange={(event) => setWeeks(Number(event.target.value))}
      />
      <Answered of={asked}>
        {(preview) => <Checked key={lastDay} preview={preview} monday={monday} lastDay={lastDay} onClose={onClose} />}
      </Answered>
    </Dialog>
  )
}

/** Up to six weeks, as many as are published at once. */
const spans = [1, 2, 3, 4, 5, 6].map((weeks) => ({
  value: String(weeks),
  label: weeks === 1 ? 'This week' : `${weeks} weeks from it`,
}))

interface CheckedProps extends PublishDialogProps {
  readonly lastDay: LondonDay
  readonly preview: PublishPreview
}

function Checked({ preview, monday, lastDay, onClose }: CheckedProps) {
  const [whys, setWhys, forget] = useKept<Readonly<Record<string, string>>>(`rota.publish.${monday}`, {})
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const publishing = useSend(publishRota)
  const { differences, findings, seen, told } = preview
  const mustFix = findings.filter(({ grade }) => grade === 'must-fix')
  const toAccept = findings.filter(({ grade }) => grade === 'accept')

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (publishing.isPending) return
    const without = toAccept.filter(({ key }) => (whys[key] ?? '').trim() === '')
    if (without.length > 0) {
      return setErrors(
        without.map(({ key, title }) => ({ field: key, message: `${title}: say why, or change the draft` })),
      )
    }
    try {
      const accepted = toAccept.map(({ key }) => ({ key, why: whys[key] ?? '' }))
      const sent = await publishing.mutateAsync({
        firstDay: monday,
        lastDay,
        seen: [...seen],
        accepted,
      })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({
        words: `Published. ${told.length === 1 ? 'One person is' : `${sent.value.told} people are`} told.`,
        icon: 'check',
      })
      onClose()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  if (differences.length === 0) return <p>Nothing of these days is changed in the draft.</p>
  return (
    <form className="publish" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      <Changes preview={preview} />
      {findings.length > 0 && (
        <ul className="findings" aria-label="Before you publish">
          {findings.map((finding) => (
            <FindingItem
              key={finding.key}
              finding={finding}
              why={whys[finding.key] ?? ''}
              error={errors.find(({ field }) => field === finding.key)?.message}
              onWhy={(why) => setWhys({ ...whys, [finding.key]: why })}
            />
          ))}
        </ul>
      )}
      <div className="btns">
        <Button kind="p" type="submit" busy={publishing.isPending} disabled={mustFix.length > 0}>
          Publish
        </Button>
        <Button onClick={onClose}>Not yet</Button>
        {mustFix.length > 0 && <b className="stop-n">{mustFix.length} must be fixed first</b>}
      </div>
    </form>
  )
}

function Changes({ preview: { differences, told } }: { readonly preview: PublishPreview }) {
  return (
    <>
      <h3 className="h3">{differences.length === 1 ? 'One change' : `${differences.length} changes`}</h3>
      <ul className="diffs">
        {differences.map(({ shiftId, words }) => (
          <li key={shiftId}>{words}</li>
        ))}
      </ul>
      <p className="muted small">
        {told.length === 0
          ? 'Nobody has to be told.'
          : `Told once, in office hours unless it begins within a day: ${told.map(({ name, at }) => `${name} (${formatInstant(at)})`).join(', ')}.`}
      </p>
    </>
  )
}

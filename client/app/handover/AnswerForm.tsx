import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextArea, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { answerHandover, type HandoverSheet } from '#shared/handover/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { AnswerEnded } from './AnswerEnded.tsx'
import { answerText, useAnswerTyped } from './answerTyped.ts'
import { SheetItemView } from './SheetItemView.tsx'

interface AnswerFormProps {
  readonly sheet: HandoverSheet
  /** Who ended the offer while it was being answered, and when: what is typed stays, and cannot be sent any more. */
  readonly ended: string | null
}

/** The receiver's side: reads each, ticks what they take, and takes it over by name. What is not ticked stays where it is. */
export function AnswerForm({ sheet, ended }: AnswerFormProps) {
  const send = useSend(answerHandover)
  const { typed, setTyped, forget } = useAnswerTyped(sheet.id)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [sure, setSure] = useState(false)
  const all = sheet.sheet.map(({ referralId }) => referralId)
  const taken = all.filter((id) => typed.taken.includes(id))
  const left = all.filter((id) => !typed.taken.includes(id))
  const first = sheet.givenByName.split(' ')[0] ?? ''
  const tick = (id: string, on: boolean): void => {
    setSure(false)
    setErrors([])
    setTyped({ ...typed, taken: on ? [...typed.taken, id] : typed.taken.filter((one) => one !== id) })
  }
  const answer = async (): Promise<void> => {
    setErrors([])
    if (taken.length === 0 && left.length > 0 && !sure) {
      return setSure(true)
    }
    try {
      const said = left.map((referralId) => ({ referralId, why: typed.why[referralId] ?? '' }))
      const sent = await send.mutateAsync({ handoverId: sheet.id, taken, left: said, words: typed.words })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({ words: `You took over ${sent.value.taken} of ${sheet.items}.`, detail: `${first} is told` })
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setErrors([{ message: `${fault.message} What you ticked is kept.` }])
    }
  }
  return (
    <>
      {ended === null && <ErrorSummary errors={errors} />}
      {ended === null && (
        <p className="no-print">
          Tick each that you take over. Until then it is {first}’s, and so is what you leave unticked.
        </p>
      )}
      <ol className="ho-items">
        {sheet.sheet.map((item) => {
          const id = item.referralId
          const on = typed.taken.includes(id)
          return (
            <SheetItemView key={id} item={item} at={sheet.offeredAt}>
              <div className={on ? 'ho-answer on no-print' : 'ho-answer no-print'}>
                <Checkbox
                  label={`I take over ${fullName(item.facts.row)}`}
                  checked={on}
                  disabled={ended !== null}
                  onChange={(event) => tick(id, event.target.checked)}
                />
                {!on && (
                  <TextField
                    label={
                      <>
                        Why it stays with {first}, if you like
                        <span className="vh">: {fullName(item.facts.row)}</span>
                      </>
                    }
                    value={typed.why[id] ?? ''}
                    maxLength={200}
                    readOnly={ended !== null}
                    onChange={(event) => setTyped({ ...typed, why: { ...typed.why, [id]: event.target.value } })}
                  />
                )}
              </div>
            </SheetItemView>
          )
        })}
      </ol>
      <div className="stack no-print">
        <TextArea
          label={`Back to ${first}`}
          hint="What you still need to know, if anything"
          rows={2}
          value={typed.words}
          readOnly={ended !== null}
          onChange={(event) => setTyped({ ...typed, words: event.target.value })}
        />
      </div>
      {ended !== null ? (
        <AnswerEnded ended={ended} text={answerText(sheet, typed)} putAway={forget} />
      ) : (
        <div className="ho-bar no-print">
          {sure && (
            <p role="status" className="ho-sure">
              <b>Nothing is ticked.</b>{' '}
              {all.length === 1 ? `It stays with ${first}.` : `All ${all.length} stay with ${first}.`} Press again to
              answer so, or tick what you take over.
            </p>
          )}
          {all.length > 1 && (
            <Button
              onClick={() => {
                setSure(false)
                setTyped({ ...typed, taken: left.length === 0 ? [] : all })
              }}
            >
              {left.length === 0 ? 'Untick all' : 'Tick all'}
            </Button>
          )}
          <Button kind="p" busy={send.isPending} onClick={() => void answer()}>
            {takeWords(taken.length, left.length, first)}
          </Button>
          {all.length > 0 && (
            <span className="muted only-d">
              {taken.length} of {all.length} ticked
            </span>
          )}
        </div>
      )}
    </>
  )
}

/** What the press will do. @example takeWords(6, 2, 'Jo') // 'Take over 6, leave 2 with Jo' */
function takeWords(taken: number, left: number, giver: string): string {
  if (taken + left === 0) return 'I have read it'
  if (taken === 0) return `Take none: all stay with ${giver}`
  return `Take over ${taken}${left > 0 ? `, leave ${left} with ${giver}` : ''}`
}
